import { QuaestorError } from '../../config/errors.ts';
import { didYouMeanText } from '../../config/suggest.ts';
import { type CandleSeries, candleAt, closedAt, lastClosedIndex, sliceSeries, Timeframe } from '../candle.ts';
import type { Instrument } from '../instrument.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import { candlesText } from '../timeframe-text.ts';
import type { HistorySource } from './history-source.ts';
import type { MarketData, Quote, Update } from './market-data.ts';
import { type ReadSeries, readSeries, storedSeries } from './read-series.ts';

const endOf = ({ series }: ReadSeries): number => closedAt(series.openAt.at(-1) ?? Number.NaN, series.timeframe);

/**
 * Market data from stored histories: the first source that has a series, or a shorter one to make it from, serves it;
 * two are never mixed in one series.
 */
export class HistoryMarket implements MarketData {
  readonly name: string;
  readonly #registry: InstrumentRegistry;
  readonly #sources: readonly HistorySource[];
  readonly #defaultSymbol: string;
  readonly #until: () => number;

  /** @param until UTC ms after which stored candles do not exist yet; a backtest or a replay moves it. */
  constructor(
    registry: InstrumentRegistry,
    sources: readonly HistorySource[],
    defaultSymbol: string,
    until: number | (() => number) = Number.POSITIVE_INFINITY,
  ) {
    this.name = sources[0]?.name ?? 'none';
    this.#registry = registry;
    this.#sources = sources;
    this.#defaultSymbol = defaultSymbol;
    this.#until = typeof until === 'function' ? until : () => until;
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

  /**
   * The last closed candle of the stored series that reaches furthest, the longest of several. `previousClose` is of the
   * day before it, whatever its length.
   */
  quote(symbol: string): Quote {
    const { source, newest } = this.#newest(this.instrument(symbol));
    const { series, provider } = newest;
    const last = candleAt(series, -1);
    if (!last) throw this.#noHistory(series.symbol, '1d');
    const asOfAt = endOf(newest);
    return {
      symbol: series.symbol,
      price: last.close,
      previousClose: this.#closeBefore(series, source, asOfAt),
      openAt: last.openAt,
      asOfAt,
      provider,
    };
  }

  now(symbol = this.#defaultSymbol): number {
    return this.quote(symbol).asOfAt;
  }

  async update(symbol: string, timeframe: Timeframe = '1d'): Promise<Update> {
    return { symbol: this.instrument(symbol).symbol, timeframe, provider: this.name, rows: 0 };
  }

  #closed({ series, provider }: ReadSeries): ReadSeries | undefined {
    const until = this.#until();
    if (until === Number.POSITIVE_INFINITY) return { series, provider };
    const length = lastClosedIndex(series, until) + 1;
    return length > 0 ? { series: sliceSeries(series, 0, length), provider } : undefined;
  }

  #read(given: string, timeframe: Timeframe): ReadSeries {
    const instrument = this.instrument(given);
    for (const source of this.#sources) {
      const found = readSeries(source, instrument, timeframe);
      const closed = found && this.#closed(found);
      if (closed) return closed;
    }
    throw this.#noHistory(instrument.symbol, timeframe);
  }

  #newest(instrument: Instrument): { source: HistorySource; newest: ReadSeries } {
    for (const source of this.#sources) {
      const [first, ...rest] = storedSeries(source, instrument).flatMap(one => this.#closed(one) ?? []);
      if (!first) continue;
      return { source, newest: rest.reduce((best, one) => (endOf(one) > endOf(best) ? one : best), first) };
    }
    throw this.#noHistory(instrument.symbol, '1d');
  }

  #closeBefore({ symbol, timeframe, close }: CandleSeries, source: HistorySource, asOfAt: number): number | undefined {
    if (timeframe === '1d' || timeframe === '1w') return close.at(-2);
    const days = readSeries(source, this.instrument(symbol), '1d')?.series;
    return days?.close[lastClosedIndex(days, asOfAt - 1)];
  }

  /** The shortest timeframe in which an instrument is stored. */
  #shortest(symbol: string): Timeframe | undefined {
    const stored = this.#sources.flatMap(source => storedSeries(source, this.instrument(symbol)));
    const lengths = stored.flatMap(one => this.#closed(one)?.series.timeframe ?? []);
    return Timeframe.options.find(one => lengths.includes(one));
  }

  #noHistory(symbol: string, timeframe: Timeframe): QuaestorError {
    const known = this.symbols();
    const wanted = candlesText(timeframe);
    const shortest = this.#shortest(symbol);
    if (shortest !== undefined) {
      return new QuaestorError(
        'data.no-history',
        {
          en: `There are no ${wanted.en} of "${symbol}" here: the shortest that are stored are ${candlesText(shortest).en}. An admin can add more with import_candles.`,
          fr: `Il n'y a pas de ${wanted.fr} de « ${symbol} » ici : les plus courtes enregistrées sont des ${candlesText(shortest).fr}. Un administrateur peut en ajouter avec import_candles.`,
        },
        { symbol, timeframe, shortest },
      );
    }
    const list = known.join(', ') || '–';
    const near = didYouMeanText(symbol, known);
    return new QuaestorError(
      'data.no-history',
      {
        en: `There are no ${wanted.en} of "${symbol}" here. With history: ${list}.${near.en} An admin can add one with import_candles.`,
        fr: `Il n'y a pas de ${wanted.fr} de « ${symbol} » ici. Avec historique : ${list}.${near.fr} Un administrateur peut en ajouter un avec import_candles.`,
      },
      { symbol, timeframe, known },
    );
  }
}
