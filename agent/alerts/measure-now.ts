import { attempt } from '../../config/attempt.ts';
import { closedAt } from '../../data/candle.ts';
import { indicators } from '../../data/features/indicators.ts';
import type { MarketData } from '../../data/market/market-data.ts';
import { LogHar } from '../../models/volatility/log-har.ts';
import { onCloseScale } from '../../models/volatility/prediction.ts';
import type { Measure } from '../../tools/alert-rule.ts';

type Market = Pick<MarketData, 'candles' | 'quote'>;

/** The change of the last daily close against the one before, in percent. */
function changeOf(market: Market, symbol: string): number {
  const { close } = market.candles(symbol, '1d');
  return ((close.at(-1) ?? Number.NaN) / (close.at(-2) ?? Number.NaN) - 1) * 100;
}

/** The baseline's forecast of the next day as a year's volatility, in percent: made in milliseconds on every candle. */
function volatilityOf(market: Market, symbol: string): number {
  const series = market.candles(symbol, '1d');
  const forecaster = new LogHar();
  forecaster.fit(series, closedAt(series.openAt.at(-1) ?? Number.NaN, series.timeframe));
  return onCloseScale(forecaster.predict(1), series).forecast.sigmaAnnual;
}

const readings: Readonly<Record<Measure, (market: Market, symbol: string) => number | undefined>> = {
  price: (market, symbol) => market.quote(symbol).price,
  change: changeOf,
  volatility: volatilityOf,
  rsi: (market, symbol) => indicators.rsi.compute(market.candles(symbol, '1d'), {}).rsi?.at(-1),
};

/** What a rule watches, at the last candle; undefined where it cannot be computed. */
export function measureNow(market: Market, symbol: string, measure: Measure): number | undefined {
  const value = attempt(() => readings[measure](market, symbol));
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}
