/** Half-lives, in days, of the averages that the jump model looks at. */
export const halfLives = [5, 20, 60] as const;

/** Numbers of a row: average return, ln downside deviation and Sortino ratio for each half-life. */
export const jumpFeatureCount = 3 * halfLives.length;

/**
 * Features of the jump model, row-major [returns.length x jumpFeatureCount], each row from the returns up to it. Averages are
 * exponentially weighted and divided by the sum of their weights. `first` is the first row from which on all numbers are
 * finite: before it no return was negative yet.
 * @param returns simple returns as fractions
 * Source: Shu, Yu and Mulvey, "Downside risk reduction using regime-switching signals", 2024.
 */
export function jumpFeatures(returns: Float64Array): { values: Float64Array; first: number } {
  const values = new Float64Array(returns.length * jumpFeatureCount);
  let first = 0;
  for (const [h, halfLife] of halfLives.entries()) {
    const keep = 0.5 ** (1 / halfLife);
    let [gained, fell, weights] = [0, 0, 0];
    for (let t = 0; t < returns.length; t += 1) {
      const change = returns[t] ?? Number.NaN;
      gained = change + keep * gained;
      fell = Math.min(change, 0) ** 2 + keep * fell;
      weights = 1 + keep * weights;
      const mean = gained / weights;
      const downside = Math.sqrt(fell / weights);
      const row = t * jumpFeatureCount + 3 * h;
      values[row] = mean;
      values[row + 1] = Math.log(downside);
      values[row + 2] = mean / downside;
      if (downside === 0) first = Math.max(first, t + 1);
    }
  }
  return { values, first };
}
