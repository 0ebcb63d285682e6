/** One trade as a venue printed it. `side` is the aggressor's: who crossed the spread. */
export type PublicTrade = { at: number; price: number; quantity: number; side: 'buy' | 'sell' | undefined };

/** The order book at one instant (UTC ms): [price, quantity] levels, best first. */
export type OrderBookDepth = {
  at: number;
  bids: readonly (readonly [number, number])[];
  asks: readonly (readonly [number, number])[];
};

/** The port to what only some venues show in public: their trades and their book. Errors as those of `LiveSource`. */
export interface OrderFlowSource {
  /** Trades at or after `since` (UTC ms), oldest first: as many as one request of the venue gives. */
  trades(symbol: string, since: number, signal?: AbortSignal): Promise<readonly PublicTrade[]>;
  /** The best `limit` levels of each side. */
  depth(symbol: string, limit: number, signal?: AbortSignal): Promise<OrderBookDepth>;
}
