import { at as valueAt } from '../at.ts';

/**
 * How one-sided the trading of the last `candles` candles was: the sum of |bought - sold| over the sum of both, from 0
 * to 1. It is VPIN with candles for its buckets of equal volume. Source: Easley, Lopez de Prado and O'Hara, "Flow
 * Toxicity and Liquidity in a High-frequency World", Review of Financial Studies 2012.
 * @returns NaN until there are `candles` rows in a row that are known, and where nothing was traded. Each row is summed afresh, so
 * that batch and newest row are the same bits.
 */
export function volumeImbalance(bought: Float64Array, sold: Float64Array, candles: number): Float64Array {
  const result = new Float64Array(bought.length).fill(Number.NaN);
  for (let row = candles - 1; row < bought.length; row += 1) {
    let [uneven, total] = [0, 0];
    for (let i = row - candles + 1; i <= row; i += 1) {
      uneven += Math.abs(valueAt(bought, i) - valueAt(sold, i));
      total += valueAt(bought, i) + valueAt(sold, i);
    }
    result[row] = uneven / total;
  }
  return result;
}
