import { QuaestorError } from '../../config/errors.ts';
import { type CandleSeries, dayOf } from '../../data/candle.ts';
import { mean } from '../performance/moments.ts';
import type { Objective } from '../search/run-study.ts';
import type { Tensors } from '../tensor.ts';
import { quantileProbabilities } from '../volatility/forecaster.ts';
import { calibrate, fitTemperatures } from './calibrate.ts';
import { pickLabels } from './fold-forecasts.ts';
import { foldRows } from './fold-rows.ts';
import { learnBaselines } from './head-baselines.ts';
import {
  excursionLosses,
  marketRegimeLosses,
  signalLosses,
  type TestedFold,
  volatilityRegimeLosses,
} from './head-losses.ts';
import type { HeadName } from './heads.ts';
import type { HybridModel } from './hybrid-model.ts';
import type { RowLoss } from './judge-head.ts';
import { logHarQuantiles } from './judge-volatility.ts';
import { kFolds, type MarketFold, marketFolds } from './market-folds.ts';
import { type MarketRows, marketRows } from './market-rows.ts';
import { searchedConfig } from './network-space.ts';
import { meanPinball } from './row-losses.ts';
import { trainHybrid } from './train.ts';

export type NetworkSearch = {
  /** Walk-forward folds as a training has them; the last one, the tail, takes no part. */
  readonly folds: number;
  /** Each trial trains a network of each in every fold. */
  readonly seeds: readonly number[];
  readonly epochs: number;
  /** The head whose loss is searched; all five are trained. */
  readonly head: HeadName;
  /** Where the rows before the tail are scored: after those learned from, or by purged k-fold on both sides of them. */
  readonly split?: SearchSplit | undefined;
  /** Vectors by day, where the network reads texts. */
  readonly text?: ReadonlyMap<string, Float32Array> | undefined;
  /** Told of the epochs that a trial has behind it, as a share of all that it may take. */
  readonly onEpoch?: ((trial: number, share: number) => void) | undefined;
};

/** Walk-forward never learns from later days; purged k-fold scores every row before the tail, and does. */
export const searchSplits = ['walk-forward', 'purged-k-fold'] as const;
export type SearchSplit = (typeof searchSplits)[number];

/** What is searched on, and the first day that is not. */
export type NetworkObjective = {
  readonly objective: Objective;
  /** First and last day of the rows that score, and the first of the tail. */
  readonly from: string;
  readonly to: string;
  readonly tailFrom: string;
};

const levels = quantileProbabilities.length;

/** Pinball of both horizons' quantiles beside log-HAR's. */
const volatilityLosses = (rows: MarketRows, folds: readonly TestedFold[]): RowLoss[] =>
  folds.flatMap(({ test, ensemble }) =>
    ([1, 2] as const).flatMap(days =>
      Array.from(test, (row, n) => {
        const outcome = rows.volatility[days].outcome[row] ?? Number.NaN;
        const said = ensemble.volatility[days].subarray(n * levels, (n + 1) * levels);
        const loss = (quantiles: ArrayLike<number>): number => meanPinball(outcome, quantiles, quantileProbabilities);
        return { tail: false, network: loss(said), baselines: [loss(logHarQuantiles(rows, days, row))] };
      }),
    ),
  );

/** Losses of each head; the first baseline is what it has to beat. */
const lossesOf = {
  volatility: volatilityLosses,
  signal: signalLosses,
  volatilityRegime: volatilityRegimeLosses,
  marketRegime: marketRegimeLosses,
  excursions: excursionLosses,
} as const satisfies Record<HeadName, (rows: MarketRows, folds: readonly TestedFold[]) => RowLoss[]>;

/** Loss of a head divided by that of its first baseline on the same rows: 1 is no skill. NaN where nothing is known. */
export function relativeLoss(head: HeadName, rows: MarketRows, fold: TestedFold): number {
  const known = lossesOf[head](rows, [fold]).filter(({ network, baselines }) =>
    [network, ...baselines].every(Number.isFinite),
  );
  return mean(known.map(({ network }) => network)) / mean(known.map(({ baselines: [first = Number.NaN] }) => first));
}

const nothingToLearn = (head: HeadName): QuaestorError =>
  new QuaestorError('model.bad-data', {
    en: `The head "${head}" has nothing to learn in any fold: take a longer history, or fewer folds.`,
    fr: `La tête « ${head} » n'a rien à apprendre dans aucun pli : prenez un historique plus long, ou moins de plis.`,
  });

type Prepared = MarketFold & ReturnType<typeof foldRows>;

/** What one network says of the rows that its fold tests, its class heads at temperatures of the validation rows. */
async function said(
  model: HybridModel,
  rows: MarketRows,
  { rows: network, statistics, train, validation, test }: Prepared,
): Promise<TestedFold> {
  const temperatures = fitTemperatures(await model.predict(network, validation), pickLabels(network, validation));
  return {
    test,
    thresholds: statistics.thresholds,
    baselines: learnBaselines(rows, network.volatilityRegime, train),
    volatilityRegime: pickLabels(network, test).volatilityRegime,
    ensemble: calibrate(await model.predict(network, test), temperatures),
  };
}

/**
 * What a configuration of the network costs: the mean over folds and seeds of a head's loss on the rows that the fold
 * tests, relative to its baseline. Each fold is purged; rows of the tail are neither learned from nor scored, and no label
 * of a scored row is read that looks into the tail.
 * @throws QuaestorError as `marketRows` and `marketFolds`
 */
export function networkObjective(candles: CandleSeries, search: NetworkSearch, tensors: Tensors): NetworkObjective {
  const { folds, seeds, epochs, head, text, onEpoch, split = 'walk-forward' } = search;
  const rows = marketRows(candles, text ? { text } : {});
  const all = marketFolds(rows.labelEnd, folds);
  const tailFrom = all.at(-1)?.test[0] ?? rows.count;
  const before = split === 'walk-forward' ? all.slice(0, -1) : kFolds(rows.labelEnd, tailFrom, folds);
  const searched = before.map((fold): Prepared => {
    const test = fold.test.filter(row => (rows.labelEnd[row] ?? tailFrom) < tailFrom);
    return { ...fold, test, ...foldRows(rows, fold.train) };
  });
  const networks = searched.flatMap(fold => seeds.map(seed => ({ fold, seed })));
  const day = (row: number | undefined): string => dayOf(rows.openAt[row ?? -1] ?? Number.NaN);
  return {
    from: day(searched[0]?.test[0]),
    to: day(searched.at(-1)?.test.at(-1)),
    tailFrom: day(tailFrom),
    async objective(configuration, { number, signal, report }) {
      const config = searchedConfig(configuration, epochs);
      const losses: number[] = [];
      for (const [k, { fold, seed }] of networks.entries()) {
        const { train, validation, rows: network } = fold;
        const onEnd = ({ epoch }: { epoch: number }): void => onEpoch?.(number, (k + epoch / epochs) / networks.length);
        const training = { rows: network, train, validation, config, seed, signal, onEpoch: onEnd };
        const model = await trainHybrid(training, tensors);
        try {
          // Whether a head has labels to learn from depends on the fold alone: all trials skip the same ones.
          if (model.silent.includes(head)) continue;
          losses.push(relativeLoss(head, rows, await said(model, rows, fold)));
        } finally {
          model.dispose();
        }
        report(k, losses.at(-1) ?? Number.NaN);
      }
      if (losses.length === 0) throw nothingToLearn(head);
      return mean(losses);
    },
  };
}
