import { type Costs, commissionOf, noFriction, takerPrice } from './costs.ts';

/** Prices and commissions of fills of one instrument: the cost model on its tick. */
export class FillPricing {
  readonly #costs: Costs;
  readonly #tick: number;

  constructor(costs: Costs, tick: number) {
    this.#costs = costs;
    this.#tick = tick;
  }

  /** Of an order that takes what it gets; never worse than its limit, if it has one. */
  taker(base: number, side: 'buy' | 'sell', quantity: number, volume?: number, limit?: number): number {
    const price = takerPrice(base, side, this.#costs, this.#tick, quantity, volume);
    if (limit === undefined) return price;
    return side === 'buy' ? Math.min(price, limit) : Math.max(price, limit);
  }

  /** Of an order that waited at its price. */
  maker(base: number, side: 'buy' | 'sell'): number {
    return takerPrice(base, side, noFriction, this.#tick);
  }

  commission(price: number, quantity: number, maker: boolean): number {
    return commissionOf(price, quantity, this.#costs, maker);
  }
}
