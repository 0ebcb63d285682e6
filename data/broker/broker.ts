import type { Candle } from '../candle.ts';
import type { Fill } from '../ledger-row.ts';
import type { Position } from '../portfolio.ts';
import type { ClearedOrder } from './order.ts';

/** What a venue knows of one order. */
export type BrokerOrder = {
  clientOrderId: string;
  state: 'working' | 'filled' | 'rejected';
  fills: Fill[];
};

/**
 * The answer to a command, in four classes that are never mixed: `confirmed` by the venue, `rejected` by it for good,
 * `denied` here with nothing sent, `unresolved` when nobody knows. Only reconciliation settles the last.
 */
export type SubmitOutcome =
  | { class: 'confirmed'; order: BrokerOrder }
  | { class: 'rejected' | 'denied' | 'unresolved'; reason: string };

/** The port to the outside that takes orders out. One contract suite runs for every implementation. */
export interface Broker {
  readonly name: string;
  /** Sends an order once: a client order id that the venue already knows is answered with that order and nothing is sent. */
  submit(order: ClearedOrder): Promise<SubmitOutcome>;
  /** The order as the venue knows it; undefined when the venue has never seen it. Rejects when the venue cannot say. */
  find(clientOrderId: string): Promise<BrokerOrder | undefined>;
}

/** What a simulated venue does when a candle closes. A real venue does this by itself and reports it. */
export interface SimulatedVenue {
  /** Fills the orders of a symbol that waited for this candle's open. */
  open(symbol: string, candle: Candle): Fill[];
  /** The exit that the stop or target of a position makes inside this candle, if any. */
  protect(position: Position, candle: Candle): Fill | undefined;
}
