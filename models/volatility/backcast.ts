import { at } from '../../data/at.ts';

const rows = 75;
const decay = 0.94;

/**
 * The variance before a sample of returns, guessed from its start: exponentially weighted squares of the first 75 returns
 * around the mean of all. Source: `bashtage/arch`, arch/univariate/volatility.py, `backcast`.
 */
export function backcast(returns: Float64Array): number {
  const mean = returns.reduce((sum, r) => sum + r, 0) / returns.length;
  let [sum, weights, weight] = [0, 0, 1];
  for (let i = 0; i < Math.min(rows, returns.length); i += 1) {
    sum += weight * (at(returns, i) - mean) ** 2;
    weights += weight;
    weight *= decay;
  }
  return sum / weights;
}
