import { asOfJoin } from '../as-of-join.ts';
import { at } from '../at.ts';
import { alignNews, type ScoredNews } from '../news/align-news.ts';
import type { Columns } from './kernel.ts';

const hourMs = 3_600_000;
const windowMs = 24 * hourMs;

/**
 * News of the 24 hours before each close: how many headlines, and of those that count the mean score, the share of
 * negative ones and the standard deviation of the scores; and the hours since the last headline.
 * @param closeAt instants (UTC ms), oldest first
 * @param news oldest first
 */
export function newsColumns(closeAt: Float64Array, news: readonly ScoredNews[]): Columns {
  const meanOf = (score: (one: ScoredNews) => number): Float64Array =>
    alignNews(
      closeAt,
      news.map(one => ({ ...one, score: score(one) })),
      windowMs,
    ).sentiment;
  const { count, sentiment } = alignNews(closeAt, news, windowMs);
  const squares = meanOf(one => one.score ** 2);
  const availableAt = Float64Array.from(news, one => one.availableAt);
  const newest = asOfJoin(closeAt, availableAt, availableAt);
  return {
    'news.count': count,
    'news.sentiment': sentiment,
    'news.negative_share': meanOf(one => Number(one.score < 0)),
    'news.dispersion': squares.map((mean, i) => Math.sqrt(Math.max(0, mean - at(sentiment, i) ** 2))),
    'news.hours_since': newest.map((last, i) => (at(closeAt, i) - last) / hourMs),
  };
}
