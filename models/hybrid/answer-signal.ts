import type { Regime } from '../regime/regime.ts';
import { forecastOf, sigmaQuantiles } from '../volatility/forecast-of.ts';
import { excursionProbabilities } from './excursion-head.ts';
import { marketRegimeClasses, signalClasses, volatilityRegimeClasses } from './hybrid-rows.ts';
import { impliedRegime } from './implied-regime.ts';
import type { Judgement } from './judge-hybrid.ts';
import { advantageOn } from './judge-volatility.ts';
import type { MarketReading, VarianceForecast } from './market-network.ts';
import type { NetworkStatistics } from './network-statistics.ts';
import { type AbstainReason, SignalAnswer } from './signal-answer.ts';

/** A promoted version, as far as an answer speaks of it. */
export type ServedVersion = {
  readonly modelId: string;
  readonly trainedThrough: string;
  readonly judgement: Judgement;
  readonly statistics: NetworkStatistics;
};

export type SignalQuestion = {
  readonly symbol: string;
  readonly asOfOpenAt: number;
  readonly close: number;
  /** Trading days in a year. */
  readonly annualisation: number;
  /** Whether the last candle is older than it may be. */
  readonly stale: boolean;
};

/** Share of the features that may lie further than 5 deviations from the training rows. */
const mostClipped = 0.2;
/** A vote that no more than half of the networks carry convinces nobody. */
const leastAgreement = 0.5;
const [stopAt, targetAt] = [excursionProbabilities.indexOf(0.75), excursionProbabilities.indexOf(0.5)];

/** Names with the numbers that stand at the same places. */
const named = <Name extends string>(names: readonly Name[], values: ArrayLike<number>) =>
  Object.fromEntries(names.map((name, k) => [name, values[k] ?? Number.NaN]));

const emptyAnswer = ({ symbol, asOfOpenAt, close }: SignalQuestion) =>
  ({
    symbol,
    asOfOpenAt,
    close,
    modelId: null,
    trainedThrough: null,
    servedBy: 'none',
    heads: {},
    action: 'hold',
    signal: null,
    volatility: null,
    volatilityRegime: null,
    marketRegime: null,
    levels: null,
    skill: null,
    lately: null,
    textUsed: false,
  }) as const;

/** The answer while no version is promoted: hold, and how to get one. */
export const answerWithoutModel = (question: SignalQuestion, versions: number): SignalAnswer => ({
  ...emptyAnswer(question),
  abstain: {
    flag: true,
    reasons: [
      versions === 0
        ? {
            kind: 'no-model',
            en: `No network has been trained on ${question.symbol} yet. An admin trains one: train_model.`,
            fr: `Aucun réseau n'a encore été entraîné sur ${question.symbol}. Un administrateur en entraîne un : train_model.`,
          }
        : {
            kind: 'no-model',
            en: `${versions} version(s) are trained for ${question.symbol}, none is promoted. An admin does that: promote_model.`,
            fr: `${versions} version(s) sont entraînées pour ${question.symbol}, aucune n'est promue. Un administrateur le fait : promote_model.`,
          },
    ],
  },
});

function abstainReasons(
  { missing, clipped, said }: MarketReading,
  { judgement, statistics }: ServedVersion,
  { stale }: SignalQuestion,
): AbstainReason[] {
  const reasons: AbstainReason[] = [];
  const { signal } = judgement.servedBy;
  if (signal.by === 'none')
    reasons.push(...signal.reasons.map(({ en, fr }) => ({ kind: 'untrusted' as const, en, fr })));
  if (stale) {
    reasons.push({
      kind: 'stale',
      en: 'The last candle is older than the settings allow.',
      fr: 'La dernière bougie est plus ancienne que les réglages ne le permettent.',
    });
  }
  if (missing.length > 0) {
    const list = missing.join(', ');
    reasons.push({ kind: 'missing', en: `Features without a value: ${list}.`, fr: `Variables sans valeur : ${list}.` });
  }
  if (clipped.length > mostClipped * statistics.standard.columns.length) {
    const list = clipped.join(', ');
    reasons.push({
      kind: 'out-of-range',
      en: `The market is unlike what the networks learned from; far out: ${list}.`,
      fr: `Le marché ne ressemble pas à ce que les réseaux ont appris ; très loin : ${list}.`,
    });
  }
  const agreement = said.agreement[0] ?? 0;
  if (!(agreement > leastAgreement)) {
    const share = Math.round(100 * agreement);
    reasons.push({
      kind: 'disagreement',
      en: `The networks disagree: ${share}% prefer the same side.`,
      fr: `Les réseaux ne sont pas d'accord : ${share} % préfèrent le même côté.`,
    });
  }
  return reasons;
}

function volatilityOf(
  { volatility, closeToClose }: MarketReading,
  by: string,
  { annualisation }: SignalQuestion,
): SignalAnswer['volatility'] {
  const served = by === 'hybrid' ? volatility.hybrid : volatility.logHar;
  const horizon = ({ logQuantiles, variance }: VarianceForecast) => {
    const sigmaDaily = closeToClose * Math.sqrt(variance);
    return {
      sigmaDaily,
      sigmaAnnual: sigmaDaily * Math.sqrt(annualisation),
      quantiles: sigmaQuantiles(logQuantiles).map(one => ({ ...one, sigmaDaily: one.sigmaDaily * closeToClose })),
    };
  };
  return { h1: horizon(served[1]), h2: horizon(served[2]) };
}

function volatilityRegimeOf(reading: MarketReading, by: string, version: ServedVersion, question: SignalQuestion) {
  const { thresholds, baselines } = version.statistics;
  const implied = (): number[] => {
    const { logQuantiles, variance } = reading.volatility.logHar[1];
    const head = { ...question, model: 'log-har', proxy: 'range', days: 1 } as const;
    return impliedRegime(forecastOf(head, logQuantiles, variance), thresholds);
  };
  const of: Readonly<Record<string, () => ArrayLike<number>>> = {
    hybrid: () => reading.said.volatilityRegime,
    'log-har': implied,
    'class-shares': () => baselines.volatilityRegime,
  };
  const values = of[by]?.();
  if (!values) return null;
  const most = volatilityRegimeClasses.reduce((best, _, k) => ((values[k] ?? 0) > (values[best] ?? 0) ? k : best), 0);
  return { label: volatilityRegimeClasses[most], probabilities: named(volatilityRegimeClasses, values) };
}

function marketRegimeOf(
  reading: MarketReading,
  by: string,
  { statistics: { baselines, barriers } }: ServedVersion,
  { jump, volatileChance }: Regime,
) {
  const now = marketRegimeClasses.indexOf(jump.state === 'falling' ? 'bear' : 'bull');
  const of: Readonly<Record<string, ArrayLike<number> | undefined>> = {
    hybrid: reading.said.marketRegime,
    persistence: baselines.transitions[now],
    'class-shares': baselines.marketRegime,
  };
  const values = of[by];
  if (!values) return null;
  const probabilities = named(marketRegimeClasses, values);
  return { jump: jump.state, volatileChance, probabilities, days: barriers.horizon };
}

/** Stop and target of both sides, from the quantiles of how far the price moves against and with a long position. */
function levelsOf(
  { said, sigma, close }: MarketReading,
  by: string,
  { statistics: { baselines, barriers } }: ServedVersion,
) {
  if (by === 'none') return null;
  const [fall, rise] = by === 'hybrid' ? [said.adverse, said.favourable] : [baselines.adverse, baselines.favourable];
  const unit = (sigma * Math.sqrt(barriers.horizon)) / 100;
  const level = (against: ArrayLike<number>, along: ArrayLike<number>, sign: 1 | -1) => {
    const [stopSigma, targetSigma] = [against[stopAt] ?? Number.NaN, along[targetAt] ?? Number.NaN];
    return {
      stopPrice: close * Math.exp(-sign * stopSigma * unit),
      targetPrice: close * Math.exp(sign * targetSigma * unit),
      stopSigma,
      targetSigma,
    };
  };
  return { long: level(fall, rise, 1), short: level(rise, fall, -1), days: barriers.horizon };
}

function signalOf({ said, sigma, close }: MarketReading, { judgement, statistics }: ServedVersion) {
  if (judgement.servedBy.signal.by === 'none') return null;
  const { barriers, temperatures } = statistics;
  const unit = (sigma * Math.sqrt(barriers.horizon)) / 100;
  return {
    probabilities: named(signalClasses, said.signal),
    temperature: temperatures.signal,
    error: judgement.signal.error,
    agreement: said.agreement[0],
    upperBarrier: close * Math.exp(barriers.upper * unit),
    lowerBarrier: close * Math.exp(-barriers.lower * unit),
    days: barriers.horizon,
  };
}

/**
 * What a promoted version says: each head by whoever its judgement lets serve it, and hold where the signal may not be
 * trusted, the candle is stale, features are missing or far out, or the networks disagree. An answer that breaks its own
 * contract is a hold too.
 */
export function answerSignal(
  reading: MarketReading,
  version: ServedVersion,
  question: SignalQuestion,
  regime: Regime,
): SignalAnswer {
  const { judgement, modelId, trainedThrough } = version;
  const heads = Object.fromEntries(Object.entries(judgement.servedBy).map(([head, { by }]) => [head, by]));
  const reasons = abstainReasons(reading, version, question);
  const [one] = judgement.volatility;
  const { gain } = judgement.signal;
  const advantage = advantageOn(one, judgement.search ? 'tail' : 'all');
  const base = {
    ...emptyAnswer(question),
    modelId,
    trainedThrough,
    servedBy: Object.values(heads).includes('hybrid') ? ('hybrid' as const) : ('baselines' as const),
    heads,
    skill: {
      medianAdvantage: advantage,
      qlikeRatio: one.all.network.qlike / one.all.logHar.qlike,
      signalGain: gain.mean,
      low: gain.low,
      high: gain.high,
    },
    lately: {
      days: one.lately.rows,
      to: judgement.to,
      coverage90: one.latelyCoverage90,
      qlike: one.lately.network.qlike,
      qlikeLogHar: one.lately.logHar.qlike,
    },
    textUsed: reading.textUsed,
  };
  const full = SignalAnswer.safeParse({
    ...base,
    action: reasons.length > 0 ? 'hold' : signalClasses[reading.said.vote[0] ?? -1],
    signal: signalOf(reading, version),
    volatility: volatilityOf(reading, judgement.servedBy.volatility.by, question),
    volatilityRegime: volatilityRegimeOf(reading, judgement.servedBy.volatilityRegime.by, version, question),
    marketRegime: marketRegimeOf(reading, judgement.servedBy.marketRegime.by, version, regime),
    levels: levelsOf(reading, judgement.servedBy.excursions.by, version),
    abstain: { flag: reasons.length > 0, reasons },
  });
  if (full.success) return full.data;
  const why = full.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  const broken: AbstainReason = {
    kind: 'broken',
    en: `What the networks say is not fit to be served (${why}).`,
    fr: `Ce que disent les réseaux ne peut pas être servi (${why}).`,
  };
  return { ...base, abstain: { flag: true, reasons: [...reasons, broken] } };
}
