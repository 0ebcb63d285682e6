import { z } from 'zod';
import { at } from '../../data/at.ts';
import { type CandleSeries, closedAt, lastClosedIndex } from '../../data/candle.ts';
import type { Decision } from './decision-answer.ts';
import { type Feed, invalidated } from './invalidation.ts';

/** What came of an entry that a model wanted, whether or not anybody took it. */
export const DecisionOutcome = z.strictObject({
  symbol: z.string(),
  /** Which language model, prompt and regime the confidence belongs to. */
  provider: z.string(),
  promptVersion: z.string(),
  regime: z.string().nullable(),
  confidence: z.number(),
  /** The target came before the stop, the invalidation and the time limit. */
  won: z.boolean(),
  ending: z.enum(['target', 'stop', 'invalidated', 'time']),
  /** Last instant of the candle that decided, UTC ms. */
  resolvedAt: z.int(),
  candles: z.int(),
  /** Of the entry price, after the round trip's cost. */
  returnShare: z.number(),
});
export type DecisionOutcome = z.infer<typeof DecisionOutcome>;

type Entry = Pick<Decision, 'signal' | 'stopLoss' | 'profitTarget' | 'invalidation'>;
export type Path = {
  candles: CandleSeries;
  /** Market instant of the decision, UTC ms. */
  from: number;
  price: number;
  cost: number;
  horizonCandles: number;
  /** Series as they stood at an instant. */
  feedAt: (instant: number) => Feed;
};
type Ended = Pick<DecisionOutcome, 'ending' | 'resolvedAt' | 'candles' | 'returnShare' | 'won'>;

/** The first thing that a candle did to an entry, with the price of the exit. A candle that touches both levels counts as a stop. */
function endingIn(
  entry: Entry,
  { candles, feedAt }: Path,
  i: number,
  sign: number,
): { ending: Ended['ending']; exit: number } | undefined {
  const { stopLoss: stop = Number.NaN, profitTarget: target = Number.NaN, invalidation } = entry;
  const [worst, best] =
    sign > 0 ? [at(candles.low, i), at(candles.high, i)] : [at(candles.high, i), at(candles.low, i)];
  const open = at(candles.open, i);
  if ((worst - stop) * sign <= 0)
    return { ending: 'stop', exit: sign > 0 ? Math.min(open, stop) : Math.max(open, stop) };
  if ((best - target) * sign >= 0) return { ending: 'target', exit: target };
  const closed = closedAt(at(candles.openAt, i), candles.timeframe);
  if (invalidation && invalidated(invalidation, feedAt(closed)) === true)
    return { ending: 'invalidated', exit: at(candles.close, i) };
  return undefined;
}

/**
 * Follows an entry through the candles after it until stop, target, invalidation or time limit; undefined while none has
 * come. Levels count when a candle touches them, the invalidation at its close; a gap beyond the stop is paid in full.
 */
export function outcomeOf(entry: Entry, path: Path): Ended | undefined {
  const { candles, from, price, cost, horizonCandles } = path;
  const sign = entry.signal === 'enter_short' ? -1 : 1;
  const first = lastClosedIndex(candles, from) + 1;
  for (let i = first; i < candles.length; i += 1) {
    const count = i - first + 1;
    const late = count >= horizonCandles ? { ending: 'time' as const, exit: at(candles.close, i) } : undefined;
    const ended = endingIn(entry, path, i, sign) ?? late;
    if (!ended) continue;
    const returnShare = (sign * (ended.exit - price) - cost) / price;
    const resolvedAt = closedAt(at(candles.openAt, i), candles.timeframe);
    return {
      ending: ended.ending,
      won: ended.ending === 'target' && returnShare > 0,
      resolvedAt,
      candles: count,
      returnShare,
    };
  }
  return undefined;
}
