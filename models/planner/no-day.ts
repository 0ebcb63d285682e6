import type { Text } from '../../config/text.ts';
import { calendarDay } from './calendar-day.ts';
import { monthNames } from './read-day.ts';
import { Sentence } from './sentence.ts';

const month = `(${monthNames.join('|')})\\.?`;
const year = '((?:19|20)\\d{2})';
const b = '(?<![a-z0-9.$])';
const e = '(?![a-z0-9])';

type Days = (string | undefined)[];
const monthOf = (name = ''): number => monthNames.findIndex(names => names.split('|').includes(name)) + 1;
const day = (y?: string, m?: string, d?: string): string | undefined =>
  calendarDay.of(Number(y), monthOf(m) || Number(m), Number(d));

/** Ways to write a whole day, with the days that each may mean. */
const written: readonly { pattern: RegExp; days: (match: RegExpExecArray) => Days }[] = [
  { pattern: new RegExp(`${b}(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${e}`, 'g'), days: ([, y, m, d]) => [day(y, m, d)] },
  {
    pattern: new RegExp(`${b}(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})${e}`, 'g'),
    days: ([, one, two, y]) => [day(y, one, two), day(y, two, one)],
  },
  {
    pattern: new RegExp(`${b}${month} (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?:,| of)? ${year}${e}`, 'g'),
    days: ([, m, d, y]) => [day(y, m, d)],
  },
  {
    pattern: new RegExp(`${b}(\\d{1,2})(?:er|st|nd|rd|th)? (?:of |de )?${month},? ${year}${e}`, 'g'),
    days: ([, d, m, y]) => [day(y, m, d)],
  },
];
const feasts = new RegExp(
  `(?<![a-z])(?:easter|paques|thanksgiving|black friday|good friday|pentecost|pentecote|ascension|mardi gras|ramadan|hanukkah|diwali|labou?r day|memorial day)(?: (?:sunday|monday|day))?(?: (?:of |de )?${year})?${e}`,
  'g',
);

/** Writes feasts with a fixed day as that day, and marks days that no calendar has or that only a calendar tells. */
export function markNoDays(sentence: Sentence): Sentence {
  const eve = Sentence.rewrite(sentence, /(?<![a-z])christmas eve(?![a-z])/g, () => 'december 24');
  const fixed = Sentence.rewrite(eve, /(?<![a-z])(?:christmas(?: day)?|noel)(?![a-z])/g, () => 'december 25');
  const raw = ({ index, 0: found }: RegExpExecArray): string => Sentence.rawOf(fixed, index, index + found.length);
  const marked = written.reduce(
    (made, { pattern, days }) =>
      Sentence.mark(made, 'no-day', pattern, match => (days(match).some(one => one) ? undefined : match[0])),
    fixed,
  );
  return Sentence.mark(marked, 'no-day', feasts, raw);
}

export const noDayText = (found: string): Text => ({
  en: `I did not understand the day "${found}". Please write it as year-month-day, for example "2019-12-24".`,
  fr: `Je n'ai pas compris le jour « ${found} ». Écrivez-le sous la forme année-mois-jour, par exemple « 2019-12-24 ».`,
});
