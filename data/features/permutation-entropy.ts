import { at } from '../at.ts';
import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { periodOf } from './rows-parameter.ts';

const patterns = 6;

/**
 * Entropy of the order patterns of three neighbouring rows among the last `period` patterns, as a share of the most
 * possible (ln 6): 0 for a line, 1 for noise. Of equals the earlier counts as the lower.
 * Source: Bandt and Pompe, Physical Review Letters 88 (2002) 174102.
 */
export const permutationEntropyKernel = defineKernel({
  name: 'permutation_entropy',
  inputs: ['values'],
  outputs: ['value'],
  schema: periodOf(63, 2),
  lookback: ({ period }) => period + 2,
  warmUp: ({ period }) => period + 1,
  open({ inputs: { values }, outputs: { value }, parameters: { period }, scratch }) {
    const codes = scratch();
    const counts = new Float64Array(patterns);
    const weighed = Float64Array.from({ length: period + 1 }, (_, n) => (n > 0 ? n * Math.log(n) : 0));
    let carried = 0;
    return (from, to) => {
      let run = carried;
      for (let i = from; i < to; i += 1) {
        const code = patternOf(at(values, i - 2), at(values, i - 1), here(values, i));
        codes[i] = code;
        if (Number.isNaN(code)) counts.fill(0);
        else counts[code] = at(counts, code) + 1;
        run = Number.isNaN(code) ? 0 : run + 1;
        if (run > period) counts[at(codes, i - period)] = at(counts, at(codes, i - period)) - 1;
        value[i] = run >= period ? entropy(counts, weighed, period) : Number.NaN;
      }
      carried = run;
    };
  },
});

/** Which of the six orders three values are in; NaN where one is not finite. */
function patternOf(first: number, second: number, third: number): number {
  if (!Number.isFinite(first + second + third)) return Number.NaN;
  const above = third >= first ? 1 : 0;
  if (second >= first) return third >= second ? 0 : 1 + above;
  return third >= second ? 3 + above : 5;
}

function entropy(counts: Float64Array, weighed: Float64Array, period: number): number {
  let sum = 0;
  for (let k = 0; k < patterns; k += 1) sum += at(weighed, at(counts, k));
  return Math.max(0, (Math.log(period) - sum / period) / Math.log(patterns));
}
