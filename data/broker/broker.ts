import type { Candle } from '../candle.ts';
import type { Fill } from '../ledger-row.ts';
import type { Position } from '../portfolio.ts';
import type { ClearedOrder } from './order.ts';

/** `working` and `partially-filled` orders are open; the others have ended. */
export type OrderState = 'working' | 'partially-filled' | 'filled' | 'cancelled' | 'expired' | 'rejected';

export const isOpen = (state: OrderState): boolean => state === 'working' || state === 'partially-filled';

/** What a venue knows of one order. */
export type BrokerOrder = {
  clientOrderId: string;
  state: OrderState;
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
  /** Takes an open order back; what it filled stays. `rejected` where the venue does not know it or it has ended otherwise. */
  cancel(clientOrderId: string): Promise<SubmitOutcome>;
  /** The order as the venue knows it; undefined when the venue has never seen it. Rejects when the venue cannot say. */
  find(clientOrderId: string): Promise<BrokerOrder | undefined>;
}

/** What one candle did at a simulated venue. */
export type CandleEvents = {
  /** In the order in which they happened. */
  readonly fills: readonly Fill[];
  /** Orders that were cancelled or expired. */
  readonly ended: readonly BrokerOrder[];
};

/** What a simulated venue does when a candle becomes known. A real venue does this by itself and reports it. */
export interface SimulatedVenue {
  /** Plays one candle against the waiting orders of a symbol and the stop and target of what is held of it. */
  step(symbol: string, candle: Candle, position: Position | undefined): CandleEvents;
  /** Symbols with open orders, each with the market instant (UTC ms) after which candles are new to one of them. */
  waiting(): ReadonlyMap<string, number>;
}
