import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { attempt } from '../../config/attempt.ts';
import { QuaestorError } from '../../config/errors.ts';
import type { Language } from '../../config/settings.ts';
import type { Caller, WebEnvironment } from './api-route.ts';
import { refusal } from './web-error.ts';
import type { RequestLimit } from './web-limit.ts';
import { sessionOf } from './web-session.ts';
import { asksToStop } from './web-stop.ts';
import type { WebWorld } from './web-world.ts';

const policy =
  "default-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

/** Paths that cost something; files of the page are in memory. */
const limited = /^\/(api|metrics|login|logout|feedback)\b/;

const localNames = ['127.0.0.1', 'localhost', '[::1]'];

/** True when a request comes from our own page: its host is this machine (or a token lets people in), and the origin is the host. */
export function isOwn({ req }: Context, anyHost: boolean): boolean {
  const host = req.header('host') ?? '';
  const origin = req.header('origin');
  const local = localNames.includes(host.replace(/:\d+$/, ''));
  return (anyHost || local) && (origin === undefined || (URL.canParse(origin) && new URL(origin).host === host));
}

export const bearerOf = ({ req }: Context): string | undefined =>
  /^Bearer (\S+)$/.exec(req.header('authorization') ?? '')?.[1];

export type GuardOptions = {
  readonly limit: RequestLimit;
  /** Of requests to stop trading, which count for nothing else. */
  readonly stopLimit: RequestLimit;
  /** Whose page it is, where one server serves several people. */
  readonly personOf: (context: Context) => string;
};

/** Who asks; undefined for a key that is not ours. */
function callerOf(context: Context, world: WebWorld, personOf: GuardOptions['personOf']): Caller | undefined {
  const bearer = bearerOf(context);
  if (bearer !== undefined) {
    const key = world.keys.find(bearer);
    return key && { by: 'key', channel: 'api', id: key.name, scopes: key.scopes };
  }
  const session = sessionOf(context, world);
  const by = world.token === undefined || session !== undefined ? 'page' : 'nobody';
  return { by, channel: 'web', id: personOf(context), scopes: [], ...(session === undefined ? {} : { session }) };
}

/** A client for the limit of whom nobody knows more than the address. */
export const addressOf = (context: Context): string =>
  `address:${attempt(() => getConnInfo(context).remote.address) ?? 'unknown'}`;

/** A client for the limit: a key, a person, or, before anybody is known, an address. */
export const clientOf = (context: Context, { by, channel, id }: Caller): string =>
  by === 'nobody' ? addressOf(context) : `${channel}:${id}`;

/** The answer to one request too many: how many are taken, and when the next one is. */
export function tooFast(
  context: Context,
  { agent }: WebWorld,
  { perMinute }: RequestLimit,
  waitMs: number,
  language: Language = agent.parts.settings.language,
): Response {
  const seconds = Math.ceil(waitMs / 1000);
  context.header('retry-after', String(seconds));
  const text = {
    en: `Too many requests: ${perMinute} a minute are answered. Try again in ${seconds} s.`,
    fr: `Trop de requêtes : ${perMinute} par minute reçoivent une réponse. Réessayez dans ${seconds} s.`,
  };
  return refusal(context, agent, new QuaestorError('user.too-fast', text), language);
}

/** Milliseconds to wait before a request is taken, and the limit that says so. Stopping has a limit of its own. */
async function waitOf(
  context: Context,
  caller: Caller,
  { limit, stopLimit }: Pick<GuardOptions, 'limit' | 'stopLimit'>,
): Promise<{ waitMs: number; by: RequestLimit }> {
  if (!limited.test(context.req.path)) return { waitMs: 0, by: limit };
  const by = caller.by !== 'nobody' && (await asksToStop(context)) ? stopLimit : limit;
  return { waitMs: by.take(clientOf(context, caller)), by };
}

/** Nobody else's page and no unknown key may come in, nobody too often; every answer carries its policy. */
export const guard =
  (world: WebWorld, options: GuardOptions): MiddlewareHandler<WebEnvironment> =>
  async (context, next) => {
    context.header('content-security-policy', policy);
    context.header('x-content-type-options', 'nosniff');
    // A form says where it comes from only where its page may say so to its own server.
    context.header('referrer-policy', 'same-origin');
    const refused = (error: string, message: string, status: 401 | 403) => context.json({ error, message }, status);
    const caller = callerOf(context, world, options.personOf);
    if (!caller) return refused('user.unknown', 'This key is unknown or revoked.', 401);
    if (caller.by !== 'key' && !isOwn(context, world.token !== undefined)) {
      return refused('user.forbidden', 'This address is not served here.', 403);
    }
    const { waitMs, by } = await waitOf(context, caller, options);
    if (waitMs > 0) {
      const { language } = world.agent.person(caller.channel, caller.id);
      return tooFast(context, world, by, waitMs, language);
    }
    context.set('caller', caller);
    await next();
    return undefined;
  };
