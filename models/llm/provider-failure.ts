import { type ErrorCode, QuaestorError } from '../../config/errors.ts';
import type { Text } from '../../config/text.ts';
import { retryAfter } from './retry-after.ts';

export type ProviderCode = Extract<ErrorCode, `provider.${string}`>;

/** Why one attempt of one link failed. */
export type ProviderFailure = Readonly<{
  link: string;
  code: ProviderCode;
  /** HTTP status; undefined where there was none (deadline, broken connection, unusable answer). */
  status: number | undefined;
  /** Our request is at fault: every provider would refuse it, and trying them would hide the bug. */
  ours: boolean;
  /** A person has to act (key, model name, credit). */
  needsAdmin: boolean;
  restMs: number | undefined;
  error: QuaestorError;
}>;

/** The deadline of one attempt passed. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** ChatOpenAI has `status`, ChatGoogle `statusCode`. */
export function statusOf(thrown: unknown): number | undefined {
  if (!isRecord(thrown)) return undefined;
  const status = thrown.status ?? thrown.statusCode;
  return typeof status === 'number' ? status : undefined;
}

/** A copy with its stack and its own causes, without the headers and bodies that clients hang on their errors. */
function cleanCause(thrown: unknown, scrub: (text: string) => string, depth = 0): Error {
  const source = thrown instanceof Error ? thrown : new Error(String(thrown));
  const deeper = source.cause === undefined || depth >= 3 ? undefined : cleanCause(source.cause, scrub, depth + 1);
  const clean = new Error(scrub(source.message), deeper && { cause: deeper });
  clean.name = source.name;
  clean.stack = scrub(source.stack ?? '');
  return clean;
}

/** Gemini answers 400 to a bad key and to a country that it does not serve: these are not bugs of the request. */
const notOurs = /api[ _]key|API_KEY_INVALID|FAILED_PRECONDITION|location is not supported/i;

function codeOf(thrown: unknown, status: number | undefined): ProviderCode {
  if (thrown instanceof DeadlinePassed || status === 408) return 'provider.timeout';
  if (status === 429) return 'provider.rate-limited';
  return status !== undefined && status >= 400 && status < 500 ? 'provider.refused' : 'provider.unavailable';
}

const evidenceOf = (thrown: unknown): string => {
  if (!isRecord(thrown)) return String(thrown);
  return `${String(thrown.message)} ${String(thrown.code)} ${JSON.stringify(thrown.data ?? thrown.error ?? '')}`;
};

const says: Record<ProviderCode, (link: string, why: string) => Text> = {
  'provider.timeout': link => ({
    en: `The language model "${link}" did not answer in time.`,
    fr: `Le modèle de langage « ${link} » n’a pas répondu à temps.`,
  }),
  'provider.rate-limited': link => ({
    en: `The language model "${link}" is over its limit of requests.`,
    fr: `Le modèle de langage « ${link} » a dépassé sa limite de requêtes.`,
  }),
  'provider.unavailable': (link, why) => ({
    en: `The language model "${link}" is unavailable: ${why}`,
    fr: `Le modèle de langage « ${link} » est indisponible : ${why}`,
  }),
  'provider.refused': (link, why) => ({
    en: `The language model "${link}" refused the request: ${why}`,
    fr: `Le modèle de langage « ${link} » a refusé la requête : ${why}`,
  }),
};

/** LangChain appends a link to its help pages; providers may send whole HTML pages. */
const briefly = (message: string): string => (message.split('\n\nTroubleshooting URL')[0] ?? '').trim().slice(0, 300);

/** Reads what a link threw. `scrub` removes secrets; nothing of the failure holds text that did not pass through it. */
export function providerFailure(
  link: string,
  thrown: unknown,
  { scrub, now }: { scrub: (text: string) => string; now: number },
): ProviderFailure {
  const status = statusOf(thrown);
  const code = codeOf(thrown, status);
  const evidence = evidenceOf(thrown);
  const ours = (status === 400 || status === 422) && !notOurs.test(evidence);
  const outOfCredit = status === 429 && /insufficient_quota/.test(evidence);
  const why = briefly(scrub(thrown instanceof Error ? thrown.message : String(thrown)));
  const details = { link, ...(status !== undefined && { status }) };
  return {
    link,
    code,
    status,
    ours,
    needsAdmin: outOfCredit || (code === 'provider.refused' && !ours && status !== 413),
    restMs: retryAfter(thrown, now),
    error: new QuaestorError(code, says[code](link, why), details, cleanCause(thrown, scrub)),
  };
}
