import type { Text } from '../../config/text.ts';
import type { CandleSeries } from '../../data/candle.ts';
import type { Tensors } from '../tensor.ts';
import { checkSeeds, HybridEnsemble } from './ensemble.ts';
import { type FoldForecasts, forecastFold } from './fold-forecasts.ts';
import { foldRows } from './fold-rows.ts';
import { headNames } from './heads.ts';
import type { HybridConfig } from './hybrid-config.ts';
import type { HybridModel } from './hybrid-model.ts';
import { unknownClass } from './hybrid-rows.ts';
import { type MarketFold, marketFolds } from './market-folds.ts';
import { type MarketRows, marketRows } from './market-rows.ts';
import type { ModelStore } from './model-store.ts';
import type { NetworkStatistics, TextSource } from './network-statistics.ts';
import { shuffledLabels } from './shuffled-labels.ts';
import { trainHybrid } from './train.ts';
import type { EpochRecord, TrainingRecord } from './training-record.ts';

export type MarketTraining = {
  /** 3 to 5 different seeds; each fold trains a network of each. */
  readonly seeds: readonly number[];
  readonly config: HybridConfig;
  /** Walk-forward folds, the last of which tests the tail. */
  readonly folds: number;
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
  /** Where networks are kept while they are trained: the same training goes on from there, to the same result. */
  readonly store?: ModelStore | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((share: number, at: Text) => void) | undefined;
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

export type TrainedVersion = {
  readonly rows: MarketRows;
  readonly folds: readonly MarketFold[];
  readonly forecasts: readonly FoldForecasts[];
  /** The networks of the last fold: what is kept is what the tail has judged. */
  readonly ensemble: HybridEnsemble;
  readonly statistics: NetworkStatistics;
  readonly members: readonly MemberRecord[];
  /** For each fold the first three seeds with the text and without it; empty where there is no text. */
  readonly ablation: readonly { readonly with: FoldForecasts; readonly without: FoldForecasts }[];
  readonly control: ShuffledControl;
};

/** Time between two checkpoints of a network: what a kill may cost. */
const everyMs = 5000;
/** Networks of the ablation: as many as make an ensemble. */
const ablated = 3;

/** One network to train: the rows of a fold, and the name under which it is kept. */
type Job = { readonly name: string; readonly rows: MarketRows; readonly fold: MarketFold; readonly seed: number };

/** Trains jobs one after the other and says how far all of them have come. */
class Trainings {
  readonly #options: MarketTraining;
  readonly #tensors: Tensors;
  readonly #planned: number;
  #ended = 0;

  constructor(options: MarketTraining, tensors: Tensors, planned: number) {
    this.#options = options;
    this.#tensors = tensors;
    this.#planned = planned;
  }

  /** A trained network and the fold's rows as it reads them. */
  async train({ name, rows, fold, seed }: Job, config: HybridConfig, prepared = foldRows(rows, fold.train)) {
    const { store, signal } = this.#options;
    const { train, validation } = fold;
    const losses: number[] = [];
    const model = await trainHybrid(
      {
        rows: prepared.rows,
        train,
        validation,
        config,
        seed,
        signal,
        onEpoch: record => {
          losses.push(record.validationLoss);
          this.#say((this.#ended + record.epoch / config.epochs) / this.#planned, name, record, losses);
        },
        checkpoint: store && { store, name, everyMs },
      },
      this.#tensors,
    );
    this.#ended += 1;
    return model;
  }

  #say(share: number, name: string, { epoch, validation }: EpochRecord, losses: readonly number[]): void {
    const heads = headNames.map(head => `${head} ${validation[head]?.toFixed(3) ?? '–'}`).join(', ');
    const said = `${name}, ${sparkline(losses)} ${heads}`;
    this.#options.onProgress?.(share, { en: `epoch ${epoch} of ${said}`, fr: `époque ${epoch} de ${said}` });
  }
}

const bars = [...'▁▂▃▄▅▆▇█'];

/** The last losses as bars, the lowest of all as the lowest bar. */
export function sparkline(losses: readonly number[], shown = 12): string {
  const [least, most] = [Math.min(...losses), Math.max(...losses)];
  const height = (loss: number): number => (most > least ? (loss - least) / (most - least) : 0);
  return losses
    .slice(-shown)
    .map(loss => bars[Math.round(height(loss) * (bars.length - 1))] ?? '')
    .join('');
}

type TrainedFold = {
  readonly models: readonly HybridModel[];
  readonly forecasts: FoldForecasts;
  readonly prepared: ReturnType<typeof foldRows>;
  readonly ablation?: TrainedVersion['ablation'][number];
};

function disposeAll(models: readonly HybridModel[]): void {
  for (const model of models) model.dispose();
}

/** One fold: its networks and what they say. */
async function trainFold(
  trainings: Trainings,
  { rows, fold, number, variant = '' }: { rows: MarketRows; fold: MarketFold; number: number; variant?: string },
  seeds: readonly number[],
  config: HybridConfig,
): Promise<{ models: HybridModel[]; forecasts: FoldForecasts; prepared: ReturnType<typeof foldRows> }> {
  const prepared = foldRows(rows, fold.train);
  const models: HybridModel[] = [];
  try {
    for (const seed of seeds) {
      const name = `fold-${number}-seed-${seed}${variant}`;
      models.push(await trainings.train({ name, rows, fold, seed }, config, prepared));
    }
    const { rows: network, statistics } = prepared;
    return { models, forecasts: await forecastFold(models, { rows, network, statistics }, fold), prepared };
  } catch (error) {
    disposeAll(models);
    throw error;
  }
}

/** The control of the tail: labels in another order, in the same folds and with the same seed as the first network. */
async function shuffledControl(
  trainings: Trainings,
  rows: MarketRows,
  fold: MarketFold,
  [seed = 1]: readonly number[],
  config: HybridConfig,
): Promise<ShuffledControl> {
  const shuffled = { ...rows, signal: shuffledLabels(rows.signal, { seed, block: rows.barriers.horizon }) };
  const prepared = foldRows(shuffled, fold.train);
  const alone = { signal: 1, volatility: 0, volatilityRegime: 0, marketRegime: 0, excursions: 0 };
  const job = { name: `control-seed-${seed}`, rows: shuffled, fold, seed };
  const model = await trainings.train(job, { ...config, headWeights: alone }, prepared);
  const { signal: probabilities } = await model.predict(prepared.rows, fold.test);
  model.dispose();
  const labels = Int8Array.from(fold.test, row => shuffled.signal[row] ?? unknownClass);
  return { test: fold.test, labels, probabilities, prior: prepared.statistics.prior };
}

/** The same rows as if nobody had written anything. */
const withoutText = <Rows extends MarketRows>(rows: Rows): Rows => ({ ...rows, hasText: new Uint8Array(rows.count) });

/** What one fold gives: its networks, and where there is a text some seeds judged with and without it. */
async function trainWithAblation(
  trainings: Trainings,
  { rows, fold, number }: { rows: MarketRows; fold: MarketFold; number: number },
  { seeds, config, text }: MarketTraining,
): Promise<TrainedFold> {
  const reads = text?.role === 'input';
  const one = await trainFold(trainings, { rows: reads ? rows : withoutText(rows), fold, number }, seeds, config);
  if (!text) return one;
  try {
    const { rows: network, statistics } = one.prepared;
    const own = await forecastFold(one.models.slice(0, ablated), { rows, network, statistics }, fold);
    const other = await trainFold(
      trainings,
      {
        rows: reads ? withoutText(rows) : rows,
        fold,
        number,
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

/**
 * Trains the five heads on a market: walk-forward folds, several seeds in each, everything that is learned (scaler, class
 * weights, thresholds, temperatures, baselines) from the fold's own past. The networks of the last fold are the version:
 * training others on the tail too would leave them unjudged.
 * @throws QuaestorError `data.too-few-candles` with the number needed, `model.bad-data` that names a column which is
 * constant or missing; the signal's reason when it is aborted, after the networks so far were kept in the store
 */
export async function trainOnMarket(
  candles: CandleSeries,
  options: MarketTraining,
  tensors: Tensors,
): Promise<TrainedVersion> {
  const { seeds, config, text } = options;
  checkSeeds(seeds);
  const rows = marketRows(candles, text ? { text: text.vectors } : {});
  const folds = marketFolds(rows.labelEnd, options.folds);
  const [earlier, tail] = [folds.slice(0, -1), folds.at(-1)];
  if (!tail) throw new RangeError('A walk-forward has folds.');
  const planned = folds.length * (seeds.length + (text ? ablated : 0)) + 1;
  const trainings = new Trainings(options, tensors, planned);
  const control = await shuffledControl(trainings, withoutText(rows), tail, seeds, config);
  const trained: TrainedFold[] = [];
  for (const [k, fold] of earlier.entries()) {
    const one = await trainWithAblation(trainings, { rows, fold, number: k + 1 }, options);
    disposeAll(one.models);
    trained.push(one);
  }
  const last = await trainWithAblation(trainings, { rows, fold: tail, number: folds.length }, options);
  trained.push(last);
  return {
    rows,
    folds,
    forecasts: trained.map(({ forecasts }) => forecasts),
    ensemble: new HybridEnsemble(last.models),
    statistics: statisticsOf(rows, last, options),
    members: trained.flatMap(({ models }, k) =>
      models.map(({ record: { seed, bestEpoch, epochs } }) => ({ fold: k + 1, seed, bestEpoch, epochs })),
    ),
    ablation: trained.flatMap(({ ablation }) => ablation ?? []),
    control,
  };
}

function statisticsOf(
  { barriers }: MarketRows,
  { prepared, forecasts }: TrainedFold,
  { text, seeds }: MarketTraining,
): NetworkStatistics {
  const { horizon, upper, lower, timeout } = barriers;
  return {
    standard: prepared.statistics.standard,
    thresholds: [...prepared.statistics.thresholds],
    temperatures: forecasts.temperatures,
    baselines: forecasts.baselines,
    barriers: { horizon, upper, lower, timeout },
    text: text?.role === 'input' ? text.source : { kind: 'none' },
    seeds: [...seeds],
  };
}
