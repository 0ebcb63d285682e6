import { z } from 'zod';
import type { Text, Translate } from '../config/text.ts';
import { dayOf } from '../data/candle.ts';
import { answerWithoutModel, type SignalQuestion } from '../models/hybrid/answer-signal.ts';
import { signalClasses, type volatilityRegimeClasses } from '../models/hybrid/hybrid-rows.ts';
import { SignalAnswer } from '../models/hybrid/signal-answer.ts';
import { hybridName } from '../models/hybrid/stored-version.ts';
import { asOf } from './as-of.ts';
import { bringPrices, Origin } from './bring-prices.ts';
import { servedList } from './head-words.ts';
import { modelShelf } from './model-shelf.ts';
import { networkSources } from './network-sources.ts';
import { SymbolSlot } from './slots.ts';
import { defineTool } from './tool.ts';

const Answer = z.strictObject({
  ...SignalAnswer.shape,
  name: z.strictObject({ en: z.string(), fr: z.string() }),
  ...Origin.shape,
});
type Answer = z.infer<typeof Answer>;

const actions: Readonly<Record<(typeof signalClasses)[number], Text>> = {
  sell: { en: 'sell', fr: 'vendre' },
  hold: { en: 'hold', fr: 'conserver' },
  buy: { en: 'buy', fr: 'acheter' },
};

const regimes: Readonly<Record<(typeof volatilityRegimeClasses)[number], Text>> = {
  low: { en: 'low', fr: 'basse' },
  normal: { en: 'normal', fr: 'normale' },
  high: { en: 'high', fr: 'haute' },
  extreme: { en: 'extreme', fr: 'extrême' },
};

const dayMs = 86_400_000;

function leadOf({ name, action, signal, abstain }: Answer, t: Translate): string {
  if (abstain.flag || !signal) {
    const reasons = abstain.reasons.map(reason => t(reason)).join(' ');
    return t({ en: `${name.en}: hold. ${reasons}`, fr: `${name.fr} : conserver. ${reasons}` });
  }
  const [share, agreement] = [t.percent(signal.probabilities[action], 0), t.percent(signal.agreement, 0)];
  const { days } = signal;
  const meant = {
    sell: {
      en: `the price touches ${t.number(signal.lowerBarrier)} before ${t.number(signal.upperBarrier)}`,
      fr: `le prix touche ${t.number(signal.lowerBarrier)} avant ${t.number(signal.upperBarrier)}`,
    },
    hold: {
      en: `the price touches neither ${t.number(signal.lowerBarrier)} nor ${t.number(signal.upperBarrier)}`,
      fr: `le prix ne touche ni ${t.number(signal.lowerBarrier)} ni ${t.number(signal.upperBarrier)}`,
    },
    buy: {
      en: `the price touches ${t.number(signal.upperBarrier)} before ${t.number(signal.lowerBarrier)}`,
      fr: `le prix touche ${t.number(signal.upperBarrier)} avant ${t.number(signal.lowerBarrier)}`,
    },
  }[action];
  return t({
    en: `${name.en}: ${actions[action].en}. Within ${days} trading days there is a chance of ${share} that ${meant.en}; ${agreement} of the networks agree.`,
    fr: `${name.fr} : ${actions[action].fr}. En ${days} séances, il y a ${share} de chances que ${meant.fr} ; ${agreement} des réseaux sont d'accord.`,
  });
}

function linesOf(answer: Answer, t: Translate): string[] {
  const { volatility, volatilityRegime, marketRegime, levels, skill, lately, heads, modelId, trainedThrough } = answer;
  if (modelId === null) return [];
  const sigma = (value: number): string => `${t.number(value)} %`;
  return [
    ...(volatility
      ? [
          t({
            en: `Volatility of the next day ${sigma(volatility.h1.sigmaDaily)}, of the next two ${sigma(volatility.h2.sigmaDaily)} a day.`,
            fr: `Volatilité du prochain jour ${sigma(volatility.h1.sigmaDaily)}, des deux prochains ${sigma(volatility.h2.sigmaDaily)} par jour.`,
          }),
        ]
      : []),
    ...(volatilityRegime
      ? [
          t({
            en: `Volatility regime tomorrow: ${regimes[volatilityRegime.label].en} (${t.percent(volatilityRegime.probabilities[volatilityRegime.label], 0)}).`,
            fr: `Régime de volatilité demain : ${regimes[volatilityRegime.label].fr} (${t.percent(volatilityRegime.probabilities[volatilityRegime.label], 0)}).`,
          }),
        ]
      : []),
    ...(marketRegime
      ? [
          t({
            en: `Market regime: ${marketRegime.jump} now; a chance of ${t.percent(marketRegime.probabilities.bear, 0)} of a bear market in ${marketRegime.days} trading days.`,
            fr: `Régime de marché : ${marketRegime.jump === 'rising' ? 'en hausse' : 'en baisse'} ; ${t.percent(marketRegime.probabilities.bear, 0)} de chances d'un marché baissier dans ${marketRegime.days} séances.`,
          }),
        ]
      : []),
    ...(levels
      ? [
          t({
            en: `For a long position a stop at ${t.number(levels.long.stopPrice)} and a target at ${t.number(levels.long.targetPrice)}, for a short one ${t.number(levels.short.stopPrice)} and ${t.number(levels.short.targetPrice)}: a stop is reached in a quarter of the cases, a target in half, within ${levels.days} trading days.`,
            fr: `Pour une position acheteuse, un stop à ${t.number(levels.long.stopPrice)} et un objectif à ${t.number(levels.long.targetPrice)} ; pour une vendeuse, ${t.number(levels.short.stopPrice)} et ${t.number(levels.short.targetPrice)} : un stop est atteint dans un quart des cas, un objectif dans la moitié, en ${levels.days} séances.`,
          }),
        ]
      : []),
    t({
      en: `${modelId}, trained through ${trainedThrough}. ${servedList(heads, t)}.`,
      fr: `${modelId}, appris jusqu'au ${trainedThrough}. ${servedList(heads, t)}.`,
    }),
    ...(skill && lately
      ? [
          t({
            en: `Track record: on its last ${lately.days} judged days, to ${lately.to}, the network's 90% range of volatility held ${t.percent(lately.coverage90, 1)} of the outcomes; QLIKE ${t.number(lately.qlike, 3)} against ${t.number(lately.qlikeLogHar, 3)} of log-HAR. Signal gain on the tail ${t.number(skill.signalGain, 4)} nats, between ${t.number(skill.low, 4)} and ${t.number(skill.high, 4)}.`,
            fr: `Bilan : sur ses ${lately.days} derniers jours jugés, jusqu'au ${lately.to}, l'intervalle à 90 % du réseau contenait ${t.percent(lately.coverage90, 1)} des issues de la volatilité ; QLIKE ${t.number(lately.qlike, 3)} contre ${t.number(lately.qlikeLogHar, 3)} pour log-HAR. Gain du signal sur la fin ${t.number(skill.signalGain, 4)} nat, entre ${t.number(skill.low, 4)} et ${t.number(skill.high, 4)}.`,
          }),
        ]
      : []),
  ];
}

export const predictSignal = defineTool({
  name: 'predict_signal',
  description:
    'What the promoted network says of the direction of one instrument: sell, hold or buy with calibrated probabilities, stop and target distances, regimes ahead; hold with its reasons where it has no edge. Not an order: use propose_trade.',
  examples: [
    'What does the network say about the S&P 500?',
    'network signal for SPX',
    'trading signal for Bitcoin',
    'which direction does the model predict for SPY?',
    'what is the signal on Apple?',
    'what does the trained model expect of the S&P 500?',
    'Que dit le réseau du S&P 500 ?',
    'signal achat ou vente pour SPX ?',
    'signal de trading pour le Bitcoin',
    'quelle direction le modèle prédit-il pour SPY ?',
    'quel est le signal sur Apple ?',
    'le modèle voit-il le S&P monter ou baisser ?',
  ],
  effect: 'read',
  rated: true,
  input: z.object({ symbol: SymbolSlot }),
  output: Answer,
  async run({ symbol }, context) {
    const { models, settings, clock } = context;
    const { instrument, series, origin } = await bringPrices(context, symbol, '1d');
    const asOfOpenAt = series.openAt.at(-1) ?? 0;
    const question: SignalQuestion = {
      symbol: series.symbol,
      asOfOpenAt,
      close: series.close.at(-1) ?? 0,
      annualisation: instrument.daysPerYear,
      stale: clock.now() - asOfOpenAt > (settings.market.staleAfterDays + 1) * dayMs,
    };
    const named = { name: instrument.name, ...origin };
    const store = modelShelf(context);
    const name = hybridName(series.symbol);
    const version = await models.served(store, name, settings.models.tensorBackend);
    if (!version) return { ...answerWithoutModel(question, store.list(name).length), ...named };
    const sources = await networkSources(context, version.network.statistics.inputs, instrument, series);
    const reading = await models.reading(version, sources);
    return { ...version.answer(reading, question, models.regime(series)), ...named };
  },
  say: ({ asOfOpenAt, name: _name, abstain, ...answer }) =>
    JSON.stringify({
      asOf: dayOf(asOfOpenAt),
      ...answer,
      abstain: abstain.reasons.map(({ en }) => en),
    }),
  show: (answer, t) => ({
    title: t({ en: `Signal: ${answer.name.en}`, fr: `Signal : ${answer.name.fr}` }),
    lead: leadOf(answer, t),
    lines: linesOf(answer, t),
    ...(answer.signal
      ? {
          table: {
            columns: [t({ en: 'Side', fr: 'Côté' }), t({ en: 'Probability', fr: 'Probabilité' })],
            rows: signalClasses.map(side => [
              t(actions[side]),
              t.percent(answer.signal?.probabilities[side] ?? Number.NaN, 1),
            ]),
          },
        }
      : {}),
    footnote: `${asOf(answer.asOfOpenAt, answer, t)} ${t({
      en: 'A model is no advice; hold means that no draft is made.',
      fr: "Un modèle n'est pas un conseil ; conserver veut dire qu'aucune proposition n'est faite.",
    })}`,
  }),
  command: { en: 'signal', fr: 'signal' },
});
