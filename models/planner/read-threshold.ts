import { fold } from '../../config/suggest.ts';
import { Sentence } from './sentence.ts';

/** How long or how often: no level. */
const duration =
  /(?:for|during|in|within|pendant|durant|dans|en|sur) \d+ (?:minutes?|hours?|days?|weeks?|months?|heures?|jours?|semaines?|mois)|\d+ (?:times|fois)/g;
const thousandsApart = /(?<=\d)[ \u00A0\u202F,'](?=\d{3}(?!\d))/g;
const number = /(?<![\w.,])(-?\d+(?:[.,]\d+)?) ?(k|m)?(?![\w]|[.,]\d)/g;
const factors: Readonly<Record<string, number>> = { k: 1000, m: 1_000_000 };

/**
 * The level that is watched: the one number of a sentence that belongs to no name ("S&P 500") and to no time. Undefined
 * where there are several, such as two levels: nobody is told of a level that they did not mean.
 */
export function readThreshold(sentence: Sentence): number | undefined {
  const names = Sentence.all(sentence, 'symbol');
  const bare = names.reduce(
    (text, { start, end }) => `${text.slice(0, start)}${' '.repeat(end - start)}${text.slice(end)}`,
    sentence.raw,
  );
  const plain = fold(bare).replace(duration, ' ').replace(thousandsApart, '');
  const found = [...plain.matchAll(number)].map(
    ([, digits = '', suffix = '']) => Number(digits.replace(',', '.')) * (factors[suffix] ?? 1),
  );
  return found.length === 1 ? found[0] : undefined;
}
