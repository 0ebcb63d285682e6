import { at } from '../at.ts';
import { type CandleSeries, sliceSeries } from '../candle.ts';
import { firstRowFrom } from '../quality/first-row-from.ts';

/** The candles of each UTC year as views, oldest first. */
export function byYear(series: CandleSeries): Map<number, CandleSeries> {
  const years = new Map<number, CandleSeries>();
  for (let row = 0; row < series.length; ) {
    const year = new Date(at(series.openAt, row)).getUTCFullYear();
    const end = firstRowFrom(series.openAt, Date.UTC(year + 1, 0, 1));
    years.set(year, sliceSeries(series, row, end));
    row = end;
  }
  return years;
}
