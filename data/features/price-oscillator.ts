import { z } from 'zod';
import { openEma } from './ema.ts';
import { here } from './here.ts';
import { defineKernel, emaForgotten } from './kernel.ts';
import { quotient } from './pointwise.ts';
import { rows } from './rows-parameter.ts';

/** A measure of EMA(fast) and EMA(slow), each seeded at its own start (in MACD both seeds end together). */
const oscillator = <const Name extends string>(name: Name, measure: (fast: number, slow: number) => number) =>
  defineKernel({
    name,
    inputs: ['values'],
    outputs: ['value'],
    schema: z
      .strictObject({ fast: rows(12), slow: rows(26) })
      .refine(({ fast, slow }) => fast < slow, 'fast is not below slow'),
    warmUp: ({ slow }) => slow - 1,
    forgets: ({ slow }) => emaForgotten(slow),
    open({ inputs: { values }, outputs: { value }, parameters, scratch }) {
      const [quick, slow] = [scratch(), scratch()];
      const stages = [openEma(values, quick, parameters.fast), openEma(values, slow, parameters.slow)];
      return (from, to) => {
        for (const stage of stages) stage(from, to);
        for (let i = from; i < to; i += 1) value[i] = measure(here(quick, i), here(slow, i));
      };
    },
  });

/** Absolute price oscillator, in the unit of the input. First value at row slow - 1 (TA-Lib APO, exponential). */
export const apoKernel = oscillator('apo', (fast, slow) => fast - slow);

/** Percentage price oscillator, in percent of the slow average (TA-Lib PPO, exponential). */
export const ppoKernel = oscillator('ppo', (fast, slow) => 100 * quotient(fast - slow, slow));
