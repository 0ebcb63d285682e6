import { z } from 'zod';
import { at } from '../data/at.ts';
import { dayOf } from '../data/candle.ts';
import { FeatureCatalogue } from '../data/features/feature-catalogue.ts';
import { type HarDrivers, harColumnsOf, harDrivers } from '../models/explain/har-drivers.ts';
import { plainWords, volatilityShare } from '../models/explain/plain-words.ts';
import { unproven } from '../models/volatility/evidence.ts';
import { LogHar } from '../models/volatility/log-har.ts';
import { predictVariance } from '../models/volatility/prediction.ts';
import { bringPrices } from './bring-prices.ts';
import { isVariance, type Regressor } from './driver-words.ts';
import { type Studied, studied } from './drivers.ts';
import { DriversAnswer, driversCard } from './drivers-card.ts';
import { explainNetwork } from './explain-network.ts';
import { forecastersOf } from './forecasters.ts';
import { servedForecaster, servedName } from './served-forecaster.ts';
import { SymbolSlot } from './slots.ts';
import { defineTool } from './tool.ts';

/** Drivers in the chart, and told in words. */
const [shown, told] = [10, 5];

/** Regressors as people read them, those of greatest effect first. @param scale from the range to close-to-close moves */
function regressorsOf({ names, values, means, phi }: HarDrivers, scale: number): Regressor[] {
  const read = (name: string, value: number) =>
    isVariance(name) ? Math.exp(value / 2) * (name === 'lnVix' ? 1 : scale) : value;
  return names
    .map((name, j) => ({ name, now: read(name, at(values, j)), usual: read(name, at(means, j)), phi: at(phi, j) }))
    .sort((a, b) => Math.abs(b.phi) - Math.abs(a.phi));
}

function secondOf(found: Studied, scale: number): Pick<DriversAnswer, 'second' | 'missing'> {
  if ('fault' in found) {
    const { text, message } = found.fault;
    return { missing: text ?? { en: message, fr: message } };
  }
  const { names, phi, values, base, lacking, still, trained, record } = found.study;
  const level = base + 2 * Math.log(scale);
  const explained = { names, phi, values, base: level };
  const { summary, lines } = plainWords(explained, { top: told, scale: 'log-variance', decimals: 2 });
  const { chart } = plainWords(explained, { top: shown });
  const seen = (feature: string) => at(values, names.indexOf(feature));
  return {
    second: {
      sigmaDaily: Math.exp((level + phi.reduce((sum, one) => sum + one, 0)) / 2),
      usualDaily: Math.exp(level / 2),
      trained,
      features: {
        read: names.length,
        all: FeatureCatalogue.open().features.length,
        lacking: lacking.length,
        still: still.length,
      },
      drivers: chart.names.map((feature, k) => ({
        feature,
        value: Number.isNaN(seen(feature)) ? null : seen(feature),
        phi: chart.values[k] ?? Number.NaN,
      })),
      summary,
      lines: [...lines],
      ...(record ? { record } : {}),
    },
  };
}

export const explainPrediction = defineTool({
  name: 'explain_prediction',
  description:
    'Says why the volatility forecast of one instrument for the next day is what it is: the drivers of log-HAR with the effect of each, and as a second opinion those of a tree model of all features (SHAP). Not for the forecast itself: use predict_volatility. Not for terms: use explain_term.',
  examples: [
    'Why do you expect such volatility for the S&P 500 tomorrow?',
    'What drives the volatility forecast of SPX?',
    'Why is the volatility forecast of Bitcoin so high?',
    'Which features moved the forecast for Apple?',
    'What is behind your volatility prediction for gold?',
    'Show the SHAP values of the forecast on SPY',
    'drivers of the S&P 500 forecast',
    'Explain the volatility forecast of the S&P 500',
    'Why did the model forecast that for SPX?',
    'Why do you predict this volatility?',
    'why do you think that tomorrow will be so volatile?',
    'Why did you say that about the volatility?',
    'why this forecast?',
    'What raises and what lowers the forecast for the S&P?',
    'Pourquoi attends-tu une telle volatilité sur le S&P 500 demain ?',
    "Qu'est-ce qui explique la prévision de volatilité du SPX ?",
    'Pourquoi la volatilité prévue du Bitcoin est-elle si haute ?',
    'Quelles caractéristiques ont fait bouger la prévision pour Apple ?',
    "Qu'y a-t-il derrière ta prévision de volatilité de l'or ?",
    'Montre les valeurs SHAP de la prévision sur SPY',
    'facteurs de la prévision du S&P 500',
    'Explique la prévision de volatilité du S&P 500',
    'Pourquoi le modèle prévoit-il cela pour le SPX ?',
    'Pourquoi prévois-tu une telle volatilité ?',
    'Pourquoi penses-tu que demain sera si volatil ?',
    'Pourquoi as-tu dit cela sur la volatilité ?',
    'pourquoi tu dis que demain sera agité ?',
    'pourquoi cette prévision ?',
    "Qu'est-ce qui fait monter ou baisser la prévision du S&P ?",
  ],
  effect: 'read',
  seconds: 120,
  input: z.object({ symbol: SymbolSlot }),
  output: DriversAnswer,
  async run({ symbol }, context) {
    const prices = await bringPrices(context, symbol, '1d');
    const { instrument, series, origin } = prices;
    const { all, columns } = await forecastersOf(context, 1, instrument.daysPerYear);
    const served = servedForecaster(context.models.evidence.read(instrument.symbol, 1), all(), series, context.models);
    const champion = { ...served.champion, model: servedName(served) };
    const [knownAt, values] = columns;
    const vix = knownAt && values ? { knownAt, values } : undefined;
    const chosen = harColumnsOf(champion.model, vix);
    const model = chosen ? champion.model : unproven.model;
    const explained = harDrivers(series, 1, chosen);
    const { openAt, high, low, close } = series;
    const { closeToClose, record } = context.models.predictions(
      `${instrument.symbol} 1 ${model}`,
      [openAt, high, low, close, ...columns],
      () =>
        predictVariance(
          series,
          1,
          () => all().find(({ forecaster }) => forecaster.name === model)?.forecaster ?? new LogHar(),
        ),
    );
    const found = await studied(context, instrument, series);
    const network = await explainNetwork(context, prices);
    const { names, source, reason } = found.choice;
    return {
      symbol: instrument.symbol,
      name: instrument.name,
      asOfOpenAt: at(openAt, series.length - 1),
      model: explained.model,
      champion,
      sigmaDaily: Math.sqrt(explained.variance) * closeToClose,
      usualDaily: Math.exp((explained.base + explained.correction) / 2) * closeToClose,
      drivers: regressorsOf(explained, closeToClose),
      held: explained.held,
      ...(record ? { trackRecord: record } : {}),
      ...(network && ('fault' in network ? { networkFault: network.fault } : { network })),
      ...secondOf(found, closeToClose),
      choice: { count: names.length, source, ...(reason ? { reason } : {}) },
      ...origin,
    };
  },
  say: ({ second, drivers, network, sigmaDaily, usualDaily, choice, ...answer }) =>
    JSON.stringify({
      ...answer,
      asOf: dayOf(answer.asOfOpenAt),
      dailyVolatilityPercent: Number(sigmaDaily.toFixed(3)),
      usualPercent: Number(usualDaily.toFixed(3)),
      effects: drivers.map(({ name, phi }) => [name, `${(100 * volatilityShare(phi)).toFixed(1)} %`]),
      network: network && { ...network, lines: network.lines.map(({ en }) => en) },
      secondOpinion: second && {
        dailyVolatilityPercent: Number(second.sigmaDaily.toFixed(3)),
        record: second.record,
        drivers: second.lines.map(({ en }) => en),
      },
      ...(choice.reason ? { fault: choice.reason.en } : {}),
      note: 'Drivers of the model, not causes. Effects on the volatility multiply.',
    }),
  show: driversCard,
  command: { en: 'why', fr: 'pourquoi' },
});
