import { QuaestorError } from '../../config/errors.ts';
import { didYouMeanText } from '../../config/suggest.ts';
import { type CandleSeries, candleAt, closedAt, lastClosedIndex, sliceSeries, type Timeframe } from '../candle.ts';
import type { Instrument } from '../instrument.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import type { HistorySource } from './history-source.ts';
import type { MarketData, Quote } from './market-data.ts';

/** Market data from stored histories: the first source that has a series serves it; two are never mixed in one series. */
export class HistoryMarket implements MarketData {
  readonly name: string;
  readonly #registry: InstrumentRegistry;
  readonly #sources: readonly HistorySource[];
  readonly #defaultSymbol: string;
  readonly #until: number;

  /** @param until UTC ms after which stored candles do not exist yet; a backtest or a replay moves it. */
  constructor(
    registry: InstrumentRegistry,
    sources: readonly HistorySource[],
    defaultSymbol: string,
    until = Number.POSITIVE_INFINITY,
  ) {
    this.name = sources[0]?.name ?? 'none';
    this.#registry = registry;
    this.#sources = sources;
    this.#defaultSymbol = defaultSymbol;
    this.#until = until;
  }

  symbols(): readonly string[] {
    return [...new Set(this.#sources.flatMap(source => source.symbols()))];
  }

  instrument(given: string): Instrument {
    return this.#registry.resolve(given);
  }

  candles(symbol: string, timeframe: Timeframe = '1d'): CandleSeries {
    return this.#read(symbol, timeframe).series;
  }

  quote(symbol: string): Quote {
    const { series, source } = this.#read(symbol, '1d');
    const last = candleAt(series, -1);
    if (!last) throw this.#noHistory(symbol, '1d');
    return {
      symbol: series.symbol,
      price: last.close,
      previousClose: candleAt(series, -2)?.close,
      openAt: last.openAt,
      asOfAt: closedAt(last.openAt, series.timeframe),
      provider: source,
    };
  }

  now(symbol = this.#defaultSymbol): number {
    return this.quote(symbol).asOfAt;
  }

  #read(given: string, timeframe: Timeframe): { series: CandleSeries; source: string } {
    const { symbol } = this.instrument(given);
    for (const source of this.#sources) {
      const series = source.read(symbol, timeframe);
      if (!series || series.length === 0) continue;
      const closed =
        this.#until === Number.POSITIVE_INFINITY
          ? series
          : sliceSeries(series, 0, lastClosedIndex(series, this.#until) + 1);
      if (closed.length > 0) return { series: closed, source: source.providerOf?.(symbol, timeframe) ?? source.name };
    }
    throw this.#noHistory(symbol, timeframe);
  }

  #noHistory(symbol: string, timeframe: Timeframe): QuaestorError {
    const known = this.symbols();
    const list = known.join(', ') || '–';
    const near = didYouMeanText(symbol, known);
    return new QuaestorError(
      'data.no-history',
      {
        en: `There is no ${timeframe} history of "${symbol}" here. With history: ${list}.${near.en} An admin can add one with import_candles.`,
        fr: `Il n'y a pas d'historique ${timeframe} de « ${symbol} » ici. Avec historique : ${list}.${near.fr} Un administrateur peut en ajouter un avec import_candles.`,
      },
      { symbol, timeframe, known },
    );
  }
}
