import { z } from 'zod';
import type { Translate } from '../config/text.ts';
import { dayOf } from '../data/candle.ts';
import { type Mood, Regime } from '../models/regime/regime.ts';
import { routing } from '../models/regime/router.ts';
import { asOf } from './as-of.ts';
import { bringPrices, Origin } from './bring-prices.ts';
import { moods, routes } from './regime-words.ts';
import { SymbolSlot } from './slots.ts';
import { defineTool } from './tool.ts';

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

/** What each model sees, and how sure it is. */
function opinions(answer: Answer, t: Translate): string[] {
  const { jump, turbulent, volatileChance, trendStrength } = answer;
  const [margin, chance, strength] = [
    t.percent(jump.margin, 0),
    t.percent(volatileChance, 0),
    t.number(trendStrength, 1),
  ];
  const trend = Math.abs(trendStrength) >= 1.645;
  return [
    t(
      jump.state === 'falling'
        ? {
            en: `Jump model: falling, with a downside risk to match (distance to a change ${margin}; 0% is on the verge).`,
            fr: `Modèle à sauts : en baisse, avec le risque qui va avec (distance d'un changement ${margin} ; 0 % en est au bord).`,
          }
        : {
            en: `Jump model: rising (distance to a change ${margin}; 0% is on the verge).`,
            fr: `Modèle à sauts : en hausse (distance d'un changement ${margin} ; 0 % en est au bord).`,
          },
    ),
    t(
      turbulent
        ? {
            en: 'Swings: wide, by the jump model of variances.',
            fr: 'Mouvements : amples, selon le modèle à sauts des variances.',
          }
        : {
            en: 'Swings: narrow, by the jump model of variances.',
            fr: 'Mouvements : étroits, selon le modèle à sauts des variances.',
          },
    ),
    t({
      en: `Second opinion, a hidden Markov model: a chance of ${chance} that the wide state holds.`,
      fr: `Second avis, un modèle de Markov caché : ${chance} de chances d'être dans l'état ample.`,
    }),
    t(
      trend
        ? {
            en: `Trend over 60 days: ${trendStrength > 0 ? 'up' : 'down'}, strength ${strength} (beyond 1.6 is rare without one).`,
            fr: `Tendance sur 60 jours : ${trendStrength > 0 ? 'haussière' : 'baissière'}, force ${strength} (au-delà de 1,6, c'est rare sans tendance).`,
          }
        : {
            en: `Trend over 60 days: none to speak of (strength ${strength}; from 1.6 on).`,
            fr: `Tendance sur 60 jours : pas vraiment (force ${strength} ; à partir de 1,6).`,
          },
    ),
  ];
}

/** How the stay before the present one was different. */
function changed({ history }: Answer, t: Translate): string[] {
  const [before, now] = history.slice(-2);
  if (!before || !now) return [];
  const from = {
    en: `${moods[before.mood].en} (${routes[before.route].en})`,
    fr: `${moods[before.mood].fr} (${routes[before.route].fr})`,
  };
  return [
    t({
      en: `Last change on ${now.from}: before it ${before.days} days of ${from.en}.`,
      fr: `Dernier changement le ${now.from} : avant, ${before.days} jours de ${from.fr}.`,
    }),
  ];
}

function advice({ route, strategies, riskScale }: Answer, t: Translate): string {
  const share = t.percent(riskScale, 0);
  const list = strategies.join(', ');
  return t({
    en: `Routing: ${routes[route].en}; what suits it by design: ${list}. New risk may use ${share} of the limits.`,
    fr: `Aiguillage : ${routes[route].fr} ; ce qui y convient par construction : ${list}. Un risque nouveau peut utiliser ${share} des limites.`,
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
    'Is the market trending or ranging?',
    'How long has the S&P been in this regime?',
    'When did the regime last change?',
    'is SPY in a risk-off phase?',
    'Dans quel régime est le S&P 500 ?',
    'Sommes-nous en marché haussier ou baissier ?',
    'régime de marché du Bitcoin',
    'Le marché est-il en tendance ou en range ?',
    'Depuis quand le S&P est-il dans ce régime ?',
    'Est-ce un marché baissier ?',
    'quel est le régime de marché actuel ?',
    'Quand le régime a-t-il changé ?',
  ],
  effect: 'read',
  input: z.object({ symbol: SymbolSlot }),
  output: Answer,
  async run({ symbol }, context) {
    const { instrument, series, origin } = await bringPrices(context, symbol, '1d');
    const regime = context.models.regime(series);
    const first = Math.max(0, series.length - shown);
    return {
      ...regime,
      ...routing(regime.route, context.settings.risk.regimeScale ?? { trend: 1, range: 1, defensive: 1 }),
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
      fr: `${answer.name.fr} est en ${moods[answer.mood].fr} ; son régime est ${routes[answer.route].fr} ${since(answer, t)}.`,
    }),
    lines: [...opinions(answer, t), ...changed(answer, t), advice(answer, t)],
    table: {
      columns: [
        t({ en: 'From', fr: 'Depuis' }),
        t({ en: 'Days', fr: 'Jours' }),
        t({ en: 'People say', fr: 'On dit' }),
        t({ en: 'Routing', fr: 'Aiguillage' }),
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
