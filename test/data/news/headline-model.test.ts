import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { crossValidate } from '../../../data/news/cross-validate.ts';
import { fitHeadlineModel, type Lesson } from '../../../data/news/fit-headline-model.ts';
import { headlineFeatures } from '../../../data/news/headline-features.ts';
import { HeadlineModel, softmax } from '../../../data/news/headline-model.ts';
import { parseLabelledHeadlines, singleLabels } from '../../../data/news/labelled-headlines.ts';
import { measureLabels } from '../../../data/news/measure-labels.ts';
import { scoreEntity, scoreHeadline } from '../../../data/news/score-headline.ts';
import { hasReferenceData, readReference } from '../../kit/reference-data.ts';

const file = 'headlines-entity-sentiment.csv';
const shippedFile = new URL('../../../data/news/headline-weights.bin', import.meta.url);

const lessons: Lesson[] = Array.from({ length: 60 }, (_, i): Lesson[] => [
  { headline: `Broker ${i} calls it a buy`, label: 'positive' },
  { headline: `Broker ${i} calls it a sell`, label: 'negative' },
  { headline: `Board ${i} meets`, label: 'neutral' },
]).flat();

describe('the features of a headline', () => {
  it('are its words and pairs, whatever the case, the accents and the numbers', () => {
    expect(headlineFeatures('Net up 4%')).toEqual(headlineFeatures('NET UP 12,5%'));
    expect(headlineFeatures('Net up 4%').size).toBe(5);
    expect(headlineFeatures('up up up').size, 'each counts once').toBe(2);
    expect(headlineFeatures('').size).toBe(0);
  });
});

describe('a headline model', () => {
  it('learns what it is shown, and the same lessons give the same bytes', () => {
    const model = fitHeadlineModel(lessons);
    const labels = lessons.map(({ headline }) => scoreHeadline(headline, 'en', { model, linearProbability: 0 }).label);
    expect(labels).toEqual(lessons.map(({ label }) => label));
    expect(fitHeadlineModel(lessons).bytes()).toEqual(model.bytes());
  });

  it('has chances that a softmax by hand gives, and equal ones where it knows no word', () => {
    const model = new HeadlineModel({
      hashes: Uint32Array.from([...headlineFeatures('buy')]),
      rarity: Float64Array.of(3),
      weights: Float64Array.of(-1, 0, 1),
      bias: new Float64Array(3),
    });
    const total = Math.exp(-1) + 1 + Math.E;
    for (const [i, chance] of [Math.exp(-1) / total, 1 / total, Math.E / total].entries())
      expect(model.chances(model.vector('Buy!'))[i]).toBeCloseTo(chance, 12);
    expect([...model.chances(model.vector('sell'))]).toEqual([1 / 3, 1 / 3, 1 / 3]);
    expect([...softmax(Float64Array.of(1000, 1000))], 'no overflow').toEqual([0.5, 0.5]);
  });

  it('comes back from its bytes within a step of its weights', () => {
    const model = fitHeadlineModel(lessons);
    const back = HeadlineModel.from(model.bytes());
    expect(back.size).toBe(model.size);
    for (const { headline } of lessons.slice(0, 9)) {
      const [before, after] = [model.chances(model.vector(headline)), back.chances(back.vector(headline))];
      for (const [i, chance] of before.entries()) expect(Math.abs(chance - (after[i] ?? 0))).toBeLessThan(0.02);
    }
    expect(back.bytes(), 'quantised once is quantised for good').toEqual(HeadlineModel.from(back.bytes()).bytes());
  });

  it('refuses bytes that are none', () => {
    expect(() => HeadlineModel.from(new Uint8Array(27))).toThrow('27 bytes are not a headline model');
    expect(() => HeadlineModel.from(new Uint8Array(0))).toThrow('train it again');
  });

  it('ships in less than 100 kB', () => {
    const bytes = readFileSync(shippedFile);
    expect(bytes.length).toBeLessThan(100_000);
    expect(HeadlineModel.from(bytes).size).toBe(11_622);
  });
});

describe('labelled headlines', () => {
  it('are read with names that hold apostrophes, quotes and commas', () => {
    const text = `headline,entities\n"A, B rise",{'A': 'positive'}\nMoody's cuts C,"{""Moody's"": 'neutral', 'C': 'negative'}"\n`;
    expect(parseLabelledHeadlines(text, 'my.csv')).toEqual([
      { headline: 'A, B rise', entities: [{ name: 'A', label: 'positive' }] },
      {
        headline: "Moody's cuts C",
        entities: [
          { name: "Moody's", label: 'neutral' },
          { name: 'C', label: 'negative' },
        ],
      },
    ]);
  });

  it('without a label are refused by line', () => {
    expect(() => parseLabelledHeadlines('headline,entities\nNothing here,{}\n', 'my.csv')).toThrow('"my.csv", line 2');
  });

  it('are measured by accuracy and macro-F1', () => {
    // By hand: F1 is 1 for negative, 2/3 for neutral (one of two right) and 0 for positive, which is never given.
    const pairs = [
      ['negative', 'negative'],
      ['neutral', 'neutral'],
      ['positive', 'neutral'],
      ['negative', 'negative'],
    ] as const;
    expect(measureLabels(pairs)).toEqual({ count: 4, accuracy: 0.75, macroF1: (1 + 2 / 3 + 0) / 3 });
  });
});

describe.skipIf(!hasReferenceData)('on the 10,753 labelled headlines', () => {
  const all = hasReferenceData ? parseLabelledHeadlines(readReference(file), file) : [];

  it('14,405 names are read, and 7,906 headlines are about one alone', () => {
    expect(all.length).toBe(10_753);
    expect(all.reduce((sum, one) => sum + one.entities.length, 0)).toBe(14_405);
    expect(singleLabels(all).length).toBe(7906);
  });

  it('each method holds in five folds what its reference reached: majority .359, linear .818, cascade .762', () => {
    const { majority, rules, linear, cascade } = crossValidate(singleLabels(all));
    expect(majority.accuracy).toBeCloseTo(0.359, 3);
    expect(rules.accuracy, 'the reference rules, without price moves: .490').toBeGreaterThan(0.6);
    expect(linear.accuracy).toBeGreaterThanOrEqual(0.81);
    expect(linear.macroF1).toBeGreaterThanOrEqual(0.81);
    expect(cascade.accuracy, 'the gate').toBeGreaterThanOrEqual(0.76);
    expect(cascade.macroF1).toBeGreaterThanOrEqual(0.7);
  });

  it('the shipped weights are what the training script makes of them', () => {
    expect(Buffer.from(fitHeadlineModel(singleLabels(all)).bytes()).equals(readFileSync(shippedFile))).toBe(true);
  });

  it('a name is read better from its own clause than from the whole headline, where the labels differ', () => {
    const mixed = all.filter(({ entities }) => new Set(entities.map(one => one.label)).size > 1);
    const named = mixed.flatMap(({ headline, entities }) =>
      entities.filter(({ name }) => headline.includes(name)).map(one => ({ headline, ...one })),
    );
    const whole = measureLabels(named.map(one => [one.label, scoreHeadline(one.headline, 'en').label] as const));
    const own = measureLabels(named.map(one => [one.label, scoreEntity(one.headline, one.name, 'en').label] as const));
    expect(mixed.length).toBe(1233);
    expect(own.accuracy - whole.accuracy).toBeGreaterThan(0.1);
  });
});
