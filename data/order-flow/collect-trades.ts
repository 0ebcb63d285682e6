import type { OrderFlowSource, PublicTrade } from '../market/order-flow-source.ts';

const maximumPages = 1000;

/**
 * All trades of a venue at or after `fromAt` and before `untilAt` (UTC ms), page by page. Trades carry no id: each page
 * begins anew at the instant of the last trade, whose trades it replaces, so that none is counted twice, and none
 * is lost unless one instant holds more trades than a page.
 * @throws QuaestorError as the source does
 */
export async function collectTrades(
  source: Pick<OrderFlowSource, 'trades'>,
  symbol: string,
  span: { fromAt: number; untilAt: number },
  signal: AbortSignal,
): Promise<PublicTrade[]> {
  let collected: PublicTrade[] = [];
  let since = span.fromAt;
  for (let page = 0; page < maximumPages && since < span.untilAt; page += 1) {
    const from = since;
    const trades = (await source.trades(symbol, from, signal)).filter(trade => trade.at >= from);
    const newest = trades.at(-1);
    if (!newest) break;
    collected = [...collected.filter(trade => trade.at < from), ...trades];
    since = newest.at > from ? newest.at : from + 1;
  }
  return collected.filter(trade => trade.at < span.untilAt);
}
