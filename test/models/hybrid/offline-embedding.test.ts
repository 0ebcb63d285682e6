import { describe, expect, it } from 'vitest';
import { fnv1a, offlineEmbedder, offlineEmbedding } from '../../../models/hybrid/offline-embedding.ts';

const likeness = (a: string, b: string): number => {
  const other = offlineEmbedding(b);
  return offlineEmbedding(a).reduce((sum, value, k) => sum + value * (other[k] ?? 0), 0);
};

describe('offline embedding', () => {
  it('hashes by FNV-1a', () => {
    expect(['', 'a', 'foobar'].map(fnv1a), 'test vectors of draft-eastlake-fnv, appendix C').toEqual([
      0x811c9dc5, 0xe40c292c, 0xbf9cf968,
    ]);
  });

  it('gives 768 numbers of length 1, and zeros for a text without a word', () => {
    const vector = offlineEmbedding('Fed raises rates by 0.25 percent');
    expect(vector.length).toBe(768);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
    expect(offlineEmbedding(' -- !')).toEqual(new Float32Array(768));
  });

  it('of one word holds its parts with their signs and weights', () => {
    // Word, then <up>: pieces <up, up>, <up>; each place by its hash.
    const parts: [string, number][] = [
      ['w up', 1],
      ['c <up', 0.3],
      ['c up>', 0.3],
      ['c <up>', 0.3],
    ];
    const expected = new Float64Array(768);
    for (const [part, weight] of parts) {
      const hash = fnv1a(part);
      const place = (hash & 0x7fffffff) % 768;
      expected[place] = (expected[place] ?? 0) + (hash >= 2 ** 31 ? -weight : weight);
    }
    const length = Math.hypot(...expected);
    const vector = offlineEmbedding('Up!');
    for (const [k, value] of expected.entries()) expect(vector[k], `place ${k}`).toBeCloseTo(value / length, 6);
  });

  it('counts a word that is repeated by one plus the logarithm of how often', () => {
    const vector = offlineEmbedding('gold gold oil');
    const weightOf = (part: string) => Math.abs(vector[(fnv1a(part) & 0x7fffffff) % 768] ?? 0);
    expect(weightOf('w gold') / weightOf('w oil'), '1 + ln 2').toBeCloseTo(1 + Math.LN2, 5);
    expect(weightOf('p gold gold') / weightOf('w oil'), 'pairs of words weigh 0.7').toBeCloseTo(0.7, 5);
  });

  it('puts texts that share words and stems nearer than others, whatever the case and the accents', () => {
    expect(likeness('Apple beats profit forecasts', 'APPLE beats profit forecasts!')).toBeCloseTo(1, 6);
    expect(likeness('Le marché recule', 'le marche recule')).toBeCloseTo(1, 6);
    const near = likeness('Apple profit beats forecasts', 'Profits of Apple beat all forecasts');
    const far = likeness('Apple profit beats forecasts', 'Drought hurts wheat harvest in Kansas');
    expect(near).toBeGreaterThan(0.4);
    expect(Math.abs(far), 'unrelated texts are nearly at right angles').toBeLessThan(0.1);
  });

  it('says that it is offline, and stops when it is told to', async () => {
    expect(offlineEmbedder).toMatchObject({ source: 'offline', dimensions: 768 });
    expect(await offlineEmbedder.embed(['a b', 'c'])).toEqual([offlineEmbedding('a b'), offlineEmbedding('c')]);
    await expect(offlineEmbedder.embed(['a'], AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped');
  });
});
