import type { Text } from '../../config/text.ts';
import type { Candle, CandleSeries, Timeframe } from '../candle.ts';
import type { Instrument } from '../instrument.ts';
import type { DownloadProgress } from './download.ts';

/** Where a price comes from and as of when. */
export type Quote = {
  symbol: string;
  price: number;
  /** Close of the day before that candle's, where there is one. */
  previousClose: number | undefined;
  /** Start (UTC ms) of the candle whose close this is. */
  openAt: number;
  /** Last instant (UTC ms) of that candle; of a running one the instant at which it was seen. */
  asOfAt: number;
  provider: string;
  /** The candle that still runs, where the price is its close so far. It is in no series. */
  live?: Candle;
  /** What a person has to know of this price: that it is not the newest, why, and as of when. */
  notice?: Text;
};

/** What one `update` brought. */
export type Update = {
  symbol: string;
  timeframe: Timeframe;
  /** Who serves the symbol after it. */
  provider: string;
  /** New closed candles that were stored. */
  rows: number;
  live?: Candle;
  notice?: Text;
};

export type UpdateOptions = {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: DownloadProgress) => void) | undefined;
};

/** The port to the outside that brings prices in. One contract suite runs for every implementation. */
export interface MarketData {
  readonly name: string;
  /** Instruments with a stored history here. */
  symbols(): readonly string[];
  /** What is known of an instrument. @throws `data.unknown-symbol` */
  instrument(given: string): Instrument;
  /**
   * Closed candles up to the market's clock, oldest first, strictly increasing, all from one provider.
   * @throws `data.unknown-symbol`, `data.no-history`, `data.bad-candle`
   */
  candles(symbol: string, timeframe?: Timeframe): CandleSeries;
  /** The newest price that is known: of the running candle where one is, else of the last closed one. @throws as `candles` */
  quote(symbol: string): Quote;
  /**
   * The market's now (UTC ms): on stored history the last instant of the last candle of `symbol`, by default of the default
   * instrument. A live market knows it before it has any history. @throws as `candles`
   */
  now(symbol?: string): number;
  /**
   * Brings the newest closed candles in, and takes in an instrument that only the live source knows. On stored history
   * there is nothing to bring, and it says so at once.
   * @throws `data.unknown-symbol`, and the errors of a `LiveSource` where nothing else can serve the symbol
   */
  update(symbol: string, timeframe?: Timeframe, options?: UpdateOptions): Promise<Update>;
}
