import { type Candle, type CandleSeries, candleAt, closedAt, type Timeframe } from '../../data/candle.ts';
import type { Instrument } from '../../data/instrument.ts';
import { InstrumentRegistry } from '../../data/instrument-registry.ts';
import { HistoryMarket } from '../../data/market/history-market.ts';
import type { HistorySource } from '../../data/market/history-source.ts';
import type { MarketData, Quote, Update } from '../../data/market/market-data.ts';

/** Series in memory as a source. */
export const memorySource = (...all: CandleSeries[]): HistorySource => ({
  name: 'memory',
  symbols: () => all.map(series => series.symbol),
  read: (symbol, timeframe) => all.find(series => series.symbol === symbol && series.timeframe === timeframe),
});

/** A market whose clock a test moves from candle to candle of one series: later candles do not exist yet. */
export class MovingMarket implements MarketData {
  readonly name = 'moving';
  readonly series: CandleSeries;
  #now: HistoryMarket;

  constructor(series: CandleSeries, index = 0) {
    this.series = series;
    this.#now = this.#at(index);
  }

  /** Closes the candle at `index` and gives it. */
  moveTo(index: number): Candle {
    const candle = candleAt(this.series, index);
    if (!candle) throw new Error(`no candle ${index}`);
    this.#now = this.#at(index);
    return candle;
  }

  symbols(): readonly string[] {
    return this.#now.symbols();
  }

  instrument(given: string): Instrument {
    return this.#now.instrument(given);
  }

  candles(symbol: string, timeframe?: Timeframe): CandleSeries {
    return this.#now.candles(symbol, timeframe);
  }

  quote(symbol: string): Quote {
    return this.#now.quote(symbol);
  }

  now(symbol?: string): number {
    return this.#now.now(symbol);
  }

  update(symbol: string, timeframe?: Timeframe): Promise<Update> {
    return this.#now.update(symbol, timeframe);
  }

  #at(index: number): HistoryMarket {
    const { symbol, timeframe, openAt } = this.series;
    const until = closedAt(openAt[index] ?? Number.NaN, timeframe);
    return new HistoryMarket(new InstrumentRegistry(), [memorySource(this.series)], symbol, until);
  }
}
