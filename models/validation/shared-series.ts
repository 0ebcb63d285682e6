import type { CandleSeries } from '../../data/candle.ts';

const shared = (column: Float64Array): Float64Array => {
  if (column.buffer instanceof SharedArrayBuffer) return column;
  const copy = new Float64Array(new SharedArrayBuffer(column.byteLength));
  copy.set(column);
  return copy;
};

/** The same candles on memory that threads share: passing them on copies nothing. */
export const sharedSeries = (series: CandleSeries): CandleSeries => ({
  ...series,
  openAt: shared(series.openAt),
  open: shared(series.open),
  high: shared(series.high),
  low: shared(series.low),
  close: shared(series.close),
  volume: shared(series.volume),
});
