import { z } from 'zod';
import { here } from './here.ts';
import { type Advance, defineKernel, wilderForgotten } from './kernel.ts';
import { openRollingSum } from './rolling-sum.ts';
import { rows } from './rows-parameter.ts';
import { rsiKernel } from './rsi.ts';
import { openPlaceInRange } from './stochastic.ts';

type Prices = { high: Float64Array; low: Float64Array; close: Float64Array };
type Outputs = { fastK: Float64Array; fastD: Float64Array };

/** Fast %K, and fast %D, its mean over `signal` rows; both start together. */
function openFast(
  prices: Prices,
  { fastK, fastD }: Outputs,
  { period, signal }: { period: number; signal: number },
  scratch: () => Float64Array,
): Advance {
  const places = scratch();
  const stages = [openPlaceInRange(prices, places, period, scratch), openRollingSum(places, fastD, signal, signal)];
  return (from, to) => {
    for (const stage of stages) stage(from, to);
    for (let i = from; i < to; i += 1) fastK[i] = Number.isNaN(fastD[i]) ? Number.NaN : here(places, i);
  };
}

/** Fast stochastic oscillator, 0 to 100. First value at row period + signal - 2 (TA-Lib STOCHF). */
export const fastStochasticKernel = defineKernel({
  name: 'stochastic_fast',
  inputs: ['high', 'low', 'close'],
  outputs: ['fastK', 'fastD'],
  schema: z.strictObject({ period: rows(14), signal: rows(3) }),
  lookback: ({ period, signal }) => Math.max(period, signal) - 1,
  warmUp: ({ period, signal }) => period + signal - 2,
  open: ({ inputs, outputs, parameters, scratch }) => openFast(inputs, outputs, parameters, scratch),
});

/**
 * Fast stochastic oscillator of the RSI, 0 to 100. First value at row strength + period + signal - 2 (TA-Lib STOCHRSI).
 * Source: Chande and Kroll, "The New Technical Trader", 1994.
 */
export const stochasticRsiKernel = defineKernel({
  name: 'stochastic_rsi',
  inputs: ['values'],
  outputs: ['fastK', 'fastD'],
  schema: z.strictObject({ strength: rows(14), period: rows(14), signal: rows(3) }),
  lookback: ({ period, signal }) => Math.max(period, signal, 2) - 1,
  warmUp: ({ strength, period, signal }) => strength + period + signal - 2,
  forgets: ({ strength }) => wilderForgotten(strength),
  open({ inputs, outputs, parameters, scratch }) {
    const rsi = scratch();
    const stages = [
      rsiKernel.open({ inputs, outputs: { value: rsi }, parameters: { period: parameters.strength }, scratch }),
      openFast({ high: rsi, low: rsi, close: rsi }, outputs, parameters, scratch),
    ];
    return (from, to) => {
      for (const stage of stages) stage(from, to);
    };
  },
});
