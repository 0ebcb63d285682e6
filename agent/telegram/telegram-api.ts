import { setTimeout as sleep } from 'node:timers/promises';
import { asQuaestorError, QuaestorError } from '../../config/errors.ts';

/** The part of telegraf's client that is used: every method of the Bot API goes through it. */
export interface BotClient {
  callApi(method: string, payload: object, options?: { signal?: AbortSignal }): Promise<unknown>;
}

/** Least times between messages, in ms. Telegram takes about one a second in a chat and twenty a minute in a group. */
export type TelegramPace = {
  readonly sendPrivateMs: number;
  readonly sendGroupMs: number;
  readonly editPrivateMs: number;
  readonly editGroupMs: number;
};

export const telegramPace: TelegramPace = {
  sendPrivateMs: 1000,
  sendGroupMs: 3000,
  editPrivateMs: 900,
  editGroupMs: 3000,
};

/** Thirty messages a second over all chats. */
const sendAnywhereMs = 1000 / 30;
/** Messages that may go out at once after a silence. */
const burst = 5;
const burstAnywhere = 30;
const timeoutMs = 20_000;
const tries = 5;
const longestWaitMs = 60_000;

/** The generic cell rate algorithm: `burst` at once, then one each `everyMs`. Source: ITU-T I.371, annex A. */
class Pace {
  readonly #everyMs: number;
  readonly #burst: number;
  #theoreticalAt = 0;

  constructor(everyMs: number, burst: number) {
    this.#everyMs = everyMs;
    this.#burst = burst;
  }

  /** Takes the next place; returns how long to wait for it, in ms. */
  take(): number {
    const now = Date.now();
    this.#theoreticalAt = Math.max(now, this.#theoreticalAt) + this.#everyMs;
    return Math.max(0, this.#theoreticalAt - now - this.#burst * this.#everyMs);
  }

  idle(): boolean {
    return this.#theoreticalAt <= Date.now();
  }
}

type Refused = { error_code: number; description: string; parameters?: { retry_after?: number } };

/** What Telegram answered, where it did: telegraf throws it as the `response` of its error. */
function refusalOf(thrown: unknown): Refused | undefined {
  const response = thrown instanceof Error && 'response' in thrown ? thrown.response : undefined;
  return typeof response === 'object' && response !== null && 'error_code' in response
    ? (response as Refused)
    : undefined;
}

/** An error of the client as one of ours, with Telegram's own words in `details.description`. */
export function telegramError(method: string, thrown: unknown): QuaestorError {
  const refused = refusalOf(thrown);
  if (!refused) {
    const late = thrown instanceof Error && (thrown.name === 'AbortError' || thrown.name === 'TimeoutError');
    const code = late ? 'provider.timeout' : 'provider.unavailable';
    return new QuaestorError(code, `Telegram did not answer ${method}: ${asQuaestorError(thrown).message}`);
  }
  const { error_code: status, description, parameters } = refused;
  const said = `Telegram refused ${method} with ${status}: ${description}`;
  if (status === 429) {
    const retryAfterMs = 1000 * (parameters?.retry_after ?? 1);
    return new QuaestorError('provider.rate-limited', said, { status, description, retryAfterMs });
  }
  const code = status >= 500 || status === 409 ? 'provider.unavailable' : 'provider.refused';
  return new QuaestorError(code, said, { status, description });
}

/** True where Telegram's words say so, such as "message is not modified". */
export const saysThat = (thrown: unknown, words: string): boolean =>
  thrown instanceof QuaestorError && String(thrown.details.description ?? '').includes(words);

/** Chats are numbers, those of groups below zero. */
const isGroup = (chat: unknown): boolean => String(chat).startsWith('-');

/** The one door to the Bot API: it keeps the pace, and every error that leaves it is a QuaestorError of blame `provider`. */
export class TelegramApi {
  readonly pace: TelegramPace;
  readonly #client: BotClient;
  readonly #closing: AbortSignal;
  readonly #anywhere = new Pace(sendAnywhereMs, burstAnywhere);
  readonly #chats = new Map<string, Pace>();

  constructor(client: BotClient, closing: AbortSignal, pace: TelegramPace = telegramPace) {
    this.#client = client;
    this.#closing = closing;
    this.pace = pace;
  }

  editEveryMs(chat: string): number {
    return isGroup(chat) ? this.pace.editGroupMs : this.pace.editPrivateMs;
  }

  /** @throws QuaestorError `provider.rate-limited` with `retryAfterMs`, `provider.unavailable`, `provider.timeout`, `provider.refused` */
  async call(
    method: string,
    payload: Readonly<Record<string, unknown>> = {},
    signal = AbortSignal.timeout(timeoutMs),
  ): Promise<unknown> {
    if (/^send(Message|Photo)$/.test(method)) await this.#inPace(payload.chat_id);
    try {
      return await this.#client.callApi(method, { ...payload }, { signal });
    } catch (thrown) {
      throw telegramError(method, thrown);
    }
  }

  /** Does it again while Telegram asks to wait or cannot be reached, a few times. */
  async patiently<T>(work: () => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await work();
      } catch (thrown) {
        const { code, details } = asQuaestorError(thrown);
        const passes = code === 'provider.rate-limited' || code === 'provider.unavailable';
        const waitMs = typeof details.retryAfterMs === 'number' ? details.retryAfterMs : 250 * 2 ** tried;
        if (!passes || tried >= tries || waitMs > longestWaitMs) throw thrown;
        await this.rest(waitMs);
      }
    }
  }

  /** Waits, and no longer once the channel closes. */
  async rest(ms: number): Promise<void> {
    if (ms > 0) await sleep(ms, undefined, { signal: this.#closing }).catch(() => undefined);
  }

  async #inPace(chat: unknown): Promise<void> {
    const key = String(chat);
    const { sendGroupMs, sendPrivateMs } = this.pace;
    const own = this.#chats.get(key) ?? new Pace(isGroup(chat) ? sendGroupMs : sendPrivateMs, burst);
    this.#chats.set(key, own);
    await this.rest(Math.max(own.take(), this.#anywhere.take()));
    if (this.#chats.size > 1000) {
      for (const [one, pace] of this.#chats) if (pace.idle()) this.#chats.delete(one);
    }
  }
}
