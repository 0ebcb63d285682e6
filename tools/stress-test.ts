import { z } from 'zod';
import type { Text } from '../config/text.ts';
import { dayOf } from '../data/candle.ts';
import { stressTest as play, type Scenario } from '../models/validation/stress-test.ts';
import { asOf } from './as-of.ts';
import { Origin } from './bring-prices.ts';
import { labSubject, strategyFields } from './lab-subject.ts';
import { defineTool } from './tool.ts';

const Result = z.strictObject({
  scenario: z.enum(['crash', 'gap', 'blackout', 'wide-spreads']),
  struckOn: z.string().nullable(),
  direction: z.enum(['down', 'up']),
  beforeUsd: z.number(),
  afterUsd: z.number(),
  lossShare: z.number(),
  finalEquityUsd: z.number(),
  undisturbedUsd: z.number(),
  stopLevel: z.number().nullable(),
  stopFilledAt: z.number().nullable(),
  halted: z.boolean(),
});

const falls: Readonly<Record<Scenario, Text>> = {
  crash: { en: 'Fall of 20 % within one candle', fr: 'Chute de 20 % en une bougie' },
  gap: { en: 'Gap of 20 % through every stop', fr: 'Trou de 20 % à travers tous les stops' },
  blackout: { en: 'A week without data', fr: 'Une semaine sans données' },
  'wide-spreads': { en: 'Spreads and slippage ten times as wide', fr: 'Écarts et glissement dix fois plus grands' },
};

/** A short is struck by the mirror of what strikes a long. */
const rises: Readonly<Record<Scenario, Text>> = {
  ...falls,
  crash: { en: 'Rise of 20 % within one candle', fr: 'Hausse de 20 % en une bougie' },
  gap: { en: 'Upward gap of 20 % through every stop', fr: 'Trou de 20 % vers le haut à travers tous les stops' },
};

/** The name of a blow. */
export const blowName = ({ scenario, direction }: { scenario: Scenario; direction: 'down' | 'up' }): Text =>
  (direction === 'up' ? rises : falls)[scenario];

export const stressTest = defineTool({
  name: 'stress_test',
  description:
    'Plays a strategy through a crash, a gap through its stops, a week without data and spreads ten times as wide, and tells what is lost and whether stops and kill switch acted.',
  examples: [
    'Stress test the SMA cross on SPY with 2 % stops',
    'what would a crash do to RSI mean reversion on the S&P 500?',
    'crash test of the Donchian breakout on Bitcoin',
    'would my stops survive a gap in a golden cross on SPY?',
    'Test de résistance du croisement de moyennes sur SPY',
    'que ferait un krach à la stratégie RSI sur le S&P 500 ?',
    'crash test de la cassure de Donchian sur le Bitcoin',
    'stress test du croisement 20/100 sur SPY',
  ],
  effect: 'read',
  seconds: 300,
  input: z.object(strategyFields),
  output: z.strictObject({
    symbol: z.string(),
    title: z.strictObject({ en: z.string(), fr: z.string() }),
    stopPercent: z.number().nullable(),
    results: z.array(Result),
    to: z.int(),
    ...Origin.shape,
  }),
  async run(given, context) {
    const { input, strategy, series, instrument, origin } = await labSubject(given, context);
    const { markets: _markets, ...rest } = input;
    const results = await play({ ...rest, market: { series, instrument } });
    return {
      symbol: series.symbol,
      title: { ...strategy.title },
      stopPercent: given.stop_percent ?? null,
      results: results.map(({ struckAt, stop, refusals: _refusals, ...one }) => ({
        ...one,
        struckOn: struckAt === undefined ? null : dayOf(struckAt),
        stopLevel: stop.level ?? null,
        stopFilledAt: stop.filledAt ?? null,
      })),
      to: series.openAt.at(-1) ?? 0,
      ...origin,
    };
  },
  show(answer, t) {
    const worst = answer.results.reduce((a, b) => (b.lossShare > a.lossShare ? b : a));
    const stops = answer.results.flatMap(({ stopLevel, stopFilledAt, ...blow }) => {
      if (stopLevel === null || stopFilledAt === null) return [];
      const through = Math.abs(stopFilledAt / stopLevel - 1);
      return t({
        en: `${blowName(blow).en}: the stop at ${t.number(stopLevel)} filled at ${t.number(stopFilledAt)}, ${t.percent(through, 1)} away.`,
        fr: `${blowName(blow).fr} : le stop à ${t.number(stopLevel)} a été exécuté à ${t.number(stopFilledAt)}, à ${t.percent(through, 1)}.`,
      });
    });
    const far = t({
      en: `No stop of ${answer.stopPercent} % acted: it lay further away than the blow reached.`,
      fr: `Aucun stop de ${answer.stopPercent} % n'a joué : il était plus loin que le choc n'est allé.`,
    });
    const none = t({
      en: 'No stop acted: give one with "2 % stops", or a blow is held through.',
      fr: "Aucun stop n'a joué : donnez-en un avec « stops à 2 % », sinon le choc est subi.",
    });
    return {
      title: t({
        en: `Stress test: ${answer.title.en} on ${answer.symbol}`,
        fr: `Test de résistance : ${answer.title.fr} sur ${answer.symbol}`,
      }),
      lead: t({
        en: `The worst of ${answer.results.length} blows, "${blowName(worst).en.toLowerCase()}", costs ${t.percent(worst.lossShare, 1)} of the account.`,
        fr: `Le pire des ${answer.results.length} chocs, « ${blowName(worst).fr.toLowerCase()} », coûte ${t.percent(worst.lossShare, 1)} du compte.`,
      }),
      lines: [
        ...(stops.length > 0 ? stops : [answer.stopPercent === null ? none : far]),
        t({
          en: 'Crash, gap and blackout strike where a position is held and equity is highest; wide spreads cost over the whole run.',
          fr: 'Chute, trou et silence frappent là où une position est tenue et où les capitaux sont au plus haut ; les écarts coûtent sur toute la période.',
        }),
      ],
      table: {
        columns: [
          t({ en: 'Blow', fr: 'Choc' }),
          t({ en: 'On', fr: 'Le' }),
          t({ en: 'Lost', fr: 'Perte' }),
          t({ en: 'Account at the end', fr: 'Compte à la fin' }),
          t({ en: 'Without it', fr: 'Sans lui' }),
          t({ en: 'Kill switch', fr: "Arrêt d'urgence" }),
        ],
        rows: answer.results.map(one => [
          t(blowName(one)),
          one.struckOn ?? '–',
          t.percent(one.lossShare, 1),
          t.money(one.finalEquityUsd),
          t.money(one.undisturbedUsd),
          one.halted ? t({ en: 'acted', fr: 'a joué' }) : '–',
        ]),
      },
      footnote: asOf(answer.to, answer, t),
    };
  },
});
