import type { Text } from './text.ts';

/** Whose move is next: decides what chat says, what the loop does and what trading does. */
export type Blame = 'user' | 'config' | 'provider' | 'model' | 'bug';

/** Every error of the product: who has to act, and whether the same call may succeed later. */
const table = {
  'user.too-long': { blame: 'user', retryable: false },
  'user.too-fast': { blame: 'user', retryable: true },
  'user.unknown-command': { blame: 'user', retryable: false },
  'user.bad-request': { blame: 'user', retryable: false },
  'tool.forbidden': { blame: 'user', retryable: false },
  'tool.not-found': { blame: 'model', retryable: false },
  'tool.bad-input': { blame: 'model', retryable: false },
  'tool.timeout': { blame: 'provider', retryable: true },
  'tool.stopped': { blame: 'user', retryable: true },
  'tool.bad-output': { blame: 'bug', retryable: false },
  'desk.not-found': { blame: 'user', retryable: false },
  'desk.not-yours': { blame: 'user', retryable: false },
  'desk.expired': { blame: 'user', retryable: false },
  'desk.already-decided': { blame: 'user', retryable: false },
  'desk.changed': { blame: 'user', retryable: false },
  'desk.price-moved': { blame: 'user', retryable: false },
  'desk.regime-changed': { blame: 'user', retryable: false },
  'desk.check-first': { blame: 'user', retryable: false },
  'desk.refused': { blame: 'user', retryable: false },
  'desk.unresolved': { blame: 'provider', retryable: false },
  'data.unknown-symbol': { blame: 'user', retryable: false },
  'data.no-history': { blame: 'user', retryable: false },
  'data.too-few-candles': { blame: 'user', retryable: false },
  'data.bad-candle': { blame: 'user', retryable: false },
  'data.bad-file': { blame: 'user', retryable: false },
  'data.unknown-feature': { blame: 'user', retryable: false },
  'data.stale': { blame: 'provider', retryable: true },
  'ledger.broken-chain': { blame: 'bug', retryable: false },
  'backtest.unknown-strategy': { blame: 'user', retryable: false },
  'backtest.bad-strategy': { blame: 'user', retryable: false },
  'backtest.bad-parameters': { blame: 'user', retryable: false },
  'backtest.no-costs': { blame: 'user', retryable: false },
  'knowledge.bad-entry': { blame: 'config', retryable: false },
  'config.invalid': { blame: 'config', retryable: false },
  'config.missing-key': { blame: 'config', retryable: false },
  'config.unknown-rule': { blame: 'config', retryable: false },
  'config.bad-plugin': { blame: 'config', retryable: false },
  'config.port-taken': { blame: 'config', retryable: false },
  'provider.timeout': { blame: 'provider', retryable: true },
  'provider.rate-limited': { blame: 'provider', retryable: true },
  'provider.unavailable': { blame: 'provider', retryable: true },
  'provider.refused': { blame: 'provider', retryable: false },
  'model.bad-output': { blame: 'model', retryable: false },
  'model.bad-data': { blame: 'model', retryable: false },
  'model.unknown-forecaster': { blame: 'user', retryable: false },
  'model.not-trained': { blame: 'model', retryable: false },
  'bug.unexpected': { blame: 'bug', retryable: false },
} as const satisfies Record<string, { blame: Blame; retryable: boolean }>;

export type ErrorCode = keyof typeof table;

export const errorCodes = Object.keys(table) as readonly ErrorCode[];

/** The one error class. `message` says what failed with quoted values, what is valid, and what to do; it never holds a secret. */
export class QuaestorError extends Error {
  readonly code: ErrorCode;
  readonly blame: Blame;
  readonly retryable: boolean;
  readonly details: Readonly<Record<string, unknown>>;
  /** The message in every language, where a person is meant to read it. */
  readonly text: Text | undefined;

  constructor(code: ErrorCode, message: string | Text, details: Record<string, unknown> = {}, cause?: unknown) {
    super(typeof message === 'string' ? message : message.en, cause === undefined ? undefined : { cause });
    this.name = 'QuaestorError';
    this.code = code;
    this.blame = table[code].blame;
    this.retryable = table[code].retryable;
    this.details = details;
    this.text = typeof message === 'string' ? undefined : message;
  }
}

/** Any thrown value as a QuaestorError; what is not ours becomes `bug.unexpected` with its cause kept. */
export function asQuaestorError(thrown: unknown): QuaestorError {
  if (thrown instanceof QuaestorError) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return new QuaestorError('bug.unexpected', text, {}, thrown);
}
