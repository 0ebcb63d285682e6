import { Sentence } from './sentence.ts';

/** A length of time; `next` when it lies ahead. */
export type Duration = {
  count: number;
  unit: 'hour' | 'day' | 'week' | 'month' | 'year';
  next: boolean;
  calendar: boolean;
  /** Counted in candles: "the last 60 candles". */
  candles?: boolean;
};

type Unit = { unit: Duration['unit']; times: number };

const units: Record<string, Unit> = {};
const add = (unit: Duration['unit'], times: number, names: string): void => {
  for (const name of names.split(' ')) units[name] = { unit, times };
};
add('hour', 1, 'hour hours heure heures h');
add(
  'day',
  1,
  'day days session sessions candle candles bar bars jour jours journee journees seance seances bougie bougies d j',
);
add('week', 1, 'week weeks semaine semaines w wk wks');
add('week', 2, 'fortnight fortnights quinzaine');
add('month', 1, 'month months mois mo mth mths m');
add('month', 3, 'quarter quarters trimestre trimestres');
add('month', 6, 'semester semesters semestre semestres');
add('year', 1, 'year years an ans annee annees y yr yrs');
add('year', 10, 'decade decades decennie decennies');

const names = Object.keys(units)
  .sort((a, b) => b.length - a.length)
  .join('|');
const long = Object.keys(units)
  .filter(name => name.length > 2 || name === 'an')
  .sort((a, b) => b.length - a.length)
  .join('|');
const kind = `(?:(?:trading|calendar|business|market|daily|hourly|weekly|${Sentence.any('timeframe')}) )?`;
const ahead = 'next|coming|following|upcoming|prochaine?s?|suivante?s?';
const behind = 'last|past|previous|latest|trailing|recent|derniere?s?|passee?s?|precedente?s?|ecoulee?s?';

const numbered = new RegExp(
  `(?<![a-z\\d.$/])(?:(?:the|les|ces|over|for|in|within|dans|d'ici|a|sur|pour|pendant|during|couple of) )*((?:${ahead}|${behind}) )?(?:the |les )?(\\d+(?:\\.\\d+)?)( ?-? ?)(?:((?:${ahead}|${behind}) ))?${kind}(${names})(?![a-z0-9])(?:'s?)?(?:( (?:${ahead}|${behind}|ahead|out|a venir|qui viennent))(?![a-z]))?`,
  'g',
);
const bare = new RegExp(
  `(?<![a-z])(?:(?:the|la|le|l'|over|for|in|sur|pour|this|during|pendant|de|d') ?)*(?:(${ahead}|${behind}) ${kind}(${long})|(?:la |le |l')?(${long}) (${ahead}|${behind}))(?![a-z])`,
  'g',
);
const couple = /(?<![a-z])(?:a )?couple (?:of )?(?=(?:trading )?(?:days|weeks|months|years|hours|sessions))/g;
const half = /(?<![a-z])(?:half an? year|half[ -]year|une? demi-annee|six-month)(?![a-z])/g;
const isAhead = new RegExp(`^ ?(?:${ahead}|ahead|out|a venir|qui viennent)`);

const anyDuration = new RegExp(Sentence.any('duration'), 'g');
const telling =
  /last|next|past|previous|latest|trailing|recent|derni|prochain|passe|precedent|ecoule|coming|following|upcoming|suivant/;

const aheadPrefix = /^(?:in|within|dans|d'ici) /;
/** "Une prévision à 5 jours" looks ahead, "une moyenne à 50 jours" does not. */
const forecasts = /(?<![a-z])(?:prev[io]|predi|volatil)/;

const counted = /^(?:candle|bar|bougie)s?$/;

function durationOf(count: number, name: string, next: boolean, calendar: boolean): Duration | undefined {
  const found = units[name];
  if (!found || !(count > 0)) return undefined;
  const length = { count: count * found.times, unit: found.unit, next, calendar };
  return counted.test(name) ? { ...length, candles: true } : length;
}

/** Marks lengths of time, those that lie ahead apart from the others: "last six months", "les 60 derniers jours", "next two days", "1y". */
export function markDurations(sentence: Sentence): Sentence {
  let made = Sentence.rewrite(sentence, couple, () => '2 ');
  made = Sentence.rewrite(made, half, () => '6 months');
  if (/\d/.test(made.text))
    made = Sentence.mark(made, 'duration', numbered, match => {
      const [whole, before = '', digits, gap = '', middle = '', name = '', after = ''] = match;
      if (name.length === 1 && gap.includes(' ')) return undefined;
      const toward = aheadPrefix.test(whole) || (/^a /.test(whole) && forecasts.test(sentence.text));
      const next = toward || [before, middle, after].some(word => isAhead.test(word));
      return durationOf(Number(digits), name, next, false);
    });
  if (telling.test(made.text))
    made = Sentence.mark(made, 'duration', bare, ([whole, before, one, two, after]) =>
      durationOf(
        1,
        one ?? two ?? '',
        isAhead.test(before ?? after ?? ''),
        !/^(?:over|for|sur|pour|during|pendant|the|la|l')/.test(whole),
      ),
    );
  return Sentence.mark(made, 'ahead', anyDuration, ([letter]) => {
    const value = Sentence.at(made, letter)?.value as Duration | undefined;
    return value?.next ? value : undefined;
  });
}
