import type { Language } from '../../config/settings.ts';
import { fold } from '../../config/suggest.ts';
import { type RuleWords, ruleWords } from './rule-words.ts';

/** One pattern for a list of words; `*` stands for any ending, `_` for a space. */
const pattern = (words: string): RegExp => {
  const alternatives = words.split(' ').map(word => word.replaceAll('_', "[ ’']").replaceAll('*', '\\w*'));
  return new RegExp(`(?<![\\w-])(?:${alternatives.join('|')})(?![\\w-])`, 'g');
};

const number = String.raw`(\d+(?:[., ]\d{3})*(?:[.,]\d+)?)\s*(millions?|milliards?|billions?|mn|bn|m|crore|cr|lakh)?`;

type Compiled = Omit<Record<keyof RuleWords, RegExp>, 'relief' | 'harm' | 'than' | 'amount'> &
  Pick<RuleWords, 'relief' | 'harm'> & { readonly fromTo: RegExp };

function compiled(words: RuleWords): Compiled {
  const { relief, harm, than, amount, ...lists } = words;
  const patterns = Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, pattern(list)])) as Omit<
    Compiled,
    'relief' | 'harm' | 'fromTo'
  >;
  const fromTo = new RegExp(
    `(?:${pattern(amount).source})\\D{0,12}?${number}[^.;]{0,40}?(?:${pattern(than).source})\\D{0,14}?${number}`,
  );
  return { ...patterns, relief, harm, fromTo };
}

const rules: Record<Language, Compiled> = { en: compiled(ruleWords.en), fr: compiled(ruleWords.fr) };

const windowWords = 3;

/** Whether one of the three words before a place turns what stands there. */
function isNegated(text: string, index: number, negations: RegExp): boolean {
  const before = text.slice(0, index).replace(/[’']/g, ' ').trim().split(/\s+/).slice(-windowWords);
  return before.join(' ').search(negations) >= 0;
}

/** Distinct words of a list: those that stand as they are, and those that are negated. */
function found(text: string, list: RegExp, negations: RegExp): { plain: Set<string>; negated: Set<string> } {
  const [plain, negated] = [new Set<string>(), new Set<string>()];
  for (const match of text.matchAll(list)) {
    const side = isNegated(text, match.index, negations) ? negated : plain;
    side.add(match[0].slice(0, 5));
  }
  return { plain, negated };
}

const scales: Readonly<Record<string, number>> = { m: 6, mn: 6, bn: 9, crore: 7, cr: 7, lakh: 5 };
const scaleOf = (word = ''): number => scales[word] ?? (/^mil{2}ion/.test(word) ? 6 : word === '' ? 0 : 9);

/** A figure with its scale; a group of three digits after a separator is thousands, anything else decimals. */
const figure = (digits = '', scale = ''): number =>
  Number(digits.replace(/[., ](?=\d{3}(?!\d))/g, '').replace(',', '.')) * 10 ** scaleOf(scale);

/** +1 where the newer of two figures of one unit is the larger, -1 where it is the smaller, 0 where nothing is compared. */
function comparison(text: string, fromTo: RegExp): number {
  const match = fromTo.exec(text);
  if (!match) return 0;
  const [, now, nowScale, before, beforeScale] = match;
  const scale = nowScale ?? beforeScale;
  return Math.sign(figure(now, scale) - figure(before, beforeScale ?? scale));
}

type Nouns = { good: boolean; bad: boolean; loss: boolean; reportedLoss: boolean };

/** What a rise and a fall weigh, by the nouns that are named beside them. */
const weights = {
  both: { up: 0.6, down: -0.8 },
  good: { up: 1.2, down: -1.4 },
  bad: { up: -1, down: 1 },
  none: { up: 0.6, down: -0.6 },
} as const;

const beside = ({ good, bad }: Nouns): keyof typeof weights => {
  if (good) return bad ? 'both' : 'good';
  return bad ? 'bad' : 'none';
};

/** What a loss weighs that nothing is said to move. */
function burden({ good, bad, loss, reportedLoss }: Nouns): number {
  if (good && bad) return reportedLoss ? -0.6 : 0;
  return loss ? -0.4 : 0;
}

function movement(text: string, nouns: Nouns, words: Compiled): number {
  const place = beside(nouns);
  const [rises, falls] = place === 'none' ? [words.climb, words.slide] : [words.up, words.down];
  const [rising, falling] = [found(text, rises, words.negations), found(text, falls, words.negations)];
  const { up, down } = weights[place];
  const goesUp = rising.plain.size + falling.negated.size > 0;
  const goesDown = falling.plain.size + rising.negated.size > 0;
  return (goesUp ? up : 0) + (goesDown ? down : 0) + burden(nouns);
}

const has = (text: string, list: RegExp): boolean => text.search(list) >= 0;

/**
 * The rules' score of a headline, from -1 (bad for its subject) to 1 (good): nouns that move, figures compared, events,
 * with what is negated turned. At 0.5 or beyond the rules are sure; about 0 they have nothing to say.
 */
export function ruleScore(headline: string, language: Language): number {
  const text = fold(headline);
  const words = rules[language];
  if (words.relief.some(one => one.test(text))) return 1;
  if (words.harm.some(one => one.test(text))) return -1;
  const of = (list: RegExp) => found(text, list, words.negations);
  const [pleasing, worrying] = [of(words.goodEvents), of(words.badEvents)];
  const nouns = {
    good: has(text, words.good),
    bad: has(text, words.bad),
    loss: has(text, words.loss),
    reportedLoss: has(text, words.reportedLoss),
  };
  const moved = movement(text, nouns, words);
  const compared = nouns.good || nouns.bad ? comparison(text, words.fromTo) * (nouns.good ? 0.8 : -0.8) : 0;
  const events =
    0.7 * (pleasing.plain.size + worrying.negated.size) - 0.9 * (worrying.plain.size + pleasing.negated.size);
  return Math.max(-1, Math.min(1, moved + compared + events));
}
