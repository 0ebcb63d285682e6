/** Half-lives, in days, of the variances that the turbulence model looks at. */
const varianceHalfLives = [2, 4, 8, 16] as const;

export const turbulenceFeatureCount = varianceHalfLives.length;

/** Days before the slowest average means something. */
export const turbulenceWarmUp = 20;

/**
 * Logs of exponentially weighted mean squared returns, row-major [returns.length x turbulenceFeatureCount], each row from the
 * returns up to it; finite from the first return that is not zero. Chosen among nine sets by the balanced accuracy that the
 * online states reach on simulated regimes (`test/models/regime/simulation.test.ts`); the averages of `jumpFeatures` are too
 * slow for regimes of some eighty days.
 */
export function turbulenceFeatures(returns: Float64Array): { values: Float64Array; first: number } {
  const values = new Float64Array(returns.length * turbulenceFeatureCount);
  for (const [h, halfLife] of varianceHalfLives.entries()) {
    const keep = 0.5 ** (1 / halfLife);
    let [squares, weights] = [0, 0];
    for (let t = 0; t < returns.length; t += 1) {
      squares = (returns[t] ?? Number.NaN) ** 2 + keep * squares;
      weights = 1 + keep * weights;
      values[t * turbulenceFeatureCount + h] = Math.log(squares / weights);
    }
  }
  const moved = returns.findIndex(change => change !== 0);
  return { values, first: Math.max(turbulenceWarmUp, moved) };
}
