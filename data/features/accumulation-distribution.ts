import { z } from 'zod';
import { here } from './here.ts';
import { type Advance, defineKernel, emaForgotten } from './kernel.ts';
import { noParameters, rows } from './rows-parameter.ts';

const inputs = ['high', 'low', 'close', 'volume'] as const;

/**
 * Accumulation/distribution line, anchored at the first row: the sum of volume times the place of the close in its candle
 * (-1 at the low, 1 at the high); candles without range add nothing (TA-Lib AD). A row that is not finite has none and
 * adds nothing.
 */
export const adKernel = defineKernel({
  name: 'ad',
  inputs,
  outputs: ['value'],
  schema: noParameters,
  anchored: true,
  open({ inputs: { high, low, close, volume }, outputs: { value } }) {
    let carriedTotal = 0;
    return (from, to) => {
      let total = carriedTotal;
      for (let i = from; i < to; i += 1) {
        const flow = here(volume, i) * placeOf(here(close, i), here(low, i), here(high, i));
        const known = Number.isFinite(flow);
        total += known ? flow : 0;
        value[i] = known ? total : Number.NaN;
      }
      carriedTotal = total;
    };
  },
});

/** Place of the close between low (-1) and high (1); 0 without a range, NaN where one is missing. */
const placeOf = (close: number, low: number, high: number): number =>
  high === low ? 0 * close : (close - low - (high - close)) / (high - low);

/**
 * Chaikin oscillator in units of volume: the fast less the slow exponential average of the accumulation/distribution line,
 * each started at the first row. First value at row slow - 1 (TA-Lib ADOSC). The anchor of the line falls out of the
 * difference.
 */
export const adoscKernel = defineKernel({
  name: 'adosc',
  inputs,
  outputs: ['value'],
  schema: z
    .strictObject({ fast: rows(3), slow: rows(10) })
    .refine(({ fast, slow }) => fast < slow, 'fast is not below slow'),
  warmUp: ({ slow }) => slow - 1,
  forgets: ({ fast, slow }) => emaForgotten(fast) + emaForgotten(slow),
  open({ inputs: candles, outputs: { value }, parameters: { fast, slow }, scratch }) {
    const line = scratch();
    const stages = [
      adKernel.open({ inputs: candles, outputs: { value: line }, parameters: {}, scratch }),
      openGap(line, value, fast, slow),
    ];
    return (from, to) => {
      for (const stage of stages) stage(from, to);
    };
  },
});

/** Difference of two exponential averages that both start at the first value of the line. */
function openGap(line: Float64Array, value: Float64Array, fast: number, slow: number): Advance {
  const [quickWeight, slowWeight] = [2 / (fast + 1), 2 / (slow + 1)];
  let carriedRun = 0;
  let carriedQuick = 0;
  let carriedSlow = 0;
  return (from, to) => {
    let run = carriedRun;
    let quick = carriedQuick;
    let level = carriedSlow;
    for (let i = from; i < to; i += 1) {
      const x = here(line, i);
      run = Number.isFinite(x) ? run + 1 : 0;
      quick = nearer(quick, x, run, quickWeight);
      level = nearer(level, x, run, slowWeight);
      value[i] = run >= slow ? quick - level : Number.NaN;
    }
    carriedRun = run;
    carriedQuick = quick;
    carriedSlow = level;
  };
}

const nearer = (level: number, x: number, run: number, weight: number): number =>
  run <= 1 ? x : level + (x - level) * weight;
