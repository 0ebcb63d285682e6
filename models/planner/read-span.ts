import { calendarDay } from './calendar-day.ts';
import type { When } from './read-day.ts';
import { Sentence } from './sentence.ts';

/** First and last day, either of which may be open. */
export type Span = { from?: string; to?: string };

const w = `(${Sentence.any('when')})`;
const b = '(?<![a-z])';

type Rule = { pattern: RegExp; read: (first: When, second: When | undefined) => Span };

const both = (first: When, second: When | undefined): Span =>
  second && second.to < first.from
    ? { from: second.from, to: first.to }
    : { from: first.from, to: second?.to ?? first.to };

/** Connectors of days, from the most to the least specific. */
const rules: readonly Rule[] = [
  {
    pattern: new RegExp(
      `${b}(?:from |between |since |starting |over |de |d'|du |entre |depuis |on |pour )?(?:the |le )?${w} ?(?:to|till?|until|through|thru|and|a|au|aux|et|jusqu'(?:a|au|en|aux)|jusque|-|/|->) ?(?:the |le |en |fin )?${w}`,
      'g',
    ),
    read: both,
  },
  {
    pattern: new RegExp(
      `${b}(?:since|from|starting(?: in| from| on| with)?|beginning(?: in)?|as of|depuis|a partir (?:de|du|d')|des|a compter (?:de|du)|after|apres)(?: the| le| la| l'| en)? ?${w}(?: (?:on|onwards?|until now|to now|till now|to date|jusqu'a (?:aujourd'hui|maintenant|present)))?`,
      'g',
    ),
    read: ({ from }) => ({ from }),
  },
  {
    pattern: new RegExp(`${b}(?:until|till|up to|through|jusqu'(?:a|au|en)|jusque)(?: the| le| fin)? ?${w}`, 'g'),
    read: ({ to }) => ({ to }),
  },
  {
    pattern: new RegExp(`${b}(?:before|prior to|avant)(?: the| le| la)? ?${w}`, 'g'),
    read: ({ from }) => ({ to: calendarDay.addDays(from, -1) }),
  },
  {
    pattern: new RegExp(
      `(?<=${b}(?:bought|invested|purchased|achete|investi|mis|achetant|investissant)(?: [^ ]+){0,6} ?)(?:back )?(?:in|en|on|le|around|vers)(?: the| fin)? ?${w}(?! (?:and sold|et vendu))`,
      'g',
    ),
    read: ({ from }) => ({ from }),
  },
];

/** Joins days into spans: "from 2005 to 2010", "depuis 2015". A month or a year by itself is the whole of it. */
export function markSpans(sentence: Sentence): Sentence {
  if (Sentence.all(sentence, 'when').length === 0) return sentence;
  const valueAt = (given: Sentence, letter: string | undefined): When | undefined =>
    letter === undefined ? undefined : (Sentence.at(given, letter)?.value as When | undefined);
  const joined = rules.reduce((made, { pattern, read }) => {
    return Sentence.mark(made, 'span', pattern, ([, first, second]) => {
      const begin = valueAt(made, first);
      return begin && read(begin, valueAt(made, second));
    });
  }, sentence);
  return Sentence.mark(
    joined,
    'span',
    new RegExp(
      `(?:${b}(?:in|during|over|for|en|pendant|durant|sur|au cours de|de|of|on|pour|dans) (?:the |le |la |les )?)?${w}`,
      'g',
    ),
    ([, letter]) => {
      const when = valueAt(joined, letter);
      return when && when.precision !== 'day' ? { from: when.from, to: when.to } : undefined;
    },
  );
}
