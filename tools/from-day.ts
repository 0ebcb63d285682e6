import { type CandleSeries, instantOfDay, sliceSeries } from '../data/candle.ts';

/** The candles from a day (YYYY-MM-DD) on; all of them without one. */
export function fromDay(series: CandleSeries, from: string | undefined): CandleSeries {
  if (from === undefined) return series;
  const first = series.openAt.findIndex(openAt => openAt >= instantOfDay(from));
  return sliceSeries(series, first < 0 ? series.length : first);
}
