import { floorToStep } from '../../config/decimal.ts';
import type { Candle } from '../candle.ts';
import type { Fill } from '../ledger-row.ts';
import type { FillPricing } from './fill-pricing.ts';
import type { FillRules } from './fill-rules.ts';
import type { Held, Move } from './held.ts';
import { bestAfter, isBeyond, isReached, isRising, isTouched, type Level, nearest, trailedPrice } from './level.ts';
import type { Exposed, Liquidation } from './margin.ts';
import { PlayedOrder } from './played-order.ts';

export type PlayParts = {
  readonly rules: FillRules;
  readonly pricing: FillPricing;
  /** Smallest step of a quantity that the volume cuts. */
  readonly lot: number;
  /** Where an isolated position is liquidated; nowhere when absent. */
  readonly liquidation?: ((held: Exposed) => Liquidation | undefined) | undefined;
};

type Protection = 'liquidation' | 'stop' | 'target';
type Point = Level<Protection | PlayedOrder> & {
  /** Of a liquidation: where the margin is gone. */ readonly fillsAt?: number;
};

/** One candle, or the lower candles inside it, against an account's waiting orders and position of one symbol. */
export class CandlePlay {
  readonly fills: Fill[] = [];
  readonly orders: readonly PlayedOrder[];
  readonly #held: Held;
  readonly #parts: PlayParts;
  readonly #blocked = new Set<Point['source']>();
  #candle: Candle;
  /** Units that the candle's volume still allows. */
  #room = Number.POSITIVE_INFINITY;
  /** The open is over: what is tested now happens inside the candle. */
  #inside = false;

  constructor(parts: PlayParts, held: Held, orders: readonly PlayedOrder[], candle: Candle) {
    this.#parts = parts;
    this.#held = held;
    this.orders = orders;
    this.#candle = candle;
  }

  /** Plays a candle in the contract's order: market orders at the open, gaps against the open, then what lies inside. */
  run(candle: Candle): void {
    const { maxVolumeShare } = this.#parts.rules;
    this.#candle = candle;
    this.#room = maxVolumeShare === undefined ? Number.POSITIVE_INFINITY : maxVolumeShare * candle.volume;
    this.#blocked.clear();
    this.#held.entered = undefined;
    for (const order of this.orders) order.triggeredRising = undefined;
    this.#inside = false;
    for (const order of this.orders) if (order.open && order.atMarket) this.#fillOrder(order, candle.open, false);
    for (let gap = this.#gap(); gap; gap = this.#gap()) this.#act(gap);
    this.#inside = true;
    for (let points = this.#reached(); points.length > 0; points = this.#reached()) this.#actInside(points);
  }

  #gap(): Point | undefined {
    return this.#points().find(point => isBeyond(point, this.#candle.open, this.#parts.rules));
  }

  #reached(): Point[] {
    return this.#points().filter(
      point => !this.#isDeferred(point) && isReached(point, this.#candle, this.#parts.rules),
    );
  }

  /** Everything that can act now: protection first, then orders as they came. */
  #points(): Point[] {
    const points = this.#protection();
    for (const order of this.orders) {
      if (order.open && !order.atMarket) points.push(this.#pointOf(order));
    }
    return this.#blocked.size === 0 ? points : points.filter(({ source }) => !this.#blocked.has(source));
  }

  #protection(): Point[] {
    const held = this.#held;
    if (held.quantity === 0) return [];
    const points: Point[] = [];
    const liquidation = this.#parts.liquidation?.(held);
    if (liquidation) {
      const { price, bankruptcyPrice: fillsAt } = liquidation;
      points.push({ ...this.#exitAt('liquidation', 'stop', price), fillsAt });
    }
    if (held.stop !== undefined) points.push(this.#exitAt('stop', 'stop', held.stop));
    if (held.target !== undefined) points.push(this.#exitAt('target', 'limit', held.target));
    return points;
  }

  #exitAt(source: Protection, kind: 'stop' | 'limit', level: number): Point {
    const held = this.#held;
    const side = held.quantity > 0 ? 'sell' : 'buy';
    const rising = isRising(kind, side);
    // A stop that the entry's own price has passed already acts at that price.
    const entered = kind === 'stop' && held.entered ? held.entered.price : level;
    const price = side === 'sell' ? Math.min(level, entered) : Math.max(level, entered);
    return { source, kind, side, price, rising, byClose: price === level && this.#cameLate(rising) };
  }

  /** True for what protects a position that a move the other way opened inside the candle. */
  #cameLate(rising: boolean): boolean {
    const { entered } = this.#held;
    return entered !== undefined && entered.rising !== rising;
  }

  #pointOf(order: PlayedOrder): Point {
    const { type, side, limitPrice = Number.NaN, triggerPrice = Number.NaN, reduceOnly } = order.order;
    const kind = type === 'limit' || (type === 'stop-limit' && order.progress.triggered) ? 'limit' : 'stop';
    const trigger = type === 'trailing-stop' ? this.#trailed(order) : triggerPrice;
    const price = kind === 'limit' ? limitPrice : trigger;
    const rising = isRising(kind, side);
    const woken = order.triggeredRising !== undefined && order.triggeredRising !== rising;
    return { source: order, kind, side, price, rising, byClose: woken || (reduceOnly && this.#cameLate(rising)) };
  }

  #trailed({ order, progress }: PlayedOrder): number {
    const raised = this.#inside && this.#parts.rules.trailing === 'highFirst';
    const best = raised ? bestAfter(order, progress, this.#candle) : (progress.best ?? order.referencePrice);
    return trailedPrice(best, order);
  }

  /** Under `defer` an entry inside the candle has no stop in it, and a target only where the stop was not touched. */
  #isDeferred({ source, byClose }: Point): boolean {
    const { rules } = this.#parts;
    if (rules.entryCandle === 'if-certain' || this.#held.entered === undefined) return false;
    if (source !== 'target') return source === 'stop' || source === 'liquidation';
    const stop = this.#protection().find(point => point.source === 'stop');
    return byClose || (stop !== undefined && isTouched(stop, this.#candle, rules));
  }

  #actInside(points: readonly Point[]): void {
    const first = nearest(points, this.#risesFirst(points));
    const [heldBefore, made] = [this.#held.quantity, this.fills.length];
    this.#act(first);
    const fill = this.fills[made];
    const lost = this.#lost(points, first, heldBefore);
    if (fill && lost.length > 0) this.#markLost(fill, heldBefore, nearest(lost, !first.rising));
  }

  /** Which side is played first: the only one where something lies, else as the rules say. */
  #risesFirst(points: readonly Point[]): boolean {
    const rising = points.some(point => point.rising);
    if (!rising || points.every(point => point.rising)) return rising;
    const { open, high, low } = this.#candle;
    const { quantity, entered } = this.#held;
    if (this.#parts.rules.sameCandle === 'adaptive') {
      if (entered) return entered.rising;
      if (high - open !== open - low) return high - open < open - low;
    }
    return quantity === 0 ? points.findIndex(point => point.rising) === 0 : quantity < 0;
  }

  /** What lay on the other side and can no longer happen. */
  #lost(points: readonly Point[], first: Point, heldBefore: number): Point[] {
    const stillHeld = Math.sign(this.#held.quantity) === Math.sign(heldBefore);
    return points.filter(({ source, rising }) => {
      if (rising === first.rising) return false;
      return source instanceof PlayedOrder ? !source.open : !stillHeld;
    });
  }

  /** The order of events decided a fill that ruled another one out; of two exits the price of the other is kept. */
  #markLost(fill: Fill, heldBefore: number, lost: Point): void {
    fill.ambiguous = true;
    const exits = heldBefore !== 0 && fill.side === (heldBefore > 0 ? 'sell' : 'buy');
    if (exits && lost.side === fill.side) fill.otherPrice = this.#priceOf(lost, fill.quantity);
  }

  #act(point: Point): void {
    const { source } = point;
    if (!(source instanceof PlayedOrder)) this.#exit(source, point);
    else if (source.order.type === 'stop-limit' && point.kind === 'stop') this.#trigger(source, point);
    else this.#fillOrder(source, this.#basePrice(point), point.kind === 'limit', point.rising);
  }

  /** Price before costs. */
  #basePrice({ kind, price }: Point): number {
    if (this.#inside) return price;
    return kind === 'stop' || this.#parts.rules.favourableGap === 'improve' ? this.#candle.open : price;
  }

  /** A stop-limit whose limit is no worse than the price that woke it takes that price; else it waits as a limit. */
  #trigger(order: PlayedOrder, point: Point): void {
    order.remember({ triggered: true });
    const { side, limitPrice = Number.NaN } = order.order;
    const price = this.#basePrice(point);
    if (side === 'buy' ? price <= limitPrice : price >= limitPrice) this.#fillOrder(order, price, false, point.rising);
    else if (this.#inside) order.triggeredRising = point.rising;
  }

  /** As much of a quantity as the candle's volume allows, in whole lots where it is cut. */
  #within(quantity: number): number {
    if (quantity <= this.#room) return quantity;
    return floorToStep(this.#room, this.#parts.lot);
  }

  #exit(reason: Protection, point: Point): void {
    const { symbol, quantity, changedAt } = this.#held;
    const whole = Math.abs(quantity);
    const taken = reason === 'liquidation' ? whole : this.#within(whole);
    if (taken === 0) {
      this.#blocked.add(reason);
      return;
    }
    const price = this.#priceOf(point, taken);
    const commissionUsd =
      reason === 'liquidation' ? 0 : this.#parts.pricing.commission(price, taken, reason === 'target');
    this.#book({
      clientOrderId: `${symbol}:${changedAt}:${reason}`,
      symbol,
      side: point.side,
      quantity: taken,
      price,
      commissionUsd,
      filledAt: this.#candle.openAt,
      reason,
    });
  }

  #fillOrder(order: PlayedOrder, base: number, maker: boolean, rising?: boolean): void {
    const { clientOrderId, symbol, side, reduceOnly, limitPrice } = order.order;
    const open = reduceOnly ? Math.min(order.remaining, this.#held.reducible(side)) : order.remaining;
    if (open === 0) {
      order.end('cancelled');
      return;
    }
    const quantity = this.#within(open);
    if (quantity === 0) {
      this.#blocked.add(order);
      return;
    }
    const { pricing } = this.#parts;
    const { openAt: filledAt, volume } = this.#candle;
    const price = maker ? pricing.maker(base, side) : pricing.taker(base, side, quantity, volume, limitPrice);
    const commissionUsd = pricing.commission(price, quantity, maker);
    const fill: Fill = { clientOrderId, symbol, side, quantity, price, commissionUsd, filledAt, reason: 'order' };
    this.#book(fill, order, this.#inside && rising !== undefined ? { rising, price: base } : undefined);
  }

  #book(fill: Fill, order?: PlayedOrder, move?: Move): void {
    this.#held.apply(fill, order?.order, move);
    this.#room -= fill.reason === 'liquidation' ? 0 : fill.quantity;
    this.fills.push(fill);
    order?.take(fill);
    if (order?.order.ocoGroup !== undefined) this.#cancelGroup(order);
    this.#cancelIdle(fill.side);
    if (move && this.#held.entered === move) this.#markMissed(fill, move);
  }

  /** The exit that the rest of an entry's candle may have made, and that is not taken since the candle cannot prove it. */
  #markMissed(fill: Fill, { rising }: Move): void {
    const { rules } = this.#parts;
    const missed = this.#protection().filter(
      point =>
        isTouched(point, this.#candle, rules) && (this.#isDeferred(point) || !isReached(point, this.#candle, rules)),
    );
    if (missed.length === 0) return;
    const back = missed.some(point => point.rising !== rising);
    fill.ambiguous = true;
    fill.otherPrice = this.#priceOf(nearest(missed, back ? !rising : rising), fill.quantity);
  }

  #cancelGroup(filled: PlayedOrder): void {
    for (const order of this.orders) {
      if (order !== filled && order.open && order.order.ocoGroup === filled.order.ocoGroup) order.end('cancelled');
    }
  }

  /** After a fill that closed a position: orders that could only have reduced it have nothing left to do. */
  #cancelIdle(side: 'buy' | 'sell'): void {
    if (this.#held.reducible(side) > 0) return;
    for (const order of this.orders) {
      if (order.open && order.order.reduceOnly && order.order.side === side) order.end('cancelled');
    }
  }

  /** Price after costs; a liquidation takes the whole margin. */
  #priceOf(point: Point, quantity: number): number {
    const { pricing } = this.#parts;
    if (point.fillsAt !== undefined) return pricing.maker(point.fillsAt, point.side);
    const base = this.#basePrice(point);
    if (point.kind === 'limit') return pricing.maker(base, point.side);
    return pricing.taker(base, point.side, quantity, this.#candle.volume);
  }
}
