import { secretNames } from './secrets.ts';

const shapes = [
  /\bsk-[A-Za-z0-9_-]{16,}\b/g,
  /\bAIza[A-Za-z0-9_-]{30,}\b/g,
  /\b\d{8,10}:[A-Za-z0-9_-]{35}\b/g,
  /\bBearer\s+[A-Za-z0-9._~+/-]{12,}=*/gi,
];

/** Replaces every known secret value, as it is or as JSON writes it, and whatever looks like a key, by `[redacted]`. */
export function redact(text: string, env: NodeJS.ProcessEnv = process.env): string {
  let clean = text;
  for (const name of secretNames) {
    const value = env[name]?.trim();
    if (!value || value.length < 6) continue;
    for (const form of [value, JSON.stringify(value).slice(1, -1)]) clean = clean.replaceAll(form, '[redacted]');
  }
  for (const shape of shapes) clean = clean.replace(shape, '[redacted]');
  return clean;
}
