import { describe, expect, it } from 'vitest';
import type { IndexItem, KnowledgeIndex } from '../../knowledge/retrieval/knowledge-index.ts';
import { unit } from '../../knowledge/retrieval/lsa.ts';
import { seeded } from '../kit/seeded.ts';

const place = (...numbers: number[]): Float32Array => unit(Float32Array.from(numbers));

const items: readonly IndexItem[] = [
  {
    id: 'a/en',
    lang: 'en',
    term: 'Drawdown',
    aliases: ['DD', 'Repli'],
    body: 'The fall from a peak.',
    vector: place(1, 0, 0),
  },
  {
    id: 'a/fr',
    lang: 'fr',
    term: 'Repli',
    aliases: ['Drawdown'],
    body: 'La baisse depuis un sommet ; les prévisions.',
    vector: place(1, 0.1, 0),
  },
  { id: 'b/en', lang: 'en', term: 'Volatility', aliases: [], body: 'How far prices vary.', vector: place(0, 1, 0) },
  {
    id: 'c/en',
    lang: 'en',
    term: 'Bid-ask spread',
    aliases: [],
    body: 'A peak of nothing; the gap of prices.',
    vector: place(0, 0, 1),
  },
];

const randomItems = (count: number, dimensions: number): IndexItem[] => {
  const random = seeded(11);
  return Array.from({ length: count }, (_, i) => ({
    id: `r${i}`,
    lang: i % 3 === 0 ? ('fr' as const) : ('en' as const),
    term: `term ${i}`,
    aliases: [],
    body: '',
    vector: unit(Float32Array.from({ length: dimensions }, () => random() - 0.5)),
  }));
};

const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, k) => sum + value * (b[k] ?? 0), 0);

/** What every index does. @param recall least share of the true ten nearest that it finds */
export function knowledgeIndexContract(name: string, open: () => Promise<KnowledgeIndex>, recall: number): void {
  const filled = async (): Promise<KnowledgeIndex> => {
    const index = await open();
    await index.replace(items, 'three-numbers');
    return index;
  };
  const ids = async (index: KnowledgeIndex, query: Parameters<KnowledgeIndex['query']>[0]): Promise<string[]> =>
    (await index.query(query)).map(({ id }) => id);

  describe(`${name} as an index of passages`, () => {
    it('finds by words: a name weighs more than a text, and English words by their stem', async () => {
      const index = await filled();
      expect(await ids(index, { text: 'a peak in volatility', lang: 'en', k: 3 })).toEqual(['b/en', 'a/en', 'c/en']);
      expect(await ids(index, { text: 'pricing', lang: 'en', k: 3 })).toEqual(['b/en', 'c/en']);
    });

    it('finds French by its own stems, without accents, and across an apostrophe', async () => {
      const index = await filled();
      for (const text of ['prevision', "l'baisse", 'SOMMETS'])
        expect(await ids(index, { text, lang: 'fr', k: 3 }), text).toEqual(['a/fr']);
    });

    it('finds a passage by a name of the other language', async () => {
      expect(await ids(await filled(), { text: 'repli', lang: 'en', k: 3 })).toEqual(['a/en']);
    });

    it('finds by place, the nearest first, with the cosine as score', async () => {
      const index = await filled();
      const hits = await index.query({ vector: place(1, 0, 0), k: 2 });
      expect(hits.map(({ id }) => id)).toEqual(['a/en', 'a/fr']);
      expect(hits.map(({ score }) => score)).toEqual([expect.closeTo(1, 5), expect.closeTo(1 / Math.hypot(1, 0.1), 5)]);
      expect(await ids(index, { vector: place(1, 0, 0), lang: 'fr', k: 2 })).toEqual(['a/fr']);
    });

    it('fuses words and places by reciprocal ranks', async () => {
      const [best] = await (await filled()).query({ text: 'volatility', vector: place(0, 1, 0), lang: 'en', k: 3 });
      expect(best).toEqual({ id: 'b/en', score: expect.closeTo(2 / 61, 10) });
    });

    it.each(['', '?', '"', 'NEAR/3 OR NOT', 'term: x*', '-', "'; drop table x; --", '🦆', '(', 'type-a'])(
      'takes %j for words, never for an expression',
      async text => {
        expect(Array.isArray(await (await filled()).query({ text, k: 3 }))).toBe(true);
      },
    );

    it('writes an item anew, and takes one out', async () => {
      const index = await filled();
      await index.upsert([
        { id: 'b/en', lang: 'en', term: 'Variance', aliases: [], body: 'x', vector: place(1, 0, 0.01) },
      ]);
      expect(await ids(index, { text: 'volatility', lang: 'en', k: 3 })).toEqual([]);
      expect(await ids(index, { text: 'variance', lang: 'en', k: 3 })).toEqual(['b/en']);
      await index.delete(['a/en', 'no such id']);
      expect(await ids(index, { vector: place(1, 0, 0), lang: 'en', k: 1 })).toEqual(['b/en']);
      expect(await index.stats()).toMatchObject({ items: 3, dimensions: 3, embedder: 'three-numbers' });
    });

    it('refuses a vector of another length, in an item and in a question', async () => {
      const index = await filled();
      const four = place(1, 0, 0, 0);
      const bad = expect.objectContaining({ code: 'model.bad-data', message: expect.stringContaining('4') });
      await expect(
        index.upsert([{ id: 'z', lang: 'en', term: 'Z', aliases: [], body: '', vector: four }]),
      ).rejects.toEqual(bad);
      await expect(index.query({ vector: four, k: 1 })).rejects.toEqual(bad);
    });

    it('puts new items in the place of all others, with vectors of another length or none', async () => {
      const index = await filled();
      await index.replace(
        [{ id: 'n', lang: 'en', term: 'New', aliases: [], body: '', vector: place(1, 2) }],
        'two-numbers',
      );
      expect(await index.stats()).toMatchObject({ items: 1, dimensions: 2, embedder: 'two-numbers' });
      await index.replace([{ id: 'm', lang: 'en', term: 'Words', aliases: [], body: '' }], null);
      expect(await index.stats()).toMatchObject({ items: 1, dimensions: 0, embedder: null });
      expect(await ids(index, { text: 'words', k: 3 })).toEqual(['m']);
    });

    it(`finds at least ${recall} of the true ten nearest among 2,000`, async () => {
      const index = await open();
      const many = randomItems(2000, 32);
      await index.replace(many, 'random');
      let found = 0;
      for (const { vector = new Float32Array() } of many.slice(0, 50)) {
        const truth = many
          .map(item => ({ id: item.id, score: cosine(vector, item.vector ?? vector) }))
          .sort((a, b) => b.score - a.score)
          .slice(0, 10);
        const hits = new Set(await ids(index, { vector, k: 10 }));
        found += truth.filter(({ id }) => hits.has(id)).length;
      }
      expect(found / 500).toBeGreaterThanOrEqual(recall);
    });

    it('says that it answers', async () => {
      expect(await (await open()).health()).toEqual({ ok: true });
    });
  });
}
