import { at } from '../at.ts';
import { type Advance, defineKernel } from './kernel.ts';
import { quotient } from './pointwise.ts';
import { periodOf } from './rows-parameter.ts';
import { grownMean, grownSquares, openRollingVariance } from './standard-deviation.ts';

/**
 * Products of the deviations of two columns from their means, summed over the last `period` rows, in O(n): blocks grow and
 * merge as in `openRollingVariance`. Both columns must be finite in the same rows.
 */
function openRollingProduct(left: Float64Array, right: Float64Array, value: Float64Array, period: number): Advance {
  const tails = {
    left: new Float64Array(period + 1).fill(Number.NaN, 0, period),
    right: new Float64Array(period + 1),
    products: new Float64Array(period + 1),
  };
  let carriedPlace = 0;
  let carriedLeft = 0;
  let carriedRight = 0;
  let carriedProducts = 0;
  return (from, to) => {
    let [place, meanLeft, meanRight, products] = [carriedPlace, carriedLeft, carriedRight, carriedProducts];
    for (let i = from; i < to; i += 1) {
      const [x, y] = [at(left, i), at(right, i)];
      if (!Number.isFinite(x + y)) {
        place = -1;
        tails.left.fill(Number.NaN, 0, period);
      }
      place += 1;
      const before = meanLeft;
      meanLeft = grownMean(meanLeft, x, place);
      meanRight = grownMean(meanRight, y, place);
      products = grownSquares(products, x - before, y - meanRight, place);
      const apart = (at(tails.left, place) - meanLeft) * (at(tails.right, place) - meanRight);
      value[i] = products + at(tails.products, place) + (apart * place * (period - place)) / period;
      if (place < period) continue;
      productTails(left, right, i + 1 - period, tails);
      place = 0;
    }
    [carriedPlace, carriedLeft, carriedRight, carriedProducts] = [place, meanLeft, meanRight, products];
  };
}

/** Means and products of the block that starts at row `first` from its k-th row to its end. */
function productTails(
  left: Float64Array,
  right: Float64Array,
  first: number,
  tails: { readonly left: Float64Array; readonly right: Float64Array; readonly products: Float64Array },
): void {
  const period = tails.left.length - 1;
  let meanLeft = 0;
  let meanRight = 0;
  let sum = 0;
  for (let k = period - 1; k > 0; k -= 1) {
    const apart = at(left, first + k) - meanLeft;
    const y = at(right, first + k);
    meanLeft += apart / (period - k);
    meanRight += (y - meanRight) / (period - k);
    sum += apart * (y - meanRight);
    tails.left[k] = meanLeft;
    tails.right[k] = meanRight;
    tails.products[k] = sum;
  }
}

/** Pearson's correlation of the last `period` rows (TA-Lib CORREL); NaN where one of the two stands still. */
export const correlKernel = defineKernel({
  name: 'correl',
  inputs: ['left', 'right'],
  outputs: ['value'],
  schema: periodOf(30, 2),
  lookback: ({ period }) => period - 1,
  open({ inputs: { left, right }, outputs: { value }, parameters: { period }, scratch }) {
    const [x, y, both, xx, yy] = [scratch(), scratch(), scratch(), scratch(), scratch()];
    const stages = [
      openRollingProduct(x, y, both, period),
      openRollingVariance(x, xx, period, 1, true),
      openRollingVariance(y, yy, period, 1, true),
    ];
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        x[i] = at(left, i) + 0 * at(right, i);
        y[i] = at(right, i) + 0 * at(left, i);
      }
      for (const stage of stages) stage(from, to);
      for (let i = from; i < to; i += 1) {
        const correlation = quotient(at(both, i), at(xx, i) * at(yy, i));
        value[i] = Math.max(-1, Math.min(1, correlation));
      }
    };
  },
});

/**
 * Slope of the simple returns of `asset` on those of `market` over the last `period` returns (TA-Lib BETA, whose first
 * argument is the market); NaN where the market stands still. First value at row `period`.
 */
export const betaKernel = defineKernel({
  name: 'beta',
  inputs: ['market', 'asset'],
  outputs: ['value'],
  schema: periodOf(5, 2),
  lookback: ({ period }) => period,
  open({ inputs: { market, asset }, outputs: { value }, parameters: { period }, scratch }) {
    const [x, y, both, xx] = [scratch(), scratch(), scratch(), scratch()];
    const stages = [openRollingProduct(x, y, both, period), openRollingVariance(x, xx, period, 1, false)];
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        const ofMarket = quotient(at(market, i), at(market, i - 1)) - 1;
        const ofAsset = quotient(at(asset, i), at(asset, i - 1)) - 1;
        x[i] = ofMarket + 0 * ofAsset;
        y[i] = ofAsset + 0 * ofMarket;
      }
      for (const stage of stages) stage(from, to);
      for (let i = from; i < to; i += 1) value[i] = quotient(at(both, i), at(xx, i));
    };
  },
});
