import { z } from 'zod';
import { QuaestorError } from '../config/errors.ts';
import type { Text, Translate } from '../config/text.ts';
import { sayChampion } from '../models/volatility/champion.ts';
import { type Contestant, compareForecasters } from '../models/volatility/compare-forecasters.ts';
import { Evidence, evidenceOf } from '../models/volatility/evidence.ts';
import { ForecastDays } from '../models/volatility/forecaster.ts';
import { asOf } from './as-of.ts';
import { bringPrices, Origin } from './bring-prices.ts';
import { forecastersOf, refuseStill } from './forecasters.ts';
import { SymbolSlot } from './slots.ts';
import { orSayStopped } from './stopped.ts';
import { defineTool } from './tool.ts';

const Row = z.strictObject({
  model: z.string(),
  refitDays: z.int(),
  /** Mean QLIKE, mean squared error of logs, twice the mean pinball loss of the quantiles of ln variance. */
  qlike: z.number(),
  squaredLogError: z.number(),
  pinball: z.number(),
  /** Diebold-Mariano t of QLIKE against the baseline: below 0 it loses less. */
  advantage: z.number(),
  coverage: z.array(
    z.strictObject({
      probability: z.number(),
      coverage: z.number(),
      coverageRatio: z.number(),
      independenceRatio: z.number(),
    }),
  ),
  valueAtRisk: z.array(
    z.strictObject({
      probability: z.number(),
      hitRate: z.number(),
      coverageRatio: z.number(),
      independenceRatio: z.number(),
      count: z.int(),
    }),
  ),
});

const Answer = z.strictObject({
  evidence: Evidence,
  rows: z.array(Row).min(1),
  name: z.strictObject({ en: z.string(), fr: z.string() }),
  asOfOpenAt: z.int(),
  ...Origin.shape,
});
type Answer = z.infer<typeof Answer>;

/** Chi-squared with one degree of freedom is above this once in twenty times. */
const rejectedAbove = 3.8415;

const keptEvidence = {
  en: 'The evidence of the last whole comparison still holds, nothing of this one is kept: the same command begins it anew.',
  fr: "Le résultat de la dernière comparaison entière reste valable, rien de celle-ci n'est gardé : la même commande la recommence.",
};

const byLoss = ({ rows }: Answer) => [...rows].sort((a, b) => a.qlike - b.qlike);

/** The quantile that covers worst. */
function worstOf({ coverage }: z.infer<typeof Row>, t: Translate): string {
  const [worst] = [...coverage].sort(
    (a, b) => Math.abs(b.coverage - b.probability) - Math.abs(a.coverage - a.probability),
  );
  return worst ? `${t.percent(worst.probability, 0)}: ${t.percent(worst.coverage, 1)}` : '–';
}

/** "1.4 % ✓" for the value at risk at 1 %: how often it was passed, and whether Kupiec's test takes it. */
const riskOf = ({ valueAtRisk }: z.infer<typeof Row>, t: Translate): string =>
  valueAtRisk
    .map(({ hitRate, coverageRatio }) => `${t.percent(hitRate, 1)} ${coverageRatio < rejectedAbove ? '✓' : '✗'}`)
    .join('  ') || '–';

/** @throws QuaestorError `tool.bad-input` that lists the models there are */
function chosen(contestants: readonly Contestant[], names: readonly string[] | undefined): Contestant[] {
  const known = contestants.map(({ forecaster }) => forecaster.name);
  const stranger = names?.find(name => !known.includes(name));
  if (stranger !== undefined) {
    throw new QuaestorError('model.unknown-forecaster', {
      en: `Unknown forecaster "${stranger}". Known here: ${known.join(', ')}.`,
      fr: `Modèle inconnu « ${stranger} ». Connus ici : ${known.join(', ')}.`,
    });
  }
  return contestants.filter(({ forecaster: { name } }) => !names || name === 'log-har' || names.includes(name));
}

export const evaluateVolatility = defineTool({
  name: 'evaluate_volatility',
  description:
    'Compares all volatility forecasters on one instrument, out of sample and day by day: losses, Diebold-Mariano test against log-HAR, coverage of the quantiles, value at risk. Decides which one predict_volatility serves.',
  examples: [
    'Compare the volatility forecasters on the S&P 500',
    'evaluate the volatility models on SPX',
    'Which volatility model is best for Bitcoin?',
    'Is GARCH better than HAR on SPY?',
    'backtest the volatility forecasts of the S&P 500',
    'how good are your volatility forecasts?',
    'Compare les modèles de volatilité sur le S&P 500',
    'évalue les prévisions de volatilité sur SPX',
    'Quel modèle de volatilité est le meilleur pour le Bitcoin ?',
    'GARCH fait-il mieux que HAR sur SPY ?',
    'que valent tes prévisions de volatilité ?',
    'évaluation des modèles de volatilité du CAC 40',
  ],
  effect: 'read',
  seconds: 600,
  input: z.object({
    symbol: SymbolSlot,
    days: z.int().min(1).max(2).default(1).describe('Horizon in trading days: 1 or 2').meta({ slot: 'horizon' }),
    models: z
      .array(z.string())
      .optional()
      .describe('Names of the models to compare with log-har; all when left out, and only then the evidence is kept'),
    forecasts: z
      .int()
      .min(250)
      .max(100_000)
      .optional()
      .describe('Score the newest so many forecasts; all when left out, and only then the evidence is kept'),
  }),
  output: Answer,
  async run({ symbol, days: given, models, forecasts }, context) {
    const days = ForecastDays.parse(given);
    const { instrument, series, origin } = await bringPrices(context, symbol, '1d');
    refuseStill(series);
    const { all } = await forecastersOf(context, days, instrument.daysPerYear);
    const last = series.length - 1 - days;
    const compare = () =>
      compareForecasters(chosen(all(), models), series, {
        days,
        ...(forecasts === undefined ? {} : { first: last - forecasts + 1, last }),
        signal: context.signal,
        onProgress: (share, model) => context.progress(share, { en: model, fr: model }),
      });
    const comparison = await orSayStopped(context.signal, keptEvidence, compare);
    const evidence = evidenceOf(comparison);
    // A part of the models or of the days is no evidence for what to serve.
    if (!models && forecasts === undefined) context.models.evidence.write(evidence);
    return {
      evidence,
      rows: comparison.rows.map(
        ({ quantiles, valueAtRisk, model, refitDays, qlike, squaredLogError, pinball, advantage }) => ({
          model,
          refitDays,
          qlike,
          squaredLogError,
          pinball,
          advantage,
          coverage: quantiles.map(({ probability, coverage, coverageRatio, independenceRatio }) => ({
            probability,
            coverage,
            coverageRatio,
            independenceRatio,
          })),
          // Tails are read from 250 days before: fewer forecasts test none.
          valueAtRisk: valueAtRisk.filter(one => one.count > 0),
        }),
      ),
      name: instrument.name,
      asOfOpenAt: series.openAt.at(-1) ?? 0,
      ...origin,
    };
  },
  say: answer =>
    JSON.stringify({
      evidence: answer.evidence,
      rows: byLoss(answer).map(({ model, qlike, pinball, advantage }) => ({
        model,
        qlike: Number(qlike.toFixed(4)),
        pinball: Number(pinball.toFixed(4)),
        dieboldMariano: Number(advantage.toFixed(2)),
      })),
    }),
  show(answer, t) {
    const { evidence, name } = answer;
    const risk: Text =
      evidence.days === 1
        ? {
            en: 'VaR 1 % and 5 %: how often the loss went beyond, ✓ where the Kupiec test accepts it.',
            fr: "VaR 1 % et 5 % : fréquence des pertes au-delà, ✓ où le test de Kupiec l'accepte.",
          }
        : {
            en: 'Value at risk is tested for one day only.',
            fr: "La valeur en risque n'est testée que pour un jour.",
          };
    const horizon =
      evidence.days === 1
        ? { en: 'the next day', fr: 'le jour suivant' }
        : { en: 'the next two days', fr: 'les deux jours suivants' };
    return {
      title: t({
        en: `Volatility forecasters on ${name.en}, ${horizon.en}`,
        fr: `Prévisions de volatilité sur ${name.fr}, ${horizon.fr}`,
      }),
      lead: t(sayChampion(evidence.champion)),
      lines: [
        t({
          en: `${evidence.count} forecasts of ${horizon.en}, from ${evidence.from} to ${evidence.to}, each from what was known the evening before, on the range of the day; ${evidence.contestants} models on the same days, so the best of them looks a little better than it is.`,
          fr: `${evidence.count} prévisions pour ${horizon.fr}, du ${evidence.from} au ${evidence.to}, chacune avec ce qui était connu la veille, sur l'amplitude du jour ; ${evidence.contestants} modèles sur les mêmes jours, donc le meilleur paraît un peu meilleur qu'il n'est.`,
        }),
        t({
          en: `QLIKE scores the variance, pinball the quantiles: lower is better. DM: Diebold-Mariano t against log-HAR, -2 or less counts. Worst quantile: the one whose share of outcomes below it is furthest from its name. ${risk.en}`,
          fr: `QLIKE note la variance, pinball les quantiles : le plus bas est le meilleur. DM : t de Diebold-Mariano face à log-HAR, -2 ou moins compte. Pire quantile : celui dont la part de résultats en dessous est la plus loin de son nom. ${risk.fr}`,
        }),
      ],
      table: {
        columns: [
          t({ en: 'Model', fr: 'Modèle' }),
          'QLIKE',
          t({ en: 'Pinball', fr: 'Pinball' }),
          'DM',
          t({ en: 'Worst quantile', fr: 'Pire quantile' }),
          'VaR 1 %, 5 %',
        ],
        rows: byLoss(answer).map(row => [
          row.model,
          t.number(row.qlike, 4),
          t.number(row.pinball, 4),
          row.model === 'log-har' ? '–' : t.number(row.advantage, 1),
          worstOf(row, t),
          riskOf(row, t),
        ]),
      },
      sources: [
        t({
          en: 'Losses: Patton, Journal of Econometrics 160 (2011). Test: Diebold and Mariano 1995, with Newey-West errors. Coverage: Kupiec 1995, Christoffersen 1998.',
          fr: 'Pertes : Patton, Journal of Econometrics 160 (2011). Test : Diebold et Mariano 1995, erreurs de Newey-West. Couverture : Kupiec 1995, Christoffersen 1998.',
        }),
      ],
      footnote: asOf(answer.asOfOpenAt, answer, t),
    };
  },
});
