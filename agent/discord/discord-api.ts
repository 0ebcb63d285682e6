import {
  DiscordAPIError,
  HTTPError,
  type RateLimitData,
  RateLimitError,
  type RawFile,
  REST,
  type RequestMethod,
  Routes,
} from 'discord.js';
import { z } from 'zod';
import { asQuaestorError, QuaestorError } from '../../config/errors.ts';

/** A message as Discord takes it. */
export type DiscordPayload = { readonly body: Readonly<Record<string, unknown>>; readonly files?: RawFile[] };

/** A rate limit that ends sooner is waited for; a longer one is said to whoever sends. */
const longestWaitMs = 60_000;
const timeoutMs = 15_000;

/** Until a bucket is full again or, where Discord names no bucket, until it says that one may come back. */
const waitOf = ({ timeToReset, retryAfter }: Pick<RateLimitData, 'timeToReset' | 'retryAfter'>): number =>
  Math.max(timeToReset, retryAfter);

const WithId = z.object({ id: z.string() });

/** An error of discord.js as one of ours; what Discord said stands in `details.discordCode`. */
export function discordError(what: string, thrown: unknown): QuaestorError {
  if (thrown instanceof QuaestorError) return thrown;
  const said = `Discord, ${what}: ${asQuaestorError(thrown).message}`;
  if (thrown instanceof RateLimitError) {
    return new QuaestorError('provider.rate-limited', said, { retryAfterMs: waitOf(thrown) });
  }
  if (thrown instanceof DiscordAPIError) {
    // A token that was taken away is put back by a person: what is on its way waits for that.
    const code = thrown.status === 401 ? 'provider.unavailable' : 'provider.refused';
    return new QuaestorError(code, said, { status: thrown.status, discordCode: thrown.code });
  }
  if (thrown instanceof HTTPError) return new QuaestorError('provider.unavailable', said, { status: thrown.status });
  const late = thrown instanceof Error && thrown.name === 'AbortError';
  return new QuaestorError(late ? 'provider.timeout' : 'provider.unavailable', said);
}

/** True where Discord answered with one of these codes of its table. */
export const saysCode = (thrown: unknown, ...codes: readonly number[]): boolean =>
  thrown instanceof QuaestorError && codes.some(code => thrown.details.discordCode === code);

/** The one door to Discord's REST API: it keeps the rate limits, and every error that leaves it is a QuaestorError of blame `provider`. */
export class DiscordApi {
  readonly #rest: REST;
  readonly #private = new Map<string, Promise<string>>();

  constructor(token: string, api: string | undefined) {
    this.#rest = new REST({
      ...(api === undefined ? {} : { api }),
      version: '10',
      timeout: timeoutMs,
      rejectOnRateLimit: limited => waitOf(limited) > longestWaitMs,
    }).setToken(token);
  }

  /**
   * @param auth false for the routes of an interaction, whose token stands in the route
   * @throws QuaestorError `provider.rate-limited` with `retryAfterMs`, `provider.unavailable`, `provider.timeout`, `provider.refused`
   */
  async call(
    method: `${RequestMethod}`,
    route: `/${string}`,
    { body, files }: { body?: unknown; files?: RawFile[] } = {},
    auth = true,
  ): Promise<unknown> {
    const options = { auth, ...(body === undefined ? {} : { body }), ...(files ? { files } : {}) };
    try {
      return await this.#rest.request({ fullRoute: route, method: method as RequestMethod, ...options });
    } catch (thrown) {
      // The token of an interaction is no part of a message that somebody reads.
      throw discordError(`${method} ${route.replace(/(webhooks\/\d+)\/[^/]+/, '$1/…')}`, thrown);
    }
  }

  /** What a call made: its id. */
  async made(...call: Parameters<DiscordApi['call']>): Promise<string> {
    return WithId.parse(await this.call(...call)).id;
  }

  /** The channel behind an address: "dm:USER" for a private chat, else its own id. */
  channelOf(chat: string): Promise<string> {
    if (!chat.startsWith('dm:')) return Promise.resolve(chat);
    const known = this.#private.get(chat);
    if (known) return known;
    const opened = this.made('POST', Routes.userChannels(), { body: { recipient_id: chat.slice(3) } });
    this.#private.set(chat, opened);
    opened.catch(() => this.#private.delete(chat));
    return opened;
  }
}
