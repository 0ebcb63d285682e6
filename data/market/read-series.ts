import { calendarOf } from '../calendar/calendar-of.ts';
import { type CandleSeries, Timeframe, timeframeMs } from '../candle.ts';
import type { Instrument } from '../instrument.ts';
import { resample } from '../resample.ts';
import type { HistorySource } from './history-source.ts';

/** Series made from a shorter one, kept as long as that one is in memory. */
const made = new WeakMap<CandleSeries, Map<Timeframe, CandleSeries>>();

function resampled(base: CandleSeries, timeframe: Timeframe, calendar: Instrument['calendar']): CandleSeries {
  const known = made.get(base) ?? new Map<Timeframe, CandleSeries>();
  made.set(base, known);
  const series = known.get(timeframe) ?? resample(base, timeframe, calendarOf(calendar));
  known.set(timeframe, series);
  return series;
}

/** Shorter timeframes from which one can be made, longest first. */
export const partsOf = (timeframe: Timeframe): Timeframe[] =>
  Timeframe.options
    .filter(one => timeframeMs[one] < timeframeMs[timeframe] && timeframeMs[timeframe] % timeframeMs[one] === 0)
    .reverse();

/** A stored series with candles in it. */
const stored = (source: HistorySource, symbol: string, timeframe: Timeframe): CandleSeries | undefined => {
  const series = source.read(symbol, timeframe);
  return series && series.length > 0 ? series : undefined;
};

/** A series that a source holds and the name of its provider. */
export type ReadSeries = { series: CandleSeries; provider: string };

const providerOf = (source: HistorySource, symbol: string, timeframe: Timeframe): string =>
  source.providerOf?.(symbol, timeframe) ?? source.name;

/** The series of a source: as it is stored, or made from the longest stored one whose candles fill whole ones of it. */
export function readSeries(
  source: HistorySource,
  instrument: Instrument,
  timeframe: Timeframe,
): ReadSeries | undefined {
  const { symbol, calendar } = instrument;
  for (const one of [timeframe, ...partsOf(timeframe)]) {
    const base = stored(source, symbol, one);
    const series = base && (one === timeframe ? base : resampled(base, timeframe, calendar));
    if (series && series.length > 0) return { series, provider: providerOf(source, symbol, one) };
  }
  return undefined;
}

/** Everything that a source stores of an instrument, longest timeframe first. */
export const storedSeries = (source: HistorySource, { symbol }: Instrument): ReadSeries[] =>
  [...Timeframe.options].reverse().flatMap(timeframe => {
    const series = stored(source, symbol, timeframe);
    return series ? [{ series, provider: providerOf(source, symbol, timeframe) }] : [];
  });
