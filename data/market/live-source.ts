import type { Timeframe } from '../candle.ts';
import type { Instrument } from '../instrument.ts';
import type { RawCandles } from '../quality/raw-candles.ts';

/** What is asked of a live source: candles that start at or after `fromAt` and before `untilAt` (UTC ms). */
export type PageRequest = { instrument: Instrument; timeframe: Timeframe; fromAt: number; untilAt: number };

/** One page of history, oldest first. The last row may still be open. */
export type CandlePage = {
  rows: RawCandles;
  /** The source's own clock (UTC ms): a candle is closed when it ended before this. */
  serverAt: number;
  /** Where the next page starts; undefined when this one reached the end of what was asked. */
  nextAt: number | undefined;
};

/** The port to a source on the network. Implementations translate wire formats and errors; they neither store nor retry. */
export interface LiveSource {
  /** Names the provider of a stored series: `ccxt:binance`, `yahoo`. */
  readonly name: string;
  readonly timeframes: readonly Timeframe[];
  /** True when this source is likely to know the instrument, without asking it. */
  fits(instrument: Instrument): boolean;
  /**
   * @throws QuaestorError `provider.timeout`, `provider.rate-limited`, `provider.unavailable` (retryable),
   * `provider.refused`, `data.unknown-symbol` (not retryable)
   */
  page(request: PageRequest, signal: AbortSignal): Promise<CandlePage>;
  /** Describes an instrument from the source's own market list; undefined when it is not listed there. */
  describe(symbol: string, signal: AbortSignal): Promise<Instrument | undefined>;
}
