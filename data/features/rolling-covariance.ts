import { at } from '../at.ts';
import { here } from './here.ts';
import { type Advance, defineKernel } from './kernel.ts';
import { quotient } from './pointwise.ts';
import { openBlocks } from './rolling-blocks.ts';
import { periodOf } from './rows-parameter.ts';
import { mergeWeights } from './standard-deviation.ts';

/** Sums of the products of deviations from the means: of the two columns, and of each with itself. */
type Products = Readonly<Record<'xy' | 'xx' | 'yy', Float64Array>>;

/**
 * Pearson's correlation of the last `period` rows of two columns, or the `slope` of the right one on the left one, in
 * O(n), from the products of their deviations from their means: blocks grow and merge as in `openRollingVariance`.
 */
function openRollingProducts(
  left: Float64Array,
  right: Float64Array,
  value: Float64Array,
  period: number,
  slope: boolean,
): Advance {
  const { shares, apartness } = mergeWeights(period);
  const column = () => new Float64Array(period + 1);
  const tails = {
    x: column().fill(Number.NaN, 0, period),
    y: column().fill(Number.NaN, 0, period),
    xy: column(),
    xx: column(),
    yy: column(),
  };
  const head = { x: 0, y: 0, xy: 0, xx: 0, yy: 0 };
  const begin = () => Object.assign(head, { x: 0, y: 0, xy: 0, xx: 0, yy: 0 });
  return openBlocks(period, {
    grow(from, to, place) {
      const ahead = place + 1 - from;
      let { x: meanX, y: meanY, xy, xx, yy } = head;
      let i = from;
      for (; i < to; i += 1) {
        const x = here(left, i);
        const y = here(right, i);
        if (!Number.isFinite(x + y)) break;
        const count = ahead + i;
        const beforeX = x - meanX;
        const beforeY = y - meanY;
        meanX += beforeX * here(shares, count);
        meanY += beforeY * here(shares, count);
        xy += beforeX * (y - meanY);
        xx += beforeX * (x - meanX);
        yy += beforeY * (y - meanY);
        const apartX = here(tails.x, count) - meanX;
        const apartY = here(tails.y, count) - meanY;
        const weight = here(apartness, count);
        const both = xy + here(tails.xy, count) + apartX * apartY * weight;
        const ofLeft = xx + here(tails.xx, count) + apartX * apartX * weight;
        const ofRight = yy + here(tails.yy, count) + apartY * apartY * weight;
        value[i] = slope ? quotient(both, ofLeft) : correlation(both, ofLeft, ofRight);
      }
      head.x = meanX;
      head.y = meanY;
      head.xy = xy;
      head.xx = xx;
      head.yy = yy;
      return i;
    },
    close(first) {
      productTails(left, right, first, shares, tails);
      begin();
    },
    restart(row) {
      value[row] = Number.NaN;
      for (const means of [tails.x, tails.y]) means.fill(Number.NaN, 0, period);
      begin();
    },
  });
}

/** Pearson's: rounding must not carry it beyond 1. */
const correlation = (xy: number, xx: number, yy: number): number =>
  Math.max(-1, Math.min(1, quotient(xy, Math.sqrt(xx) * Math.sqrt(yy))));

/** Means and products of the block that starts at row `first` from its k-th row to its end. */
function productTails(
  left: Float64Array,
  right: Float64Array,
  first: number,
  shares: Float64Array,
  tails: Products & Readonly<Record<'x' | 'y', Float64Array>>,
): void {
  const period = tails.x.length - 1;
  let meanX = 0;
  let meanY = 0;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let k = period - 1; k > 0; k -= 1) {
    const x = here(left, first + k);
    const y = here(right, first + k);
    const beforeX = x - meanX;
    const beforeY = y - meanY;
    meanX += beforeX * here(shares, period - k);
    meanY += beforeY * here(shares, period - k);
    xy += beforeX * (y - meanY);
    xx += beforeX * (x - meanX);
    yy += beforeY * (y - meanY);
    tails.x[k] = meanX;
    tails.y[k] = meanY;
    tails.xy[k] = xy;
    tails.xx[k] = xx;
    tails.yy[k] = yy;
  }
}

/** Pearson's correlation of the last `period` rows (TA-Lib CORREL); NaN where one of the two stands still. */
export const correlKernel = defineKernel({
  name: 'correl',
  inputs: ['left', 'right'],
  outputs: ['value'],
  schema: periodOf(30, 2),
  lookback: ({ period }) => period - 1,
  open: ({ inputs: { left, right }, outputs: { value }, parameters: { period } }) =>
    openRollingProducts(left, right, value, period, false),
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
    const [x, y] = [scratch(), scratch()];
    const products = openRollingProducts(x, y, value, period, true);
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        x[i] = quotient(here(market, i), at(market, i - 1)) - 1;
        y[i] = quotient(here(asset, i), at(asset, i - 1)) - 1;
      }
      products(from, to);
    };
  },
});
