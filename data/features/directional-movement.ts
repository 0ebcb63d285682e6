import { at } from '../at.ts';
import { here } from './here.ts';
import { defineKernel, wilderForgotten } from './kernel.ts';
import { periodOf } from './rows-parameter.ts';
import { trueRangeKernel } from './true-range.ts';
import { wilderKernel } from './wilder.ts';

const inputs = ['high', 'low', 'close'] as const;

/**
 * Directional indicators and their index, 0 to 100: +DI and -DI are Wilder sums of upward and downward movement in percent
 * of the Wilder sum of true ranges, DX is 100 |+DI - -DI| / (+DI + -DI); 0 where nothing moved. The sums start over the
 * rows 1 to period - 1, first value at row `period` (TA-Lib PLUS_DI, MINUS_DI, DX).
 * Source: Wilder, "New Concepts in Technical Trading Systems", 1978.
 */
export const directionalIndexKernel = defineKernel({
  name: 'directional_index',
  inputs,
  outputs: ['plus', 'minus', 'index'],
  schema: periodOf(14, 2),
  lookback: () => 1,
  warmUp: ({ period }) => period,
  // A small difference of two sums makes more of what they owe to the start: a quarter more rows than the sums need.
  forgets: ({ period }) => Math.ceil(1.25 * wilderForgotten(period)),
  open({ inputs: prices, outputs: { plus, minus, index }, parameters: { period }, scratch }) {
    const { high, low } = prices;
    const ranges = scratch();
    const range = trueRangeKernel.open({ inputs: prices, outputs: { value: ranges }, parameters: {}, scratch });
    let carriedRun = 0;
    let carriedUp = 0;
    let carriedDown = 0;
    let carriedPath = 0;
    return (from, to) => {
      range(from, to);
      let run = carriedRun;
      let up = carriedUp;
      let down = carriedDown;
      let path = carriedPath;
      for (let i = from; i < to; i += 1) {
        const rise = here(high, i) - at(high, i - 1);
        const fall = at(low, i - 1) - here(low, i);
        run = Number.isFinite(rise + fall + here(ranges, i)) ? run + 1 : 0;
        up = summed(up, leading(rise, fall), run, period);
        down = summed(down, leading(fall, rise), run, period);
        path = summed(path, here(ranges, i), run, period);
        const whole = run >= period ? path : Number.NaN;
        plus[i] = share(up, whole);
        minus[i] = share(down, whole);
        index[i] = share(Math.abs(up - down), up + down + 0 * whole);
      }
      carriedRun = run;
      carriedUp = up;
      carriedDown = down;
      carriedPath = path;
    };
  },
});

/** Movement counts only where it is the larger one and goes the right way. */
const leading = (move: number, other: number): number => (move > other && move > 0 ? move : 0);

const share = (part: number, whole: number): number => (whole === 0 ? 0 : (100 * part) / whole);

/** Wilder's sum at the `run`-th row: plain over the first period - 1 rows, then it loses 1 / period of itself a row. */
function summed(sum: number, x: number, run: number, period: number): number {
  if (run === 0) return 0;
  return run < period ? sum + x : sum - sum / period + x;
}

/** Average directional index: Wilder's average of DX. First value at row 2 period - 1 (TA-Lib ADX). */
export const adxKernel = defineKernel({
  name: 'adx',
  inputs,
  outputs: ['value'],
  schema: periodOf(14, 2),
  lookback: () => 1,
  warmUp: ({ period }) => 2 * period - 1,
  forgets: ({ period }) => 2 * wilderForgotten(period),
  open({ inputs: prices, outputs, parameters, scratch }) {
    const index = scratch();
    const movement = { plus: scratch(), minus: scratch(), index };
    const stages = [
      directionalIndexKernel.open({ inputs: prices, outputs: movement, parameters, scratch }),
      wilderKernel.open({ inputs: { values: index }, outputs, parameters, scratch }),
    ];
    return (from, to) => {
      for (const stage of stages) stage(from, to);
    };
  },
});

/** Rating of the ADX: its mean with itself period - 1 rows before. First value at row 3 period - 2 (TA-Lib ADXR). */
export const adxrKernel = defineKernel({
  name: 'adxr',
  inputs,
  outputs: ['value'],
  schema: periodOf(14, 2),
  lookback: ({ period }) => period - 1,
  warmUp: ({ period }) => 3 * period - 2,
  forgets: ({ period }) => 2 * wilderForgotten(period),
  open({ inputs: prices, outputs: { value }, parameters, scratch }) {
    const strength = scratch();
    const average = adxKernel.open({ inputs: prices, outputs: { value: strength }, parameters, scratch });
    return (from, to) => {
      average(from, to);
      for (let i = from; i < to; i += 1) value[i] = (here(strength, i) + at(strength, i - parameters.period + 1)) / 2;
    };
  },
});
