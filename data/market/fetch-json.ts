import { rateLimited, refused, timedOut, unavailable } from './provider-error.ts';

export type JsonRequest = { method?: string; headers?: HeadersInit; body?: string; signal?: AbortSignal };

export type JsonAnswer = {
  status: number;
  statusText: string;
  headers: Headers;
  /** The whole text; it has been parsed once, so it is JSON. */
  body: string;
  /** An instant (UTC ms) on the answering machine's clock that was over when it answered, where it told its time. */
  passedAt: number | undefined;
};

export type JsonOptions = {
  /** Who is asked, as errors name it. */
  source: string;
  /** Until the answer begins; its body may take `bodyMs` more. */
  timeoutMs: number;
  /** Requests go to this origin instead, path and query kept: a gateway of one's own, or a test's loopback server. */
  origin?: string | undefined;
};

/** 429: slow down; 418: Binance's ban after ignored 429s; 999: Yahoo's old way to say the same. */
const slowDown = new Set([418, 429, 999]);
/** Lists of markets weigh megabytes: a slow line gets half a minute for them. */
export const bodyMs = 30_000;
/** A Date header is in whole seconds, and may be a little younger than the figures below it. */
const dateSlackMs = 2000;
/** 451: closed to this country. */
const closed = new Set([401, 403, 451]);

/** Wait that a Retry-After header asks for: seconds, or an HTTP date read against the server's own clock. */
export function retryAfterMs(headers: Headers): number | undefined {
  const given = headers.get('retry-after')?.trim();
  if (!given) return undefined;
  if (/^\d+$/.test(given)) return Number(given) * 1000;
  const wait = Date.parse(given) - Date.parse(headers.get('date') ?? '');
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}

const opening = (text: string): string => JSON.stringify(text.replace(/\s+/g, ' ').trim().slice(0, 60));

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const reasonOf = (thrown: unknown): string => {
  if (!(thrown instanceof Error)) return String(thrown);
  return thrown.cause instanceof Error ? `${thrown.message} (${thrown.cause.message})` : thrown.message;
};

function elsewhere(url: string, origin: string | undefined): string {
  if (origin === undefined) return url;
  const { pathname, search } = new URL(url);
  return `${origin}${pathname}${search}`;
}

async function exchange(url: string, request: JsonRequest, { source, timeoutMs, origin }: JsonOptions) {
  const deadline = new AbortController();
  const signal = request.signal ? AbortSignal.any([request.signal, deadline.signal]) : deadline.signal;
  let timer = setTimeout(() => deadline.abort(), timeoutMs);
  try {
    const response = await fetch(elsewhere(url, origin), { ...request, signal });
    clearTimeout(timer);
    timer = setTimeout(() => deadline.abort(), bodyMs);
    return { response, body: await response.text() };
  } catch (thrown) {
    request.signal?.throwIfAborted();
    if (deadline.signal.aborted) throw timedOut(source, timeoutMs, thrown);
    throw unavailable(source, reasonOf(thrown), thrown);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * One HTTP exchange that ends with JSON or with an error of ours. A status of 4xx whose body is JSON is an answer: the
 * client library behind knows how to read it.
 * @throws QuaestorError `provider.timeout`, `provider.rate-limited` (with `details.retryAfterMs` where it was told),
 * `provider.refused` (401, 403, 451), `provider.unavailable` (no connection, 5xx, cut off, HTML instead of JSON);
 * the reason of `request.signal` when the caller stopped it.
 */
export async function fetchJson(url: string, request: JsonRequest, options: JsonOptions): Promise<JsonAnswer> {
  const { response, body } = await exchange(url, request, options);
  const { status, statusText, headers } = response;
  const { source } = options;
  if (slowDown.has(status)) throw rateLimited(source, status, retryAfterMs(headers));
  if (closed.has(status)) throw refused(source, `HTTP ${status} ${opening(body)}`);
  if (status >= 500) throw unavailable(source, `HTTP ${status} ${opening(body)}`);
  if (!isJson(body)) {
    const kind = headers.get('content-type') ?? 'no content type';
    throw unavailable(source, `HTTP ${status} with ${kind} that is not JSON: ${opening(body)}`);
  }
  const dateAt = Date.parse(headers.get('date') ?? '');
  const passedAt = Number.isFinite(dateAt) ? dateAt - dateSlackMs : undefined;
  return { status, statusText, headers, body, passedAt };
}
