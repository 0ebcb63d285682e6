import type YahooFinance from 'yahoo-finance2';
import { QuaestorError } from '../../config/errors.ts';
import { fetchJson, type JsonOptions } from './fetch-json.ts';
import { rateLimited, unavailable, unlisted } from './provider-error.ts';

export type YahooInterval = '1m' | '5m' | '15m' | '30m' | '1h' | '1d';

/** What to ask for: [fromAt, untilAt) in UTC ms. */
export type YahooSpan = { fromAt: number; untilAt: number; interval: YahooInterval };

const chartOf = (client: InstanceType<typeof YahooFinance>, name: string, { fromAt, untilAt, interval }: YahooSpan) =>
  client.chart(encodeURIComponent(name), {
    period1: new Date(fromAt),
    period2: new Date(untilAt),
    interval,
    includePrePost: false,
    events: 'div|split',
    return: 'array',
  });

/** What yahoo-finance2 made of an answer, after it checked every field of it. */
export type YahooChart = Awaited<ReturnType<typeof chartOf>>;

/** A chart, and what the answer said of the time. `chart` is undefined when that span has none. */
export type YahooAnswer = { chart: YahooChart | undefined; passedAt: number | undefined };

/** Yahoo says by 429 that it has had enough of an address, and means a minute at least. */
const leastWaitMs = 60_000;

const silent = () => undefined;
const quiet = { info: silent, warn: silent, error: silent, debug: silent, dir: silent };

/** Thrown through the client library when Yahoo has nothing in a span of a symbol that it knows. */
class EmptySpan extends Error {}

/** The words of an error in Yahoo's own form: `{ chart: { result: null, error: { code, description } } }`. */
function errorIn(body: string): { code: string; description: string } | undefined {
  const { chart } = JSON.parse(body) as { chart?: { error?: { code?: unknown; description?: unknown } | null } };
  const error = chart?.error;
  return error ? { code: String(error.code), description: String(error.description) } : undefined;
}

function throwErrorIn(body: string, source: string, symbol: string): void {
  const error = errorIn(body);
  if (!error) return;
  if (/Data doesn't exist/i.test(error.description)) throw new EmptySpan();
  if (error.code === 'Not Found') throw unlisted(source, symbol);
  throw unavailable(source, `${error.code}: ${error.description}`);
}

/** What the library threw once it had an answer in hand is about that answer, unless it did not like the question. */
function asOurs(thrown: unknown, source: string): unknown {
  if (thrown instanceof Error && thrown.name === 'InvalidOptionsError') return thrown;
  if (!(thrown instanceof QuaestorError)) return unavailable(source, 'its answer has an unknown form', thrown);
  if (thrown.code !== 'provider.rate-limited') return thrown;
  const { status, retryAfterMs } = thrown.details;
  const wait = Math.max(leastWaitMs, typeof retryAfterMs === 'number' ? retryAfterMs : 0);
  return rateLimited(source, Number(status), wait, thrown);
}

/**
 * Asks Yahoo's chart address once. The exchange goes through `fetchJson`, so that a limit, a web page and a wrong symbol
 * are told apart by what really came; yahoo-finance2, loaded at the first use, builds the request and checks the answer.
 * @param name Yahoo's name of the symbol.
 * @throws QuaestorError as `fetchJson`, `data.unknown-symbol`; a limit always with `retryAfterMs` of a minute or more
 */
export async function askYahooChart(
  name: string,
  span: YahooSpan,
  options: JsonOptions,
  signal: AbortSignal,
): Promise<YahooAnswer> {
  const { default: Yahoo } = await import('yahoo-finance2');
  const client = new Yahoo({ logger: quiet, validation: { logErrors: false, logOptionsErrors: false } });
  let passedAt: number | undefined;
  const viaJson = async (input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> => {
    const request = { signal, ...(init?.headers ? { headers: init.headers } : {}) };
    const answer = await fetchJson(String(input), request, options);
    passedAt = answer.passedAt;
    throwErrorIn(answer.body, options.source, name);
    return new Response(answer.body, { status: answer.status, statusText: answer.statusText });
  };
  client._env = { ...client._env, fetch: viaJson };
  try {
    const chart = await chartOf(client, name, span);
    return { chart, passedAt };
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof EmptySpan) return { chart: undefined, passedAt };
    throw asOurs(thrown, options.source);
  }
}
