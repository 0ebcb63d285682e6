import { z } from 'zod';
import { counted } from '../config/text.ts';
import { leastOutcomes, type Reliability, reliabilityOf } from '../models/decision/confidence.ts';
import { SymbolSlot } from './slots.ts';
import { defineTool } from './tool.ts';

const Bin = z.strictObject({ from: z.number(), to: z.number(), count: z.int(), mean: z.number(), won: z.int() });
const Group = z.strictObject({
  provider: z.string(),
  promptVersion: z.string(),
  regime: z.string().nullable(),
  count: z.int(),
  baseRate: z.number(),
  brier: z.number(),
  skill: z.number().nullable(),
  calibrationError: z.number(),
  bins: z.array(Bin),
  /** Whether the gate of entries uses the calibrated figure. */
  calibrated: z.boolean(),
});
type Group = z.infer<typeof Group>;

const groupOf = (key: readonly [string, string, string | null], reliability: Reliability): Group => {
  const { count, baseRate, brier, skill, calibrationError, bins } = reliability;
  const [provider, promptVersion, regime] = key;
  return {
    provider,
    promptVersion,
    regime,
    count,
    baseRate,
    brier,
    skill: Number.isFinite(skill) ? skill : null,
    calibrationError,
    bins: [...bins],
    calibrated: count >= leastOutcomes,
  };
};

export const readConfidence = defineTool({
  name: 'read_confidence',
  description:
    "How far the portfolio manager's confidence can be trusted: Brier score and reliability curve of its resolved decisions, by language model and regime. Not for forecasts of volatility: use evaluate_volatility.",
  examples: [
    'How reliable is the confidence of the portfolio manager?',
    'show the reliability curve of your decisions',
    'Brier score of the decisions',
    'can I trust how sure the manager is?',
    'La confiance du gérant est-elle fiable ?',
    'montre la courbe de fiabilité des décisions',
    'score de Brier des décisions',
    'puis-je me fier à la confiance du gérant ?',
  ],
  effect: 'read',
  account: true,
  input: z.object({ symbol: SymbolSlot.optional().describe('Only decisions on this instrument') }),
  output: z.strictObject({ groups: z.array(Group), resolved: z.int(), needed: z.int() }),
  run({ symbol: given }, { decisions, market }) {
    const symbol = given === undefined ? undefined : market.instrument(given).symbol;
    const outcomes = decisions.outcomes
      .all()
      .map(({ body }) => body)
      .filter(one => symbol === undefined || one.symbol === symbol);
    const keys = new Map(
      outcomes.map(one => [
        [one.provider, one.promptVersion, one.regime].join('\n'),
        [one.provider, one.promptVersion, one.regime] as const,
      ]),
    );
    const groups = [...keys.values()].map(key => {
      const own = outcomes.filter(
        one => one.provider === key[0] && one.promptVersion === key[1] && one.regime === key[2],
      );
      return groupOf(key, reliabilityOf(own));
    });
    return { groups, resolved: outcomes.length, needed: leastOutcomes };
  },
  show({ groups, resolved, needed }, t) {
    const title = t({ en: 'Confidence against outcomes', fr: 'La confiance face aux résultats' });
    const [largest] = [...groups].sort((a, b) => b.count - a.count);
    if (!largest) {
      return {
        title,
        lead: t({
          en: `No decision has been resolved yet, so no confidence can be trusted or doubted. It takes ${needed} for a calibration; until then an entry needs 75 % raw and a close 50 %.`,
          fr: `Aucune décision n'est encore résolue : on ne peut ni se fier à une confiance ni en douter. Il en faut ${needed} pour une calibration ; d'ici là une entrée demande 75 % brut et une clôture 50 %.`,
        }),
      };
    }
    const settled = counted(
      resolved,
      { en: 'decision is resolved', fr: 'décision est résolue' },
      { en: 'decisions are resolved', fr: 'décisions sont résolues' },
    );
    return {
      title,
      lead: t({
        en: `${settled.en}. Of ${largest.provider}, ${largest.regime ?? 'unknown'} regime, ${t.percent(largest.baseRate, 0)} reached their target first; Brier score ${t.number(largest.brier, 3)}${largest.skill === null ? '' : `, skill ${t.number(largest.skill, 2)} (above 0 beats always saying ${t.percent(largest.baseRate, 0)})`}.`,
        fr: `${settled.fr}. De ${largest.provider}, régime ${largest.regime ?? 'inconnu'}, ${t.percent(largest.baseRate, 0)} ont atteint leur objectif d'abord ; score de Brier ${t.number(largest.brier, 3)}${largest.skill === null ? '' : `, habileté ${t.number(largest.skill, 2)} (au-dessus de 0, mieux que toujours dire ${t.percent(largest.baseRate, 0)})`}.`,
      }),
      chart: {
        title: t({ en: 'Said and came true', fr: 'Dit et réalisé' }),
        times: largest.bins.map(bin => `${t.percent(bin.from, 0)}–${t.percent(bin.to, 0)}`),
        lines: [
          { name: t({ en: 'Said', fr: 'Dit' }), values: largest.bins.map(bin => bin.mean * 100) },
          { name: t({ en: 'Came true', fr: 'Réalisé' }), values: largest.bins.map(bin => (bin.won / bin.count) * 100) },
        ],
      },
      table: {
        columns: [
          t({ en: 'Model', fr: 'Modèle' }),
          t({ en: 'Regime', fr: 'Régime' }),
          'N',
          t({ en: 'Won', fr: 'Gagné' }),
          'Brier',
          t({ en: 'Error', fr: 'Erreur' }),
          t({ en: 'Counts as', fr: 'Compte comme' }),
        ],
        rows: groups.map(one => [
          one.provider,
          one.regime ?? '–',
          String(one.count),
          t.percent(one.baseRate, 0),
          t.number(one.brier, 3),
          t.number(one.calibrationError, 3),
          one.calibrated ? t({ en: 'calibrated', fr: 'calibrée' }) : t({ en: 'raw', fr: 'brute' }),
        ]),
      },
    };
  },
});
