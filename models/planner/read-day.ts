import { calendarDay } from './calendar-day.ts';
import { Sentence } from './sentence.ts';

/** A day, or a longer stretch of the calendar that was named as one: "2008", "March 2009". */
export type When = { from: string; to: string; precision: 'day' | 'month' | 'year' };

export const monthNames = [
  'january|jan|janvier|janv',
  'february|feb|fevrier|fevr|fev',
  'march|mar|mars',
  'april|apr|avril|avr',
  'may|mai',
  'june|jun|juin',
  'july|jul|juillet|juil',
  'august|aug|aout',
  'september|sept|sep|septembre',
  'october|oct|octobre',
  'november|nov|novembre',
  'december|dec|decembre',
];
const month = `(${monthNames.join('|')})\\.?`;
const weekdays = [
  'sunday|dimanche',
  'monday|lundi',
  'tuesday|mardi',
  'wednesday|mercredi',
  'thursday|jeudi',
  'friday|vendredi',
  'saturday|samedi',
];
const year = '((?:19|20)\\d{2})';
const b = '(?<![a-z0-9.$])';
const e = '(?![a-z0-9])';

const monthOf = (name: string): number => monthNames.findIndex(names => names.split('|').includes(name)) + 1;

const oneDay = (day: string | undefined): When | undefined =>
  day === undefined ? undefined : { from: day, to: day, precision: 'day' };
const wholeYear = (of: number): When => ({ ...calendarDay.months(of, 1, 12), precision: 'year' });

/** The latest such day that is not after today, for a day named without its year. */
function latest(monthNumber: number, date: number, today: string): When | undefined {
  const now = calendarDay.yearOf(today);
  const found = [now, now - 1]
    .map(one => calendarDay.of(one, monthNumber, date))
    .find(day => day !== undefined && day <= today);
  return oneDay(found);
}

/** "10/03/2009": day first in French, month first in English, unless only one order is a date. */
function slashed(first: number, second: number, given: string, french: boolean): When | undefined {
  const full = given.length === 2 ? Number(given) + (Number(given) < 70 ? 2000 : 1900) : Number(given);
  const dayFirst = calendarDay.of(full, second, first);
  const monthFirst = calendarDay.of(full, first, second);
  return oneDay(french ? (dayFirst ?? monthFirst) : (monthFirst ?? dayFirst));
}

const unitMonths: Record<string, number> = {
  month: 1,
  months: 1,
  mois: 1,
  quarter: 3,
  quarters: 3,
  trimestre: 3,
  trimestres: 3,
  year: 12,
  years: 12,
  an: 12,
  ans: 12,
  annee: 12,
  annees: 12,
  decade: 120,
  decades: 120,
};
const unitDays: Record<string, number> = {
  day: 1,
  days: 1,
  jour: 1,
  jours: 1,
  week: 7,
  weeks: 7,
  semaine: 7,
  semaines: 7,
  fortnight: 14,
  quinzaine: 15,
};
const unit = `(${[...Object.keys(unitMonths), ...Object.keys(unitDays)].join('|')})`;

function ago(count: number, name: string, today: string): When | undefined {
  const months = unitMonths[name];
  const days = unitDays[name];
  if (months !== undefined) return oneDay(calendarDay.addMonths(today, -count * months));
  return days === undefined ? undefined : oneDay(calendarDay.addDays(today, -count * days));
}

/** Begin, middle and end of a stretch: "end of 2008", "début 2009". */
function edge(word: string, { from, to, precision }: When): When | undefined {
  if (precision === 'day') return undefined;
  if (/^(?:end|late|fin)/.test(word)) return oneDay(to);
  if (/^mi/.test(word))
    return oneDay(precision === 'year' ? calendarDay.addMonths(from, 6) : calendarDay.addDays(from, 14));
  return oneDay(from);
}

const ordinals: Record<string, number> = {
  first: 1,
  '1st': 1,
  premier: 1,
  '1er': 1,
  second: 2,
  '2nd': 2,
  deuxieme: 2,
  '2e': 2,
  third: 3,
  '3rd': 3,
  troisieme: 3,
  '3e': 3,
  fourth: 4,
  last: 4,
  '4th': 4,
  quatrieme: 4,
  dernier: 4,
  '4e': 4,
};

/** `hint` is a quick test that must hold before the pattern is tried; without one the sentence must have a digit. */
type Rule = {
  pattern: RegExp;
  hint?: RegExp;
  read: (match: RegExpExecArray, today: string, french: boolean) => When | undefined;
};

const digit = /\d/;
const named =
  /\d.*(?:jan|fe[bv]|ma[ryi]|a[pv]r|ju[nil]|aug|aout|sep|oct|nov|dec)|(?:jan|fe[bv]|ma[ryi]|a[pv]r|ju[nil]|aug|aout|sep|oct|nov|dec).*\d/;

/** From the most to the least specific; what one rule takes, the next does not see. */
const rules: readonly Rule[] = [
  {
    pattern: new RegExp(`${b}(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${e}`, 'g'),
    read: ([, y, m, d]) => oneDay(calendarDay.of(Number(y), Number(m), Number(d))),
  },
  {
    pattern: new RegExp(`${b}(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4}|\\d{2})${e}`, 'g'),
    read: ([, one, two, y = ''], _today, french) => slashed(Number(one), Number(two), y, french),
  },
  {
    hint: named,
    pattern: new RegExp(`${b}${month} (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?:,| of)? ${year}${e}`, 'g'),
    read: ([, m = '', d, y]) => oneDay(calendarDay.of(Number(y), monthOf(m), Number(d))),
  },
  {
    hint: named,
    pattern: new RegExp(`${b}(\\d{1,2})(?:er|st|nd|rd|th)? (?:of |de )?${month},? ${year}${e}`, 'g'),
    read: ([, d, m = '', y]) => oneDay(calendarDay.of(Number(y), monthOf(m), Number(d))),
  },
  {
    hint: /quarter|trimestre|[qt][1-4]/,
    pattern: new RegExp(
      `${b}(?:([1-4])(?:st|nd|rd|th|er|e) (?:quarter|trimestre)|[qt]([1-4])|(first|second|third|fourth|last|premier|deuxieme|troisieme|quatrieme|dernier) (?:quarter|trimestre))(?: (?:of|de))?,? ${year}${e}`,
      'g',
    ),
    read: ([, one, two, name = '', y]) => ({
      ...calendarDay.months(Number(y), (Number(one ?? two ?? ordinals[name] ?? 1) - 1) * 3 + 1, 3),
      precision: 'month',
    }),
  },
  {
    hint: named,
    pattern: new RegExp(`${b}${month}(?: of| de|,)? ${year}${e}`, 'g'),
    read: ([, m = '', y]) => ({ ...calendarDay.months(Number(y), monthOf(m)), precision: 'month' }),
  },
  {
    hint: named,
    pattern: new RegExp(`${b}(\\d{1,2})(?:er|st|nd|rd|th)? (?:of )?${month}${e}`, 'g'),
    read: ([, d, m = ''], today) => latest(monthOf(m), Number(d), today),
  },
  {
    hint: named,
    pattern: new RegExp(`${b}${month} (?:the )?(\\d{1,2})(?:st|nd|rd|th)?${e}`, 'g'),
    read: ([, m = '', d], today) => latest(monthOf(m), Number(d), today),
  },
  {
    hint: /(?:in|since|from|last|en|depuis|until|before|after|avant|apres) [a-z]{3}/,
    pattern: new RegExp(`(?<=\\b(?:in|since|from|last|en|depuis|until|before|after|avant|apres) )${month}${e}`, 'g'),
    read: ([, m = ''], today) => monthBefore(monthOf(m), today),
  },
  {
    hint: /yesterday|hier/,
    pattern: /(?<![a-z])(?:the |a )?day before yesterday|avant-hier|avant hier/g,
    read: (_match, today) => oneDay(calendarDay.addDays(today, -2)),
  },
  {
    hint: /yesterday|hier/,
    pattern: /(?<![a-z])(?:yesterday|hier)(?![a-z])/g,
    read: (_match, today) => oneDay(calendarDay.addDays(today, -1)),
  },
  {
    hint: /ago|earlier|back/,
    pattern: new RegExp(`(?<![a-z\\d])(\\d+|an?) ${unit} (?:ago|earlier|back)(?![a-z])`, 'g'),
    read: ([, count = '', name = ''], today) => ago(Number(count) || 1, name, today),
  },
  {
    hint: /il y a/,
    pattern: new RegExp(`(?<![a-z])il y a (\\d+|une?) ${unit}(?![a-z])`, 'g'),
    read: ([, count = '', name = ''], today) => ago(Number(count) || 1, name, today),
  },
  ...weekdays.map(
    (names, number): Rule => ({
      hint: new RegExp(names),
      pattern: new RegExp(`(?<![a-z])(?:last |past |this |on |le )?(?:${names})(?: dernier| passe)?(?![a-z])`, 'g'),
      read: (_match, today) =>
        oneDay(calendarDay.addDays(today, -(((calendarDay.weekday(today) - number + 6) % 7) + 1))),
    }),
  ),
  {
    hint: /0s|annees/,
    pattern:
      /(?<![a-z])(?:the |les )?(?:annees )?(?:(19[5-9]0|20[0-2]0)s|(?<=annees )(19[5-9]0|20[0-2]0|[5-9]0)|'?([5-9]0)s)(?![a-z0-9])/g,
    read: decade,
  },
  {
    hint: /ytd|year|annee/,
    pattern:
      /(?<![a-z])(?:ytd|year[ -]to[ -]date|this year|cette annee|depuis le (?:debut|1er janvier) de l'annee|since the (?:start|beginning) of the year|since january 1(?:st)?)(?![a-z])/g,
    read: (_match, today) => ({ from: `${calendarDay.yearOf(today)}-01-01`, to: today, precision: 'year' }),
  },
  {
    pattern: new RegExp(
      `${b}(?:the year |the |l'annee |annee |fiscal )?${year}(?! ?(?:units?|shares?|dollars?|usd|\\$|%|actions?|parts?|titres?|unites?|[\\ue000-\\ue01f]|percent|days|jours|candles|bougies))${e}(?![.,/]\\d)`,
      'g',
    ),
    read: ([, y]) => wholeYear(Number(y)),
  },
];

function monthBefore(number: number, today: string): When {
  const now = calendarDay.yearOf(today);
  const span = calendarDay.months(now, number);
  return { ...(span.from <= today ? span : calendarDay.months(now - 1, number)), precision: 'month' };
}

function decade([, full, later, short]: RegExpExecArray): When {
  const digits = Number(full ?? later ?? short);
  const first = digits < 100 ? 1900 + digits : digits;
  return { ...calendarDay.months(first, 1, 120), precision: 'year' };
}

/** "from January to March 2019", "du 1er mars au 30 juin 2019": the first has the year of the second. */
const day = '(?:\\d{1,2}(?:er|st|nd|rd|th)? )?';
const unfinished = new RegExp(
  `(?<![a-z\\d])(${day}${month}(?: \\d{1,2}(?:st|nd|rd|th)?)?)( (?:to|and|until|through|a|au|et|-|jusqu'a|jusqu'au) (?:the |le |en |fin )?${day}${month}(?: \\d{1,2}(?:st|nd|rd|th)?,?)? ${year})`.replaceAll(
    `(${monthNames.join('|')})`,
    `(?:${monthNames.join('|')})`,
  ),
  'g',
);

const edges =
  /(?<![a-z])(?:the )?(beginning|start|early|late|end|mid|middle|debut|fin|mi)[ -]?(?:of |de |d')?(?:the year )?([\ue000-\uf8ff])/g;

/** Marks every day, month and year that the sentence names, relative to `today` where it must be. */
export function markDays(sentence: Sentence, today: string, french: boolean): Sentence {
  const written = !named.test(sentence.text)
    ? sentence
    : Sentence.rewrite(sentence, unfinished, ([whole, first = '', rest = '', of = '']) =>
        whole === '' ? undefined : `${first} ${of}${rest}`,
      );
  const found = rules.reduce(
    (made, { pattern, hint = digit, read }) =>
      hint.test(made.text) ? Sentence.mark(made, 'when', pattern, match => read(match, today, french)) : made,
    written,
  );
  if (Sentence.all(found, 'when').length === 0) return found;
  return Sentence.mark(found, 'when', edges, ([, word = '', letter = '']) => {
    const inner = Sentence.at(found, letter);
    return inner?.kind === 'when' ? edge(word, inner.value as When) : undefined;
  });
}
