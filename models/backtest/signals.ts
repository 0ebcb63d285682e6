import type { CandleSeries } from '../../data/candle.ts';
import type { Draft } from '../risk/draft.ts';
import type { Strategy, StrategyState } from './strategy.ts';

/**
 * What an array rule wants after each candle has closed: 1 long, -1 short, 0 flat, NaN no opinion (what is held is kept).
 * Causal: a value at i uses candles up to i only.
 */
export type Wanted = Float64Array;

/**
 * The column of a rule with a memory: `next` is told the row and the side that the rule stands on (0 at first) and gives
 * the side that it wants now, or NaN for no opinion.
 */
export function wantedBy(length: number, from: number, next: (row: number, side: number) => number): Wanted {
  const wanted = new Float64Array(length).fill(Number.NaN);
  let side = 0;
  for (let i = from; i < length; i += 1) {
    const now = next(i, side);
    wanted[i] = now;
    if (!Number.isNaN(now)) side = now;
  }
  return wanted;
}

/** Side of a rule by what is true on a row: an entry wins over an exit, and without either there is no opinion. */
export function sideOf(side: number, long: boolean, short: boolean, outOfLong: boolean, outOfShort: boolean): number {
  if (long) return 1;
  if (short) return -1;
  return (side > 0 && outOfLong) || (side < 0 && outOfShort) ? 0 : Number.NaN;
}

/** A rule that is an array: the fast path plays `wanted` itself, the event path asks `decide`, and both trade alike. */
export interface ArrayRule extends Strategy {
  wanted(series: CandleSeries, parameters: Readonly<Record<string, number>>): Wanted;
}

export const isArrayRule = (strategy: Strategy): strategy is ArrayRule => 'wanted' in strategy;

type Description = Pick<ArrayRule, 'name' | 'title' | 'nicknames' | 'parameters' | 'ranges' | 'wanted'> & {
  /** Why a position is opened, kept with it until its exit. */
  thesis(parameters: Readonly<Record<string, number>>, side: 'buy' | 'sell'): string;
};

/** Makes a strategy of a rule that is an array: both paths read the same column. */
export function arrayRule({ thesis, ...rule }: Description): ArrayRule {
  return {
    ...rule,
    prepare: (series, parameters) => ({ wanted: rule.wanted(series, parameters) }),
    decide: (_candle, state) => draftsFor(state, state.columns.wanted?.[state.index] ?? Number.NaN, thesis),
  };
}

function draftsFor(state: StrategyState, wanted: number, thesis: Description['thesis']): Draft[] {
  const side = Math.sign(state.position?.quantity ?? 0);
  if (state.waiting || Number.isNaN(wanted) || wanted === side) return [];
  const close = side === 0 ? [] : [state.draft({ side: side > 0 ? 'sell' : 'buy', sizing: { kind: 'close' } })];
  if (wanted === 0) return close;
  const opening = wanted > 0 ? 'buy' : 'sell';
  return [
    ...close,
    state.draft({
      side: opening,
      sizing: { kind: 'equity-percent', amount: state.investPercent },
      thesis: thesis(state.parameters, opening),
    }),
  ];
}
