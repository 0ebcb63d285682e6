import { describe, expect, it } from 'vitest';
import type { Language } from '../../../config/settings.ts';
import type { HeadlineLabel } from '../../../data/news/headline-label.ts';
import { ruleScore } from '../../../data/news/headline-rules.ts';
import { measureLabels } from '../../../data/news/measure-labels.ts';
import { scoreEntity, scoreHeadline, shippedHeadlineModel } from '../../../data/news/score-headline.ts';
import { frenchHeadlines, laterFrenchHeadlines } from './french-headlines.ts';

const labelOf = (headline: string, language: Language): HeadlineLabel => {
  const score = ruleScore(headline, language);
  if (Math.abs(score) < 0.5) return 'neutral';
  return score > 0 ? 'positive' : 'negative';
};

describe('the rules in English', () => {
  it.each<[string, HeadlineLabel]>([
    ['Operating profit rose to EUR 13.1 mn from EUR 8.7 mn', 'positive'],
    ['Net sales decreased by 4 % in the quarter', 'negative'],
    ['The operating loss narrowed in the third quarter', 'positive'],
    ['The group cut its net loss by half', 'positive'],
    ['The net loss widened to 12 million', 'negative'],
    ['The company swung to a profit after two bad years', 'positive'],
    ['The company swung to a loss in the second quarter', 'negative'],
    ['A profit of 5 million compared with a loss of 2 million a year earlier', 'positive'],
    ['Net profit was 7 million, compared with 9.5 million a year earlier', 'negative'],
    ['Costs fell by a tenth', 'positive'],
    ['Costs rose by a tenth', 'negative'],
    ['Debt was 900 million versus 1.2 billion a year before', 'positive'],
    ['Sales totalled EUR 1.2 bn from EUR 980 mn', 'positive'],
    ['Sales of 1,250 million compared to 1,310 million', 'negative'],
    ['Sales did not increase this year', 'negative'],
    ['Profit is unlikely to fall', 'positive'],
    ['The bank never missed a payment', 'positive'],
    ['Airline warns of strike', 'negative'],
    ['Regulator finds no fraud at the broker', 'positive'],
    ['Gold climbs 2 %', 'positive'],
    ['Shares tumble at the open, crude slides', 'negative'],
    ['The company sets up an office in Oslo', 'neutral'],
    ['The annual meeting takes place on Monday', 'neutral'],
    ['The new engine reduces emissions', 'neutral'],
  ])('read %j as %s', (headline, label) => {
    expect(labelOf(headline, 'en'), String(ruleScore(headline, 'en'))).toBe(label);
  });
});

describe('the rules in French', () => {
  it.each<[string, HeadlineLabel]>([
    ['La perte nette se réduit de moitié', 'positive'],
    ['La perte nette se creuse', 'negative'],
    ['Le groupe renoue avec le bénéfice', 'positive'],
    ['Le bénéfice ne progresse pas', 'negative'],
    ["Le bénéfice n'a pas reculé", 'positive'],
    ["Aucune fraude n'a été constatée", 'positive'],
    ["Le chiffre d'affaires s'élève à 12,5 millions d'euros, contre 11,9 millions", 'positive'],
    ["Le chiffre d'affaires ressort à 980 millions d'euros, contre 1,2 milliard", 'negative'],
    ['Les coûts baissent', 'positive'],
    ['Les charges augmentent fortement', 'negative'],
    ["L'assemblée générale aura lieu mardi", 'neutral'],
  ])('read %j as %s', (headline, label) => {
    expect(labelOf(headline, 'fr'), String(ruleScore(headline, 'fr'))).toBe(label);
  });

  const accuracyOn = (set: Readonly<Record<HeadlineLabel, readonly string[]>>) => {
    const labels: HeadlineLabel[] = ['negative', 'neutral', 'positive'];
    return measureLabels(
      labels.flatMap(label => set[label].map(text => [label, scoreHeadline(text, 'fr').label] as const)),
    );
  };

  it('label at least nine in ten of the 169 headlines that they were written beside', () => {
    const { count, accuracy, macroF1 } = accuracyOn(frenchHeadlines);
    expect(count).toBe(169);
    expect(accuracy).toBeGreaterThanOrEqual(0.9);
    expect(macroF1).toBeGreaterThanOrEqual(0.9);
  });

  it('label at least three in four of 60 headlines that were written after them', () => {
    const { count, accuracy } = accuracyOn(laterFrenchHeadlines);
    expect(count).toBe(60);
    expect(accuracy).toBeGreaterThanOrEqual(0.75);
  });
});

describe('the cascade', () => {
  it('believes the rules where they are sure, and says so', () => {
    expect(scoreHeadline('Net sales decreased by 4 %', 'en')).toEqual({
      score: -1,
      label: 'negative',
      by: 'rules',
      weight: 1,
    });
  });

  it('asks the linear model where the rules are silent, with its chance', () => {
    const found = scoreHeadline('Analysts recommend to buy the stock on dips', 'en');
    expect(found).toMatchObject({ label: 'positive', by: 'linear' });
    expect(found.probability).toBeGreaterThanOrEqual(0.6);
    expect(found.score).toBeGreaterThan(0);
  });

  it('is neutral where nobody is sure, and always in French where the rules are silent', () => {
    const headline = 'Analysts recommend to buy the stock on dips';
    expect(scoreHeadline(headline, 'en', { linearProbability: 1 })).toMatchObject({
      label: 'neutral',
      by: 'none',
      score: 0,
    });
    expect(scoreHeadline(headline, 'fr')).toEqual({ label: 'neutral', by: 'none', score: 0, weight: 1 });
    expect(scoreHeadline('', 'en')).toMatchObject({ by: 'none' });
  });

  it('scores more than 2,000 headlines a second', () => {
    shippedHeadlineModel();
    const texts = Array.from({ length: 2000 }, (_, i) => `Board of company ${i} meets to discuss stake in venture`);
    const start = performance.now();
    for (const text of texts) scoreHeadline(text, 'en');
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('a headline about two names', () => {
  it.each<[string, Language, string, HeadlineLabel]>([
    ['Lowland Bank shares surge while Highland Bank slumps 8 %', 'en', 'Lowland Bank', 'positive'],
    ['Lowland Bank shares surge while Highland Bank slumps 8 %', 'en', 'Highland Bank', 'negative'],
    ['Le blé grimpe, le maïs recule', 'fr', 'blé', 'positive'],
    ['Le blé grimpe, le maïs recule', 'fr', 'maïs', 'negative'],
  ])('%j (%s) is scored for %s by its own clause', (headline, language, name, label) => {
    expect(scoreEntity(headline, name, language).label).toBe(label);
  });

  it('lends a clause that says nothing the score of the whole', () => {
    expect(scoreEntity('Le groupe Nord, bénéfice en hausse', 'groupe Nord', 'fr').label).toBe('positive');
  });
});
