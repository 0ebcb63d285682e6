import { at } from '../at.ts';
import { here } from './here.ts';
import { type Advance, defineKernel } from './kernel.ts';
import { periodOf } from './rows-parameter.ts';

/**
 * Rows since the highest (`sign` 1) or lowest (`sign` -1) of the last `period` + 1 rows, the latest one where several are
 * equal. A window is searched anew only when its extreme leaves it.
 */
function openAge(values: Float64Array, age: Float64Array, period: number, sign: 1 | -1): Advance {
  let carriedRun = 0;
  let carriedAge = 0;
  return (from, to) => {
    let run = carriedRun;
    let rows = carriedAge;
    for (let i = from; i < to; i += 1) {
      run = Number.isFinite(here(values, i)) ? run + 1 : 0;
      rows = ageAfter(values, i, run <= 1 ? 0 : rows + 1, period, sign);
      age[i] = run > period ? rows : Number.NaN;
    }
    carriedRun = run;
    carriedAge = rows;
  };
}

/** The age of the extreme at a row: that of the row before grown by one, unless this row outdoes it or it leaves. */
function ageAfter(values: Float64Array, row: number, grown: number, period: number, sign: 1 | -1): number {
  if (sign * at(values, row) >= sign * at(values, row - grown)) return 0;
  return grown > period ? ageOfExtreme(values, row, period, sign) : grown;
}

function ageOfExtreme(values: Float64Array, row: number, period: number, sign: 1 | -1): number {
  let oldest = 0;
  let best = sign * at(values, row);
  for (let k = 1; k <= period; k += 1) {
    const x = sign * at(values, row - k);
    if (x <= best) continue;
    best = x;
    oldest = k;
  }
  return oldest;
}

/**
 * Aroon, 0 to 100: how recent the lowest low (`down`) and the highest high (`up`) of the last `period` + 1 rows are, and
 * `oscillator`, up less down. First value at row `period` (TA-Lib AROON, AROONOSC).
 * Source: Chande, Technical Analysis of Stocks & Commodities, September 1995.
 */
export const aroonKernel = defineKernel({
  name: 'aroon',
  inputs: ['high', 'low'],
  outputs: ['down', 'up', 'oscillator'],
  schema: periodOf(14),
  lookback: ({ period }) => period + 1,
  warmUp: ({ period }) => period,
  open({ inputs: { high, low }, outputs: { down, up, oscillator }, parameters: { period }, scratch }) {
    const [top, bottom] = [scratch(), scratch()];
    const stages = [openAge(high, top, period, 1), openAge(low, bottom, period, -1)];
    const freshness = (age: number): number => (100 * (period - age)) / period;
    return (from, to) => {
      for (const stage of stages) stage(from, to);
      for (let i = from; i < to; i += 1) {
        const lowAge = here(bottom, i);
        const highAge = here(top, i);
        down[i] = freshness(lowAge) + 0 * highAge;
        up[i] = freshness(highAge) + 0 * lowAge;
        oscillator[i] = here(up, i) - here(down, i);
      }
    };
  },
});
