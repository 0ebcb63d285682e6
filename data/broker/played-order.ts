import type { Candle } from '../candle.ts';
import type { Fill, OrderRow } from '../ledger-row.ts';
import { roundQuantity } from '../portfolio.ts';
import type { BrokerOrder } from './broker.ts';
import { isOpen } from './broker.ts';
import { bestAfter } from './level.ts';
import type { PaperOrder, Progress } from './paper-venue.ts';

const dayMs = 86_400_000;

/** A waiting order while a candle is played: a copy, so that nothing has happened until the venue takes it. */
export class PlayedOrder implements PaperOrder {
  readonly clientOrderId: string;
  readonly order: OrderRow;
  state: BrokerOrder['state'];
  readonly fills: Fill[];
  progress: Progress;
  remaining: number;
  changed = false;
  /** Of a stop-limit that was triggered inside the candle: whether a rising price did it. */
  triggeredRising: boolean | undefined;

  constructor({ clientOrderId, order, state, fills, progress }: PaperOrder) {
    this.clientOrderId = clientOrderId;
    this.order = order;
    this.state = state;
    this.fills = [...fills];
    this.progress = progress;
    this.remaining = roundQuantity(order.quantity - fills.reduce((sum, { quantity }) => sum + quantity, 0));
  }

  get open(): boolean {
    return isOpen(this.state);
  }

  /** Fills at the next price: a market order, or what is left of a stop that was triggered. */
  get atMarket(): boolean {
    const { type } = this.order;
    return type === 'market' || (this.progress.triggered === true && (type === 'stop' || type === 'trailing-stop'));
  }

  end(state: 'cancelled' | 'expired'): void {
    this.state = state;
    this.changed = true;
  }

  remember(progress: Progress): void {
    this.progress = { ...this.progress, ...progress };
    this.changed = true;
  }

  take(fill: Fill): void {
    this.fills.push(fill);
    this.remaining = roundQuantity(this.remaining - fill.quantity);
    this.state = this.remaining > 0 ? 'partially-filled' : 'filled';
    this.changed = true;
    const { type } = this.order;
    if (this.open && (type === 'stop' || type === 'trailing-stop')) this.remember({ triggered: true });
  }

  /** A day order lives through the UTC day of the first candle that it meets. */
  begin({ openAt }: Candle): void {
    if (this.order.timeInForce !== 'day') return;
    const day = Math.floor(openAt / dayMs);
    if (this.progress.day === undefined) this.remember({ day });
    else if (day > this.progress.day) this.end('expired');
  }

  /** After the candle: what was good for it alone ends, a trailing stop follows it. */
  finish(candle: Candle): void {
    if (!this.open) return;
    if (this.order.timeInForce === 'ioc') this.end('cancelled');
    if (this.order.type === 'trailing-stop') this.#follow(bestAfter(this.order, this.progress, candle));
    if (this.progress.since !== undefined) this.remember({ since: candle.openAt });
  }

  #follow(best: number): void {
    if (best !== this.progress.best) this.remember({ best });
  }
}
