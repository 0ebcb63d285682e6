import type { CandleSeries, Timeframe } from '../candle.ts';
import type { Instrument } from '../instrument.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import { HistoryMarket } from './history-market.ts';
import type { HistorySource } from './history-source.ts';
import type { MarketData, Quote, Update } from './market-data.ts';
import type { ReplayControl } from './replay-control.ts';

/** A stored history played as if it were live: its clock moves, and later candles do not exist yet. */
export class ReplayMarket implements MarketData {
  readonly name = 'replay';
  /** Pauses it, and changes its speed and its place. */
  readonly control: ReplayControl;
  readonly #history: HistoryMarket;

  constructor(
    registry: InstrumentRegistry,
    sources: readonly HistorySource[],
    defaultSymbol: string,
    control: ReplayControl,
  ) {
    this.control = control;
    this.#history = new HistoryMarket(registry, sources, defaultSymbol, () => control.now());
  }

  symbols(): readonly string[] {
    return this.#history.symbols();
  }

  instrument(given: string): Instrument {
    return this.#history.instrument(given);
  }

  candles(symbol: string, timeframe?: Timeframe): CandleSeries {
    return this.#history.candles(symbol, timeframe);
  }

  /** Of the last candle that has closed by now. */
  quote(symbol: string): Quote {
    return this.#history.quote(symbol);
  }

  /** The replay's clock, the same for every symbol. @throws as `quote` for a symbol without history */
  now(symbol?: string): number {
    if (symbol !== undefined) this.quote(symbol);
    return this.control.now();
  }

  async update(symbol: string, timeframe?: Timeframe): Promise<Update> {
    return { ...(await this.#history.update(symbol, timeframe)), provider: this.name };
  }
}
