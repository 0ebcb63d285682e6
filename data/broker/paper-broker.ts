import type { Candle } from '../candle.ts';
import type { Instrument } from '../instrument.ts';
import type { Fill } from '../ledger-row.ts';
import type { Quote } from '../market/market-data.ts';
import type { Position } from '../portfolio.ts';
import type { Broker, BrokerOrder, SimulatedVenue, SubmitOutcome } from './broker.ts';
import { type Costs, commissionOf, takerPrice } from './costs.ts';
import type { ClearedOrder } from './order.ts';
import type { PaperOrder, PaperVenue } from './paper-venue.ts';
import { protectiveExit } from './protective-exit.ts';

export type PaperBrokerOptions = {
  costs: Costs;
  venue: PaperVenue;
  instrument: (symbol: string) => Pick<Instrument, 'tick'>;
  /**
   * `next-candle`: an order waits and fills at the open of the next candle given to `open` (backtest, replay).
   * A quote function: an order fills at once at the last close, since the stored history stands still.
   */
  fillOn: 'next-candle' | ((symbol: string) => Quote);
};

/** Fills orders on stored prices with the product's cost model. The same class serves chat, replay and backtests. */
export class PaperBroker implements Broker, SimulatedVenue {
  readonly name = 'paper';
  readonly #options: PaperBrokerOptions;

  constructor(options: PaperBrokerOptions) {
    this.#options = options;
  }

  async submit(order: ClearedOrder): Promise<SubmitOutcome> {
    const known = this.#options.venue.get(order.clientOrderId);
    if (known) return { class: 'confirmed', order: brokerOrder(known) };
    const accepted: PaperOrder = { clientOrderId: order.clientOrderId, state: 'working', fills: [], order };
    if (this.#options.fillOn === 'next-candle') {
      this.#options.venue.put(accepted);
      return { class: 'confirmed', order: brokerOrder(accepted) };
    }
    const quote = this.#options.fillOn(order.symbol);
    const filled = this.#filled(accepted, quote.price, quote.asOfAt);
    this.#options.venue.put(filled);
    return { class: 'confirmed', order: brokerOrder(filled) };
  }

  async find(clientOrderId: string): Promise<BrokerOrder | undefined> {
    const known = this.#options.venue.get(clientOrderId);
    return known && brokerOrder(known);
  }

  /** Fills the waiting market orders of a symbol at the open of its new candle, in the order in which they came. */
  open(symbol: string, candle: Candle): Fill[] {
    const fills: Fill[] = [];
    for (const waiting of this.#options.venue.working()) {
      if (waiting.order.symbol !== symbol) continue;
      const filled = this.#filled(waiting, candle.open, candle.openAt);
      this.#options.venue.put(filled);
      fills.push(...filled.fills);
    }
    return fills;
  }

  /** Tests the stop and target of an open position against one candle: the exit that the venue makes, if any. */
  protect(position: Position, candle: Candle): Fill | undefined {
    const { tick } = this.#options.instrument(position.symbol);
    const exit = protectiveExit(position, candle);
    if (!exit) return undefined;
    const side = position.quantity > 0 ? 'sell' : 'buy';
    const quantity = Math.abs(position.quantity);
    const costs = exit.reason === 'stop' ? this.#options.costs : noFriction;
    const price = takerPrice(exit.level, side, costs, tick);
    return {
      clientOrderId: `${position.symbol}:${position.changedAt}:${exit.reason}`,
      symbol: position.symbol,
      side,
      quantity,
      price,
      commissionUsd: commissionOf(price, quantity, this.#options.costs),
      filledAt: candle.openAt,
      reason: exit.reason,
      ...(exit.ambiguous ? { ambiguous: true } : {}),
    };
  }

  #filled(waiting: PaperOrder, market: number, filledAt: number): PaperOrder {
    const { order } = waiting;
    const { tick } = this.#options.instrument(order.symbol);
    const price = takerPrice(market, order.side, this.#options.costs, tick);
    const fill: Fill = {
      clientOrderId: order.clientOrderId,
      symbol: order.symbol,
      side: order.side,
      quantity: order.quantity,
      price,
      commissionUsd: commissionOf(price, order.quantity, this.#options.costs),
      filledAt,
      reason: 'order',
    };
    return { ...waiting, state: 'filled', fills: [fill] };
  }
}

/** A target is a limit: it pays no spread and no slippage, but its price stands on the tick too, rounded against us. */
const noFriction = { halfSpreadRate: 0, slippageRate: 0 };

const brokerOrder = ({ clientOrderId, state, fills }: PaperOrder): BrokerOrder => ({ clientOrderId, state, fills });
