import { at } from '../../data/at.ts';
import type { CandleSeries } from '../../data/candle.ts';
import { leastVariance, rangeVariance } from '../volatility/range-variance.ts';

/**
 * The daily deviation of close-to-close log returns that is forecast at each candle, in %, known at its close: the
 * forecast of the range proxy over the next day, raised to close-to-close moves by the ratio of both over the last
 * `window` candles (see `closeToCloseRatio`). NaN where there is no forecast.
 * @param logVariance ln of the variance in %^2 that is forecast at each candle
 */
export function forecastSigma(series: CandleSeries, logVariance: Float64Array, window = 1000): Float64Array {
  const ratio = rollingRatio(series, window);
  return logVariance.map((level, row) => Math.sqrt(Math.exp(level) * at(ratio, row)));
}

/** Sum of squared log returns over the sum of the range proxy on the last `window` candles up to each row. */
function rollingRatio(series: CandleSeries, window: number): Float64Array {
  const proxy = rangeVariance(series, leastVariance);
  const squares = new Float64Array(series.length + 1);
  const ranges = new Float64Array(series.length + 1);
  for (let row = 1; row < series.length; row += 1) {
    const change = 100 * Math.log(at(series.close, row) / at(series.close, row - 1));
    squares[row + 1] = at(squares, row) + change ** 2;
    ranges[row + 1] = at(ranges, row) + at(proxy, row);
  }
  return Float64Array.from({ length: series.length }, (_, row) => {
    const from = Math.max(0, row + 1 - window);
    return (at(squares, row + 1) - at(squares, from)) / (at(ranges, row + 1) - at(ranges, from));
  });
}
