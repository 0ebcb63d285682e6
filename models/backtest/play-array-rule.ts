import type { CandleSeries } from '../../data/candle.ts';
import type { Instrument } from '../../data/instrument.ts';
import { type ArrayAccount, type ArrayRun, arrayRun, playArray } from './array-engine.ts';
import { type BacktestInput, parametersOf } from './engine.ts';
import type { ArrayRule } from './signals.ts';

/** The account of the fast path for the input of a backtest. Only costs, sizing and the limits on one position bind it. */
export function arrayAccount(
  input: Pick<BacktestInput, 'cashUsd' | 'investPercent' | 'costs' | 'limits' | 'stopPercent' | 'targetPercent'>,
  { lot, tick }: Pick<Instrument, 'lot' | 'tick'>,
  from: number,
): ArrayAccount {
  const { cashUsd, investPercent, costs, limits, stopPercent, targetPercent } = input;
  return {
    cashUsd,
    investPercent,
    costs,
    stopPercent,
    targetPercent,
    lot,
    tick,
    from,
    minimumNotionalUsd: limits.minimumNotionalUsd,
    maxPositionShare: Math.min(limits.maxPositionShare, limits.maxGrossExposureShare),
  };
}

/**
 * One run of an array rule on the fast path.
 * @param run room from an earlier run; made when absent
 * @throws QuaestorError `backtest.bad-parameters`
 */
export function playArrayRule(
  rule: ArrayRule,
  given: Readonly<Record<string, number>>,
  series: CandleSeries,
  account: ArrayAccount,
  run: ArrayRun = arrayRun(series.length - account.from),
): ArrayRun {
  return playArray(series, rule.wanted(series, parametersOf(rule, given)), account, run);
}
