import type { Fill } from '../ledger-row.ts';
import { type Plan, type Position, roundQuantity } from '../portfolio.ts';

/** A move inside a candle: whether the price was rising, and where it had come to. */
export type Move = { readonly rising: boolean; readonly price: number };

/** What is held of one symbol while a candle is played: the part of a position that a venue looks at. */
export class Held {
  readonly symbol: string;
  /** Signed. */
  quantity: number;
  averagePrice: number;
  changedAt: number;
  stop: number | undefined;
  target: number | undefined;
  /** The move inside the candle that opened it, if one did. */
  entered: Move | undefined;

  constructor(symbol: string, position: Position | undefined) {
    this.symbol = symbol;
    this.quantity = position?.quantity ?? 0;
    this.averagePrice = position?.averagePrice ?? Number.NaN;
    this.changedAt = position?.changedAt ?? Number.NaN;
    this.stop = position?.stop;
    this.target = position?.target;
  }

  /** How much of an order on this side would close what is held. */
  reducible(side: 'buy' | 'sell'): number {
    return side === 'sell' ? Math.max(0, this.quantity) : Math.max(0, -this.quantity);
  }

  /** Books a fill as `applyFill` does; `move` is what made it, where it happened inside the candle. */
  apply(fill: Fill, plan: Plan | undefined, move: Move | undefined): void {
    const change = fill.side === 'buy' ? fill.quantity : -fill.quantity;
    const before = this.quantity;
    const after = roundQuantity(before + change);
    this.quantity = after;
    this.changedAt = fill.filledAt;
    if (after === 0) this.#open(Number.NaN, undefined, undefined);
    else if (before === 0 || before > 0 !== after > 0) this.#open(fill.price, plan, move);
    else if (before > 0 === change > 0) this.#add(before, change, fill.price, plan, move);
  }

  #open(price: number, plan: Plan | undefined, move: Move | undefined): void {
    this.averagePrice = price;
    this.stop = plan?.stop;
    this.target = plan?.target;
    this.entered = move;
  }

  #add(before: number, change: number, price: number, plan: Plan | undefined, move: Move | undefined): void {
    this.averagePrice = (this.averagePrice * before + price * change) / this.quantity;
    this.stop = plan?.stop ?? this.stop;
    this.target = plan?.target ?? this.target;
    if (plan?.stop !== undefined || plan?.target !== undefined) this.entered = move;
  }
}
