import { settingsFrom } from '../../config/load-settings.ts';
import type { CandleSeries } from '../../data/candle.ts';
import type { Instrument } from '../../data/instrument.ts';
import type { BacktestInput } from '../../models/backtest/engine.ts';
import type { RunSpec } from '../../models/backtest/run-chunk.ts';
import type { Strategy } from '../../models/backtest/strategy.ts';
import { Gate } from '../../models/risk/gate.ts';
import { spx } from './candles.ts';

const settings = settingsFrom({});
const {
  startingCashUsd: cashUsd,
  investPercent,
  borrowDayRate: _rate,
  maxVolumeShare: _volume,
  ...limits
} = settings.backtest;

const account = {
  limits: { ...settings.risk, ...limits },
  costs: settings.broker,
  cashUsd,
  investPercent,
};

/** A strategy by name in plain values, with the costs and limits of the default settings. */
export const specOf = (name: string, over: Partial<RunSpec> = {}): RunSpec => ({
  ...account,
  strategy: { name, files: [] },
  instrument: spx(),
  rules: settings.risk.rules,
  ...over,
});

/** A backtest of one strategy on one market, with the costs and limits of the default settings. */
export const backtestOf = (
  strategy: Strategy,
  series: CandleSeries,
  over: Partial<BacktestInput> = {},
  instrument: Instrument = spx(),
): BacktestInput => ({
  ...account,
  markets: [{ series, instrument }],
  strategy,
  gate: new Gate(settings.risk.rules),
  ...over,
});
