import type { Text } from '../../config/text.ts';
import type { Tensors } from '../tensor.ts';
import type { FoldRows } from './fold-rows.ts';
import { headNames } from './heads.ts';
import type { HybridConfig } from './hybrid-config.ts';
import type { HybridModel } from './hybrid-model.ts';
import type { MarketFold } from './market-folds.ts';
import type { ModelStore } from './model-store.ts';
import { trainHybrid } from './train.ts';
import type { EpochRecord } from './training-record.ts';

export type TrainingOptions = {
  /** Where networks are kept while they are trained: the same training goes on from there, to the same result. */
  readonly store?: ModelStore | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((share: number, at: Text) => void) | undefined;
};

/** Time between two checkpoints of a network: what a kill may cost. */
const everyMs = 5000;
/** One network to train, and the name under which it is kept. */
export type Job = { readonly name: string; readonly fold: MarketFold; readonly seed: number };

/** Trains jobs one after the other and says how far all of them have come. */
export class Trainings {
  readonly #options: TrainingOptions;
  readonly #tensors: Tensors;
  readonly #planned: number;
  #ended = 0;

  constructor(options: TrainingOptions, tensors: Tensors, planned: number) {
    this.#options = options;
    this.#tensors = tensors;
    this.#planned = planned;
  }

  /** A trained network. @param prepared the rows of the job's fold */
  async train({ name, fold, seed }: Job, config: HybridConfig, prepared: FoldRows): Promise<HybridModel> {
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
