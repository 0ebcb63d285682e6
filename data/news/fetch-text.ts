import { wallClock } from '../../config/clock.ts';
import { QuaestorError } from '../../config/errors.ts';
import { readCapped } from './read-capped.ts';

/** What a server said of a document, to be sent back when it is asked for again. */
export type Validators = { readonly etag?: string; readonly lastModified?: string };

export type FetchedText =
  | { readonly changed: false }
  | { readonly changed: true; readonly text: string; readonly contentType: string; readonly validators: Validators };

export type FetchOptions = {
  signal: AbortSignal;
  timeoutMs: number;
  validators?: Validators;
  accept?: string;
};

const maximumRedirects = 5;

/** What some publishers ask for: who reads, and why. */
const userAgent = 'Quaestor/0.1 (personal news reader)';

function headersOf({ validators, accept = '*/*' }: FetchOptions): Record<string, string> {
  return {
    accept,
    'user-agent': userAgent,
    ...(validators?.etag === undefined ? {} : { 'if-none-match': validators.etag }),
    ...(validators?.lastModified === undefined ? {} : { 'if-modified-since': validators.lastModified }),
  };
}

const unavailable = (url: string, why: string, cause?: unknown): QuaestorError =>
  new QuaestorError('provider.unavailable', `"${url}" ${why}.`, { url }, cause);

function checked(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed && /^https?:$/.test(parsed.protocol)) return parsed;
  throw new QuaestorError('provider.refused', `"${url}" is no web address: only http and https are read.`, { url });
}

/** Seconds or a date, as the header may have it; undefined where it is neither. */
function retryAfterMs(header: string | null): number | undefined {
  if (header === null) return undefined;
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - wallClock.now();
  return Number.isFinite(wait) && wait >= 0 ? wait : undefined;
}

function refusalOf(url: string, response: Response): QuaestorError {
  const { status } = response;
  if (status === 429) {
    const wait = retryAfterMs(response.headers.get('retry-after'));
    return new QuaestorError('provider.rate-limited', `"${url}" asks for a pause (429).`, { url, retryAfterMs: wait });
  }
  if (status >= 500 || status === 408) return unavailable(url, `answered ${status}`);
  return new QuaestorError('provider.refused', `"${url}" answered ${status}.`, { url, status });
}

async function follow(url: string, options: FetchOptions, signal: AbortSignal, left: number): Promise<Response> {
  const response = await fetch(checked(url), { headers: headersOf(options), redirect: 'manual', signal });
  const { status, headers } = response;
  const location = headers.get('location');
  if (status < 300 || status >= 400 || status === 304 || location === null) return response;
  await response.body?.cancel();
  if (left === 0) throw unavailable(url, `redirects more than ${maximumRedirects} times`);
  return follow(new URL(location, url).href, options, signal, left - 1);
}

const isTimeout = (thrown: unknown): boolean => thrown instanceof DOMException && thrown.name === 'TimeoutError';

async function textOf(url: string, options: FetchOptions, signal: AbortSignal): Promise<FetchedText> {
  const response = await follow(url, options, signal, maximumRedirects);
  if (response.status === 304) return { changed: false };
  if (!response.ok) {
    await response.body?.cancel();
    throw refusalOf(url, response);
  }
  const [etag, lastModified] = [response.headers.get('etag'), response.headers.get('last-modified')];
  return {
    changed: true,
    text: await readCapped(response, url),
    contentType: response.headers.get('content-type') ?? '',
    validators: { ...(etag === null ? {} : { etag }), ...(lastModified === null ? {} : { lastModified }) },
  };
}

/**
 * Gets a document of at most 2 MiB over http or https, following at most 5 redirects, in `timeoutMs` for all of it. With
 * validators, `changed: false` says that it is still the one that is known.
 * @throws QuaestorError `provider.timeout`, `provider.rate-limited` (with `retryAfterMs` in its details where the server
 * said so), `provider.unavailable`, `provider.refused`
 */
export async function fetchText(url: string, options: FetchOptions): Promise<FetchedText> {
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutMs)]);
  try {
    return await textOf(url, options, signal);
  } catch (thrown) {
    options.signal.throwIfAborted();
    if (thrown instanceof QuaestorError) throw thrown;
    if (isTimeout(thrown) || signal.aborted) {
      const seconds = options.timeoutMs / 1000;
      throw new QuaestorError('provider.timeout', `"${url}" did not answer within ${seconds} s.`, { url }, thrown);
    }
    throw unavailable(url, 'cannot be reached, or broke off', thrown);
  }
}
