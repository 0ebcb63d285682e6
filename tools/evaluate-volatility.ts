import { z } from 'zod';
import { QuaestorError } from '../config/errors.ts';
import type { CandleSeries } from '../data/candle.ts';
import { routesOf } from '../models/regime/routes-of.ts';
import { byLoss } from '../models/volatility/champion.ts';
import { type Contestant, compareForecasters } from '../models/volatility/compare-forecasters.ts';
import { Comparison } from '../models/volatility/comparison.ts';
import { Evidence, evidenceOf } from '../models/volatility/evidence.ts';
import { ForecastDays } from '../models/volatility/forecaster.ts';
import { bringPrices, Origin } from './bring-prices.ts';
import { evaluationCard, shownByRegime } from './evaluation-card.ts';
import { forecastersOf, refuseStill } from './forecasters.ts';
import { keptComparison } from './kept-comparison.ts';
import { SymbolSlot } from './slots.ts';
import { orSayStopped } from './stopped.ts';
import { defineTool } from './tool.ts';
import type { ToolContext } from './tool-context.ts';

const Answer = z.strictObject({
  evidence: Evidence,
  comparison: Comparison,
  /** The day on which it was computed, and whether it was kept from then because nothing has changed since. */
  madeOn: z.string(),
  again: z.boolean(),
  name: z.strictObject({ en: z.string(), fr: z.string() }),
  asOfOpenAt: z.int(),
  ...Origin.shape,
});
export type EvaluationAnswer = z.infer<typeof Answer>;

const keptEvidence = {
  en: 'The evidence of the last whole comparison still holds, nothing of this one is kept: the same command begins it anew.',
  fr: "Le résultat de la dernière comparaison entière reste valable, rien de celle-ci n'est gardé : la même commande la recommence.",
};

/** @throws QuaestorError `model.unknown-forecaster` that lists the models there are */
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

/** Regimes are read first, then every forecaster walks its days. */
async function compare(
  contestants: readonly Contestant[],
  series: CandleSeries,
  { days, forecasts }: { days: ForecastDays; forecasts: number | undefined },
  { signal, progress }: Pick<ToolContext, 'signal' | 'progress'>,
): Promise<Comparison> {
  const last = series.length - 1 - days;
  const rows = forecasts === undefined ? {} : { first: last - forecasts + 1, last };
  progress(0, { en: 'regimes', fr: 'régimes' });
  return compareForecasters(contestants, series, {
    days,
    ...rows,
    routes: await routesOf(series, rows.first ?? 0, signal),
    signal,
    onProgress: (share, model) => progress(share, { en: model, fr: model }),
  });
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
    const { all, columns } = await forecastersOf(context, days, instrument.daysPerYear);
    const contestants = chosen(all(), models);
    const question = {
      symbol: instrument.symbol,
      days,
      models: [...(models ?? [])].sort(),
      forecasts: forecasts ?? null,
    };
    const made = await keptComparison(
      { journal: context.lab.journal, wall: context.wall },
      { question, series, columns, contestants },
      () =>
        orSayStopped(context.signal, keptEvidence, () => compare(contestants, series, { days, forecasts }, context)),
    );
    const evidence = evidenceOf(made.comparison);
    // A part of the models or of the days is no evidence for what to serve.
    if (!models && forecasts === undefined) context.models.evidence.write(evidence);
    return { evidence, ...made, name: instrument.name, asOfOpenAt: series.openAt.at(-1) ?? 0, ...origin };
  },
  say: ({ evidence, comparison, madeOn }) => {
    const short = (row: { model: string; qlike: number; pinball: number; advantage: number }) => ({
      model: row.model,
      qlike: Number(row.qlike.toFixed(4)),
      pinball: Number(row.pinball.toFixed(4)),
      dieboldMariano: Number(row.advantage.toFixed(2)),
    });
    return JSON.stringify({
      evidence,
      madeOn,
      rows: [...comparison.rows].sort(byLoss).map(short),
      byRegime: comparison.routes.map(({ route, count, rows }) => ({
        route,
        days: count,
        best: [...rows].sort(byLoss).slice(0, shownByRegime).map(short),
      })),
    });
  },
  show: evaluationCard,
});
