import { z } from 'zod';
import type { CandleSeries, Timeframe } from '../data/candle.ts';
import type { Instrument } from '../data/instrument.ts';
import type { Quote } from '../data/market/market-data.ts';
import type { ToolContext } from './tool-context.ts';

/** Where a figure comes from, and what a person has to know of it. */
export const Origin = z.strictObject({
  provider: z.string(),
  /** Why this is not the newest price there could be. */
  notice: z.strictObject({ en: z.string(), fr: z.string() }).optional(),
});
export type Origin = z.infer<typeof Origin>;

export const originOf = ({ provider, notice }: Quote): Origin => ({ provider, ...(notice ? { notice } : {}) });

export type Prices = { instrument: Instrument; series: CandleSeries; quote: Quote; origin: Origin };

/** Brings in what is new of an instrument and reads its newest price. @throws QuaestorError as `MarketData.update` and `MarketData.quote` */
export async function bringQuote(
  { market, signal }: Pick<ToolContext, 'market' | 'signal'>,
  given: string,
): Promise<{ instrument: Instrument; quote: Quote }> {
  await market.update(given, undefined, { signal });
  const instrument = market.instrument(given);
  return { instrument, quote: market.quote(instrument.symbol) };
}

/**
 * Brings in what is new of an instrument, where its provider is a live one, and reads its closed candles.
 * @throws QuaestorError as `MarketData.update` and `MarketData.candles`
 */
export async function bringPrices(
  { market, signal }: Pick<ToolContext, 'market' | 'signal'>,
  given: string,
  timeframe?: Timeframe,
): Promise<Prices> {
  await market.update(given, timeframe, { signal });
  const instrument = market.instrument(given);
  const series = market.candles(instrument.symbol, timeframe);
  const quote = market.quote(instrument.symbol);
  return { instrument, series, quote, origin: originOf(quote) };
}
