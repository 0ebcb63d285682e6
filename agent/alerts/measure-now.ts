import { attempt } from '../../config/attempt.ts';
import { indicators } from '../../data/features/indicators.ts';
import type { MarketData } from '../../data/market/market-data.ts';
import { baselineForecast } from '../../models/volatility/baseline-forecast.ts';
import type { Measure } from '../../tools/alert-rule.ts';

type Market = Pick<MarketData, 'candles' | 'quote'>;

/** The change of the last daily close against the one before, in percent. */
function changeOf(market: Market, symbol: string): number {
  const { close } = market.candles(symbol, '1d');
  return ((close.at(-1) ?? Number.NaN) / (close.at(-2) ?? Number.NaN) - 1) * 100;
}

const readings: Readonly<Record<Measure, (market: Market, symbol: string) => number | undefined>> = {
  price: (market, symbol) => market.quote(symbol).price,
  change: changeOf,
  volatility: (market, symbol) => baselineForecast(market.candles(symbol, '1d')).forecast.sigmaAnnual,
  rsi: (market, symbol) => indicators.rsi.compute(market.candles(symbol, '1d'), {}).rsi?.at(-1),
};

/** What a rule watches, at the last candle; undefined where it cannot be computed. */
export function measureNow(market: Market, symbol: string, measure: Measure): number | undefined {
  const value = attempt(() => readings[measure](market, symbol));
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}
