import { asQuaestorError, type QuaestorError } from '../../config/errors.ts';
import { type RetryOptions, retry } from '../../config/retry.ts';
import { type Candle, timeframeMs } from '../candle.ts';
import type { RawCandles } from '../quality/raw-candles.ts';
import type { CandlePage, LiveSource, PageRequest } from './live-source.ts';
import { candleOf, type RawRow, rawCandles, rawRow } from './raw-rows.ts';

/** Where downloaded candles go: one series of one provider. */
export interface CandleSink {
  /** Start (UTC ms) of the last candle that is kept; undefined when there is none. */
  lastAt(): number | undefined;
  /** Keeps closed candles, a page at a time, before the next page is asked for. @returns how many it kept */
  accept(rows: RawCandles, serverAt: number): number;
}

/** How far a download has come. `done` and `total` count candles of time: markets that close have fewer. */
export type DownloadProgress = {
  done: number;
  total: number;
  /** Candles kept so far. */
  rows: number;
  fromAt: number;
  /** Everything before this instant (UTC ms) is through. */
  atAt: number;
};

export type DownloadOptions = {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: DownloadProgress) => void) | undefined;
  sleep?: RetryOptions['sleep'] | undefined;
  /** Tries of each page, 3 by default. */
  attempts?: number | undefined;
};

export type Downloaded = {
  /** Candles that the sink kept. */
  rows: number;
  /** The candle that is still running: it was not stored. */
  live: Candle | undefined;
  /** The source's clock at the last page; undefined when nothing had to be asked. */
  serverAt: number | undefined;
};

/** A source that asks for a longer wait than this is left alone: the error goes to the person instead. */
const longestWaitMs = 300_000;
const never = new AbortController().signal;

const retryAfterOf = (error: QuaestorError | undefined): number => {
  const given = error?.details.retryAfterMs;
  return typeof given === 'number' ? given : 0;
};

/** One page, tried again after 2, then 4 s, or after as long as the source asks for. */
function patientPage(source: LiveSource, request: PageRequest, options: DownloadOptions): Promise<CandlePage> {
  const { signal = never, attempts = 3, sleep } = options;
  let last: QuaestorError | undefined;
  const work = async (): Promise<CandlePage> => {
    try {
      return await source.page(request, signal);
    } catch (thrown) {
      signal.throwIfAborted();
      last = asQuaestorError(thrown);
      throw last;
    }
  };
  return retry(work, {
    attempts,
    delayMs: attempt => {
      const asked = retryAfterOf(last);
      if (last && asked > longestWaitMs) throw last;
      return Math.max(1000 * 2 ** attempt, asked);
    },
    signal,
    ...(sleep ? { sleep } : {}),
  });
}

/** The rows of a page that are new: none at or before the last one kept, none twice over. */
function newRows(rows: RawCandles, afterAt: number): RawRow[] {
  const seen = new Set<string>();
  const fresh: RawRow[] = [];
  for (let i = 0; i < rows.length; i += 1) {
    const row = rawRow(rows, i);
    const key = row.join();
    if (row[0] <= afterAt || seen.has(key)) continue;
    seen.add(key);
    fresh.push(row);
  }
  return fresh;
}

/**
 * Brings the closed candles of [fromAt, untilAt) from a source into a sink, page after page, each kept as soon as it is
 * complete. Called again after a crash it goes on behind the last candle that was kept. It ends where the source has no
 * more, or when a page leads no further.
 * @throws QuaestorError of the source, after the last try; the signal's reason when it was stopped
 */
export async function download(
  source: LiveSource,
  request: PageRequest,
  sink: CandleSink,
  options: DownloadOptions = {},
): Promise<Downloaded> {
  const step = timeframeMs[request.timeframe];
  const { untilAt } = request;
  let keptAt = sink.lastAt() ?? Number.NEGATIVE_INFINITY;
  const fromAt = Math.max(request.fromAt, keptAt + step);
  const result: Downloaded = { rows: 0, live: undefined, serverAt: undefined };
  let cursor: number | undefined = fromAt;
  while (cursor !== undefined && cursor < untilAt) {
    const page: CandlePage = await patientPage(source, { ...request, fromAt: cursor }, options);
    options.signal?.throwIfAborted();
    const fresh = newRows(page.rows, keptAt);
    const closed = fresh.filter(([openAt]) => !(openAt + step > page.serverAt));
    const running = fresh.filter(([openAt]) => openAt <= page.serverAt && openAt + step > page.serverAt).at(-1);
    if (closed.length > 0) result.rows += sink.accept(rawCandles(closed), page.serverAt);
    keptAt = closed.reduce((latest, [openAt]) => (openAt > latest ? openAt : latest), keptAt);
    result.live = running ? candleOf(running) : undefined;
    result.serverAt = page.serverAt;
    const next: number | undefined = page.nextAt !== undefined && page.nextAt > cursor ? page.nextAt : undefined;
    const atAt = next ?? untilAt;
    const candles = (toAt: number): number => Math.ceil((toAt - fromAt) / step);
    options.onProgress?.({ done: candles(atAt), total: candles(untilAt), rows: result.rows, fromAt, atAt });
    cursor = next;
  }
  return result;
}
