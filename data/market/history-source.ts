import type { CandleSeries, Timeframe } from '../candle.ts';

/** Reads stored series; what a provider of histories has to bring of its own. */
export interface HistorySource {
  readonly name: string;
  symbols(): readonly string[];
  /** The whole stored series, all of it from one provider; undefined when there is none. */
  read(symbol: string, timeframe: Timeframe): CandleSeries | undefined;
  /** The provider that a stored series came from, where this source holds those of several; else its own name. */
  providerOf?(symbol: string, timeframe: Timeframe): string;
}
