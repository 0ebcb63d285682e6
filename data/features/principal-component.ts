import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { quotient } from './pointwise.ts';
import { openRollingSum } from './rolling-sum.ts';
import { periodOf } from './rows-parameter.ts';

/**
 * First principal component of three columns over the last `period` rows, each in units of its root mean square (their
 * mean is taken to be 0, as that of returns): the share of the variance that it explains, and its score for the newest row
 * in standard deviations, with the sign that makes the sum of its weights positive.
 *
 * The largest root of the characteristic polynomial of a correlation matrix with a, b, c beside the diagonal is closed:
 * 1 + 2 sqrt(s / 3) cos(acos(a b c (3 / s)^1.5) / 3), s = a^2 + b^2 + c^2.
 */
export const principalComponentKernel = defineKernel({
  name: 'principal_component',
  inputs: ['first', 'second', 'third'],
  outputs: ['explained', 'score'],
  schema: periodOf(63, 3),
  lookback: ({ period }) => period - 1,
  open({ inputs: { first, second, third }, outputs: { explained, score }, parameters: { period }, scratch }) {
    const pairs = [
      [first, first],
      [second, second],
      [third, third],
      [first, second],
      [first, third],
      [second, third],
    ] as const;
    const moments = pairs.map(([left, right]) => {
      const [products, mean] = [scratch(), scratch()];
      return { left, right, products, mean, add: openRollingSum(products, mean, period, period) };
    });
    const [xx, yy, zz, xy, xz, yz] = moments.map(moment => moment.mean);
    if (!(xx && yy && zz && xy && xz && yz)) return () => undefined;
    return (from, to) => {
      for (const { left, right, products, add } of moments) {
        for (let i = from; i < to; i += 1) products[i] = here(left, i) * here(right, i);
        add(from, to);
      }
      for (let i = from; i < to; i += 1) {
        const x = Math.sqrt(here(xx, i));
        const y = Math.sqrt(here(yy, i));
        const z = Math.sqrt(here(zz, i));
        const a = quotient(here(xy, i), x * y);
        const b = quotient(here(xz, i), x * z);
        const c = quotient(here(yz, i), y * z);
        const beyond = largestRoot(a, b, c);
        explained[i] = (1 + beyond) / 3;
        score[i] = scoreOf(a, b, c, beyond, here(first, i) / x, here(second, i) / y, here(third, i) / z);
      }
    };
  },
});

/** The largest eigenvalue of the correlation matrix less 1. */
function largestRoot(a: number, b: number, c: number): number {
  const squares = (a * a + b * b + c * c) / 3;
  const cosine = (a * b * c) / (squares * Math.sqrt(squares));
  return 2 * Math.sqrt(squares) * Math.cos(Math.acos(Math.max(-1, Math.min(1, cosine))) / 3);
}

/** x, y, z on the eigenvector (a cross product of two rows of the matrix less the root), in standard deviations. */
function scoreOf(a: number, b: number, c: number, beyond: number, x: number, y: number, z: number): number {
  const u = a * c + b * beyond;
  const v = a * b + c * beyond;
  const w = beyond * beyond - a * a;
  const length = Math.sqrt((u * u + v * v + w * w) * (1 + beyond));
  const value = quotient(u * x + v * y + w * z, u + v + w < 0 ? -length : length);
  return Number.isFinite(value) ? value : Number.NaN;
}
