import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignNews, type ScoredNews } from '../../../data/news/align-news.ts';

const item = (availableAt: number, score: number, weight: 0 | 1 = 1): ScoredNews => ({ availableAt, score, weight });

describe('news beside candles', () => {
  it('counts the window that ends at the close, and averages those that count', () => {
    const news = [item(0, 0), item(10, 1), item(12, -0.5), item(13, 1, 0), item(30, -1)];
    const { count, sentiment } = alignNews(Float64Array.of(9, 10, 12, 13, 20, 25, 29, 30), news, 10);
    expect([...count]).toEqual([Number.NaN, 1, 2, 3, 2, 0, 0, 1]);
    expect([...sentiment]).toEqual([Number.NaN, 1, 0.25, 0.25, -0.5, Number.NaN, Number.NaN, -1]);
  });

  it('without any news is unknown, not zero', () => {
    expect([...alignNews(Float64Array.of(1, 2), [], 10).count]).toEqual([Number.NaN, Number.NaN]);
  });

  const instants = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 40 });
  const newsAt = (times: readonly number[]): ScoredNews[] =>
    [...times].sort((a, b) => a - b).map((at, i) => item(at, i % 2 === 0 ? 0.5 : -0.25));

  it('equals the definition, searched close by close', () => {
    fc.assert(
      fc.property(instants, instants, (closes, times) => {
        const news = newsAt(times);
        const closeAt = Float64Array.from(closes).sort();
        const expected = Array.from(closeAt, at => {
          const inside = news.filter(one => one.availableAt <= at && one.availableAt > at - 20);
          const mean = inside.reduce((sum, one) => sum + one.score, 0) / inside.length;
          return at - 20 >= Math.min(...times) ? [inside.length, mean] : [Number.NaN, Number.NaN];
        });
        const { count, sentiment } = alignNews(closeAt, news, 20);
        expect(expected.map((_row, i) => [count[i], sentiment[i]])).toEqual(expected);
      }),
      { seed: 7 },
    );
  });

  it('that come later change nothing before', () => {
    fc.assert(
      fc.property(instants, instants, fc.integer({ min: 0, max: 100 }), (closes, times, cut) => {
        const closeAt = Float64Array.from(closes).sort();
        const before = closeAt.filter(at => at <= cut).length;
        const until = (list: readonly number[]) => alignNews(closeAt, newsAt(list), 20).count.slice(0, before);
        expect(until(times.filter(at => at <= cut))).toEqual(until(times));
      }),
      { seed: 8 },
    );
  });
});
