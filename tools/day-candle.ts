import { QuaestorError } from '../config/errors.ts';
import { at } from '../data/at.ts';
import {
  type Candle,
  type CandleSeries,
  candleAt,
  closedAt,
  instantOfDay,
  sliceSeries,
  Timeframe,
  timeframeMs,
} from '../data/candle.ts';
import type { MarketData, Quote } from '../data/market/market-data.ts';
import { partsOf } from '../data/market/read-series.ts';
import { firstRowFrom } from '../data/quality/first-row-from.ts';

/** What is known of one day. */
export type DayCandle = {
  candle: Candle;
  /** Last instant (UTC ms) that is known of a day whose end is not stored. */
  until: number | undefined;
  running: boolean;
};

/** A series, or undefined where there is no history in its timeframe. @throws what is wrong with one that there is */
export function historyIn(market: MarketData, symbol: string, timeframe: Timeframe): CandleSeries | undefined {
  try {
    return market.candles(symbol, timeframe);
  } catch (thrown) {
    if (thrown instanceof QuaestorError && thrown.code === 'data.no-history') return undefined;
    throw thrown;
  }
}

export const dailyOf = (market: MarketData, symbol: string): CandleSeries | undefined =>
  historyIn(market, symbol, '1d');

function merged(parts: CandleSeries, openAt: number): DayCandle {
  const { open, high, low, close, volume } = parts;
  const candle = {
    openAt,
    open: at(open, 0),
    high: high.reduce((most, one) => Math.max(most, one)),
    low: low.reduce((least, one) => Math.min(least, one)),
    close: at(close, parts.length - 1),
    volume: volume.reduce((sum, one) => sum + one, 0),
  };
  return { candle, until: closedAt(at(parts.openAt, parts.length - 1), parts.timeframe), running: false };
}

/** A day made of the shorter candles of it that are stored, those that reach furthest. @param day YYYY-MM-DD (UTC) */
export function dayFromParts(market: MarketData, symbol: string, day: string): DayCandle | undefined {
  const openAt = instantOfDay(day);
  return partsOf('1d')
    .flatMap(timeframe => {
      const series = historyIn(market, symbol, timeframe);
      if (!series) return [];
      const first = firstRowFrom(series.openAt, openAt);
      const after = firstRowFrom(series.openAt, openAt + timeframeMs['1d']);
      return after > first ? [merged(sliceSeries(series, first, after), openAt)] : [];
    })
    .reduce<DayCandle | undefined>((best, one) => ((one.until ?? 0) > (best?.until ?? 0) ? one : best), undefined);
}

/** The candle that a quote was read from, where no day can be made of what is stored. */
export function candleOfQuote(market: MarketData, { symbol, openAt, asOfAt }: Quote): DayCandle | undefined {
  const timeframe = Timeframe.options.find(one => closedAt(openAt, one) === asOfAt);
  const series = timeframe && historyIn(market, symbol, timeframe);
  const candle = series && candleAt(series, -1);
  return candle && { candle, until: undefined, running: false };
}
