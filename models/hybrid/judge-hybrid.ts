import { z } from 'zod';
import { dayOf } from '../../data/candle.ts';
import { topClass } from './calibration-error.ts';
import { calibrationVerdict } from './calibration-verdict.ts';
import type { FoldForecasts } from './fold-forecasts.ts';
import { excursionLosses, marketRegimeLosses, signalLosses, volatilityRegimeLosses } from './head-losses.ts';
import { signalClasses, unknownClass } from './hybrid-rows.ts';
import { InputChoice } from './input-choice.ts';
import { HeadJudgement, judgeHead, serveHead } from './judge-head.ts';
import { judgeVolatility, serveVolatility, VolatilityJudgement, volatilityAdvantage } from './judge-volatility.ts';
import type { MarketRows } from './market-rows.ts';
import { ServingReason, trustedSignal, untrusted } from './serving-reason.ts';
import type { ShuffledControl, TrainedVersion } from './train-on-market.ts';

const Embedded = z.strictObject({ name: z.string(), source: z.enum(['provider', 'offline']) });
const Interval = z.strictObject({ mean: z.number(), low: z.number(), high: z.number() });
const served = <Baselines extends readonly [string, ...string[]]>(baselines: Baselines) =>
  z.strictObject({ by: z.enum(['hybrid', ...baselines]), reasons: z.array(ServingReason).min(1) });

/** Who serves each head, and why. */
export const ServedBy = z.strictObject({
  signal: served(['none']),
  volatility: served(['log-har']),
  volatilityRegime: served(['log-har', 'class-shares', 'none']),
  marketRegime: served(['persistence', 'class-shares', 'none']),
  excursions: served(['empirical', 'none']),
});
export type ServedBy = z.infer<typeof ServedBy>;

const SignalJudgement = HeadJudgement.extend({
  /** On the tail: calibration error, the most that a perfect head shows on as many rows, Brier score. */
  error: z.number(),
  errorLimit: z.number(),
  brier: z.number(),
  /** Gain of the tail on the class shares of its training rows, in nats. */
  gain: Interval,
  /** Mean share of the networks that prefer the class which most prefer. */
  agreement: z.number(),
  /** Share of the tail's rows whose class most networks name. */
  accuracy: z.number(),
});

/** The search that chose the settings: what it tried, and the days by which it chose. */
export const SearchSeen = z.strictObject({
  study: z.string(),
  trials: z.int().min(1),
  from: z.string(),
  to: z.string(),
  /** First day that it never saw. */
  unseenFrom: z.string(),
});
export type SearchSeen = z.infer<typeof SearchSeen>;

/** What the networks are worth, head by head, on rows that they were not trained on. */
export const Judgement = z.strictObject({
  symbol: z.string(),
  dataHash: z.string(),
  seeds: z.array(z.int()),
  /** First and last day of the rows that were tested, and the first of the tail. */
  from: z.string(),
  to: z.string(),
  tailFrom: z.string(),
  /** What the networks read, fold by fold; versions that do not tell read the technical features. */
  inputs: InputChoice.extend({
    folds: z.array(
      z.strictObject({
        learned: z.int(),
        served: z.int(),
        source: z.enum(['computed', 'cached', 'last-good', 'static']).nullable(),
        reason: z.strictObject({ en: z.string(), fr: z.string() }).nullable(),
      }),
    ),
  }).optional(),
  folds: z.array(
    z.strictObject({ train: z.int(), validation: z.int(), test: z.int(), from: z.string(), to: z.string() }),
  ),
  /** Null where no search chose the settings. With one, the tail alone decides who serves. */
  search: SearchSeen.nullable().default(null),
  members: z.array(z.strictObject({ fold: z.int(), seed: z.int(), bestEpoch: z.int(), epochs: z.int() })),
  volatility: z.tuple([VolatilityJudgement, VolatilityJudgement]),
  signal: SignalJudgement,
  volatilityRegime: HeadJudgement,
  marketRegime: HeadJudgement,
  excursions: HeadJudgement,
  /** With the text block against the same seeds trained without it; null without a text. */
  ablation: z
    .strictObject({
      /** Diebold-Mariano t of QLIKE over 1 day, with against without; below 0 the text helps. */
      advantage: z.number(),
      /** Gain of the text in log loss of the signal. */
      signalGain: Interval,
      /** Who turned the text into numbers; older judgements do not tell. */
      embedder: Embedded.optional(),
    })
    .nullable(),
  /** The signal head trained on shuffled labels: its hits on the tail, those expected of class shares, two standard errors. */
  control: z.strictObject({
    rows: z.int(),
    accuracy: z.number(),
    expected: z.number(),
    tolerance: z.number(),
    passed: z.boolean(),
  }),
  servedBy: ServedBy,
});
export type Judgement = z.infer<typeof Judgement>;

/** The seed of bootstraps and simulations: the same rows give the same verdict. */
const seed = 1;

/** Calibration and edge of the signal head on the tail. */
function verdictOnTail(rows: MarketRows, { test, ensemble, baselines }: FoldForecasts) {
  const labels = Int8Array.from(test, row => rows.signal[row] ?? unknownClass);
  const block = rows.barriers.horizon;
  const verdict = calibrationVerdict(ensemble.signal, labels, baselines.signal, { seed, block });
  const known = [...labels.keys()].filter(n => labels[n] !== unknownClass);
  const hits = known.filter(n => ensemble.vote[n] === labels[n]).length;
  const agreement = ensemble.agreement.reduce((sum, one) => sum + one, 0) / ensemble.count;
  return { verdict, agreement, accuracy: hits / known.length };
}

/** Whether a head that had nothing to learn is as good as saying the class shares, within two standard errors. */
function judgeControl({ labels, probabilities, prior }: ShuffledControl, block: number): Judgement['control'] {
  const known = [...labels.keys()].filter(n => labels[n] !== unknownClass);
  const named = known.map(n => topClass(probabilities, n, signalClasses.length));
  const hits = known.filter((n, k) => labels[n] === named[k]).length;
  const expected = named.reduce((sum, choice) => sum + (prior[choice] ?? 0), 0) / known.length;
  // Labels of neighbouring rows share candles: as many of them are independent as spans fit into the tail.
  const tolerance = 2 * Math.sqrt((expected * (1 - expected) * block) / known.length);
  const accuracy = hits / known.length;
  return { rows: known.length, accuracy, expected, tolerance, passed: Math.abs(accuracy - expected) <= tolerance };
}

function judgeAblation(
  { rows, ablation, text }: Pick<TrainedVersion, 'rows' | 'ablation' | 'text'>,
  options: { block: number; seed: number },
): Judgement['ablation'] {
  if (ablation.length === 0) return null;
  const [bare, full] = [ablation.map(one => one.without), ablation.map(one => one.with)];
  const without = signalLosses(rows, bare);
  const losses = signalLosses(rows, full).map((one, k) => ({ ...one, baselines: [without[k]?.network ?? Number.NaN] }));
  const { against } = judgeHead('log-loss', ['without-text'], losses, options);
  return {
    advantage: volatilityAdvantage(rows, full, bare),
    signalGain: against[0]?.gain ?? { mean: Number.NaN, low: Number.NaN, high: Number.NaN },
    ...(text?.kind === 'generated' ? { embedder: text.embedder } : {}),
  };
}

/**
 * Judges a trained version by the rows that its folds test.
 * @param search where one chose the settings: it has seen the folds before the tail
 */
export function judgeHybrid(trained: TrainedVersion, search: SearchSeen | null = null): Judgement {
  const { rows, inputs, features, folds, forecasts, members, control, statistics } = trained;
  const evidence = search ? 'tail' : 'all';
  const block = rows.barriers.horizon;
  const options = { block, seed };
  const tail = forecasts.at(-1);
  if (!tail) throw new RangeError('A walk-forward has folds.');
  const day = (row: number | undefined): string => dayOf(rows.openAt[row ?? -1] ?? Number.NaN);
  const volatility: Judgement['volatility'] = [
    judgeVolatility(rows, forecasts, 1),
    judgeVolatility(rows, forecasts, 2),
  ];
  const { verdict, agreement, accuracy } = verdictOnTail(rows, tail);
  const signal = judgeHead('log-loss', ['class-shares'], signalLosses(rows, forecasts), options);
  const volatilityRegime = judgeHead(
    'log-loss',
    ['log-har', 'class-shares'],
    volatilityRegimeLosses(rows, forecasts),
    options,
  );
  const marketRegime = judgeHead(
    'log-loss',
    ['persistence', 'class-shares'],
    marketRegimeLosses(rows, forecasts),
    options,
  );
  const excursions = judgeHead('pinball', ['empirical'], excursionLosses(rows, forecasts), options);
  const { gain, error, errorLimit, brier, trusted } = verdict;
  return Judgement.parse({
    symbol: rows.symbol,
    dataHash: rows.dataHash,
    seeds: statistics.seeds,
    from: day(forecasts[0]?.test[0]),
    to: day(tail.test.at(-1)),
    tailFrom: day(tail.test[0]),
    inputs: {
      ...inputs,
      folds: features.map(({ learned, served: fed, choice }) => ({
        learned,
        served: fed,
        source: choice?.source ?? null,
        reason: choice?.reason ?? null,
      })),
    },
    folds: folds.map(({ train, validation, test }) => ({
      train: train.length,
      validation: validation.length,
      test: test.length,
      from: day(test[0]),
      to: day(test.at(-1)),
    })),
    search,
    members: members.map(({ fold, seed: of, bestEpoch, epochs }) => ({
      fold,
      seed: of,
      bestEpoch,
      epochs: epochs.length - 1,
    })),
    volatility,
    signal: {
      ...signal,
      error,
      errorLimit,
      brier,
      gain: { mean: gain.gain, low: gain.low, high: gain.high },
      agreement,
      accuracy,
    },
    volatilityRegime,
    marketRegime,
    excursions,
    ablation: judgeAblation(trained, options),
    control: judgeControl(control, block),
    servedBy: {
      signal: trusted ? { by: 'hybrid', reasons: [trustedSignal(gain)] } : { by: 'none', reasons: untrusted(verdict) },
      volatility: serveVolatility(volatility, evidence),
      volatilityRegime: serveHead(volatilityRegime, evidence),
      marketRegime: serveHead(marketRegime, evidence),
      excursions: serveHead(excursions, evidence),
    },
  });
}
