import type { CandleSeries } from '../../data/candle.ts';
import { rangeVariance } from './range-variance.ts';

/**
 * How much larger the variance of close-to-close moves is than the range proxy that the forecasters work with: the sum
 * of squared log returns over the sum of the proxy on the last `window` candles. A range does not see all of a gap, so
 * the ratio is above 1 where prices gap (about 2 on the S&P 500). 1 where there is nothing to compare.
 */
export function closeToCloseRatio(series: CandleSeries, window = 1000): number {
  const proxy = rangeVariance(series);
  let squares = 0;
  let ranges = 0;
  for (let i = Math.max(1, series.length - window); i < series.length; i += 1) {
    const move = 100 * Math.log((series.close[i] ?? Number.NaN) / (series.close[i - 1] ?? Number.NaN));
    squares += move ** 2;
    ranges += proxy[i] ?? Number.NaN;
  }
  const ratio = squares / ranges;
  return Number.isFinite(ratio) && ratio > 0 ? ratio : 1;
}
