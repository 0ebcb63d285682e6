import type { SimulatedVenue } from '../../data/broker/broker.ts';
import { type CandleSeries, candlesFrom } from '../../data/candle.ts';
import type { Actor, Fill, OrderRow } from '../../data/ledger-row.ts';
import { foldPortfolio, type Portfolio, portfolioKinds } from '../../data/portfolio.ts';
import { recordFill } from '../../models/risk/record-fill.ts';
import type { DeskParts } from './desk-parts.ts';

const actor: Actor = { channel: 'desk', id: 'protection' };

/** The instant after which candles are new to what is held of each symbol and to what waits there. */
function newSince(portfolio: Portfolio, waiting: ReadonlyMap<string, number>): Map<string, number> {
  const since = new Map(waiting);
  for (const { symbol, stop, target, changedAt } of portfolio.positions.values()) {
    if (stop === undefined && target === undefined && !since.has(symbol)) continue;
    since.set(symbol, Math.min(since.get(symbol) ?? changedAt, changedAt));
  }
  return since;
}

function firstAfter({ openAt }: CandleSeries, instant: number): number {
  const first = openAt.findIndex(at => at > instant);
  return first === -1 ? openAt.length : first;
}

/** What a play of candles carries on: the portfolio, and the orders by their client order id. */
type Account = { portfolio: Portfolio; readonly orders: ReadonlyMap<string, OrderRow> };

function record({ ledger }: DeskParts, account: Account, fills: readonly Fill[]): void {
  for (const fill of fills) {
    account.portfolio = recordFill(ledger, account.portfolio, fill, account.orders.get(fill.clientOrderId), actor);
  }
}

/** Plays the candles of one symbol that came since. @returns how many fills and ended orders they made */
function play(parts: DeskParts, venue: SimulatedVenue, account: Account, symbol: string, since: number): number {
  const series = parts.market.candles(symbol);
  let events = 0;
  for (const candle of candlesFrom(series, firstAfter(series, since))) {
    const position = account.portfolio.positions.get(symbol);
    // A fill at a close that the candle is part of came after it.
    const live = position && position.changedAt < candle.openAt ? position : undefined;
    const { fills, ended } = venue.step(symbol, candle, live);
    record(parts, account, fills);
    events += fills.length + ended.length;
  }
  return events;
}

/**
 * Lets every candle that came since act on the waiting orders and on the stops and targets of all open positions, in one
 * transaction with what the venue remembers of it. It asks no gate and no person: a waiting order was approved, and an
 * approved order carries its stop with it. @returns true when something happened
 */
export function advance(parts: DeskParts): boolean {
  const { database, ledger, venue } = parts;
  if (!venue) return false;
  return database
    .transaction(() => {
      const rows = ledger.rows(...portfolioKinds);
      const orders = rows.flatMap(({ kind, body }) => (kind === 'order' ? [body as OrderRow] : []));
      const account: Account = {
        portfolio: foldPortfolio(rows),
        orders: new Map(orders.map(order => [order.clientOrderId, order])),
      };
      let events = 0;
      for (const [symbol, since] of newSince(account.portfolio, venue.waiting())) {
        events += play(parts, venue, account, symbol, since);
      }
      return events > 0;
    })
    .immediate();
}
