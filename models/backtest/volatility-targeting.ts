import { z } from 'zod';
import { at } from '../../data/at.ts';
import { timeframeMs } from '../../data/candle.ts';
import { runKernel } from '../../data/features/kernel.ts';
import { standardDeviationKernel } from '../../data/features/standard-deviation.ts';
import type { Strategy, StrategyState } from './strategy.ts';

const yearMs = 365.25 * timeframeMs['1d'];

/** Annualised standard deviation of log returns over `period` candles, with as many candles a year as the series had. */
function annualVolatility(close: Float64Array, openAt: Float64Array, period: number): Float64Array {
  const returns = new Float64Array(close.length).fill(Number.NaN);
  for (let i = 1; i < close.length; i += 1) returns[i] = Math.log(at(close, i) / at(close, i - 1));
  const { value } = runKernel(standardDeviationKernel, { values: returns }, { period });
  return value.map((one, i) => {
    const spanMs = at(openAt, i) - at(openAt, i - period);
    return one * Math.sqrt((period * yearMs) / spanMs);
  });
}

/** The share of equity to hold: the target volatility over the realised one, at most `investPercent`. */
function wantedShare({ columns, index, parameters, investPercent }: StrategyState): number {
  const realised = columns.volatility?.[index] ?? Number.NaN;
  return Math.min(investPercent, (100 * (parameters.target ?? Number.NaN)) / realised) / 100;
}

/**
 * Holds more when markets are calm and less when they are not, so that the account's volatility stays near a target;
 * trades only when the share held is off by more than `band` points. Moreira and Muir (2017) is the usual reference.
 */
export const volatilityTargeting: Strategy = {
  name: 'volatility_targeting',
  title: { en: 'Volatility targeting', fr: 'Ciblage de volatilité' },
  nicknames: [
    'volatility targeting',
    'volatility target',
    'target volatility',
    'vol targeting',
    'vol target',
    'managed volatility',
    'constant volatility',
    'ciblage de volatilite',
    'ciblage de la volatilite',
    'volatilite cible',
    'volatilite constante',
  ],
  parameters: z.strictObject({
    target: z.number().min(1).max(100).default(10).describe('Annual volatility to aim at, in percent'),
    period: z.int().min(5).max(250).default(20).describe('Candles of the realised volatility'),
    band: z.number().min(1).max(50).default(10).describe('Points of equity by which the holding may be off'),
  }),
  ranges: { target: [5, 10, 15, 20], period: [10, 20, 60] },
  prepare: ({ close, openAt }, { period = 20 }) => ({
    volatility: annualVolatility(close, openAt, period).map(one => one * 100),
  }),
  decide({ close }, state) {
    const { position, equityUsd, parameters, waiting } = state;
    const wanted = wantedShare(state);
    const held = ((position?.quantity ?? 0) * close) / equityUsd;
    const change = wanted - held;
    if (waiting || !(Math.abs(change) * 100 > (parameters.band ?? 10))) return [];
    const thesis = `volatility calls for ${Math.round(wanted * 100)} % of equity`;
    return [
      state.draft({
        side: change > 0 ? 'buy' : 'sell',
        sizing: { kind: 'notional', amount: Math.abs(change) * equityUsd },
        thesis,
      }),
    ];
  },
};
