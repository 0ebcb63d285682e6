import { QuaestorError } from '../../config/errors.ts';
import type { Candle } from '../candle.ts';
import type { Instrument } from '../instrument.ts';
import { type Fill, hasItsPrices, type OrderRow, wrongPrices } from '../ledger-row.ts';
import type { Quote } from '../market/market-data.ts';
import type { Position } from '../portfolio.ts';
import {
  type Broker,
  type BrokerOrder,
  type CandleEvents,
  isOpen,
  type SimulatedVenue,
  type SubmitOutcome,
} from './broker.ts';
import { CandlePlay, type PlayParts } from './candle-play.ts';
import type { Costs } from './costs.ts';
import { FillPricing } from './fill-pricing.ts';
import { contractRules, type FillRules } from './fill-rules.ts';
import { Held } from './held.ts';
import type { Exposed, Liquidation } from './margin.ts';
import type { ClearedOrder } from './order.ts';
import type { PaperOrder, PaperVenue } from './paper-venue.ts';
import { PlayedOrder } from './played-order.ts';

export type PaperBrokerOptions = {
  costs: Costs;
  venue: PaperVenue;
  /** `lot` is needed where `rules.maxVolumeShare` may cut a quantity. */
  instrument: (symbol: string) => Pick<Instrument, 'tick'> & Partial<Pick<Instrument, 'lot'>>;
  /**
   * `next-candle`: every order waits for the next candle given to `step` (backtest, replay).
   * A quote function: a market order fills at once at the last close, since the stored history stands still; others wait.
   */
  fillOn: 'next-candle' | ((symbol: string) => Quote);
  /** With `next-candle`: the market's now (UTC ms), where the caller of `step` does not itself keep older candles away. */
  now?: (symbol: string) => number;
  /** What differs from the contract. */
  rules?: Partial<FillRules>;
  /** Liquidation of an isolated position; none when absent. */
  liquidation?: (held: Exposed) => Liquidation | undefined;
};

const nothing: CandleEvents = Object.freeze({ fills: Object.freeze([]), ended: Object.freeze([]) });

const brokerOrder = ({ clientOrderId, state, fills }: BrokerOrder): BrokerOrder => ({ clientOrderId, state, fills });
const confirmed = (order: BrokerOrder): SubmitOutcome => ({ class: 'confirmed', order: brokerOrder(order) });
const rejected = (reason: string): SubmitOutcome => ({ class: 'rejected', reason });

/** Fills orders on stored prices with the product's cost model. The same class serves chat, replay and backtests. */
export class PaperBroker implements Broker, SimulatedVenue {
  readonly name = 'paper';
  readonly #options: PaperBrokerOptions;
  readonly #venue: PaperVenue;
  readonly #rules: FillRules;
  readonly #parts = new Map<string, PlayParts>();

  constructor(options: PaperBrokerOptions) {
    this.#options = options;
    this.#venue = options.venue;
    this.#rules = { ...contractRules, ...options.rules };
  }

  async submit(order: ClearedOrder): Promise<SubmitOutcome> {
    return this.place(order);
  }

  async cancel(clientOrderId: string): Promise<SubmitOutcome> {
    return this.withdraw(clientOrderId);
  }

  async find(clientOrderId: string): Promise<BrokerOrder | undefined> {
    const known = this.#venue.get(clientOrderId);
    return known && brokerOrder(known);
  }

  /** As `submit`, at once: a venue in the same process need not be waited for. */
  place(order: ClearedOrder): SubmitOutcome {
    const known = this.#venue.get(order.clientOrderId);
    if (known) return confirmed(known);
    const fault = this.#fault(order);
    if (fault !== undefined) return rejected(fault);
    return confirmed(
      this.#accept({ clientOrderId: order.clientOrderId, state: 'working', fills: [], order, progress: {} }),
    );
  }

  /** As `cancel`, at once. */
  withdraw(clientOrderId: string): SubmitOutcome {
    const known = this.#venue.get(clientOrderId);
    if (!known) return rejected(`the venue has never seen an order "${clientOrderId}"`);
    if (known.state === 'cancelled') return confirmed(known);
    if (!isOpen(known.state)) return rejected(`the order "${clientOrderId}" is ${known.state}`);
    return confirmed(this.#cancelled(known));
  }

  waiting(): ReadonlyMap<string, number> {
    const since = new Map<string, number>();
    for (const { order, progress } of this.#venue.working()) {
      if (progress.since === undefined) continue;
      since.set(order.symbol, Math.min(since.get(order.symbol) ?? progress.since, progress.since));
    }
    return since;
  }

  step(symbol: string, candle: Candle, position: Position | undefined): CandleEvents {
    const waits = this.#venue.waits(symbol);
    if (!waits && (position === undefined || this.#rests(position, candle))) return nothing;
    const waiting = waits ? this.#venue.working(symbol).filter(order => isNew(order, candle)) : [];
    const first = this.#play(symbol, waiting, position, candle, [candle]);
    return this.#settle(this.#drilled(first, symbol, waiting, position, candle));
  }

  /** The fill that closes a position at a price as it is, where the data end. */
  closeOut(position: Position, price: number, at: number): Fill {
    const { symbol, quantity, changedAt } = position;
    const { pricing } = this.#partsOf(symbol);
    const side = quantity > 0 ? 'sell' : 'buy';
    const paid = pricing.maker(price, side);
    return {
      clientOrderId: `${symbol}:${changedAt}:end-of-data`,
      symbol,
      side,
      quantity: Math.abs(quantity),
      price: paid,
      commissionUsd: pricing.commission(paid, Math.abs(quantity), false),
      filledAt: at,
      reason: 'end-of-data',
    };
  }

  /** Why the venue takes no such order, if it does not. */
  #fault(order: OrderRow): string | undefined {
    if (!hasItsPrices(order)) return wrongPrices;
    const { ocoGroup } = order;
    if (ocoGroup === undefined) return undefined;
    const filled = this.#venue.inGroup(ocoGroup).find(({ fills }) => fills.length > 0);
    return filled && `"${filled.clientOrderId}" of the group "${ocoGroup}" was filled already`;
  }

  #accept(order: PaperOrder): PaperOrder {
    const { fillOn, now } = this.#options;
    const { symbol, side, type, ocoGroup, reduceOnly } = order.order;
    if (fillOn === 'next-candle') {
      const since = now?.(symbol);
      return this.#put(since === undefined ? order : { ...order, progress: { since } });
    }
    const quote = fillOn(symbol);
    if (type !== 'market') return this.#put({ ...order, progress: { since: quote.asOfAt } });
    const filled = this.#put({ ...order, state: 'filled', fills: [this.#fillAtOnce(order.order, quote)] });
    if (ocoGroup !== undefined) this.#cancelRest(ocoGroup);
    if (reduceOnly) this.#cancelExits(symbol, side);
    return filled;
  }

  #fillAtOnce({ clientOrderId, symbol, side, quantity }: OrderRow, quote: Quote): Fill {
    const { pricing } = this.#partsOf(symbol);
    const price = pricing.taker(quote.price, side, quantity);
    const commissionUsd = pricing.commission(price, quantity, false);
    return { clientOrderId, symbol, side, quantity, price, commissionUsd, filledAt: quote.asOfAt, reason: 'order' };
  }

  #put(order: PaperOrder): PaperOrder {
    this.#venue.put(order);
    return order;
  }

  #cancelled(order: PaperOrder): PaperOrder {
    return this.#put({ ...order, state: 'cancelled' });
  }

  /** Cancels what waits of a group of which one order was filled. */
  #cancelRest(group: string): PaperOrder[] {
    const rest = this.#venue.inGroup(group).filter(({ state, fills }) => isOpen(state) && fills.length === 0);
    return rest.map(order => this.#cancelled(order));
  }

  /** After a position was closed at once: what waited to reduce it may not meet the next one. */
  #cancelExits(symbol: string, side: 'buy' | 'sell'): void {
    for (const waiting of this.#venue.working(symbol)) {
      if (waiting.order.reduceOnly && waiting.order.side === side) this.#cancelled(waiting);
    }
  }

  /** True where a candle reaches nothing that protects a position. Called for every candle: it makes nothing. */
  #rests(position: Position, { high, low }: Candle): boolean {
    const { quantity, stop, target } = position;
    const [below, above] = quantity > 0 ? [stop, target] : [target, stop];
    if (below !== undefined && low <= below) return false;
    if (above !== undefined && high >= above) return false;
    const end = this.#options.liquidation?.(position)?.price;
    return end === undefined || (quantity > 0 ? low > end : high < end);
  }

  #play(
    symbol: string,
    waiting: readonly PaperOrder[],
    position: Position | undefined,
    candle: Candle,
    candles: readonly Candle[],
  ): CandlePlay {
    const orders = waiting.map(order => new PlayedOrder(order));
    // Nothing is held and nothing comes that an order could reduce.
    const idle = position === undefined && waiting.every(({ order }) => order.reduceOnly);
    for (const order of orders) {
      order.begin(candle);
      if (idle && order.open) order.end('cancelled');
    }
    const play = new CandlePlay(this.#partsOf(symbol), new Held(symbol, position), orders, candle);
    for (const one of candles) play.run(one);
    for (const order of orders) order.finish(candle);
    return play;
  }

  /** The same candle played through its lower candles, where it could not tell what came first and those are known. */
  #drilled(
    first: CandlePlay,
    symbol: string,
    waiting: readonly PaperOrder[],
    position: Position | undefined,
    candle: Candle,
  ): CandlePlay {
    const { sameCandle, lowerCandles } = this.#rules;
    if (sameCandle !== 'drill-down' || !first.fills.some(({ ambiguous }) => ambiguous)) return first;
    const lower = lowerCandles?.(symbol, candle) ?? [];
    return lower.length === 0 ? first : this.#play(symbol, waiting, position, candle, lower);
  }

  /** Lets the venue take what a candle did. */
  #settle({ fills, orders }: CandlePlay): CandleEvents {
    const groups = new Set<string>();
    const ended: BrokerOrder[] = [];
    for (const order of orders) {
      if (!order.changed) continue;
      const { clientOrderId, state, order: sent, progress } = order;
      this.#put({ clientOrderId, state, fills: order.fills, order: sent, progress });
      if (state === 'cancelled' || state === 'expired') ended.push(brokerOrder(order));
      if (sent.ocoGroup !== undefined && order.fills.length > 0) groups.add(sent.ocoGroup);
    }
    for (const group of groups) ended.push(...this.#cancelRest(group).map(brokerOrder));
    return { fills, ended };
  }

  #partsOf(symbol: string): PlayParts {
    const known = this.#parts.get(symbol);
    if (known) return known;
    const { costs, instrument, liquidation } = this.#options;
    const { tick, lot } = instrument(symbol);
    if (this.#rules.maxVolumeShare !== undefined && lot === undefined) {
      throw new QuaestorError(
        'config.invalid',
        `maxVolumeShare cuts quantities to lots; the lot of ${symbol} is not given.`,
      );
    }
    const parts = { rules: this.#rules, pricing: new FillPricing(costs, tick), lot: lot ?? Number.NaN, liquidation };
    this.#parts.set(symbol, parts);
    return parts;
  }
}

const isNew = ({ progress }: PaperOrder, { openAt }: Candle): boolean =>
  progress.since === undefined || openAt > progress.since;
