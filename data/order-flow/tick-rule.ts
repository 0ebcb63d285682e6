import type { PublicTrade } from '../market/order-flow-source.ts';

/**
 * Trades with the sides that a venue did not give: a trade above the last other price was bought, one below it was sold,
 * and one at the same price goes with the trade before. Those before the first change of price keep no side.
 * Source: Lee and Ready, "Inferring Trade Direction from Intraday Data", Journal of Finance 1991.
 */
export function withTickRule(trades: readonly PublicTrade[]): PublicTrade[] {
  let last = Number.NaN;
  let direction: PublicTrade['side'];
  return trades.map(trade => {
    if (trade.price > last) direction = 'buy';
    else if (trade.price < last) direction = 'sell';
    last = trade.price;
    return { ...trade, side: trade.side ?? direction };
  });
}
