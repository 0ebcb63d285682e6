import { z } from 'zod';
import { mean, quantileOf } from '../performance/moments.ts';
import { dieboldMariano } from '../volatility/diebold-mariano.ts';
import { type ForecastDays, quantileProbabilities } from '../volatility/forecaster.ts';
import type { FoldForecasts } from './fold-forecasts.ts';
import type { MarketRows } from './market-rows.ts';
import { rollingConformal } from './rolling-conformal.ts';
import { correctedVariance, meanPinball, qlikeOf } from './row-losses.ts';
import {
  coverageMissed,
  fewSeeds,
  lostTheTail,
  notAhead,
  type ServingReason,
  volatilityAhead,
} from './serving-reason.ts';

const levels = quantileProbabilities.length;
/** Seeds, Diebold-Mariano t and distance of a coverage from its probability that the network needs to be served. */
const [leastSeeds, leastAdvantage, coverageTolerance] = [5, -2, 0.02];
/** Days of the record of how a forecaster did lately. */
const latelyDays = 250;

const Losses = z.strictObject({ qlike: z.number(), pinball: z.number() });
const Pair = z.strictObject({ rows: z.int(), network: Losses, logHar: Losses });

const Coverage = z.strictObject({
  probability: z.number(),
  network: z.number(),
  uncorrected: z.number(),
  logHar: z.number(),
});

/** The volatility head over one horizon beside log-HAR, out of sample. */
export const VolatilityJudgement = z.strictObject({
  days: z.literal([1, 2]),
  /** All folds together, the tail, and its last days. */
  all: Pair,
  tail: Pair,
  lately: Pair,
  /** Diebold-Mariano t of each seed's network and of all together against log-HAR; below 0 the network loses less. */
  seeds: z.array(z.strictObject({ seed: z.int(), qlike: z.number(), pinball: z.number() })),
  medianAdvantage: z.number(),
  ensembleAdvantage: z.number(),
  tailAdvantage: z.number(),
  /** Median of the seeds on the tail alone; older judgements do not have it. */
  tailMedianAdvantage: z.number().optional(),
  /** Share of the outcomes at or below each quantile: of the networks together, before their correction, and of log-HAR. */
  coverage: z.array(Coverage),
  /** The same on the tail alone; older judgements do not have it. */
  tailCoverage: z.array(Coverage).optional(),
  /** Share of the last days' outcomes between the outer quantiles. */
  latelyCoverage90: z.number(),
});
export type VolatilityJudgement = z.infer<typeof VolatilityJudgement>;

/** Losses of one forecaster on the rows whose outcome is known, in time order. */
type Path = { readonly qlike: number[]; readonly pinball: number[]; readonly below: boolean[][] };

/** Quantiles of ln variance of one forecaster on those rows, row-major. */
type Forecasts = {
  readonly outcomes: Float64Array;
  readonly variances: Float64Array;
  readonly quantiles: Float64Array;
};

/** log-HAR's quantiles of ln variance at a row. */
export function logHarQuantiles({ volatility }: MarketRows, days: ForecastDays, row: number): number[] {
  const { logMean, residuals } = volatility[days];
  return quantileProbabilities.map(
    (_, k) => (logMean[row] ?? Number.NaN) + (residuals[row * levels + k] ?? Number.NaN),
  );
}

/** Quantiles of some forecaster on each tested row: of all folds one after the other. */
type Said = (fold: FoldForecasts, n: number, row: number) => ArrayLike<number>;

function forecastsOf(rows: MarketRows, folds: readonly FoldForecasts[], days: ForecastDays, said: Said): Forecasts {
  const known = folds.flatMap(fold =>
    Array.from(fold.test, (row, n) => ({ fold, n, row })).filter(({ row }) =>
      Number.isFinite(rows.volatility[days].outcome[row]),
    ),
  );
  const quantiles = new Float64Array(known.length * levels);
  const variances = new Float64Array(known.length);
  for (const [i, { fold, n, row }] of known.entries()) {
    const own = said(fold, n, row);
    quantiles.set(own, i * levels);
    variances[i] = correctedVariance(own, logHarQuantiles(rows, days, row), rows.logVariance[days][row] ?? Number.NaN);
  }
  return {
    quantiles,
    variances,
    outcomes: Float64Array.from(known, ({ row }) => rows.volatility[days].outcome[row] ?? 0),
  };
}

function pathOf({ outcomes, variances, quantiles }: Forecasts): Path {
  const path: Path = { qlike: [], pinball: [], below: [] };
  for (const [i, outcome] of outcomes.entries()) {
    const own = quantiles.subarray(i * levels, (i + 1) * levels);
    path.qlike.push(qlikeOf(outcome, variances[i] ?? Number.NaN));
    path.pinball.push(meanPinball(outcome, own, quantileProbabilities));
    path.below.push(Array.from(own, quantile => outcome <= quantile));
  }
  return path;
}

/** The quantiles of one row among those of a fold. */
const at = (values: Float64Array, n: number): Float64Array => values.subarray(n * levels, (n + 1) * levels);

/** All networks together, before the correction of their quantiles. */
const together =
  (days: ForecastDays): Said =>
  ({ ensemble }, n) =>
    at(ensemble.volatility[days], n);

/** The paths of log-HAR, of all networks together (corrected and not) and of each, over the rows that the folds test. */
function pathsOf(rows: MarketRows, folds: readonly FoldForecasts[], days: ForecastDays) {
  const seeds = folds[0]?.members.map(({ seed }) => seed) ?? [];
  const of = (said: Said): Forecasts => forecastsOf(rows, folds, days, said);
  const raw = of(together(days));
  const quantiles = rollingConformal(raw.quantiles, raw.outcomes, days);
  const member =
    (k: number): Said =>
    ({ members }, n) =>
      at(members[k]?.volatility[days] ?? new Float64Array(), n);
  return {
    logHar: pathOf(of((_, __, row) => logHarQuantiles(rows, days, row))),
    uncorrected: pathOf(raw),
    ensemble: pathOf({ ...raw, quantiles }),
    members: seeds.map((seed, k) => ({ seed, path: pathOf(of(member(k))) })),
  };
}

const lossesOf = ({ qlike, pinball }: Path): z.infer<typeof Losses> => ({ qlike: mean(qlike), pinball: mean(pinball) });
const newest = (path: Path, rows: number): Path => ({
  qlike: path.qlike.slice(-rows),
  pinball: path.pinball.slice(-rows),
  below: path.below.slice(-rows),
});
const pair = (network: Path, logHar: Path): z.infer<typeof Pair> => ({
  rows: network.qlike.length,
  network: lossesOf(network),
  logHar: lossesOf(logHar),
});
const medianOf = (values: readonly number[]): number => quantileOf(Float64Array.from(values), 0.5);
const shareBelow = ({ below }: Path, k: number): number => below.filter(row => row[k]).length / below.length;

/** Coverage of each quantile, of the networks before and after their correction and of log-HAR. */
const coverageOf = (ensemble: Path, uncorrected: Path, logHar: Path): z.infer<typeof Coverage>[] =>
  quantileProbabilities.map((probability, k) => ({
    probability,
    network: shareBelow(ensemble, k),
    uncorrected: shareBelow(uncorrected, k),
    logHar: shareBelow(logHar, k),
  }));

/** Judges one horizon of the volatility head on the rows that the folds test, the last of which is the tail. */
export function judgeVolatility(
  rows: MarketRows,
  folds: readonly FoldForecasts[],
  days: ForecastDays,
): VolatilityJudgement {
  const { logHar, uncorrected, ensemble, members } = pathsOf(rows, folds, days);
  const { outcome } = rows.volatility[days];
  const tailRows = folds.at(-1)?.test.filter(row => Number.isFinite(outcome[row])).length ?? 0;
  const [tail, tailLogHar] = [newest(ensemble, tailRows), newest(logHar, tailRows)];
  const lately = newest(tail, latelyDays);
  const advantage = (path: Path, of: 'qlike' | 'pinball'): number => dieboldMariano(path[of], logHar[of], days);
  const seeds = members.map(({ seed, path }) => ({
    seed,
    qlike: advantage(path, 'qlike'),
    pinball: advantage(path, 'pinball'),
  }));
  return {
    days,
    all: pair(ensemble, logHar),
    tail: pair(tail, tailLogHar),
    lately: pair(lately, newest(logHar, lately.qlike.length)),
    seeds,
    medianAdvantage: medianOf(seeds.map(one => one.qlike)),
    ensembleAdvantage: advantage(ensemble, 'qlike'),
    tailAdvantage: dieboldMariano(tail.qlike, tailLogHar.qlike, days),
    tailMedianAdvantage: medianOf(
      members.map(({ path }) => dieboldMariano(path.qlike.slice(-tailRows), tailLogHar.qlike, days)),
    ),
    coverage: coverageOf(ensemble, uncorrected, logHar),
    tailCoverage: coverageOf(tail, newest(uncorrected, tailRows), tailLogHar),
    latelyCoverage90: lately.below.filter(row => !row[0] && row[levels - 1]).length / lately.below.length,
  };
}

/** Diebold-Mariano t of QLIKE over 1 day of networks against other networks on the same rows; below 0 the first lose less. */
export function volatilityAdvantage(
  rows: MarketRows,
  first: readonly FoldForecasts[],
  second: readonly FoldForecasts[],
): number {
  const qlikeOfAll = (folds: readonly FoldForecasts[]): number[] =>
    pathOf(forecastsOf(rows, folds, 1, together(1))).qlike;
  return dieboldMariano(qlikeOfAll(first), qlikeOfAll(second), 1);
}

/** What the rule of serving goes by: the days of all folds, or those of the tail where a search has seen the others. */
export type Evidence = 'all' | 'tail';

/** Median over the seeds of the Diebold-Mariano t against log-HAR, of the days that count. NaN where it is not known. */
export const advantageOn = (judged: VolatilityJudgement, evidence: Evidence): number =>
  evidence === 'all' ? judged.medianAdvantage : (judged.tailMedianAdvantage ?? Number.NaN);

function faultsOf(judged: VolatilityJudgement, evidence: Evidence): ServingReason[] {
  const { days, seeds, tail } = judged;
  const faults: ServingReason[] = [];
  if (seeds.length < leastSeeds) faults.push(fewSeeds(seeds.length, leastSeeds));
  const advantage = advantageOn(judged, evidence);
  if (!(advantage <= leastAdvantage)) faults.push(notAhead(days, advantage, evidence));
  const coverage = evidence === 'all' ? judged.coverage : (judged.tailCoverage ?? []);
  const distance = (one: (typeof coverage)[number]): number => Math.abs(one.network - one.probability);
  const [worst] = [...coverage].sort((a, b) => distance(b) - distance(a));
  if (worst && !(distance(worst) <= coverageTolerance)) {
    faults.push(coverageMissed(days, worst.probability, worst.network));
  }
  if (!(tail.network.qlike <= tail.logHar.qlike)) faults.push(lostTheTail(tail.network.qlike, tail.logHar.qlike));
  return faults;
}

/**
 * The rule that decides who is served: the network where, over five seeds or more, the median Diebold-Mariano t of its
 * QLIKE against log-HAR is at most -2, every quantile covers within 2 points, and the tail does not speak against it, over
 * both horizons; else log-HAR.
 * @param evidence `tail` where the settings were searched on the other folds
 */
export function serveVolatility(
  judged: readonly VolatilityJudgement[],
  evidence: Evidence = 'all',
): { by: 'hybrid' | 'log-har'; reasons: ServingReason[] } {
  const faults = judged.flatMap(one => faultsOf(one, evidence));
  const unique = faults.filter((fault, k) => faults.findIndex(other => other.en === fault.en) === k);
  if (unique.length > 0) return { by: 'log-har', reasons: unique };
  const advantages = judged.map(one => advantageOn(one, evidence));
  return { by: 'hybrid', reasons: [volatilityAhead(advantages, evidence)] };
}
