import { logGamma } from './log-gamma.ts';
import { sumOfLogs } from './sum-of-logs.ts';

/** The law of the standardised errors: variance 1. */
export type ErrorLaw = 'normal' | 'student-t';

/** Degrees of freedom of Student's t: above 2 its variance exists; above 100 it is normal and the likelihood is flat. */
export const freedomBounds = { least: 2.05, most: 100 } as const;

/** -1/2 sum(ln 2 pi + ln s2 + e^2 / s2). `squares` are e^2, both in %^2; `scratch` of the same length is overwritten. */
function normalLogLikelihood(squares: Float64Array, variances: Float64Array): number {
  let ratios = 0;
  for (let i = 0; i < squares.length; i += 1) ratios += (squares[i] ?? Number.NaN) / (variances[i] ?? Number.NaN);
  return -(squares.length * Math.log(2 * Math.PI) + sumOfLogs(variances) + ratios) / 2;
}

function studentLogLikelihood(
  squares: Float64Array,
  variances: Float64Array,
  freedom: number,
  scratch: Float64Array,
): number {
  const constant = logGamma((freedom + 1) / 2) - logGamma(freedom / 2) - Math.log(Math.PI * (freedom - 2)) / 2;
  for (let i = 0; i < squares.length; i += 1)
    scratch[i] = 1 + (squares[i] ?? Number.NaN) / ((variances[i] ?? Number.NaN) * (freedom - 2));
  return squares.length * constant - sumOfLogs(variances) / 2 - ((freedom + 1) / 2) * sumOfLogs(scratch);
}

/**
 * Log-likelihood of errors with variance 1 times `variances`. Student's t is scaled to unit variance.
 * Source: Bollerslev, Review of Economics and Statistics 69 (1987) 542-547.
 * @param squares squared errors e^2 in %^2
 * @param freedom degrees of freedom of Student's t; undefined for normal errors
 * @param scratch of the same length, overwritten
 */
export const logLikelihood = (
  squares: Float64Array,
  variances: Float64Array,
  freedom: number | undefined,
  scratch: Float64Array,
): number =>
  freedom === undefined
    ? normalLogLikelihood(squares, variances)
    : studentLogLikelihood(squares, variances, freedom, scratch);
