import { attempt } from '../../config/attempt.ts';
import { at } from '../../data/at.ts';
import { lastClosedIndex } from '../../data/candle.ts';
import { indicators } from '../../data/features/indicators.ts';
import type { MarketData } from '../../data/market/market-data.ts';
import { figure } from '../../models/decision/figures.ts';

/** Instruments that are looked at for breadth, at most. */
const mostSymbols = 60;
const longAverage = 200;

type Standing = { symbol: string; day: number; month: number; aboveAverage: boolean | undefined };

function standingOf(market: MarketData, symbol: string): Standing | undefined {
  const candles = attempt(() => market.candles(symbol, '1d'));
  const last = candles ? lastClosedIndex(candles, market.now(symbol)) : -1;
  if (!candles || last < 1) return undefined;
  const close = at(candles.close, last);
  const before = (back: number) => close / at(candles.close, last - back) - 1;
  const average = at(indicators.sma.compute(candles, { period: longAverage }).sma ?? new Float64Array(), last);
  return {
    symbol,
    day: before(1),
    month: before(21),
    aboveAverage: Number.isFinite(average) ? close > average : undefined,
  };
}

const percent = (share: number): string =>
  Number.isFinite(share) ? `${figure(share * 100, { significant: 3 })} %` : 'n/a';
const share = (count: number, of: number): string =>
  of === 0 ? 'n/a' : `${Math.round((100 * count) / of)} % of ${of}`;

/** How the stored instruments stand together, and each of them in a few numbers, from daily closes. */
export function marketBreadth(market: MarketData): string[] {
  const all = market
    .symbols()
    .slice(0, mostSymbols)
    .flatMap(symbol => standingOf(market, symbol) ?? []);
  const judged = all.filter(one => one.aboveAverage !== undefined);
  const rising = all.filter(one => one.day > 0).length;
  return [
    `breadth: rising today ${share(rising, all.length)}; above their ${longAverage}-day average ${share(judged.filter(one => one.aboveAverage).length, judged.length)}`,
    ...all.map(({ symbol, day, month }) => `${symbol}: 1 day ${percent(day)}, 21 days ${percent(month)}`),
  ];
}
