import { QuaestorError } from '../../config/errors.ts';
import { quantileOf } from '../performance/moments.ts';
import { unknownClass, volatilityRegimeClasses } from './hybrid-rows.ts';

/** Shares of the training outcomes that lie below the borders between low, normal, high and extreme. */
export const regimeProbabilities = [0.25, 0.75, 0.95] as const;

/**
 * Borders of the volatility regimes: quantiles of the known outcomes (ln of the variance ahead) of the training rows.
 * @throws QuaestorError `model.bad-data` when so few outcomes differ that two borders coincide
 */
export function regimeThresholds(outcomes: Float64Array, rows: Int32Array): number[] {
  const known = Float64Array.from(rows, row => outcomes[row] ?? Number.NaN).filter(Number.isFinite);
  const thresholds = regimeProbabilities.map(probability => quantileOf(known, probability));
  if (thresholds.every((border, k) => border > (thresholds[k - 1] ?? Number.NEGATIVE_INFINITY))) return thresholds;
  throw new QuaestorError(
    'model.bad-data',
    `The ${known.length} known outcomes of "variance ahead" give no ${volatilityRegimeClasses.length} regimes: borders at ${thresholds.join(', ')}.`,
    { known: known.length },
  );
}

/** Index into `volatilityRegimeClasses` of each outcome: how many borders lie below it; unknown where it is. */
export const regimeClasses = (outcomes: Float64Array, thresholds: readonly number[]): Int8Array =>
  Int8Array.from(outcomes, outcome =>
    Number.isNaN(outcome) ? unknownClass : thresholds.filter(border => outcome > border).length,
  );
