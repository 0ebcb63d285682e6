import { attempt } from '../../config/attempt.ts';
import { indicators } from '../../data/features/indicators.ts';
import type { MarketData } from '../../data/market/market-data.ts';
import { drawdownOf } from '../../models/risk/ladder.ts';
import type { RiskView } from '../../models/risk/risk-view.ts';
import { dayLossOf, equityOf } from '../../models/risk/trading-state.ts';
import { baselineForecast } from '../../models/volatility/baseline-forecast.ts';
import type { AccountMeasure, MarketMeasure } from '../../tools/alert-rule.ts';

type Market = Pick<MarketData, 'candles' | 'quote'>;
type Account = Pick<RiskView, 'portfolio' | 'priceOf' | 'peakEquityUsd' | 'dayStartEquityUsd'>;

/** The change of the last daily close against the one before, in percent. */
function changeOf(market: Market, symbol: string): number {
  const { close } = market.candles(symbol, '1d');
  return ((close.at(-1) ?? Number.NaN) / (close.at(-2) ?? Number.NaN) - 1) * 100;
}

const readings: Readonly<Record<MarketMeasure, (market: Market, symbol: string) => number | undefined>> = {
  price: (market, symbol) => market.quote(symbol).price,
  change: changeOf,
  volatility: (market, symbol) => baselineForecast(market.candles(symbol, '1d')).forecast.sigmaAnnual,
  rsi: (market, symbol) => indicators.rsi.compute(market.candles(symbol, '1d'), {}).rsi?.at(-1),
};

const accountReadings: Readonly<Record<AccountMeasure, (account: Account) => number | undefined>> = {
  equity: equityOf,
  drawdown: account => drawdownOf(equityOf(account), account.peakEquityUsd) * 100,
  'day-loss': account => dayLossOf(equityOf(account), account.dayStartEquityUsd) * 100,
  'day-profit': account => -dayLossOf(equityOf(account), account.dayStartEquityUsd) * 100,
};

const finite = (value: number | undefined): number | undefined =>
  value !== undefined && Number.isFinite(value) ? value : undefined;

/** What a rule watches of an instrument, at the last candle; undefined where it cannot be computed. */
export const measureNow = (market: Market, symbol: string, measure: MarketMeasure): number | undefined =>
  finite(attempt(() => readings[measure](market, symbol)));

/** What a rule watches of the account, in USD or percent; undefined where a position has no price. */
export const accountNow = (accountOf: () => Account, measure: AccountMeasure): number | undefined =>
  finite(attempt(() => accountReadings[measure](accountOf())));
