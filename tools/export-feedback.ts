import { z } from 'zod';
import { attempt } from '../config/attempt.ts';
import { counted } from '../config/text.ts';
import { at } from '../data/at.ts';
import type { FeedbackLabel } from '../knowledge/memory/feedback.ts';
import { defineTool } from './tool.ts';
import type { ToolContext } from './tool-context.ts';
import { writeExport } from './write-export.ts';

/** Of a judged volatility forecast: what it said, so that the outcome can stand beside it. */
const Forecast = z.object({
  symbol: z.string(),
  days: z.int(),
  asOfOpenAt: z.int(),
  quantiles: z.array(z.object({ probability: z.number(), sigmaDaily: z.number() })).min(2),
});

/**
 * What the market did in the days that a forecast was about: the move of closes in percent, and whether it stayed within
 * the range of one such day's 95 % quantile. Undefined before those days have closed, and for what is no such forecast.
 */
function outcomeOf({ rated }: FeedbackLabel, market: ToolContext['market']) {
  const forecast = Forecast.safeParse(rated.output);
  if (!forecast.success) return undefined;
  const { symbol, days, asOfOpenAt, quantiles } = forecast.data;
  const series = attempt(() => market.candles(symbol, '1d'));
  const from = series?.openAt.indexOf(asOfOpenAt) ?? -1;
  if (!series || from < 0 || from + days >= series.length) return undefined;
  const movePercent = 100 * Math.log(at(series.close, from + days) / at(series.close, from));
  const widest = quantiles.at(-1)?.sigmaDaily ?? Number.NaN;
  return { movePercent, withinTwoSigma: Math.abs(movePercent) <= 2 * widest * Math.sqrt(days) };
}

export const exportFeedback = defineTool({
  name: 'export_feedback',
  description:
    'Writes what people said of forecasts as JSON lines: the judgement, the whole forecast that it judges, and what the market did since. Labels for training. For admins.',
  examples: [
    'export the feedback',
    'write the feedback labels to a file',
    'save what people said of the forecasts',
    'export the judgements of forecasts',
    'exporte les avis',
    'écris les avis dans un fichier',
    "sauvegarde ce que l'on a dit des prévisions",
    'exporte les jugements des prévisions',
  ],
  effect: 'admin',
  account: true,
  input: z.object({}),
  output: z.strictObject({ path: z.string(), labels: z.int(), good: z.int(), resolved: z.int() }),
  run(_input, { feedback, market, settings, wall }) {
    const labels = feedback().map(label => ({ ...label, outcome: outcomeOf(label, market) }));
    const { path } = writeExport({ settings, wall }, 'feedback', labels);
    return {
      path,
      labels: labels.length,
      good: labels.filter(({ rating }) => rating === 'good').length,
      resolved: labels.filter(({ outcome }) => outcome !== undefined).length,
    };
  },
  show({ path, labels, good, resolved }, t) {
    const count = counted(labels, { en: 'judgement', fr: 'avis' }, { en: 'judgements', fr: 'avis' });
    return {
      title: t({ en: 'Feedback exported', fr: 'Avis exportés' }),
      lead: t({
        en: `${count.en} written to ${path}: ${good} good, ${labels - good} bad; ${resolved} with what the market did since.`,
        fr: `${count.fr} dans ${path} : ${good} bons, ${labels - good} mauvais ; ${resolved} avec ce que le marché a fait depuis.`,
      }),
    };
  },
});
