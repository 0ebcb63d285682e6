import type { PublicTrade } from '../market/order-flow-source.ts';
import { withTickRule } from './tick-rule.ts';

/** Where candles begin and end, in UTC ms, both ends included, oldest first, without overlap. */
export type CandleSpans = { readonly openAt: Float64Array; readonly closeAt: Float64Array };

export type TradeOptions = {
  /** The span (UTC ms) of which all trades are here; by default from the first trade to the last. */
  covered?: { readonly fromAt: number; readonly untilAt: number };
  /** Which session a candle belongs to: cumulative delta begins anew with each. By default the UTC day. */
  sessionOf?: (openAt: number) => number;
  /** A trade is large from this many times the mean of the trades before it. */
  largeMultiple?: number;
};

export const tradeColumnNames = [
  'buyVolume',
  'sellVolume',
  'signedVolume',
  'cumulativeDelta',
  'tradeCount',
  'averageSize',
  'largeShare',
  'vwap',
] as const;
export type TradeColumn = (typeof tradeColumnNames)[number];
export type TradeColumns = Readonly<Record<TradeColumn, Float64Array>>;

const dayMs = 86_400_000;
const rememberedTrades = 1000;

type Sums = { buy: number; sell: number; quantity: number; large: number; turnover: number; count: number };

const nothing = (): Sums => ({ buy: 0, sell: 0, quantity: 0, large: 0, turnover: 0, count: 0 });

function add(sums: Sums, { price, quantity, side }: PublicTrade, isLarge: boolean): void {
  if (side === 'buy') sums.buy += quantity;
  if (side === 'sell') sums.sell += quantity;
  if (isLarge) sums.large += quantity;
  sums.quantity += quantity;
  sums.turnover += price * quantity;
  sums.count += 1;
}

/** For each trade whether it is large beside the mean of those before it, older ones counting ever less. */
function largeTrades(trades: readonly PublicTrade[], multiple: number): boolean[] {
  let mean = Number.NaN;
  return trades.map(({ quantity }, i) => {
    const isLarge = quantity >= multiple * mean;
    mean = i === 0 ? quantity : mean + (quantity - mean) / Math.min(i + 1, rememberedTrades);
    return isLarge;
  });
}

/** Sums of the trades of each candle; undefined for candles of which not all trades are here. */
function sumsByCandle(trades: readonly PublicTrade[], spans: CandleSpans, options: TradeOptions): (Sums | undefined)[] {
  const { covered = { fromAt: trades[0]?.at ?? Number.NaN, untilAt: trades.at(-1)?.at ?? Number.NaN } } = options;
  const sided = withTickRule(trades);
  const large = largeTrades(trades, options.largeMultiple ?? 5);
  let next = 0;
  return Array.from(spans.openAt, (openAt, row) => {
    const closeAt = spans.closeAt[row] ?? Number.NaN;
    const sums = nothing();
    while ((sided[next]?.at ?? Number.POSITIVE_INFINITY) < openAt) next += 1;
    for (let trade = sided[next]; trade && trade.at <= closeAt; trade = sided[next]) {
      add(sums, trade, large[next] ?? false);
      next += 1;
    }
    return openAt >= covered.fromAt && closeAt <= covered.untilAt ? sums : undefined;
  });
}

/** Signed volume summed since the first candle of each session; a candle that is missing leaves the rest of it missing. */
function cumulated(signed: Float64Array, openAt: Float64Array, sessionOf: (openAt: number) => number): Float64Array {
  let session = Number.NaN;
  let sum = Number.NaN;
  return signed.map((value, row) => {
    const own = sessionOf(openAt[row] ?? Number.NaN);
    sum = own === session ? sum + value : value;
    session = own;
    return sum;
  });
}

/**
 * Trades summed to candles; sides that are missing follow from the tick rule, and volume without a side counts neither
 * as bought nor as sold. Quantities in units of the instrument, `vwap` in its currency, `largeShare` as a fraction.
 * @param trades oldest first
 * @returns columns of the length of the candles; NaN for candles of which not all trades are here, and averages of a
 * candle without trades
 */
export function tradeColumns(
  trades: readonly PublicTrade[],
  spans: CandleSpans,
  options: TradeOptions = {},
): TradeColumns {
  const sums = sumsByCandle(trades, spans, options);
  const column = (of: (sums: Sums) => number): Float64Array =>
    Float64Array.from(sums, one => (one ? of(one) : Number.NaN));
  const signedVolume = column(({ buy, sell }) => buy - sell);
  const { sessionOf = openAt => Math.floor(openAt / dayMs) } = options;
  return {
    buyVolume: column(({ buy }) => buy),
    sellVolume: column(({ sell }) => sell),
    signedVolume,
    cumulativeDelta: cumulated(signedVolume, spans.openAt, sessionOf),
    tradeCount: column(({ count }) => count),
    averageSize: column(({ quantity, count }) => quantity / count),
    largeShare: column(({ large, quantity }) => large / quantity),
    vwap: column(({ turnover, quantity }) => turnover / quantity),
  };
}
