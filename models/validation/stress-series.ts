import { at } from '../../data/at.ts';
import { type CandleSeries, timeframeMs } from '../../data/candle.ts';

/** Multiplies all prices from a row on: what follows keeps its relative moves. */
function scaledFrom(series: CandleSeries, row: number, factor: number): CandleSeries {
  const scaled = (column: Float64Array) => column.map((value, i) => (i < row ? value : value * factor));
  return {
    ...series,
    open: scaled(series.open),
    high: scaled(series.high),
    low: scaled(series.low),
    close: scaled(series.close),
  };
}

/** The candle of a row falls by a share between its open and its close (rises where the share is negative); later prices stay at that level. */
export function withCrash(series: CandleSeries, row: number, share: number): CandleSeries {
  const made = scaledFrom(series, row, 1 - share);
  made.open[row] = at(series.open, row);
  made.high[row] = Math.max(at(series.open, row), at(made.high, row));
  made.low[row] = Math.min(at(series.open, row), at(made.low, row));
  return made;
}

/** The candle of a row opens lower by a share than it did (higher where the share is negative): through every stop in between. */
export const withGap = (series: CandleSeries, row: number, share: number): CandleSeries =>
  scaledFrom(series, row, 1 - share);

/** The candles of some days from a row on never came. */
export function withoutDays(series: CandleSeries, row: number, days: number): CandleSeries {
  const until = at(series.openAt, row) + days * timeframeMs['1d'];
  const kept = Array.from(series.openAt.keys()).filter(i => i < row || at(series.openAt, i) >= until);
  const of = (column: Float64Array) => Float64Array.from(kept, i => at(column, i));
  return {
    ...series,
    length: kept.length,
    openAt: of(series.openAt),
    open: of(series.open),
    high: of(series.high),
    low: of(series.low),
    close: of(series.close),
    volume: of(series.volume),
  };
}
