import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';
import type { CandleSeries } from '../candle.ts';
import { atr } from './atr.ts';
import { bollinger } from './bollinger.ts';
import { ema } from './ema.ts';
import { macd } from './macd.ts';
import { rsi } from './rsi.ts';
import { sma } from './sma.ts';
import { stochastic } from './stochastic.ts';

export const IndicatorName = z.enum(['sma', 'ema', 'rsi', 'macd', 'bollinger', 'atr', 'stochastic']);
export type IndicatorName = z.infer<typeof IndicatorName>;

/** Values by parameter name; what is left out keeps its default. */
export type IndicatorParameters = Readonly<Record<string, number>>;

/** An indicator that people ask for by name. */
export type Indicator = {
  readonly name: IndicatorName;
  /** The defaults. */
  readonly parameters: IndicatorParameters;
  /** Keys of what `compute` returns, in the order in which they are shown. */
  readonly columns: readonly string[];
  /** `price`: the unit of the candles; `percent`: from 0 to 100. */
  readonly unit: 'price' | 'percent';
  /** Rows before the first value. */
  warmUp(parameters?: IndicatorParameters): number;
  /** Rows before a value owes less than a millionth to where the series starts; for windows the same as `warmUp`. */
  convergence(parameters?: IndicatorParameters): number;
  /**
   * Columns of the length of the series, NaN before the first value.
   * @throws QuaestorError `data.unknown-feature` that names a parameter which does not exist or is out of range
   */
  compute(series: CandleSeries, parameters?: IndicatorParameters): Record<string, Float64Array>;
};

const rows = (usual: number) => z.int().min(1).max(5000).default(usual);

/** Rows after which a recursion that keeps `share` of its past has forgotten all but a millionth of it. */
const forgotten = (share: number): number => Math.ceil(Math.log(1e-6) / Math.log(share));
const emaForgotten = (period: number): number => forgotten(1 - 2 / (period + 1));
const wilderForgotten = (period: number): number => forgotten(1 - 1 / period);

type Blueprint<P extends IndicatorParameters> = Pick<Indicator, 'name' | 'columns' | 'unit'> & {
  schema: z.ZodType<P>;
  warmUp(parameters: P): number;
  forgotten?(parameters: P): number;
  run(series: CandleSeries, parameters: P): Record<string, Float64Array>;
};

function indicator<P extends IndicatorParameters>(blueprint: Blueprint<P>): Indicator {
  const { name, columns, unit, schema } = blueprint;
  const settle = (given: IndicatorParameters): P => {
    const parsed = schema.safeParse(given);
    if (parsed.success) return parsed.data;
    const why = parsed.error.issues.map(issue => [...issue.path, issue.message].join(': ')).join('; ');
    const known = Object.keys(schema.parse({})).join(', ');
    throw new QuaestorError(
      'data.unknown-feature',
      {
        en: `No "${name}" with ${JSON.stringify(given)}. ${why}. Its parameters: ${known}.`,
        fr: `Pas de « ${name} » avec ${JSON.stringify(given)}. ${why}. Ses paramètres : ${known}.`,
      },
      { name, given },
    );
  };
  return {
    name,
    columns,
    unit,
    parameters: schema.parse({}),
    warmUp: (given = {}) => blueprint.warmUp(settle(given)),
    convergence: (given = {}) => {
      const settled = settle(given);
      return blueprint.warmUp(settled) + (blueprint.forgotten?.(settled) ?? 0);
    },
    compute: (series, given = {}) => blueprint.run(series, settle(given)),
  };
}

/** Conventions of TA-Lib 0.4.0 with an unstable period of 0. */
export const indicators: Readonly<Record<IndicatorName, Indicator>> = {
  sma: indicator({
    name: 'sma',
    columns: ['sma'],
    unit: 'price',
    schema: z.strictObject({ period: rows(20) }),
    warmUp: ({ period }) => period - 1,
    run: ({ close }, { period }) => ({ sma: sma(close, period) }),
  }),
  ema: indicator({
    name: 'ema',
    columns: ['ema'],
    unit: 'price',
    schema: z.strictObject({ period: rows(20) }),
    warmUp: ({ period }) => period - 1,
    forgotten: ({ period }) => emaForgotten(period),
    run: ({ close }, { period }) => ({ ema: ema(close, period) }),
  }),
  rsi: indicator({
    name: 'rsi',
    columns: ['rsi'],
    unit: 'percent',
    schema: z.strictObject({ period: rows(14) }),
    warmUp: ({ period }) => period,
    forgotten: ({ period }) => wilderForgotten(period),
    run: ({ close }, { period }) => ({ rsi: rsi(close, period) }),
  }),
  macd: indicator({
    name: 'macd',
    columns: ['macdLine', 'macdSignal', 'macdHistogram'],
    unit: 'price',
    schema: z
      .strictObject({ fast: rows(12), slow: rows(26), signal: rows(9) })
      .refine(({ fast, slow }) => fast < slow, 'fast is not below slow'),
    warmUp: ({ slow, signal }) => slow + signal - 2,
    forgotten: ({ slow, signal }) => emaForgotten(slow) + emaForgotten(signal),
    run: ({ close }, { fast, slow, signal }) => {
      const { line, signal: smoothed, histogram } = macd(close, fast, slow, signal);
      return { macdLine: line, macdSignal: smoothed, macdHistogram: histogram };
    },
  }),
  bollinger: indicator({
    name: 'bollinger',
    columns: ['bollingerUpper', 'bollingerMiddle', 'bollingerLower'],
    unit: 'price',
    schema: z.strictObject({ period: rows(20), deviations: z.number().positive().max(20).default(2) }),
    warmUp: ({ period }) => period - 1,
    run: ({ close }, { period, deviations }) => {
      const { upper, middle, lower } = bollinger(close, period, deviations);
      return { bollingerUpper: upper, bollingerMiddle: middle, bollingerLower: lower };
    },
  }),
  atr: indicator({
    name: 'atr',
    columns: ['atr'],
    unit: 'price',
    schema: z.strictObject({ period: rows(14) }),
    warmUp: ({ period }) => period,
    forgotten: ({ period }) => wilderForgotten(period),
    run: ({ high, low, close }, { period }) => ({ atr: atr(high, low, close, period) }),
  }),
  stochastic: indicator({
    name: 'stochastic',
    columns: ['stochasticK', 'stochasticD'],
    unit: 'percent',
    schema: z.strictObject({ period: rows(14), slowing: rows(3), signal: rows(3) }),
    warmUp: ({ period, slowing, signal }) => period + slowing + signal - 3,
    run: ({ high, low, close }, { period, slowing, signal }) => {
      const { slowK, slowD } = stochastic(high, low, close, period, slowing, signal);
      return { stochasticK: slowK, stochasticD: slowD };
    },
  }),
};
