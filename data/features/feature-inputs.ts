import { QuaestorError } from '../../config/errors.ts';
import { asOfJoin } from '../as-of-join.ts';
import type { TradingCalendar } from '../calendar/trading-calendar.ts';
import { type CandleSeries, closedAt, timeframeMs } from '../candle.ts';
import type { EconomicEvent } from '../events/economic-event.ts';
import type { NoEntry } from '../events/no-entry-window.ts';
import type { Instrument } from '../instrument.ts';
import { alignMacro } from '../macro/align-macro.ts';
import type { MacroSeries } from '../macro/macro-series.ts';
import type { OrderBookDepth, PublicTrade } from '../market/order-flow-source.ts';
import type { ScoredNews } from '../news/align-news.ts';
import { alignOptions } from '../options/align-options.ts';
import type { ChainMeasures } from '../options/measure-chain.ts';
import { bookColumns } from '../order-flow/book-columns.ts';
import { type TradeOptions, tradeColumns } from '../order-flow/trade-columns.ts';
import { type AssetRole, assetColumns } from './asset-columns.ts';
import { calendarColumns } from './calendar-columns.ts';
import { candleColumns } from './compute.ts';
import { eventColumns } from './event-columns.ts';
import type { Columns } from './kernel.ts';
import { newsColumns } from './news-columns.ts';
import { sessionPrices } from './session-prices.ts';
import { type SessionRows, sessionRows } from './session-rows.ts';

/** Shares of a universe, each row known from an instant (UTC ms) on, oldest first. */
export type Breadth = {
  readonly knownAt: Float64Array;
  /** Share of the members above their mean of 50 candles. */
  readonly above50: Float64Array;
  /** Share of the members that rose. */
  readonly advancing: Float64Array;
  /** Share of the members at a high of 252 candles. */
  readonly newHighs: Float64Array;
};

/** What is at hand beside the candles of one instrument; what is left out is missing, not made up. */
export type FeatureSources = {
  readonly series: CandleSeries;
  readonly instrument: Instrument;
  readonly calendar: TradingCalendar;
  readonly macro?: readonly MacroSeries[];
  /** Scored headlines on the instrument, oldest first. */
  readonly news?: readonly ScoredNews[];
  readonly events?: { readonly known: readonly EconomicEvent[]; readonly noEntry: NoEntry };
  /** Measured chains of the instrument. */
  readonly options?: readonly ChainMeasures[];
  readonly flow?: { readonly trades: readonly PublicTrade[]; readonly covered?: TradeOptions['covered'] };
  /** Order books, oldest first. */
  readonly books?: readonly OrderBookDepth[];
  readonly assets?: Partial<Record<AssetRole, CandleSeries>>;
  readonly breadth?: Breadth;
  /** Columns of models and of the trading memory, one row per candle. */
  readonly external?: Columns;
};

const longestRestMs = 5 * 86_400_000;

/**
 * Every input column of the feature catalogue that is at hand for a series, as it stood at the close of each candle:
 * values count from the instant at which they could be read. Columns of sources that are not at hand are absent.
 * Prices of the session before need that session whole: of intraday candles, hand in two sessions at least.
 * @throws QuaestorError `bug.unexpected` when an external column has another length or a name that is taken
 */
export function featureInputs(sources: FeatureSources): Columns {
  const { series, calendar, instrument, macro, news, events, assets, breadth, external = {} } = sources;
  const closeAt = series.openAt.map(openAt => closedAt(openAt, series.timeframe));
  const rows = sessionRows(series, calendar);
  const columns: Columns = {
    ...candleColumns(series),
    ...calendarColumns(series, calendar, rows),
    ...sessionPrices(series, rows),
    ...(macro ? macroColumns(closeAt, macro) : {}),
    ...(news ? newsColumns(closeAt, news) : {}),
    ...(events ? eventColumns(closeAt, events.known, instrument.currency, events.noEntry) : {}),
    ...(assets ? assetColumns(closeAt, assets) : {}),
    ...(breadth ? breadthColumns(closeAt, breadth) : {}),
    ...venueColumns(sources, closeAt, rows),
  };
  for (const [name, column] of Object.entries(external)) checkExternal(name, column, columns, series.length);
  return { ...columns, ...external };
}

/** What a venue shows beside candles: option chains, trades and order books. */
function venueColumns(
  { series, options, flow, books }: FeatureSources,
  closeAt: Float64Array,
  rows: SessionRows,
): Columns {
  const bookAgeMs = timeframeMs[series.timeframe];
  return {
    ...(options ? prefixed('option', alignOptions(closeAt, options, { maximumAgeMs: longestRestMs })) : {}),
    ...(flow ? prefixed('flow', flowColumns(series, closeAt, flow, rows)) : {}),
    ...(books ? prefixed('book', bookColumns(closeAt, books, { maximumAgeMs: bookAgeMs })) : {}),
  };
}

/** Trades summed to candles; cumulative delta begins anew with each session of the market. */
function flowColumns(
  { openAt }: CandleSeries,
  closeAt: Float64Array,
  { trades, covered }: NonNullable<FeatureSources['flow']>,
  { of }: SessionRows,
): Columns {
  const sessions = new Map(Array.from(openAt, (instant, i) => [instant, of[i] ?? -1]));
  const sessionOf = (instant: number): number => sessions.get(instant) ?? -1;
  return tradeColumns(trades, { openAt, closeAt }, covered ? { covered, sessionOf } : { sessionOf });
}

/** Columns `prefix.some_name` for names such as `someName`. */
const prefixed = (prefix: string, columns: Columns): Columns =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [`${prefix}.${inSnakeCase(name)}`, column]));

const inSnakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`).replace(/([a-z])(\d)/g, '$1_$2');

/** The series that are there, by their lower-case names. */
function macroColumns(closeAt: Float64Array, macro: readonly MacroSeries[]): Columns {
  const aligned = alignMacro(closeAt, macro);
  return Object.fromEntries(macro.map(({ name }) => [`macro.${name.toLowerCase()}`, aligned[name]]));
}

function breadthColumns(closeAt: Float64Array, { knownAt, above50, advancing, newHighs }: Breadth): Columns {
  const joined = (values: Float64Array): Float64Array =>
    asOfJoin(closeAt, knownAt, values, { maximumAgeMs: longestRestMs });
  return {
    'breadth.above_50': joined(above50),
    'breadth.advancing': joined(advancing),
    'breadth.new_highs': joined(newHighs),
  };
}

function checkExternal(name: string, column: Float64Array, columns: Columns, length: number): void {
  const fault =
    column.length === length
      ? name in columns && 'is the name of a column that the sources give; choose another'
      : `has ${column.length} rows beside ${length} candles; give one row per candle`;
  if (fault) throw new QuaestorError('bug.unexpected', `External column "${name}" ${fault}.`, { name });
}
