import { type Candle, type CandleSeries, seriesOf } from '../../data/candle.ts';
import type { Instrument } from '../../data/instrument.ts';
import { InstrumentRegistry } from '../../data/instrument-registry.ts';

const dayMs = 86_400_000;

/** Daily candles from [open, high, low, close] rows, starting on 2020-01-06. */
export function dailyCandles(
  rows: readonly (readonly [number, number, number, number])[],
  start = Date.UTC(2020, 0, 6),
): Candle[] {
  return rows.map(([open, high, low, close], i) => ({
    openAt: start + i * dayMs,
    open,
    high,
    low,
    close,
    volume: 1000,
  }));
}

export const dailySeries = (
  rows: readonly (readonly [number, number, number, number])[],
  symbol = 'SPX',
): CandleSeries => seriesOf(symbol, '1d', dailyCandles(rows));

/** Candles that do not move inside the day: open, high, low and close are one price. */
export const flatSeries = (prices: readonly number[], symbol = 'SPX'): CandleSeries =>
  dailySeries(
    prices.map(price => [price, price, price, price] as const),
    symbol,
  );

export const noCosts = { commissionRate: 0, commissionMinimumUsd: 0, halfSpreadRate: 0, slippageRate: 0 };

/** The S&P 500 as the registry knows it, with what a test changes. */
export const spx = (over: Partial<Instrument> = {}): Instrument => ({
  ...new InstrumentRegistry().resolve('SPX'),
  ...over,
});
