import { conformalShift } from '../volatility/conformal-forecaster.ts';
import { type ForecastDays, quantileProbabilities } from '../volatility/forecaster.ts';

const levels = quantileProbabilities.length;
/** Outcomes that a correction looks back on, and fewer than which it does nothing. */
export const conformalWindow = 250;
const leastOutcomes = 60;

/**
 * Quantiles of consecutive days, each moved by how far the same quantile was off on the 250 days before whose outcomes
 * were known by then, and put in order.
 * Source: Romano, Patterson and Candes, "Conformalized Quantile Regression", NeurIPS 2019, theorem 2, over a rolling window.
 * @param quantiles row-major [days x quantileProbabilities.length]
 * @param outcomes NaN where one is not known
 */
export function rollingConformal(quantiles: Float64Array, outcomes: Float64Array, days: ForecastDays): Float64Array {
  const moved = quantiles.slice();
  for (let n = 0; n < outcomes.length; n += 1) {
    const known = outcomes.subarray(Math.max(0, n - days + 1 - conformalWindow), Math.max(0, n - days + 1));
    if (known.length < leastOutcomes) continue;
    const from = n - days + 1 - known.length;
    const row = moved.subarray(n * levels, (n + 1) * levels);
    for (const [k, probability] of quantileProbabilities.entries()) {
      const errors = known.map((outcome, i) => outcome - (quantiles[(from + i) * levels + k] ?? Number.NaN));
      row[k] = (row[k] ?? Number.NaN) + conformalShift(errors.filter(Number.isFinite), probability);
    }
    row.sort();
  }
  return moved;
}
