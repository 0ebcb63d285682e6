import type { Candle } from '../candle.ts';

/** How a simulated venue reads a candle. What a candle cannot tell is read against us. */
export type FillRules = {
  /** penetrate: a limit or target needs a price beyond it | touch: its own price is enough. */
  readonly limits: 'penetrate' | 'touch';
  /** Where the open lies beyond a limit: atLimit: at the limit | improve: at the better open. */
  readonly favourableGap: 'atLimit' | 'improve';
  /**
   * Which of two levels on both sides of the open came first: stop-first: the one that hurts | adaptive: the one on the
   * side of the extreme that is nearer to the open | drill-down: as the lower candles say, stop first within one of them.
   */
  readonly sameCandle: 'stop-first' | 'adaptive' | 'drill-down';
  /** pessimistic: a trailing stop follows closed candles only | highFirst: it is raised on the extreme, then tested. */
  readonly trailing: 'pessimistic' | 'highFirst';
  /**
   * After an entry inside the candle: if-certain: an exit is made where no order of events avoids it | defer: no stop in
   * this candle, and a target only where the stop was not reached (backtesting.py).
   */
  readonly entryCandle: 'if-certain' | 'defer';
  /** The most of a candle's volume that our fills may take; no limit when absent. */
  readonly maxVolumeShare?: number;
  /** For `drill-down`: the candles of a lower timeframe inside a candle, oldest first; none where they are not known. */
  readonly lowerCandles?: (symbol: string, candle: Candle) => readonly Candle[];
};

/** The contract: pessimistic wherever the candle does not tell. */
export const contractRules: FillRules = {
  limits: 'penetrate',
  favourableGap: 'atLimit',
  sameCandle: 'stop-first',
  trailing: 'pessimistic',
  entryCandle: 'if-certain',
};
