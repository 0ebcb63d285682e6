import { Sentence } from './sentence.ts';
import type { Settings } from './setting-rule.ts';

const train = 'train(?:ing|ed)?|in[ -]sample|apprentissage|entrainement|entraine[rz]?';
const test = '(?<!forward[ -])test(?:ing|ed|s)?';
const word = `(${train}|${test})`;
const n = '(\\d+(?:\\.\\d+)?)';
const unit = '(years?|yrs?|y|ans?|annees?|months?|mois|weeks?|semaines?)(?![a-z])';
const links =
  '(?:[_ ](?:years?|windows?|fenetre|period|periode))?(?: ?[=:,]| (?:on|for|over|of|with|is|sur|de|pendant|avec|pour))* ?';
/** "train 3 years", "3 years of training": read from the left, so that each length goes to the word beside it. */
const windows = new RegExp(
  `(?<![a-z])${word}${links}${n}[ -]?${unit}|(?<![\\d.])${n}[ -]?${unit}(?: of| de| d'|,)? ?${word}(?![a-z])`,
  'g',
);

const ofTraining = new RegExp(`^(?:${train})$`);
const speaksOfWindows = new RegExp(`(?<![a-z])(?:${train}|walk[ -]?forward|glissante)(?![a-z])`);

const yearsOf = (count: number, name: string): number => {
  const perYear = /^(?:m)/.test(name) ? 12 : /^[ws]/.test(name) ? 365.25 / 7 : 1;
  return Number((count / perYear).toFixed(4));
};

/** Marks the windows of a walk-forward, in years: "train 3 years test 6 months". */
export function markWindows(sentence: Sentence): Sentence {
  if (!speaksOfWindows.test(sentence.text)) return sentence;
  return Sentence.mark(
    sentence,
    'setting',
    windows,
    ([, before, first, one = '', second, two = '', after]): Settings => {
      const years = yearsOf(Number(first ?? second), one || two);
      return ofTraining.test(before ?? after ?? '') ? { train_years: years } : { test_years: years };
    },
  );
}
