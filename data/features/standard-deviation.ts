import { period as checked } from './period.ts';

/** Mean and sum of squared deviations of some rows: they merge without cancellation. */
type Moments = { mean: number; squares: number };

/** Welford's update to `count` rows. Source: Welford, Technometrics 4 (1962) 419-420. */
function include(moments: Moments, value: number, count: number): void {
  const delta = value - moments.mean;
  moments.mean += delta / count;
  moments.squares += delta * (value - moments.mean);
}

/**
 * Population standard deviation (divisor `period`) of the last `period` rows, in the unit of the input, in O(n).
 * First value at row period - 1 (TA-Lib STDDEV); a flat window gives exactly 0. A row that is not finite is NaN and
 * restarts the warm-up. Windows are merged from two blocks, as in `rollingFold`, with the rule of Chan, Golub and
 * LeVeque, The American Statistician 37 (1983) 242-247, so a spike leaves no trace behind.
 */
export function standardDeviation(values: Float64Array, period: number): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN);
  if (checked(period) > values.length) return out;
  const tails: Tails = { mean: new Float64Array(period), squares: new Float64Array(period) };
  const head: Moments = { mean: 0, squares: 0 };
  let run = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value)) {
      run = 0;
      continue;
    }
    const place = run % period;
    if (place === 0) Object.assign(head, { mean: 0, squares: 0 });
    include(head, value, place + 1);
    run += 1;
    if (run >= period) out[i] = Math.sqrt(merged(head, tails, place + 1, period) / period);
    if (place === period - 1) collectTails(values.subarray(i + 1 - period, i + 1), tails);
  }
  return out;
}

type Tails = { mean: Float64Array; squares: Float64Array };

/** Squared deviations of `count` head rows together with the tail that fills the window up to `period` rows. */
function merged(head: Moments, tails: Tails, count: number, period: number): number {
  if (count === period) return head.squares;
  const delta = (tails.mean[count] ?? Number.NaN) - head.mean;
  return head.squares + (tails.squares[count] ?? Number.NaN) + (delta * delta * count * (period - count)) / period;
}

function collectTails(block: Float64Array, tails: Tails): void {
  const tail: Moments = { mean: 0, squares: 0 };
  for (let k = block.length - 1; k >= 0; k -= 1) {
    include(tail, block[k] ?? Number.NaN, block.length - k);
    tails.mean[k] = tail.mean;
    tails.squares[k] = tail.squares;
  }
}
