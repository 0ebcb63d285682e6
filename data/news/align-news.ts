import { at as valueAt } from '../at.ts';

/** A headline that was scored: when it could be used (UTC ms), its score from -1 to 1, and whether it counts. */
export type ScoredNews = { readonly availableAt: number; readonly score: number; readonly weight: 0 | 1 };

export type NewsColumns = {
  /** Headlines of the window. */
  readonly count: Float64Array;
  /** Mean score of those that count; NaN where none does. */
  readonly sentiment: Float64Array;
};

/**
 * News beside candles: for each close the headlines that became available in the `windowMs` before it.
 * @param closeAt instants (UTC ms) at which the candles are closed, oldest first
 * @param news oldest first
 * @returns columns of the length of `closeAt`; NaN as long as the window begins before the first headline, when nobody
 * knows whether there was no news or no reader. O(n + m).
 */
export function alignNews(closeAt: Float64Array, news: readonly ScoredNews[], windowMs: number): NewsColumns {
  const count = new Float64Array(closeAt.length).fill(Number.NaN);
  const sentiment = new Float64Array(closeAt.length).fill(Number.NaN);
  const availableAt = Float64Array.from(news, one => one.availableAt);
  const firstAt = availableAt[0] ?? Number.POSITIVE_INFINITY;
  let [from, until, counting, sum] = [0, 0, 0, 0];
  for (const [i, at] of closeAt.entries()) {
    for (; valueAt(availableAt, until) <= at; until += 1) {
      counting += news[until]?.weight ?? 0;
      sum += weighed(news[until]);
    }
    for (; valueAt(availableAt, from) <= at - windowMs; from += 1) {
      counting -= news[from]?.weight ?? 0;
      sum -= weighed(news[from]);
    }
    if (at - windowMs < firstAt) continue;
    count[i] = until - from;
    if (counting > 0) sentiment[i] = sum / counting;
  }
  return { count, sentiment };
}

const weighed = (one: ScoredNews | undefined): number => (one ? one.score * one.weight : 0);
