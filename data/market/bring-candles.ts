import { type Timeframe, timeframeMs } from '../candle.ts';
import type { CandleStore } from '../candle-store/candle-store.ts';
import type { Instrument } from '../instrument.ts';
import type { Finding } from '../quality/finding.ts';
import type { RawCandles } from '../quality/raw-candles.ts';
import { hasSplits, type Split } from './corporate-actions.ts';
import { type CandleSink, type Downloaded, type DownloadOptions, download } from './download.ts';
import type { CandlePage, LiveSource } from './live-source.ts';
import { type RawRow, rawCandles, rawRow } from './raw-rows.ts';
import { partsOf } from './read-series.ts';
import { inspected, type SinkSeries, StoreSink } from './store-sink.ts';

/** How far back the first download of a series goes, in days: of candles of a day or more, and of shorter ones. */
export type HistoryDepth = { daily: number; intraday: number };

export type BringOptions = Pick<DownloadOptions, 'signal' | 'onProgress' | 'sleep' | 'attempts'> & {
  /** Wall clock (UTC ms): decides only how far to ask, never what is closed. */
  now: number;
  depth: HistoryDepth;
};

const dayMs = timeframeMs['1d'];

/** Where a first download starts (UTC ms). */
export const firstDownloadAt = (timeframe: Timeframe, now: number, { daily, intraday }: HistoryDepth): number =>
  Math.floor(now / dayMs - (timeframeMs[timeframe] >= dayMs ? daily : intraday)) * dayMs;

/** The timeframe to ask a source for: the one that is wanted, or the longest that it has to make it from. */
export const askedTimeframe = (source: LiveSource, wanted: Timeframe): Timeframe =>
  [wanted, ...partsOf(wanted)].find(one => source.timeframes.includes(one)) ?? wanted;

/** Keeps everything, to be stored as a whole. */
class WholeSink implements CandleSink {
  readonly #rows: RawRow[] = [];

  get raw(): RawCandles {
    return rawCandles(this.#rows);
  }

  lastAt(): number | undefined {
    return undefined;
  }

  accept(rows: RawCandles): number {
    for (let i = 0; i < rows.length; i += 1) this.#rows.push(rawRow(rows, i));
    return rows.length;
  }
}

/** Splits that took effect after the last stored candle, and for which the series has not been fetched anew yet. */
function newSplits(page: CandlePage, kept: SinkSeries, store: CandleStore, lastAt: number): Split[] {
  if (!hasSplits(page)) return [];
  const { provider, instrument, timeframe } = kept;
  const done = store
    .findings(instrument.symbol, timeframe, provider)
    .filter(one => one.fault === 'split' && one.remedy === 'repaired')
    .map(one => one.fromAt);
  return page.splits.filter(({ at }) => at > lastAt && at <= page.serverAt && !done.includes(at));
}

/** The source until a page tells of a new split: that page ends the download, and nothing of it is kept. */
function untilSplit(source: LiveSource, newIn: (page: CandlePage) => Split[]) {
  const splits: Split[] = [];
  const watched: LiveSource = {
    name: source.name,
    timeframes: source.timeframes,
    fits: instrument => source.fits(instrument),
    describe: (symbol, signal) => source.describe(symbol, signal),
    page: async (request, signal) => {
      const page = await source.page(request, signal);
      splits.push(...newIn(page));
      return splits.length > 0 ? { rows: rawCandles([]), serverAt: page.serverAt, nextAt: undefined } : page;
    },
  };
  return { watched, splits };
}

const rescaled = (split: Split, rows: number): Finding => ({
  fault: 'split',
  remedy: 'repaired',
  fromAt: split.at,
  toAt: split.at,
  count: rows,
  detail: `a split of ${split.ratio} new shares for one: all ${rows} candles were fetched anew on its scale`,
});

/**
 * Brings the newest closed candles of a source into the store: the first time those of `depth`, later what came behind
 * the last one. After a split the whole series is fetched anew, because the source has rescaled all of it.
 * @returns what `download` does, and the timeframe in which it asked
 * @throws as `download`
 */
export async function bringCandles(
  source: LiveSource,
  { instrument, timeframe }: { instrument: Instrument; timeframe: Timeframe },
  store: CandleStore,
  options: BringOptions,
): Promise<Downloaded & { step: Timeframe }> {
  const step = askedTimeframe(source, timeframe);
  const { now, depth } = options;
  const kept = { provider: source.name, instrument, timeframe: step };
  const stored = store.readFrom(source.name, instrument.symbol, step);
  const [storedFrom, lastAt] = [stored?.openAt[0], stored?.openAt.at(-1)];
  const fromAt = storedFrom ?? firstDownloadAt(step, now, depth);
  // A day more than the wall clock says: it may be slow, and the source knows where its candles end.
  const request = { instrument, timeframe: step, fromAt, untilAt: now + timeframeMs[step] + dayMs };
  const { watched, splits } = untilSplit(source, page =>
    lastAt === undefined ? [] : newSplits(page, kept, store, lastAt),
  );
  const done = await download(watched, request, new StoreSink(store, kept), options);
  if (splits.length === 0) return { ...done, step };
  const whole = new WholeSink();
  const anew = await download(source, request, whole, options);
  const { series, findings } = inspected(whole.raw, kept, anew.serverAt ?? now);
  store.replace(series, source.name, [...findings, ...splits.map(split => rescaled(split, series.length))]);
  return { ...anew, step };
}
