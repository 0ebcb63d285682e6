import { at } from '../at.ts';
import { here } from './here.ts';
import { type Advance, defineKernel, forgotten, runKernel } from './kernel.ts';
import { period as checked } from './period.ts';
import { periodOf } from './rows-parameter.ts';
import { smoothed } from './wilder.ts';

/**
 * Relative strength index, 0 to 100: 100 g / (g + l) with Wilder averages of gains and losses; 0 when nothing moved.
 * First value at row `period` (TA-Lib RSI).
 * Source: Wilder, "New Concepts in Technical Trading Systems", 1978.
 */
export const rsiKernel = defineKernel({
  name: 'rsi',
  inputs: ['values'],
  outputs: ['value'],
  schema: periodOf(14),
  lookback: () => 1,
  warmUp: ({ period }) => period,
  // On a scale of 100, a tenth of the usual rest.
  forgets: ({ period }) => forgotten(1 - 1 / period, 1e-7),
  open: ({ inputs: { values }, outputs: { value }, parameters: { period } }) =>
    openGainsAndLosses(values, value, period, strength),
});

/** Puts a measure of Wilder's averages of gains and of losses into each row. */
export function openGainsAndLosses(
  values: Float64Array,
  value: Float64Array,
  period: number,
  measure: (gain: number, loss: number) => number,
): Advance {
  let carriedRun = 0;
  let carriedGain = 0;
  let carriedLoss = 0;
  return (from, to) => {
    let run = carriedRun;
    let gain = carriedGain;
    let loss = carriedLoss;
    for (let i = from; i < to; i += 1) {
      const change = here(values, i) - at(values, i - 1);
      run = Number.isFinite(change) ? run + 1 : 0;
      gain = smoothed(gain, Math.max(change, 0), run, period);
      loss = smoothed(loss, Math.max(-change, 0), run, period);
      value[i] = run >= period ? measure(gain, loss) : Number.NaN;
    }
    carriedRun = run;
    carriedGain = gain;
    carriedLoss = loss;
  };
}

const strength = (gain: number, loss: number): number => (gain + loss === 0 ? 0 : (100 * gain) / (gain + loss));

/** `rsiKernel` over a whole column. */
export const rsi = (values: Float64Array, period: number): Float64Array =>
  runKernel(rsiKernel, { values }, { period: checked(period) }).value;
