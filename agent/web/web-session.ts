import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { wallClock } from '../../config/clock.ts';
import { sha256 } from '../../data/ledger-chain.ts';
import type { WebWorld } from './web-world.ts';

type Session = { readonly id: string; readonly until: number };
type SessionWorld = Pick<WebWorld, 'agent' | 'token' | 'streams'>;

const cookie = 'quaestor';
const keptSeconds = 30 * 86_400;

/** Compares in a time that tells nothing of either. */
export const same = (given: string, wanted: string): boolean =>
  timingSafeEqual(Buffer.from(sha256(given)), Buffer.from(sha256(wanted)));

const sealOf = (said: string, token: string): string => createHmac('sha256', token).update(said).digest('base64url');

/** Scripts cannot read it and other sites cannot send it. */
const cookieOptions = (context: Context) => ({
  httpOnly: true,
  sameSite: 'Strict' as const,
  path: '/',
  secure: context.req.header('x-forwarded-proto') === 'https',
});

/** The cookie of a browser that showed the token: a session of its own, sealed with the token and good for 30 days. */
export function openSession(context: Context, token: string): void {
  const said = `${randomBytes(16).toString('base64url')}.${wallClock.now() + keptSeconds * 1000}`;
  setCookie(context, cookie, `${said}.${sealOf(said, token)}`, { ...cookieOptions(context), maxAge: keptSeconds });
}

/** The session that a cookie of ours names; undefined where it is forged or too old. */
function readSession(context: Context, token: string): Session | undefined {
  const [id = '', until = '', seal = ''] = (getCookie(context, cookie) ?? '').split('.');
  const isOurs = same(seal, sealOf(`${id}.${until}`, token));
  return isOurs && Number(until) > wallClock.now() ? { id, until: Number(until) } : undefined;
}

const endedMark = ({ id }: Session): string => `web-session-ended/${id}`;

/** The id of the session of a browser that is let in and has not logged out, here or before a restart. */
export function sessionOf(context: Context, { agent, token }: SessionWorld): string | undefined {
  const session = token === undefined ? undefined : readSession(context, token);
  const ended = session && agent.parts.alerting.store.mark(endedMark(session)) !== undefined;
  return ended ? undefined : session?.id;
}

/** Logs a browser out: its cookie opens nothing from now on, wherever it was copied to, and what it listens to ends. */
export function endSession(context: Context, { agent, token, streams }: SessionWorld): void {
  const session = token === undefined ? undefined : readSession(context, token);
  if (!session) return;
  agent.parts.alerting.store.setMark(endedMark(session), String(session.until));
  deleteCookie(context, cookie, cookieOptions(context));
  streams.endSession(session.id);
}
