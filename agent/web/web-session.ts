import { timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { sha256 } from '../../data/ledger-chain.ts';

const cookie = 'quaestor';
const keptSeconds = 30 * 86_400;

/** Compares in a time that tells nothing of either. */
export const same = (given: string, wanted: string): boolean =>
  timingSafeEqual(Buffer.from(sha256(given)), Buffer.from(sha256(wanted)));

/** The cookie of a browser that showed the token: its hash, which scripts cannot read and other sites cannot send. */
export function openSession(context: Context, token: string): void {
  const secure = context.req.header('x-forwarded-proto') === 'https';
  setCookie(context, cookie, sha256(token), {
    httpOnly: true,
    sameSite: 'Strict',
    maxAge: keptSeconds,
    path: '/',
    secure,
  });
}

/** Whether a browser is let in: it has the cookie, or no token is wanted. */
export const hasSession = (context: Context, token: string | undefined): boolean =>
  token === undefined || same(getCookie(context, cookie) ?? '', sha256(token));
