import { z } from 'zod';
import { QuaestorError } from '../config/errors.ts';
import { type CandleSeries, dayOf, lastClosedIndex, sliceSeries, type Timeframe } from '../data/candle.ts';
import type { Instrument } from '../data/instrument.ts';
import type { BacktestInput } from '../models/backtest/engine.ts';
import { parametersOf } from '../models/backtest/engine.ts';
import type { RunSpec } from '../models/backtest/run-chunk.ts';
import type { Strategy } from '../models/backtest/strategy.ts';
import { Gate } from '../models/risk/gate.ts';
import { bringPrices, type Origin } from './bring-prices.ts';
import { labStrategy } from './lab-strategy.ts';
import { FromSlot, SymbolSlot, TimeframeSlot, ToSlot } from './slots.ts';
import type { ToolContext } from './tool-context.ts';

const parameterFields = {
  fast: z.int().min(2).max(400).optional().describe('sma_cross: fast average, in candles').meta({ slot: 'fast' }),
  slow: z.int().min(3).max(800).optional().describe('sma_cross: slow average, in candles').meta({ slot: 'slow' }),
  period: z
    .int()
    .min(2)
    .max(400)
    .optional()
    .describe('RSI, bands, volatility: candles of the window')
    .meta({ slot: 'period' }),
  entry: z
    .number()
    .optional()
    .describe('rsi: level to enter at; donchian: candles of the entry channel')
    .meta({ slot: 'setting' }),
  exit: z
    .number()
    .optional()
    .describe('rsi: level to leave at; donchian: candles of the exit channel')
    .meta({ slot: 'setting' }),
  deviations: z.number().optional().describe('bollinger: width of the bands').meta({ slot: 'setting' }),
  target: z
    .number()
    .optional()
    .describe('volatility_targeting: annual volatility in percent')
    .meta({ slot: 'setting' }),
  band: z.number().optional().describe('volatility_targeting: points off before it trades').meta({ slot: 'setting' }),
  short: z.int().min(0).max(1).optional().describe('1: short positions as well').meta({ slot: 'setting' }),
};

/** What every tool of the laboratory may be told: market, span, brackets and the strategy's own parameters. */
export const labFields = {
  symbol: SymbolSlot,
  timeframe: TimeframeSlot.optional(),
  from: FromSlot.optional(),
  to: ToSlot.optional(),
  stop_percent: z
    .number()
    .min(0.01)
    .max(50)
    .optional()
    .describe('Stop of every entry, percent from its price')
    .meta({ slot: 'stop-percent' }),
  target_percent: z
    .number()
    .min(0.01)
    .max(500)
    .optional()
    .describe('Target of every entry, percent from its price')
    .meta({ slot: 'target-percent' }),
};

export const strategyFields = {
  strategy: z
    .string()
    .min(1)
    .max(60)
    .describe('Name of a strategy; list_strategies lists them')
    .meta({ slot: 'strategy' }),
  ...labFields,
  ...parameterFields,
};

type Given = z.infer<z.ZodObject<typeof labFields>>;
type GivenStrategy = z.infer<z.ZodObject<typeof strategyFields>>;

/** A market and the candles of it that are played. */
export type LabMarket = {
  readonly instrument: Instrument;
  readonly series: CandleSeries;
  /** First row that may decide; those before warm the indicators up. */
  readonly first: number;
  readonly origin: Origin;
};

/** The series up to `to`, and the first index at or after `from`. */
function spanOf(whole: CandleSeries, from: string | undefined, to: string | undefined) {
  const end = to === undefined ? whole.length : lastClosedIndex(whole, Date.parse(`${to}T23:59:59.999Z`)) + 1;
  const series = sliceSeries(whole, 0, end);
  const found = from === undefined ? 0 : series.openAt.findIndex(at => at >= Date.parse(from));
  if (found !== -1 && series.length - found >= 2) return { series, first: found };
  const [begin, stop] = [dayOf(whole.openAt[0] ?? 0), dayOf(whole.openAt.at(-1) ?? 0)];
  throw new QuaestorError('data.no-history', {
    en: `The history of ${whole.symbol} runs from ${begin} to ${stop}; the chosen span has fewer than two candles in it.`,
    fr: `L'historique de ${whole.symbol} va du ${begin} au ${stop} ; la période choisie en contient moins de deux bougies.`,
  });
}

/** Brings the candles of a question in. @throws as `bringPrices`; `data.no-history` for an empty span */
export async function labMarket({ symbol, timeframe, from, to }: Given, context: ToolContext): Promise<LabMarket> {
  const { instrument, series, origin } = await bringPrices(context, symbol, timeframe as Timeframe | undefined);
  return { instrument, origin, ...spanOf(series, from, to) };
}

/** The account of the laboratory: the gate's rules with limits of their own, since it may put all into one instrument. */
export function labAccount(
  { stop_percent: stopPercent, target_percent: targetPercent }: Given,
  { settings, signal }: ToolContext,
): Omit<BacktestInput, 'markets' | 'strategy' | 'parameters' | 'fromAt'> {
  const { startingCashUsd, investPercent, borrowDayRate, maxVolumeShare, ...limits } = settings.backtest;
  return {
    gate: Gate.open(settings.risk.rules),
    limits: { ...settings.risk, ...limits },
    costs: settings.broker,
    cashUsd: startingCashUsd,
    investPercent,
    stopPercent,
    targetPercent,
    borrowDayRate,
    ...(maxVolumeShare === null ? {} : { fillRules: { maxVolumeShare } }),
    signal,
  };
}

/** A strategy on a market, ready to be played. */
export type LabSubject = LabMarket & {
  readonly strategy: Strategy;
  readonly parameters: Readonly<Record<string, number>>;
  readonly input: BacktestInput;
  /** The same in plain values, for worker threads. */
  readonly spec: RunSpec;
};

/** The input of a backtest of one strategy on a market. */
export const inputOf = (
  { series, instrument, first }: LabMarket,
  strategy: Strategy,
  parameters: Readonly<Record<string, number>>,
  account: ReturnType<typeof labAccount>,
): BacktestInput => ({
  ...account,
  markets: [{ series, instrument }],
  strategy,
  parameters,
  fromAt: series.openAt[first] ?? 0,
});

/**
 * Reads what is asked about: strategy, parameters, market and span.
 * @throws QuaestorError `backtest.unknown-strategy`, `backtest.bad-parameters`, and as `labMarket`
 */
export async function labSubject(given: GivenStrategy, context: ToolContext): Promise<LabSubject> {
  const market = await labMarket(given, context);
  const { symbol, timeframe } = market.series;
  const { strategy, ref } = labStrategy(given.strategy, symbol, timeframe, context);
  const own = Object.keys(parameterFields) as (keyof typeof parameterFields)[];
  // "Long only" is what a rule without a short side does anyway.
  const needless = given.short === 0 && !('short' in strategy.parameters.shape);
  const said = Object.fromEntries(
    own.flatMap(name => (given[name] === undefined || (name === 'short' && needless) ? [] : [[name, given[name]]])),
  );
  const parameters = parametersOf(strategy, said as Record<string, number>);
  const account = labAccount(given, context);
  const { gate: _gate, signal: _signal, ...plain } = account;
  return {
    ...market,
    strategy,
    parameters,
    input: inputOf(market, strategy, parameters, account),
    spec: {
      ...plain,
      instrument: market.instrument,
      rules: context.settings.risk.rules,
      strategy: ref,
    },
  };
}
