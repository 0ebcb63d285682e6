import type { Exchange, MarketInterface } from 'ccxt';
import type { Clock } from '../../config/clock.ts';
import { QuaestorError } from '../../config/errors.ts';
import { Timeframe, timeframeMs } from '../candle.ts';
import type { Instrument } from '../instrument.ts';
import { type CcxtClient, openCcxtClient } from './ccxt-client.ts';
import { ccxtError } from './ccxt-error.ts';
import { listedInstrument, marketNamed } from './ccxt-listing.ts';
import type { CandlePage, LiveSource, PageRequest } from './live-source.ts';
import type { OrderBookDepth, OrderFlowSource, PublicTrade } from './order-flow-source.ts';
import { unlisted } from './provider-error.ts';
import { type RawRow, rawCandles } from './raw-rows.ts';
import { untilAborted } from './until-aborted.ts';

export type CcxtOptions = {
  /** A venue of ccxt: `binance`, `kraken`, `coinbase` … */
  exchange: string;
  timeoutMs: number;
  /** Read only where a venue tells its time in no way. */
  clock: Clock;
  /** See `JsonOptions`. */
  origin?: string | undefined;
};

/** Rows that a page has where ccxt does not say what the venue allows. */
const usualRows = 300;

const numberOf = (cell: unknown): number => (typeof cell === 'number' ? cell : Number.NaN);

const rowOf = (cells: readonly unknown[]): RawRow => [
  numberOf(cells[0]),
  numberOf(cells[1]),
  numberOf(cells[2]),
  numberOf(cells[3]),
  numberOf(cells[4]),
  numberOf(cells[5]),
];

const levelOf = (cells: readonly unknown[]): readonly [number, number] => [numberOf(cells[0]), numberOf(cells[1])];

const sideOf = (side: unknown): PublicTrade['side'] => (side === 'buy' || side === 'sell' ? side : undefined);

type Opened = CcxtClient & { markets: readonly MarketInterface[] };

/** Candles, trades and books of one crypto venue in public, through ccxt. One instance keeps one request budget. */
export class CcxtSource implements LiveSource, OrderFlowSource {
  readonly name: string;
  readonly #options: CcxtOptions;
  #opened: Promise<Opened> | undefined;
  #timeframes: readonly Timeframe[] = Timeframe.options;
  /** An instant (UTC ms) that the venue's clock has passed. */
  #passedAt = Number.NEGATIVE_INFINITY;

  constructor(options: CcxtOptions) {
    this.name = `ccxt:${options.exchange}`;
    this.#options = options;
  }

  /** Every timeframe of ours until the venue has been asked, then those that it has. */
  get timeframes(): readonly Timeframe[] {
    return this.#timeframes;
  }

  fits(instrument: Instrument): boolean {
    return instrument.assetClass === 'crypto' && instrument.symbol.includes('/');
  }

  page(request: PageRequest, signal: AbortSignal): Promise<CandlePage> {
    const { instrument, timeframe, fromAt, untilAt } = request;
    return this.#ask(instrument.symbol, signal, async opened => {
      const { exchange } = opened;
      const market = this.#market(opened, instrument.symbol);
      this.#checkTimeframe(timeframe);
      const step = timeframeMs[timeframe];
      const most = exchange.features?.[market.type ?? 'spot']?.fetchOHLCV?.limit ?? usualRows;
      const limit = Math.max(1, Math.min(most, Math.ceil((untilAt - fromAt) / step)));
      const passedAt = await this.#timeBefore(exchange, Math.min(untilAt, fromAt + limit * step));
      const given = await exchange.fetchOHLCV(market.symbol, timeframe, fromAt, limit);
      const rows = given.map(rowOf).filter(([openAt]) => !(openAt < fromAt || openAt >= untilAt));
      const serverAt = passedAt ?? this.#timeAfter(opened);
      const last = rows.at(-1)?.[0];
      const reached = last === undefined ? emptyUntil(exchange.id, fromAt + limit * step) : last + step;
      const nextAt = reached < Math.min(untilAt, serverAt) ? reached : undefined;
      return { rows: rawCandles(rows), serverAt, nextAt };
    });
  }

  describe(symbol: string, signal: AbortSignal): Promise<Instrument | undefined> {
    return this.#ask(symbol, signal, async ({ exchange, markets }) => {
      const market = marketNamed(markets, symbol);
      return market ? listedInstrument(market, exchange.precisionMode ?? 0) : undefined;
    });
  }

  trades(symbol: string, since: number, signal?: AbortSignal): Promise<readonly PublicTrade[]> {
    return this.#ask(symbol, signal, async opened => {
      const given = await opened.exchange.fetchTrades(this.#market(opened, symbol).symbol, since);
      return given
        .map(one => ({
          at: numberOf(one.timestamp),
          price: numberOf(one.price),
          quantity: numberOf(one.amount),
          side: sideOf(one.side),
        }))
        .filter(one => one.at >= since);
    });
  }

  depth(symbol: string, limit: number, signal?: AbortSignal): Promise<OrderBookDepth> {
    return this.#ask(symbol, signal, async opened => {
      const { exchange } = opened;
      const passedAt = await this.#timeBefore(exchange, Number.POSITIVE_INFINITY);
      const book = await exchange.fetchOrderBook(this.#market(opened, symbol).symbol, limit);
      const at = book.timestamp ?? passedAt ?? this.#timeAfter(opened);
      return { at, bids: book.bids.slice(0, limit).map(levelOf), asks: book.asks.slice(0, limit).map(levelOf) };
    });
  }

  async #ask<T>(symbol: string, signal: AbortSignal | undefined, work: (opened: Opened) => Promise<T>): Promise<T> {
    try {
      return await untilAborted(() => this.#open().then(work), signal);
    } catch (thrown) {
      signal?.throwIfAborted();
      throw ccxtError(thrown, { source: this.name, symbol, timeoutMs: this.#options.timeoutMs });
    }
  }

  /** The client with its market list, loaded once; a failure is forgotten, so that the next call tries again. */
  #open(): Promise<Opened> {
    this.#opened ??= this.#load().catch((thrown: unknown) => {
      this.#opened = undefined;
      throw thrown;
    });
    return this.#opened;
  }

  async #load(): Promise<Opened> {
    const { exchange: id, timeoutMs, origin } = this.#options;
    const client = await openCcxtClient(id, { source: this.name, timeoutMs, origin });
    const markets = Object.values(await client.exchange.loadMarkets()).filter(one => one !== undefined);
    const had = new Set(Object.keys(client.exchange.timeframes));
    this.#timeframes = Timeframe.options.filter(one => had.has(one));
    return { ...client, markets };
  }

  #market({ markets }: Opened, symbol: string): MarketInterface {
    const market = marketNamed(markets, symbol);
    if (!market) throw unlisted(this.name, symbol);
    return market;
  }

  #checkTimeframe(timeframe: Timeframe): void {
    if (this.#timeframes.includes(timeframe)) return;
    const valid = this.#timeframes.join(', ');
    throw new QuaestorError('data.no-history', {
      en: `${this.name} has no ${timeframe} candles. It has: ${valid}.`,
      fr: `${this.name} n'a pas de bougies ${timeframe}. Il a : ${valid}.`,
    });
  }

  /**
   * The venue's time, told before figures are asked for: a candle that had ended by then cannot change any more, however
   * wrong the clock of this machine is. Not asked again where candles up to `neededAt` are known to be over.
   */
  async #timeBefore(exchange: Exchange, neededAt: number): Promise<number | undefined> {
    if (this.#passedAt >= neededAt) return this.#passedAt;
    if (!exchange.has.fetchTime) return undefined;
    const told = await exchange.fetchTime();
    if (told === undefined) return undefined;
    this.#passedAt = Math.max(this.#passedAt, told);
    return told;
  }

  #timeAfter(client: CcxtClient): number {
    return client.passedAt() ?? this.#options.clock.now();
  }
}

/** Where an empty page ends: Binance skips to its first candle, so nothing came means nothing will; others give a window. */
const emptyUntil = (venue: string, windowAt: number): number =>
  venue.startsWith('binance') ? Number.POSITIVE_INFINITY : windowAt;
