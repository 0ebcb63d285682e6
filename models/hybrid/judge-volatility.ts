import { z } from 'zod';
import { mean, quantileOf } from '../performance/moments.ts';
import { dieboldMariano } from '../volatility/diebold-mariano.ts';
import { type ForecastDays, quantileProbabilities } from '../volatility/forecaster.ts';
import type { FoldForecasts } from './fold-forecasts.ts';
import type { MarketRows } from './market-rows.ts';
import { rollingConformal } from './rolling-conformal.ts';
import { correctedVariance, meanPinball, qlikeOf } from './row-losses.ts';
import { ahead, coverageMissed, fewSeeds, lostTheTail, notAhead, type ServingReason } from './serving-reason.ts';

const levels = quantileProbabilities.length;
/** Seeds, Diebold-Mariano t and distance of a coverage from its probability that the network needs to be served. */
const [leastSeeds, leastAdvantage, coverageTolerance] = [5, -2, 0.02];
/** Days of the record of how a forecaster did lately. */
const latelyDays = 250;

const Losses = z.strictObject({ qlike: z.number(), pinball: z.number() });
const Pair = z.strictObject({ rows: z.int(), network: Losses, logHar: Losses });

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
  /** Share of the outcomes at or below each quantile: of the networks together, before their correction, and of log-HAR. */
  coverage: z.array(
    z.strictObject({ probability: z.number(), network: z.number(), uncorrected: z.number(), logHar: z.number() }),
  ),
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
const shareBelow = ({ below }: Path, k: number): number => below.filter(row => row[k]).length / below.length;

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
    medianAdvantage: quantileOf(
      Float64Array.from(seeds, one => one.qlike),
      0.5,
    ),
    ensembleAdvantage: advantage(ensemble, 'qlike'),
    tailAdvantage: dieboldMariano(tail.qlike, tailLogHar.qlike, days),
    coverage: quantileProbabilities.map((probability, k) => ({
      probability,
      network: shareBelow(ensemble, k),
      uncorrected: shareBelow(uncorrected, k),
      logHar: shareBelow(logHar, k),
    })),
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

function faultsOf({ days, medianAdvantage, seeds, coverage, tail }: VolatilityJudgement): ServingReason[] {
  const faults: ServingReason[] = [];
  if (seeds.length < leastSeeds) faults.push(fewSeeds(seeds.length, leastSeeds));
  if (!(medianAdvantage <= leastAdvantage)) faults.push(notAhead(days, medianAdvantage));
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
 */
export function serveVolatility(judged: readonly VolatilityJudgement[]): {
  by: 'hybrid' | 'log-har';
  reasons: ServingReason[];
} {
  const faults = judged.flatMap(faultsOf);
  const unique = faults.filter((fault, k) => faults.findIndex(other => other.en === fault.en) === k);
  if (unique.length > 0) return { by: 'log-har', reasons: unique };
  const list = judged.map(({ medianAdvantage }) => medianAdvantage.toFixed(2));
  return {
    by: 'hybrid',
    reasons: [
      ahead({
        en: `Median Diebold-Mariano t against log-HAR: ${list.join(' and ')}; every quantile covers within 2 points.`,
        fr: `t médian de Diebold-Mariano face à log-HAR : ${list.map(t => t.replace('.', ',')).join(' et ')} ; chaque quantile couvre à 2 points près.`,
      }),
    ],
  };
}
