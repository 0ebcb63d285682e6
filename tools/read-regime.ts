import { z } from 'zod';
import type { Text, Translate } from '../config/text.ts';
import { dayOf } from '../data/candle.ts';
import { type Mood, Regime } from '../models/regime/regime.ts';
import { routing } from '../models/regime/router.ts';
import { asOf } from './as-of.ts';
import { bringPrices, Origin } from './bring-prices.ts';
import { moods, routes } from './regime-words.ts';
import { DaySlot, SymbolSlot } from './slots.ts';
import { defineTool } from './tool.ts';
import { untilDay } from './until-day.ts';

/** Candles of the chart. */
const shown = 252;

const Answer = Regime.extend({
  name: z.strictObject({ en: z.string(), fr: z.string() }),
  /** Strategies that suit the regime, and how much of a limit new risk may use there. */
  strategies: z.array(z.string()),
  riskScale: z.number().min(0).max(1),
  days: z.int().min(1),
  closes: z.array(z.tuple([z.string(), z.number()])),
  ...Origin.shape,
});
type Answer = z.infer<typeof Answer>;

const since = ({ days, atLeast }: Answer, t: Translate): string =>
  t({
    en: `for ${atLeast ? 'at least ' : ''}${days} trading day${days === 1 ? '' : 's'}`,
    fr: `depuis ${atLeast ? 'au moins ' : ''}${days} séance${days === 1 ? '' : 's'}`,
  });

/** How firm a state is, by how far it is from changing. */
function firmness(margin: number): Text {
  if (margin >= 0.5) return { en: 'firmly', fr: 'nettement' };
  return margin >= 0.1 ? { en: 'loosely', fr: 'mollement' } : { en: 'about to change', fr: 'sur le point de changer' };
}

/** What each model sees, and how sure it is. */
function opinions(answer: Answer, t: Translate): string[] {
  const { jump, turbulent, volatileChance, trendStrength, trending } = answer;
  const [chance, strength] = [t.percent(volatileChance, 0), t.number(trendStrength, 1)];
  const firm = firmness(jump.margin);
  const [direction, sens] = jump.state === 'falling' ? ['falling', 'en baisse'] : ['rising', 'en hausse'];
  const [way, pente] = trendStrength > 0 ? ['up', 'haussière'] : ['down', 'baissière'];
  const swings = turbulent ? { en: 'wide', fr: 'amples' } : { en: 'narrow', fr: 'étroits' };
  return [
    t({
      en: `Direction (jump model of returns and losses): ${direction}, ${firm.en}.`,
      fr: `Direction (modèle à sauts des rendements et des pertes) : ${sens}, ${firm.fr}.`,
    }),
    t({
      en: `Swings (jump model of variances): ${swings.en}. Second opinion (hidden Markov model): a chance of ${chance} that they are wide.`,
      fr: `Mouvements (modèle à sauts des variances) : ${swings.fr}. Second avis (modèle de Markov caché) : ${chance} de chances qu'ils soient amples.`,
    }),
    t(
      trending
        ? {
            en: `Trend over 60 days: ${way}, strength ${strength} (1.6 is rare without a trend).`,
            fr: `Tendance sur 60 jours : ${pente}, force ${strength} (1,6 est rare sans tendance).`,
          }
        : {
            en: `Trend over 60 days: none (strength ${strength}; it takes 1.6).`,
            fr: `Tendance sur 60 jours : aucune (force ${strength} ; il en faut 1,6).`,
          },
    ),
    t({
      en: 'The most defensive opinion counts: falling makes a bear market, wide swings a volatile one, and both are defensive.',
      fr: "L'avis le plus défensif l'emporte : en baisse, le marché est baissier ; avec des mouvements amples, il est agité ; les deux sont défensifs.",
    }),
  ];
}

const stayText = ({ mood, route }: Answer['history'][number]): Text => ({
  en: `${moods[mood].en} (${routes[route].en})`,
  fr: `${moods[mood].fr} (${routes[route].fr})`,
});

/** How the stay before the present one was different. */
function changed({ history }: Answer, t: Translate): string[] {
  const [before, now] = history.slice(-2);
  if (!before || !now) return [];
  const [from, to] = [stayText(before), stayText(now)];
  return [
    t({
      en: `The last change of any kind came on ${now.from}: from ${from.en}, which had lasted ${before.days} days, to ${to.en}.`,
      fr: `Le dernier changement, quel qu'il soit, date du ${now.from} : de ${from.fr}, qui durait depuis ${before.days} jours, à ${to.fr}.`,
    }),
  ];
}

function advice({ strategies, riskScale }: Answer, t: Translate): string {
  const share = t.percent(riskScale, 0);
  const list = strategies.join(', ');
  return t({
    en: `Strategies built for such a regime: ${list}. A new position may use ${share} of its usual limit.`,
    fr: `Stratégies conçues pour un tel régime : ${list}. Une nouvelle position peut utiliser ${share} de sa limite habituelle.`,
  });
}

/** The closes, drawn as one line for each mood. */
function chartOf({ closes, history, symbol }: Answer, t: Translate) {
  const moodOn = (day: string): Mood | undefined => history.findLast(stay => stay.from <= day)?.mood;
  const line = (mood: Mood) => ({
    name: t(moods[mood]),
    // A day belongs to two lines where the mood changes, so that no gap is drawn.
    values: closes.map(([day, close], i) => {
      const before = closes[i - 1]?.[0];
      return moodOn(day) === mood || (before !== undefined && moodOn(before) === mood) ? close : null;
    }),
  });
  return {
    title: t({ en: `${symbol} by regime`, fr: `${symbol} par régime` }),
    times: closes.map(([day]) => day),
    lines: (['bull', 'volatile', 'bear'] as const)
      .map(line)
      .filter(({ values }) => values.some(value => value !== null)),
  };
}

export const readRegime = defineTool({
  name: 'read_regime',
  description:
    'The market regime of one instrument: bull, bear or volatile, trend or range or defensive, since when, how sure, and what changed. Not a forecast of direction.',
  examples: [
    'What regime is the S&P 500 in?',
    'Is this a bull or a bear market?',
    'Are we in a bear market?',
    'market regime of Bitcoin',
    'What is the market regime now?',
    'What regime was the S&P 500 in on 2008-10-10?',
    'Is the market trending or ranging?',
    'How long has the S&P been in this regime?',
    'When did the regime last change?',
    'is SPY in a risk-off phase?',
    'Is this a good or a bad market?',
    'how risky is the market?',
    'are these calm times or a crisis?',
    'is the market doing badly?',
    'Dans quel régime est le S&P 500 ?',
    'Sommes-nous en marché haussier ou baissier ?',
    'régime de marché du Bitcoin',
    'Quel était le régime du S&P 500 le 2008-10-10 ?',
    'Le marché est-il en tendance ou en range ?',
    'Depuis quand le S&P est-il dans ce régime ?',
    'Est-ce un marché baissier ?',
    'quel est le régime de marché actuel ?',
    'Quand le régime a-t-il changé ?',
    'Le marché est-il bon ou mauvais ?',
    'La bourse est-elle risquée ?',
    'est-ce une période calme ou une crise ?',
    'le marché va-t-il mal ?',
    'la bourse va bien ou mal ?',
  ],
  effect: 'read',
  rated: true,
  input: z.object({
    symbol: SymbolSlot,
    on: DaySlot.optional().describe(
      'A day of the past, YYYY-MM-DD, read from what was known on it; the newest when left out',
    ),
  }),
  output: Answer,
  async run({ symbol, on }, context) {
    const { instrument, series: whole, origin } = await bringPrices(context, symbol, '1d');
    const series = untilDay(whole, on);
    const regime = context.models.regime(series);
    const first = Math.max(0, series.length - shown);
    return {
      ...regime,
      ...routing(regime.route, context.settings.risk.regimeScale),
      strategies: [...routing(regime.route, { trend: 1, range: 1, defensive: 1 }).strategies],
      name: instrument.name,
      closes: Array.from(series.close.subarray(first), (close, i): [string, number] => [
        dayOf(series.openAt[first + i] ?? 0),
        close,
      ]),
      ...origin,
    };
  },
  say: ({ closes: _, ...answer }) =>
    JSON.stringify({ ...answer, asOf: dayOf(answer.asOfOpenAt), history: answer.history.slice(-6) }),
  show: (answer, t) => ({
    title: t({ en: `Regime of ${answer.name.en}`, fr: `Régime de ${answer.name.fr}` }),
    lead: t({
      en: `${answer.name.en} is in a ${moods[answer.mood].en}; its regime has been ${routes[answer.route].en} ${since(answer, t)}.`,
      fr: `${answer.name.fr} est dans un ${moods[answer.mood].fr} ; son régime est ${routes[answer.route].fr} ${since(answer, t)}.`,
    }),
    lines: [...opinions(answer, t), ...changed(answer, t), advice(answer, t)],
    table: {
      columns: [
        t({ en: 'From', fr: 'Depuis' }),
        t({ en: 'Days', fr: 'Jours' }),
        t({ en: 'People say', fr: 'On dit' }),
        t({ en: 'Regime', fr: 'Régime' }),
      ],
      rows: answer.history
        .slice(-8)
        .reverse()
        .map(({ from, days, mood, route }) => [from, String(days), t(moods[mood]), t(routes[route])]),
    },
    chart: chartOf(answer, t),
    sources: [
      t({
        en: 'Statistical jump model (Shu, Yu and Mulvey 2024), Gaussian hidden Markov model (Baum 1970); fitted twice a year to the days before',
        fr: 'Modèle statistique à sauts (Shu, Yu et Mulvey 2024), modèle de Markov caché gaussien (Baum 1970) ; ajustés deux fois par an aux jours précédents',
      }),
    ],
    footnote: `${asOf(answer.asOfOpenAt, answer, t)} ${t({
      en: 'No later candle revises it. A regime tells how risky it is, not which way it goes.',
      fr: 'Aucune bougie ultérieure ne le révise. Un régime dit le risque, pas la direction.',
    })}`,
  }),
  command: { en: 'regime', fr: 'regime' },
});
