import type { OrderBookDepth } from '../market/order-flow-source.ts';

type Side = OrderBookDepth['bids'];

/** The best bid and ask of a book that can be used: both sides there, and not crossed; undefined of any other. */
function best({ bids, asks }: OrderBookDepth): { bid: Side[number]; ask: Side[number]; mid: number } | undefined {
  const [bid] = bids;
  const [ask] = asks;
  return bid && ask && bid[0] < ask[0] ? { bid, ask, mid: (bid[0] + ask[0]) / 2 } : undefined;
}

/** Ask less bid, as a share of their mean. */
export function spreadShare(book: OrderBookDepth): number {
  const top = best(book);
  return top ? (top.ask[0] - top.bid[0]) / top.mid : Number.NaN;
}

/**
 * Where the mid price leans, weighting each side with the quantity of the other.
 * Source: Gatheral and Oomen, "Zero-intelligence realized variance estimation", Finance and Stochastics 2010.
 */
export function microPrice(book: OrderBookDepth): number {
  const top = best(book);
  if (!top) return Number.NaN;
  const { bid, ask } = top;
  return (bid[0] * ask[1] + ask[0] * bid[1]) / (bid[1] + ask[1]);
}

const sumOf = (side: Side, levels: number): number =>
  side.length < levels ? Number.NaN : side.slice(0, levels).reduce((sum, [, quantity]) => sum + quantity, 0);

/** Bid less ask quantity of the best levels over their sum, from -1 to 1; NaN where a side has fewer levels. */
export function depthImbalance(book: OrderBookDepth, levels: number): number {
  if (!best(book)) return Number.NaN;
  const [bid, ask] = [sumOf(book.bids, levels), sumOf(book.asks, levels)];
  return (bid - ask) / (bid + ask);
}

const basisPoint = 1e-4;

/** Least-squares line through the origin: quantity up to a level against its distance from the mid in basis points. */
function slopeOf(side: Side, mid: number): number {
  let [cumulated, products, squares] = [0, 0, 0];
  for (const [price, quantity] of side) {
    const distance = Math.abs(price / mid - 1) / basisPoint;
    cumulated += quantity;
    products += distance * cumulated;
    squares += distance * distance;
  }
  return products / squares;
}

/** How much quantity the book holds per basis point of distance from its mid, mean of both sides of the best 10 levels. */
export function bookSlope(book: OrderBookDepth): number {
  const top = best(book);
  if (!top) return Number.NaN;
  return (slopeOf(book.bids.slice(0, 10), top.mid) + slopeOf(book.asks.slice(0, 10), top.mid)) / 2;
}
