import type { CandleSeries } from '../../data/candle.ts';
import { Timeframe } from '../../data/candle.ts';
import { type IndicatorName, type IndicatorParameters, indicators } from '../../data/features/indicators.ts';

/** How a named series is computed from candles: a column of an indicator, or of the candles themselves. */
type Recipe =
  | { kind: 'candle'; column: 'open' | 'high' | 'low' | 'close' | 'volume' }
  | { kind: 'indicator'; indicator: IndicatorName; parameters: IndicatorParameters; column: string }
  | { kind: 'candles-held' };

/** Families whose period is part of the name: `ema_20`. */
const families = { sma: 'sma', ema: 'ema', rsi: 'rsi', atr: 'atr' } as const;
const macdColumns: ReadonlyMap<string, string> = new Map([
  ['macd', 'macdLine'],
  ['macd_signal', 'macdSignal'],
  ['macd_histogram', 'macdHistogram'],
]);
const candleColumns = ['open', 'high', 'low', 'close', 'volume'] as const;
const longestPeriod = 400;

/** Candles closed since the position was opened: how a time limit is written. */
export const candlesHeld = 'candles_held';

/** What people may name, for errors. */
export const seriesForms = [...candleColumns, 'sma_N', 'ema_N', 'rsi_N', 'atr_N', ...macdColumns.keys(), candlesHeld];

/** A series of one timeframe, such as `ema_20@1d`, in its parts; undefined when there is none of that name. */
export type SeriesName = { readonly name: string; readonly timeframe: Timeframe; readonly recipe: Recipe };

function recipeOf(name: string): Recipe | undefined {
  const column = candleColumns.find(one => one === name);
  if (column) return { kind: 'candle', column };
  if (name === candlesHeld) return { kind: 'candles-held' };
  const macd = macdColumns.get(name);
  if (macd !== undefined) return { kind: 'indicator', indicator: 'macd', parameters: {}, column: macd };
  const [, family, digits] = /^(sma|ema|rsi|atr)_([1-9]\d{0,2})$/.exec(name) ?? [];
  const period = Number(digits);
  if (family === undefined || period < 2 || period > longestPeriod) return undefined;
  const indicator = families[family as keyof typeof families];
  return { kind: 'indicator', indicator, parameters: { period }, column: indicator };
}

/** Reads `close@1d`, `ema_20@4h`, `rsi_14@1w`, `candles_held@1d`. */
export function readSeriesName(text: string): SeriesName | undefined {
  const [name = '', frame, ...rest] = text.split('@');
  const timeframe = Timeframe.safeParse(frame);
  const recipe = recipeOf(name);
  return timeframe.success && recipe && rest.length === 0 ? { name, timeframe: timeframe.data, recipe } : undefined;
}

/** Whether two values of these series are of one unit and may be compared: prices with prices, never with an oscillator. */
export function unitOf({ name }: Pick<SeriesName, 'name'>): 'price' | 'percent' | 'distance' | 'units' | 'candles' {
  if (name === 'volume') return 'units';
  if (name === candlesHeld) return 'candles';
  if (name.startsWith('rsi')) return 'percent';
  return name.startsWith('atr') || name.startsWith('macd') ? 'distance' : 'price';
}

/** Values of a series at each candle, NaN before its first; `since` is the index of the candle in which the position was opened. */
export function valuesOf({ recipe }: SeriesName, candles: CandleSeries, since: number | undefined): Float64Array {
  if (recipe.kind === 'candle') return candles[recipe.column];
  if (recipe.kind === 'candles-held') {
    return Float64Array.from({ length: candles.length }, (_, i) =>
      since === undefined ? Number.NaN : Math.max(0, i - since),
    );
  }
  const columns = indicators[recipe.indicator].compute(candles, recipe.parameters);
  return columns[recipe.column] ?? new Float64Array(candles.length).fill(Number.NaN);
}
