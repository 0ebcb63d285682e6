import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { quotient } from './pointwise.ts';
import { periodOf } from './rows-parameter.ts';

/** Rows, mean, and sums of squared, cubed and fourth powers of the deviations from it. */
class Moments {
  count = 0;
  mean = 0;
  second = 0;
  third = 0;
  fourth = 0;

  clear(): void {
    this.count = 0;
    this.mean = 0;
    this.second = 0;
    this.third = 0;
    this.fourth = 0;
  }

  add(x: number): void {
    const n = this.count + 1;
    const apart = x - this.mean;
    const step = apart / n;
    const term = apart * step * this.count;
    this.fourth += step * (term * step * (n * n - 3 * n + 3) + 6 * step * this.second - 4 * this.third);
    this.third += step * (term * (n - 2) - 3 * this.second);
    this.second += term;
    this.mean += step;
    this.count = n;
  }
}

/** Moments of the tails of a block: entry k from its k-th row to its end. */
type Tails = Readonly<Record<'means' | 'seconds' | 'thirds' | 'fourths', Float64Array>>;

/**
 * Skewness m3 / m2^1.5 and excess kurtosis m4 / m2^2 - 3 of the last `period` rows (population moments); NaN for a flat
 * window. In O(n) and without cancellation, by the two blocks of `openRollingVariance`.
 * Source of the updates: Pébay, Sandia report SAND2008-6212, 2008.
 */
export const momentsKernel = defineKernel({
  name: 'moments',
  inputs: ['values'],
  outputs: ['skewness', 'kurtosis'],
  schema: periodOf(63, 3),
  lookback: ({ period }) => period - 1,
  open({ inputs: { values }, outputs: { skewness, kurtosis }, parameters: { period } }) {
    const column = () => new Float64Array(period + 1);
    const tails = {
      means: column().fill(Number.NaN, 0, period),
      seconds: column(),
      thirds: column(),
      fourths: column(),
    };
    const head = new Moments();
    const tail = new Moments();
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        const x = here(values, i);
        if (Number.isFinite(x)) head.add(x);
        else {
          head.clear();
          tails.means.fill(Number.NaN, 0, period);
        }
        shape(tails, head, period, skewness, kurtosis, i);
        if (head.count < period) continue;
        collectTails(values, i + 1 - period, tails, tail);
        head.clear();
      }
    };
  },
});

/** Merges tail and head of a window and writes row `i` of both outputs. */
function shape(
  tails: Tails,
  head: Moments,
  n: number,
  skewness: Float64Array,
  kurtosis: Float64Array,
  i: number,
): void {
  const b = head.count;
  const a = n - b;
  const second = here(tails.seconds, b);
  const third = here(tails.thirds, b);
  const apart = head.mean - here(tails.means, b);
  const step = apart / n;
  const m2 = second + head.second + apart * step * a * b;
  const m3 = third + head.third + apart * step * step * a * b * (a - b) + 3 * step * (a * head.second - b * second);
  const m4 =
    here(tails.fourths, b) +
    head.fourth +
    apart * step * step * step * a * b * (a * a - a * b + b * b) +
    6 * step * step * (a * a * head.second + b * b * second) +
    4 * step * (a * head.third - b * third);
  const variance = m2 / n;
  skewness[i] = quotient(m3 / n, variance * Math.sqrt(variance));
  kurtosis[i] = quotient(m4 / n, variance * variance) - 3;
}

function collectTails(values: Float64Array, first: number, tails: Tails, tail: Moments): void {
  tail.clear();
  for (let k = tails.means.length - 2; k > 0; k -= 1) {
    tail.add(here(values, first + k));
    tails.means[k] = tail.mean;
    tails.seconds[k] = tail.second;
    tails.thirds[k] = tail.third;
    tails.fourths[k] = tail.fourth;
  }
}
