import { at } from '../../data/at.ts';
import { type CandleSeries, lastClosedIndex } from '../../data/candle.ts';
import type { Trade } from '../../data/ledger-row.ts';
import { combined, known, reasons, type Statistic, undefinedFor } from './statistic.ts';

/** How far a trade went against its holder and for them, as shares of the entry price. */
export type Excursion = {
  /** Maximum adverse excursion, at most 0. */
  readonly adverse: Statistic;
  /** Maximum favourable excursion, at least 0. */
  readonly favourable: Statistic;
};

const unseen: Excursion = { adverse: undefinedFor(reasons.noCandle), favourable: undefinedFor(reasons.noCandle) };

/** Index of the candle that an instant lies in, or of the last before it; -1 before the first. */
function rowOf(series: CandleSeries, instant: number): number {
  const next = lastClosedIndex(series, instant) + 1;
  return next < series.length && at(series.openAt, next) <= instant ? next : next - 1;
}

/**
 * Maximum adverse and favourable excursion of a trade (Sweeney, 1997) from the candles of its symbol: extremes of the
 * candles from the entry to the last before the exit, and the exit price itself, because what the exit candle did after
 * the exit did not touch the trade. Undefined where the series has no candle at the entry.
 */
export function excursionOf(trade: Trade, series: CandleSeries): Excursion {
  const first = rowOf(series, trade.openedAt);
  if (first < 0) return unseen;
  const last = rowOf(series, trade.closedAt);
  let low = Math.min(trade.entryPrice, trade.exitPrice);
  let high = Math.max(trade.entryPrice, trade.exitPrice);
  for (let i = first; i < last; i += 1) {
    low = Math.min(low, at(series.low, i));
    high = Math.max(high, at(series.high, i));
  }
  const [fall, rise] = [known(low / trade.entryPrice - 1), known(high / trade.entryPrice - 1)];
  if (trade.direction === 'long') return { adverse: fall, favourable: rise };
  const mirrored = (move: Statistic) => combined([move], value => 0 - value);
  return { adverse: mirrored(rise), favourable: mirrored(fall) };
}
