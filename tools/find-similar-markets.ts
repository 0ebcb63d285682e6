import { z } from 'zod';
import type { Text, Translate } from '../config/text.ts';
import { dayOf } from '../data/candle.ts';
import { SimilarMarkets, similarMarkets } from '../models/market-memory/similar-markets.ts';
import { asOf } from './as-of.ts';
import { bringPrices, Origin } from './bring-prices.ts';
import { moods } from './regime-words.ts';
import { DaySlot, SymbolSlot } from './slots.ts';
import { defineTool } from './tool.ts';
import { knownUntil } from './until-day.ts';

const Answer = SimilarMarkets.extend({
  name: z.strictObject({ en: z.string(), fr: z.string() }),
  ...Origin.shape,
});
type Answer = z.infer<typeof Answer>;
type Comparison = Answer['comparisons'][number];

const percent = (value: number | null, t: Translate): string => (value === null ? '–' : t.percent(value / 100));

const days = (count: number): Text => ({
  en: `${count} day${count === 1 ? '' : 's'}`,
  fr: `${count} jour${count === 1 ? '' : 's'}`,
});

/** "Over 20 days: 1.8 % on average, usually 0.5 %; ..." and whether that is more than chance. */
function compared(one: Comparison, t: Translate): string {
  const [mean, usual, low, high] = [one.mean, one.usual, one.low, one.high].map(value => percent(value, t));
  const of =
    one.what === 'return'
      ? { en: `Return over ${days(one.days).en}`, fr: `Rendement sur ${days(one.days).fr}` }
      : { en: `Daily volatility over ${days(one.days).en}`, fr: `Volatilité quotidienne sur ${days(one.days).fr}` };
  if (one.low === null) {
    return t({
      en: `${of.en}: ${mean} on average, ${usual} on all days; ${one.hits} similar days are too few to compare.`,
      fr: `${of.fr} : ${mean} en moyenne, ${usual} pour tous les jours ; ${one.hits} jours semblables, c'est trop peu pour comparer.`,
    });
  }
  const verdict = one.differs
    ? { en: 'which differs by more than chance', fr: 'ce qui diffère plus que par hasard' }
    : { en: 'no difference beyond chance', fr: 'pas de différence au-delà du hasard' };
  return t({
    en: `${of.en}: ${mean} on average, ${usual} on all days (difference ${low} to ${high}): ${verdict.en}.`,
    fr: `${of.fr} : ${mean} en moyenne, ${usual} pour tous les jours (différence de ${low} à ${high}) : ${verdict.fr}.`,
  });
}

const namesOf = (comparisons: readonly Comparison[], t: Translate): string =>
  comparisons
    .map(({ what, days: count }) =>
      what === 'return'
        ? t({ en: `the return over ${days(count).en}`, fr: `le rendement sur ${days(count).fr}` })
        : t({ en: `the volatility over ${days(count).en}`, fr: `la volatilité sur ${days(count).fr}` }),
    )
    .join(', ');

function leadOf(answer: Answer, t: Translate): string {
  const { name, hits, comparisons } = answer;
  const day = dayOf(answer.asOfOpenAt);
  if (hits.length === 0) {
    return t({
      en: `${name.en} on ${day}: there is no earlier day far enough away to compare it with.`,
      fr: `${name.fr} le ${day} : il n'y a pas de jour antérieur assez éloigné pour comparer.`,
    });
  }
  const list = hits
    .slice(0, 3)
    .map(hit => hit.day)
    .join(', ');
  const differing = namesOf(
    comparisons.filter(one => one.differs),
    t,
  );
  const verdict = differing
    ? {
        en: `What came next differs from other days by more than chance in: ${differing}.`,
        fr: `La suite diffère des autres jours plus que par hasard pour : ${differing}.`,
      }
    : {
        en: 'What came next does not differ from other days by more than chance.',
        fr: 'La suite ne diffère pas des autres jours au-delà du hasard.',
      };
  return t({
    en: `On ${day} ${name.en} looked most like ${list}. ${verdict.en}`,
    fr: `Le ${day}, ${name.fr} ressemblait le plus aux ${list}. ${verdict.fr}`,
  });
}

/** How the days were compared, and what kind of day this one is. */
function method(answer: Answer, t: Translate): string[] {
  const { kind, kinds, features, dimensions, leftOut } = answer;
  const [share, reached] = [t.percent(answer.kindShare, 1), t.percent(answer.reached, 1)];
  const since = dayOf(answer.sinceOpenAt);
  return [
    t({
      en: `Of ${kinds} kinds of days, the commonest being number 1, this is number ${kind}: ${share} of the days since ${since}.`,
      fr: `Sur ${kinds} types de jours, le plus courant portant le numéro 1, c'est le numéro ${kind} : ${share} des jours depuis le ${since}.`,
    }),
    t({
      en: `Compared by ${features} features of price and volume, in ${dimensions} dimensions that hold ${reached} of their variance.`,
      fr: `Comparés par ${features} caractéristiques de prix et de volume, en ${dimensions} dimensions qui portent ${reached} de leur variance.`,
    }),
    ...(leftOut.length === 0
      ? []
      : [
          t({
            en: `Left out, since this market has no such data: ${leftOut.join(', ')}.`,
            fr: `Laissées de côté, ce marché n'ayant pas ces données : ${leftOut.join(', ')}.`,
          }),
        ]),
  ];
}

/** What the similar days brought over the longest time, in the order of the calendar. */
function chartOf({ hits, comparisons, symbol }: Answer, t: Translate) {
  const longest = comparisons.filter(one => one.what === 'return').at(-1);
  if (!longest || hits.length === 0) return undefined;
  const told = hits
    .map(hit => ({
      day: hit.day,
      value: hit.outcomes.find(one => one.what === 'return' && one.days === longest.days)?.percent ?? null,
    }))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
  const rounded = (value: number) => Number(value.toFixed(4));
  return {
    title: t({
      en: `${symbol}: ${days(longest.days).en} after each similar day`,
      fr: `${symbol} : ${days(longest.days).fr} après chaque jour semblable`,
    }),
    times: told.map(({ day }) => day),
    unit: '%',
    bars: {
      name: t({ en: 'Return', fr: 'Rendement' }),
      values: told.map(({ value }) => (value === null ? null : rounded(value))),
    },
    levels: [{ name: t({ en: 'All days', fr: 'Tous les jours' }), value: rounded(longest.usual) }],
  };
}

export const findSimilarMarkets = defineTool({
  name: 'find_similar_markets',
  description:
    'Past days on which one instrument looked most like today, or like a past day, and what came next over 1, 5 and 20 days beside what usually comes. Nothing after the day is used. Not a forecast.',
  examples: [
    'When did the S&P 500 look like this, and what came next?',
    'Find days similar to today on SPY',
    'Which past days resemble the market today?',
    'What happened the last times Bitcoin looked like this?',
    'Has Apple ever looked like this before?',
    'historical analogues of the S&P 500',
    'show similar past markets for gold',
    'Days in history most like 2008-10-10 on the S&P 500',
    'What usually follows a market like this one?',
    'What happened after days like 2008-10-10?',
    'Quand le S&P 500 a-t-il ressemblé à cela, et que s’est-il passé ensuite ?',
    'Trouve des jours semblables à aujourd’hui sur SPY',
    'Quels jours passés ressemblent au marché actuel ?',
    'Que s’est-il passé les dernières fois que le Bitcoin ressemblait à ça ?',
    'Apple a-t-elle déjà connu une situation semblable ?',
    'analogues historiques du S&P 500',
    'montre les situations de marché passées similaires pour l’or',
    'Les jours de l’histoire les plus semblables au 2008-10-10 sur le S&P 500',
    'Que s’est-il passé après des jours comme le 2008-10-10 ?',
    'Que se passe-t-il d’habitude après un marché comme celui-ci ?',
  ],
  effect: 'read',
  input: z.object({
    symbol: SymbolSlot,
    on: DaySlot.describe('A past day to compare, YYYY-MM-DD; leave out for the newest').optional(),
  }),
  output: Answer,
  async run({ symbol, on }, context) {
    const { instrument, series, origin } = await bringPrices(context, symbol, '1d');
    return {
      ...similarMarkets(series, { asOfAt: knownUntil(series, on), store: context.models.marketMemory }),
      name: instrument.name,
      ...origin,
    };
  },
  say: answer =>
    JSON.stringify({
      ...answer,
      asOf: dayOf(answer.asOfOpenAt),
      hits: answer.hits.map(({ distance, outcomes, ...hit }) => ({
        ...hit,
        distance: Number(distance.toFixed(2)),
        next: outcomes.map(one => [`${one.what} ${one.days}d %`, one.percent && Number(one.percent.toFixed(2))]),
      })),
    }),
  show: (answer, t) => {
    const chart = chartOf(answer, t);
    return {
      title: t({
        en: `Days like ${dayOf(answer.asOfOpenAt)}: ${answer.name.en}`,
        fr: `Des jours comme le ${dayOf(answer.asOfOpenAt)} : ${answer.name.fr}`,
      }),
      lead: leadOf(answer, t),
      lines: [...answer.comparisons.filter(one => one.hits > 0).map(one => compared(one, t)), ...method(answer, t)],
      table: {
        columns: [
          t({ en: 'Day', fr: 'Jour' }),
          t({ en: 'Distance', fr: 'Distance' }),
          t({ en: 'Market', fr: 'Marché' }),
          ...answer.comparisons.map(one =>
            one.what === 'return'
              ? t({ en: `Next ${days(one.days).en}`, fr: `${days(one.days).fr} après` })
              : t({ en: `Volatility, ${days(one.days).en}`, fr: `Volatilité, ${days(one.days).fr}` }),
          ),
        ],
        rows: answer.hits.map(hit => [
          hit.day,
          t.number(hit.distance, 2),
          hit.mood === null ? '–' : t(moods[hit.mood]),
          ...hit.outcomes.map(one => percent(one.percent, t)),
        ]),
      },
      ...(chart ? { chart } : {}),
      sources: [
        t({
          en: 'Principal components (Jolliffe 2002), k-means (Arthur and Vassilvitskii 2007), block bootstrap (Politis and Romano 1992), all learnt of the days up to that day',
          fr: "Composantes principales (Jolliffe 2002), k-moyennes (Arthur et Vassilvitskii 2007), bootstrap par blocs (Politis et Romano 1992), appris des jours jusqu'à celui-là",
        }),
        t({
          en: `At least ${answer.gapDays} trading days lie between any two of these days; distance 1 is that of any two days; the intervals hold together with ${t.percent(answer.level, 0)}`,
          fr: `Au moins ${answer.gapDays} séances séparent ces jours deux à deux ; la distance 1 est celle de deux jours quelconques ; les intervalles valent ensemble à ${t.percent(answer.level, 0)}`,
        }),
      ],
      footnote: `${asOf(answer.asOfOpenAt, answer, t)} ${t({
        en: 'Nothing after that day was read. A few days that look alike are no forecast.',
        fr: 'Rien de ce qui suit ce jour n’a été lu. Quelques jours qui se ressemblent ne font pas une prévision.',
      })}`,
    };
  },
  command: { en: 'similar', fr: 'semblables' },
});
