import { z } from 'zod';
import { at } from '../at.ts';
import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { quotient } from './pointwise.ts';
import { openRollingSum } from './rolling-sum.ts';
import { rows } from './rows-parameter.ts';

/**
 * Share of the last `period` rows' energy that a wave of `cycle` rows explains: 1 for a pure one, 2 / `period` for white
 * noise. `period` is best a multiple of `cycle`. One bin of Fourier's transform, as Goertzel's algorithm gives it, but by
 * window sums, which cannot drift; the phase counts from wherever the series starts and drops out.
 * Source: Goertzel, American Mathematical Monthly 65 (1958) 34-35.
 */
export const goertzelPowerKernel = defineKernel({
  name: 'goertzel_power',
  inputs: ['values'],
  outputs: ['value'],
  schema: z.strictObject({ cycle: rows(5, 3), period: rows(60, 3) }),
  lookback: ({ period }) => period - 1,
  open({ inputs: { values }, outputs: { value }, parameters: { cycle, period }, scratch }) {
    const wave = (f: (x: number) => number) =>
      Float64Array.from({ length: cycle }, (_, k) => f((2 * Math.PI * k) / cycle));
    const [cosine, sine] = [wave(Math.cos), wave(Math.sin)];
    const [evens, odds, squares, even, odd, energy] = [
      scratch(),
      scratch(),
      scratch(),
      scratch(),
      scratch(),
      scratch(),
    ];
    const sums = [
      openRollingSum(evens, even, period, 1),
      openRollingSum(odds, odd, period, 1),
      openRollingSum(squares, energy, period, 1),
    ];
    let carried = 0;
    return (from, to) => {
      let phase = carried;
      for (let i = from; i < to; i += 1) {
        const x = here(values, i);
        evens[i] = x * at(cosine, phase);
        odds[i] = x * at(sine, phase);
        squares[i] = x * x;
        phase = phase + 1 < cycle ? phase + 1 : 0;
      }
      carried = phase;
      for (const sum of sums) sum(from, to);
      for (let i = from; i < to; i += 1) {
        value[i] = quotient(2 * (here(even, i) ** 2 + here(odd, i) ** 2), period * here(energy, i));
      }
    };
  },
});
