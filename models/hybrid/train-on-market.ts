import { QuaestorError } from '../../config/errors.ts';
import { dayOf } from '../../data/candle.ts';
import type { FeatureChoice } from '../explain/feature-choice.ts';
import type { Tensors } from '../tensor.ts';
import { checkSeeds, HybridEnsemble } from './ensemble.ts';
import { type FoldForecasts, forecastFold } from './fold-forecasts.ts';
import { type FoldInputs, type FoldRows, foldRows } from './fold-rows.ts';
import type { HybridConfig } from './hybrid-config.ts';
import type { HybridModel } from './hybrid-model.ts';
import { unknownClass } from './hybrid-rows.ts';
import { type InputChoice, selects, usualInputs } from './input-choice.ts';
import { type InputSources, inputFeatures } from './input-features.ts';
import { type MarketFold, marketFolds } from './market-folds.ts';
import { type MarketRows, marketRows } from './market-rows.ts';
import type { NetworkStatistics, TextSource } from './network-statistics.ts';
import { FoldRankings, type Rank, selectFeatures } from './select-features.ts';
import { shuffledLabels } from './shuffled-labels.ts';
import type { TrainingRecord } from './training-record.ts';
import { type TrainingOptions, Trainings } from './trainings.ts';

export type MarketTraining = TrainingOptions & {
  /** 3 to 5 different seeds; each fold trains a network of each. */
  readonly seeds: readonly number[];
  readonly config: HybridConfig;
  /** Walk-forward folds, the last of which tests the tail. */
  readonly folds: number;
  /** What the networks read; by default the technical features under the fold's statistics. */
  readonly inputs?: InputChoice | undefined;
  /** First day that no search for settings has seen: the tail begins there or later, or the training is refused. */
  readonly unseenFrom?: string | undefined;
  /** Ranks the features of a fold, where the inputs ask for a selection; by default here and now. */
  readonly rank?: Rank | undefined;
  /**
   * Vectors by day, what they were made of, and whether the version reads them. Either way three seeds are trained the
   * other way too, to tell what the text is worth. Without vectors the text branch stays empty.
   */
  readonly text?:
    | {
        readonly vectors: ReadonlyMap<string, Float32Array>;
        readonly source: TextSource;
        readonly role: 'input' | 'ablation';
      }
    | undefined;
};

/** How one network learned. */
export type MemberRecord = { readonly fold: number } & Pick<TrainingRecord, 'seed' | 'bestEpoch' | 'epochs'>;

/** The signal head trained on shuffled labels, on the tail: nothing is left to learn, so that skill would be a leak. */
export type ShuffledControl = {
  readonly test: Int32Array;
  readonly labels: Int8Array;
  readonly probabilities: Float64Array;
  readonly prior: readonly number[];
};

/** What the networks of a fold read, and where a selection of features comes from. */
export type FoldFeatures = {
  /** Features that the networks learned from, and that they are fed when they are asked. */
  readonly learned: number;
  readonly served: number;
  readonly choice?: FeatureChoice | undefined;
};

export type TrainedVersion = {
  readonly rows: MarketRows;
  readonly inputs: InputChoice;
  /** Of each fold. */
  readonly features: readonly FoldFeatures[];
  /** The ranking of the last fold that was computed, as CSV; undefined where none was. */
  readonly importance: string | undefined;
  readonly folds: readonly MarketFold[];
  readonly forecasts: readonly FoldForecasts[];
  /** The networks of the last fold: what is kept is what the tail has judged. */
  readonly ensemble: HybridEnsemble;
  readonly statistics: NetworkStatistics;
  readonly members: readonly MemberRecord[];
  /** For each fold the first three seeds with the text and without it; empty where there is no text. */
  readonly ablation: readonly { readonly with: FoldForecasts; readonly without: FoldForecasts }[];
  readonly control: ShuffledControl;
  /** What the text was made of, where one was read or compared. */
  readonly text: TextSource | undefined;
};

/** Networks of the ablation: as many as make an ensemble. */
const ablated = 3;

type TrainedFold = {
  readonly models: readonly HybridModel[];
  readonly forecasts: FoldForecasts;
  readonly prepared: FoldRows;
  readonly choice: FeatureChoice | undefined;
  readonly ablation?: TrainedVersion['ablation'][number];
};

function disposeAll(models: readonly HybridModel[]): void {
  for (const model of models) model.dispose();
}

/** A fold of some rows, with what its networks read of them. */
type FoldJob = {
  readonly rows: MarketRows;
  readonly fold: MarketFold;
  readonly number: number;
  readonly inputs: FoldInputs;
  readonly variant?: string;
};

/** One fold: its networks and what they say. */
async function trainFold(
  trainings: Trainings,
  { rows, fold, number, inputs, variant = '' }: FoldJob,
  seeds: readonly number[],
  config: HybridConfig,
): Promise<{ models: HybridModel[]; forecasts: FoldForecasts; prepared: FoldRows }> {
  const prepared = foldRows(rows, fold.train, inputs);
  const models: HybridModel[] = [];
  try {
    for (const seed of seeds) {
      const name = `fold-${number}-seed-${seed}${variant}`;
      models.push(await trainings.train({ name, fold, seed }, config, prepared));
    }
    const { asked: network, statistics } = prepared;
    return { models, forecasts: await forecastFold(models, { rows, network, statistics }, fold), prepared };
  } catch (error) {
    disposeAll(models);
    throw error;
  }
}

/** The control of the tail: labels in another order, in the same folds and with the same seed as the first network. */
async function shuffledControl(
  trainings: Trainings,
  { rows, fold, inputs }: Omit<FoldJob, 'number'>,
  [seed = 1]: readonly number[],
  config: HybridConfig,
): Promise<ShuffledControl> {
  const shuffled = { ...rows, signal: shuffledLabels(rows.signal, { seed, block: rows.barriers.horizon }) };
  const prepared = foldRows(shuffled, fold.train, inputs);
  const alone = { signal: 1, volatility: 0, volatilityRegime: 0, marketRegime: 0, excursions: 0 };
  const job = { name: `control-seed-${seed}`, fold, seed };
  const model = await trainings.train(job, { ...config, headWeights: alone }, prepared);
  const { signal: probabilities } = await model.predict(prepared.asked, fold.test);
  model.dispose();
  const labels = Int8Array.from(fold.test, row => shuffled.signal[row] ?? unknownClass);
  return { test: fold.test, labels, probabilities, prior: prepared.statistics.prior };
}

/** The same rows as if nobody had written anything. */
const withoutText = <Rows extends MarketRows>(rows: Rows): Rows => ({ ...rows, hasText: new Uint8Array(rows.count) });

/** What one fold gives: its networks, and where there is a text some seeds judged with and without it. */
async function trainWithAblation(
  trainings: Trainings,
  { rows, ...job }: FoldJob,
  { seeds, config, text }: MarketTraining,
): Promise<Omit<TrainedFold, 'choice'>> {
  const { fold } = job;
  const reads = text?.role === 'input';
  const one = await trainFold(trainings, { ...job, rows: reads ? rows : withoutText(rows) }, seeds, config);
  if (!text) return one;
  try {
    const { asked: network, statistics } = one.prepared;
    const own = await forecastFold(one.models.slice(0, ablated), { rows, network, statistics }, fold);
    const other = await trainFold(
      trainings,
      {
        ...job,
        rows: reads ? withoutText(rows) : rows,
        variant: reads ? '-without-text' : '-with-text',
      },
      seeds.slice(0, ablated),
      config,
    );
    disposeAll(other.models);
    const { forecasts } = other;
    return { ...one, ablation: reads ? { with: own, without: forecasts } : { with: forecasts, without: own } };
  } catch (error) {
    disposeAll(one.models);
    throw error;
  }
}

/** All folds one after the other; the networks of the last one stay. */
async function trainFolds(
  trainings: Trainings,
  { rows, folds, inputs, rankings }: Pick<TrainedVersion, 'rows' | 'folds' | 'inputs'> & { rankings: FoldRankings },
  options: MarketTraining,
): Promise<{ trained: TrainedFold[]; control: ShuffledControl | undefined }> {
  const { seeds, config, rank, signal } = options;
  const trained: TrainedFold[] = [];
  let control: ShuffledControl | undefined;
  for (const [k, fold] of folds.entries()) {
    signal?.throwIfAborted();
    const choice = selects(inputs) ? await selectFeatures(rows, fold.train, rankings, rank) : undefined;
    const job: FoldJob = { rows, fold, number: k + 1, inputs: { choice: inputs, selected: choice?.names } };
    const isTail = k === folds.length - 1;
    if (isTail) control = await shuffledControl(trainings, { ...job, rows: withoutText(rows) }, seeds, config);
    trained.push({ ...(await trainWithAblation(trainings, job, options)), choice });
    if (!isTail) disposeAll(trained.at(-1)?.models ?? []);
  }
  return { trained, control };
}

/**
 * Trains the five heads on a market: walk-forward folds, several seeds in each, everything that is learned (scaler, class
 * weights, thresholds, temperatures, baselines, the selection of features) from the fold's own past. The networks of the
 * last fold are the version: training others on the tail too would leave them unjudged.
 * @throws QuaestorError `data.too-few-candles` with the number needed, `model.bad-data` that names a column which is
 * constant or missing, `user.bad-request` for a tail that a search has seen; the signal's reason when it is aborted, after the networks so far were kept in the store
 */
export async function trainOnMarket(
  sources: InputSources,
  options: MarketTraining,
  tensors: Tensors,
): Promise<TrainedVersion> {
  const { seeds, text, inputs = usualInputs } = options;
  checkSeeds(seeds);
  const rows = marketRows(sources.series, {
    ...(inputs === usualInputs ? {} : { features: inputFeatures(sources, inputs) }),
    ...(text ? { text: text.vectors } : {}),
  });
  const folds = marketFolds(rows.labelEnd, options.folds);
  refuseSeenTail(rows, folds, options.unseenFrom);
  const planned = folds.length * (seeds.length + (text ? ablated : 0)) + 1;
  const trainings = new Trainings(options, tensors, planned);
  const rankings = new FoldRankings();
  const { trained, control } = await trainFolds(trainings, { rows, folds, inputs, rankings }, options);
  const last = trained.at(-1);
  if (!last || !control) throw new RangeError('A walk-forward has folds.');
  return {
    rows,
    inputs,
    features: trained.map(({ prepared: { statistics }, choice }) => ({
      learned: statistics.standard.columns.length,
      served: statistics.served.length,
      choice,
    })),
    importance: rankings.lastGood(),
    folds,
    forecasts: trained.map(({ forecasts }) => forecasts),
    ensemble: new HybridEnsemble(last.models),
    statistics: statisticsOf(rows, last, options),
    members: trained.flatMap(({ models }, k) =>
      models.map(({ record: { seed, bestEpoch, epochs } }) => ({ fold: k + 1, seed, bestEpoch, epochs })),
    ),
    ablation: trained.flatMap(({ ablation }) => ablation ?? []),
    control,
    text: text?.source,
  };
}

/** The tail judges settings that a search chose: it has to be of days that the search never saw. */
function refuseSeenTail({ openAt }: MarketRows, folds: readonly MarketFold[], unseenFrom: string | undefined): void {
  const first = dayOf(openAt[folds.at(-1)?.test[0] ?? -1] ?? Number.NaN);
  if (unseenFrom === undefined || first >= unseenFrom) return;
  throw new QuaestorError(
    'user.bad-request',
    {
      en: `The tail of this training begins on ${first}, and the search saw days up to ${unseenFrom}: search anew on this history, or ask for more folds.`,
      fr: `La fin de cet entraînement commence le ${first}, et la recherche a vu des jours jusqu'au ${unseenFrom} : cherchez à nouveau sur cet historique, ou demandez plus de plis.`,
    },
    { first, unseenFrom },
  );
}

function statisticsOf(
  { barriers }: MarketRows,
  { prepared, forecasts }: TrainedFold,
  { text, seeds, inputs = usualInputs }: MarketTraining,
): NetworkStatistics {
  const { horizon, upper, lower, timeout } = barriers;
  const { standard, served } = prepared.statistics;
  return {
    inputs,
    standard,
    ...(served.length < standard.columns.length ? { served: [...served] } : {}),
    thresholds: [...prepared.statistics.thresholds],
    temperatures: forecasts.temperatures,
    baselines: forecasts.baselines,
    barriers: { horizon, upper, lower, timeout },
    text: text?.role === 'input' ? text.source : { kind: 'none' },
    seeds: [...seeds],
  };
}
