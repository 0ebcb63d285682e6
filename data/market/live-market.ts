import type { Clock } from '../../config/clock.ts';
import { asQuaestorError, QuaestorError } from '../../config/errors.ts';
import type { Text } from '../../config/text.ts';
import { type Candle, type CandleSeries, type Timeframe, timeframeMs } from '../candle.ts';
import type { CandleStore } from '../candle-store/candle-store.ts';
import type { Instrument } from '../instrument.ts';
import { InstrumentRegistry } from '../instrument-registry.ts';
import { bringCandles, type HistoryDepth } from './bring-candles.ts';
import type { DownloadOptions } from './download.ts';
import { HistoryMarket } from './history-market.ts';
import type { HistorySource } from './history-source.ts';
import type { LiveSource } from './live-source.ts';
import type { MarketData, Quote, Update, UpdateOptions } from './market-data.ts';
import { notLive } from './not-live.ts';
import { SourceRest } from './source-rest.ts';
import { providerShelf } from './store-shelf.ts';

export type LiveParts = {
  /** As the settings call it: `ccxt`, `yahoo`, `auto`. */
  name: string;
  registry: InstrumentRegistry;
  store: CandleStore;
  /** Who is asked, in this order. */
  sources: readonly LiveSource[];
  /** Histories that serve where no live source does: imports, and for `auto` the bundled one. */
  histories: readonly HistorySource[];
  /** True: what cannot be brought is served from what is there, with a notice. False: it is an error. */
  fallsBack: boolean;
  defaultSymbol: string;
  /** Wall clock. */
  clock: Clock;
  depth: HistoryDepth;
  sleep?: DownloadOptions['sleep'];
};

/** The running candle of a symbol as it was seen. */
type Seen = { candle: Candle; provider: string; serverAt: number; seenAt: number; endsAt: number };

/** Asked again within this time, an answer is taken for fresh: several tools ask in one turn. */
const freshMs = 5000;

/**
 * Prices from sources on the network. Each source has its own series in the store; a symbol is served from one of them
 * and never from two. `candles` and `quote` read what is there; `update` brings what is new.
 */
export class LiveMarket implements MarketData {
  readonly name: string;
  readonly #parts: LiveParts;
  readonly #stored: HistoryMarket;
  readonly #rest: SourceRest;
  readonly #seen = new Map<string, Seen>();
  readonly #failures = new Map<string, QuaestorError>();
  readonly #updated = new Map<string, { at: number; update: Update }>();
  readonly #running = new Map<string, Promise<Update>>();

  constructor(parts: LiveParts) {
    const { name, registry, store, sources, histories, defaultSymbol, clock } = parts;
    this.name = name;
    this.#parts = parts;
    this.#rest = new SourceRest(clock);
    const shelves = sources.map(source => providerShelf(store, source.name));
    this.#stored = new HistoryMarket(registry, [...shelves, ...histories], defaultSymbol);
  }

  symbols(): readonly string[] {
    return this.#stored.symbols();
  }

  instrument(given: string): Instrument {
    return this.#parts.registry.resolve(given);
  }

  candles(symbol: string, timeframe?: Timeframe): CandleSeries {
    return this.#stored.candles(symbol, timeframe);
  }

  quote(symbol: string): Quote {
    const closed = this.#stored.quote(symbol);
    const live = this.#liveAfter(closed);
    const notice = this.#notice(closed);
    return { ...closed, ...live, ...(notice ? { notice } : {}) };
  }

  /**
   * The wall clock: candles that end later are not stored yet, and old ones are seen to be old. It runs before the first
   * download of the default instrument too. @throws as `quote` for a symbol that is named and has no history
   */
  now(symbol?: string): number {
    const wall = this.#parts.clock.now();
    const asked = symbol ?? this.#storedDefault();
    return asked === undefined ? wall : Math.max(wall, this.#stored.quote(asked).asOfAt);
  }

  /** Updates of one series wait for each other, and those that come right after one have its answer. */
  async update(symbol: string, timeframe: Timeframe = '1d', options: UpdateOptions = {}): Promise<Update> {
    const instrument = await this.#instrument(symbol, options.signal);
    const key = `${instrument.symbol} ${timeframe}`;
    for (let other = this.#running.get(key); other; other = this.#running.get(key)) await other.catch(() => undefined);
    const fresh = this.#updated.get(key);
    if (fresh && this.#parts.clock.now() - fresh.at < freshMs) return { ...fresh.update, rows: 0 };
    const work = this.#update(instrument, timeframe, options);
    this.#running.set(key, work);
    try {
      const update = await work;
      if (!update.notice) this.#updated.set(key, { at: this.#parts.clock.now(), update });
      return update;
    } finally {
      if (this.#running.get(key) === work) this.#running.delete(key);
    }
  }

  async #update(instrument: Instrument, timeframe: Timeframe, options: UpdateOptions): Promise<Update> {
    const { symbol } = instrument;
    let failure: QuaestorError | undefined;
    for (const source of this.#candidates(instrument)) {
      try {
        const update = await this.#bring(source, instrument, timeframe, options);
        this.#failures.delete(symbol);
        return update;
      } catch (thrown) {
        options.signal?.throwIfAborted();
        failure = asQuaestorError(thrown);
        // The next source may know or allow what this one does not; a line that is down is down for both.
        if (failure.retryable) break;
      }
    }
    return this.#withoutNew(instrument, timeframe, failure);
  }

  /** What is served when nothing could be brought. */
  #withoutNew({ symbol }: Instrument, timeframe: Timeframe, failure: QuaestorError | undefined): Update {
    if (failure && !this.#parts.fallsBack) throw failure;
    if (failure?.blame === 'bug' || failure?.blame === 'config') throw failure;
    if (failure) this.#failures.set(symbol, failure);
    try {
      const { provider, notice } = this.quote(symbol);
      return { symbol, timeframe, provider, rows: 0, ...(notice ? { notice } : {}) };
    } catch (thrown) {
      throw failure ?? thrown;
    }
  }

  async #bring(
    source: LiveSource,
    instrument: Instrument,
    timeframe: Timeframe,
    { signal, onProgress }: UpdateOptions,
  ): Promise<Update> {
    const { store, clock, depth, sleep, fallsBack } = this.#parts;
    const { symbol } = instrument;
    const bring = () =>
      bringCandles(source, { instrument, timeframe }, store, {
        now: clock.now(),
        depth,
        signal,
        onProgress,
        sleep,
        // Somebody waits for an answer that can be given without this source.
        attempts: fallsBack ? 1 : undefined,
      });
    const { rows, live, serverAt, step } = await (fallsBack ? this.#rest.unlessResting(source.name, bring) : bring());
    if (live && serverAt !== undefined) {
      const endsAt = live.openAt + timeframeMs[step];
      this.#seen.set(symbol, { candle: live, provider: source.name, serverAt, seenAt: clock.now(), endsAt });
    }
    return { symbol, timeframe, provider: source.name, rows, ...(live ? { live } : {}) };
  }

  /** The sources that fit, the one that serves the symbol already before the others. */
  #candidates(instrument: Instrument): LiveSource[] {
    const { sources, store } = this.#parts;
    const fitting = sources.filter(source => source.fits(instrument));
    const has = (source: LiveSource): boolean =>
      providerShelf(store, source.name).symbols().includes(instrument.symbol);
    return [...fitting.filter(has), ...fitting.filter(source => !has(source))];
  }

  /** @throws `data.unknown-symbol` of the registry when no source lists it; the source's error when none could say */
  async #instrument(given: string, signal = new AbortController().signal): Promise<Instrument> {
    const { registry, sources } = this.#parts;
    const known = registry.find(given);
    if (known) return known;
    const guess = guessed(given);
    const likely = sources.filter(source => source.fits(guess));
    let failure: unknown;
    for (const source of [...likely, ...sources.filter(one => !likely.includes(one))]) {
      try {
        const described = await this.#rest.unlessResting(source.name, () => source.describe(given, signal));
        if (described) {
          registry.add(described);
          return described;
        }
      } catch (thrown) {
        signal.throwIfAborted();
        failure ??= thrown;
      }
    }
    if (failure instanceof QuaestorError && failure.retryable) throw failure;
    return registry.resolve(given);
  }

  #storedDefault(): string | undefined {
    const { registry, defaultSymbol } = this.#parts;
    const symbol = registry.find(defaultSymbol)?.symbol;
    return symbol !== undefined && this.symbols().includes(symbol) ? symbol : undefined;
  }

  /** The running candle as a price, while it is newer than the closed ones, of the same provider and not over. */
  #liveAfter(closed: Quote): Partial<Quote> {
    const seen = this.#seen.get(closed.symbol);
    if (!seen || seen.provider !== closed.provider || seen.candle.openAt <= closed.openAt) return {};
    const elapsed = this.#parts.clock.now() - seen.seenAt;
    if (elapsed < 0 || seen.serverAt + elapsed >= seen.endsAt) return {};
    const { candle, serverAt } = seen;
    return {
      price: candle.close,
      previousClose: closed.price,
      openAt: candle.openAt,
      asOfAt: serverAt,
      live: candle,
    };
  }

  #notice(closed: Quote): Text | undefined {
    const { sources, fallsBack } = this.#parts;
    const failure = this.#failures.get(closed.symbol);
    if (!fallsBack) return undefined;
    const live = sources.some(source => source.name === closed.provider);
    if (live && !failure) return undefined;
    return notLive(closed, failure);
  }
}

/** What nobody described, as far as its name tells. @throws `data.unknown-symbol` */
const guessed = (given: string): Instrument => new InstrumentRegistry([]).adopt(given);
