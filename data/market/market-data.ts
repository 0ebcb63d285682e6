import type { CandleSeries, Timeframe } from '../candle.ts';
import type { Instrument } from '../instrument.ts';

/** Where a price comes from and as of when. */
export type Quote = {
  symbol: string;
  price: number;
  /** Close of the candle before, where there is one. */
  previousClose: number | undefined;
  /** Start (UTC ms) of the candle whose close this is. */
  openAt: number;
  /** Last instant (UTC ms) of that candle. */
  asOfAt: number;
  provider: string;
};

/** The port to the outside that brings prices in. One contract suite runs for every implementation. */
export interface MarketData {
  readonly name: string;
  /** Instruments with a stored history here. */
  symbols(): readonly string[];
  /** What is known of an instrument. @throws `data.unknown-symbol` */
  instrument(given: string): Instrument;
  /**
   * Closed candles up to the market's clock, oldest first, strictly increasing.
   * @throws `data.unknown-symbol`, `data.no-history`, `data.bad-candle`
   */
  candles(symbol: string, timeframe?: Timeframe): CandleSeries;
  /** The last closed candle as a quote. @throws as `candles` */
  quote(symbol: string): Quote;
  /** The market's now (UTC ms): on stored history the last instant of the last candle of `symbol`. */
  now(symbol?: string): number;
}
