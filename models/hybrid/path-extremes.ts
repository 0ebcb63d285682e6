import { at } from '../../data/at.ts';
import type { CandleSeries } from '../../data/candle.ts';

export type PathExtremes = {
  /** Largest fall of a low below the entry and rise of a high above it; at least 0, NaN where it is not known. */
  readonly adverse: Float32Array;
  readonly favourable: Float32Array;
};

/**
 * How far the `horizon` candles after each row went against and with a long position that enters at the open after the
 * row, as log returns in units of sigma x sqrt(horizon).
 * Source: the adverse and favourable excursions of Sweeney, "Maximum Adverse Excursion", 1997, as labels of a path.
 * @param sigma forecast daily deviation of log returns at each candle, in %
 */
export function pathExtremes(series: CandleSeries, sigma: Float64Array, horizon: number): PathExtremes {
  const adverse = new Float32Array(series.length).fill(Number.NaN);
  const favourable = new Float32Array(series.length).fill(Number.NaN);
  for (let row = 0; row + horizon < series.length; row += 1) {
    const unit = (at(sigma, row) * Math.sqrt(horizon)) / 100;
    if (!(unit > 0)) continue;
    const entry = at(series.open, row + 1);
    let lowest = entry;
    let highest = entry;
    for (let ahead = row + 1; ahead <= row + horizon; ahead += 1) {
      lowest = Math.min(lowest, at(series.low, ahead));
      highest = Math.max(highest, at(series.high, ahead));
    }
    adverse[row] = Math.log(entry / lowest) / unit;
    favourable[row] = Math.log(highest / entry) / unit;
  }
  return { adverse, favourable };
}
