/** Environment variables that hold secrets. They are read here only, and redacted wherever text leaves the process. */
export const secretNames = [
  'OPENAI_API_KEY',
  'GOOGLE_API_KEY',
  'OPENROUTER_API_KEY',
  'COMPATIBLE_API_KEY',
  'QUAESTOR_WEB_TOKEN',
  'REDIS_URL',
  'TELEGRAM_TOKEN',
  'TELEGRAM_WEBHOOK_SECRET',
  'DISCORD_TOKEN',
  'SMTP_URL',
  'TWILIO_ACCOUNT_SID',
  'TWILIO_AUTH_TOKEN',
  'SLACK_WEBHOOK_URL',
] as const;
export type SecretName = (typeof secretNames)[number];

export type Secrets = Partial<Record<SecretName, string>>;

/** Reads the secrets that are set; an empty value counts as not set. */
export function readSecrets(env: NodeJS.ProcessEnv = process.env): Secrets {
  const secrets: Secrets = {};
  for (const name of secretNames) {
    const value = env[name]?.trim();
    if (value) secrets[name] = value;
  }
  return secrets;
}
