import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { attempt } from '../../config/attempt.ts';
import type { Caller, WebEnvironment } from './api-route.ts';
import type { RequestLimit } from './web-limit.ts';
import { hasSession } from './web-session.ts';
import type { WebWorld } from './web-world.ts';

const policy =
  "default-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

/** Paths that cost something; files of the page are in memory. */
const limited = /^\/(api|metrics|login|feedback)\b/;

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
  /** Whose page it is, where one server serves several people. */
  readonly personOf: (context: Context) => string;
};

/** Who asks; undefined for a key that is not ours. */
function callerOf(context: Context, { keys, token }: WebWorld, personOf: GuardOptions['personOf']): Caller | undefined {
  const bearer = bearerOf(context);
  if (bearer !== undefined) {
    const key = keys.find(bearer);
    return key && { by: 'key', channel: 'api', id: key.name, scopes: key.scopes };
  }
  const by = hasSession(context, token) ? 'page' : 'nobody';
  return { by, channel: 'web', id: personOf(context), scopes: [] };
}

/** A client for the limit: a key, a person, or, before anybody is known, an address. */
function clientOf(context: Context, { by, channel, id }: Caller): string {
  if (by !== 'nobody') return `${channel}:${id}`;
  return `address:${attempt(() => getConnInfo(context).remote.address) ?? 'unknown'}`;
}

/** Nobody else's page and no unknown key may come in, nobody too often; every answer carries its policy. */
export const guard =
  (world: WebWorld, { limit, personOf }: GuardOptions): MiddlewareHandler<WebEnvironment> =>
  async (context, next) => {
    context.header('content-security-policy', policy);
    context.header('x-content-type-options', 'nosniff');
    // A form says where it comes from only where its page may say so to its own server.
    context.header('referrer-policy', 'same-origin');
    const refused = (error: string, message: string, status: 401 | 403 | 429) =>
      context.json({ error, message }, status);
    const caller = callerOf(context, world, personOf);
    if (!caller) return refused('user.unknown', 'This key is unknown or revoked.', 401);
    if (caller.by !== 'key' && !isOwn(context, world.token !== undefined)) {
      return refused('user.forbidden', 'This address is not served here.', 403);
    }
    const waitMs = limited.test(context.req.path) ? limit.take(clientOf(context, caller)) : 0;
    if (waitMs > 0) {
      context.header('retry-after', String(Math.ceil(waitMs / 1000)));
      return refused('user.too-fast', 'Too many requests: wait a little.', 429);
    }
    context.set('caller', caller);
    await next();
    return undefined;
  };
