import { sha256 } from '../../data/ledger-chain.ts';
import { chooseFeatures, type FeatureChoice, type ImportanceStore } from '../explain/feature-choice.ts';
import type { FeatureImportance } from '../explain/feature-importance.ts';
import { type RankRequest, rankFeatures } from '../explain/rank-features.ts';
import type { HybridRows } from './hybrid-rows.ts';

/** Ranks features somewhere, as `rankFeatures` does. */
export type Rank = (request: RankRequest) => FeatureImportance[] | Promise<FeatureImportance[]>;

/** Names of the columns that have a value on every row of `train` and are not the same on all. */
export function liveColumns({ technicalNames, technical }: HybridRows, train: Int32Array): string[] {
  const width = technicalNames.length;
  return technicalNames.filter((_, k) => {
    const at = (row: number): number => technical[row * width + k] ?? Number.NaN;
    const first = at(train[0] ?? 0);
    return train.every(row => Number.isFinite(at(row))) && train.some(row => at(row) !== first);
  });
}

/**
 * The 150 features of a fold, most important first: ranked on its training rows alone. Where they cannot be ranked the last
 * good ranking serves, of an earlier fold, then the static list.
 * @param store of this walk-forward alone, so that its last good ranking never knows more than the fold does
 */
export async function selectFeatures(
  rows: HybridRows,
  train: Int32Array,
  store: ImportanceStore,
  rank: Rank = rankFeatures,
): Promise<FeatureChoice> {
  const { technicalNames: names, technical, volatility, dataHash } = rows;
  const request = (): RankRequest => ({
    columns: Object.fromEntries(
      liveColumns(rows, train).map(name => {
        const k = names.indexOf(name);
        return [name, Float64Array.from(train, row => technical[row * names.length + k] ?? Number.NaN)];
      }),
    ),
    target: Float64Array.from(train, row => Math.exp(volatility[1].outcome[row] ?? Number.NaN)),
  });
  const key = { dataHash: sha256(`${dataHash} ${train.join(' ')}`), modelId: 'trees-of-fold' };
  return chooseFeatures({ key, store, rank: () => rank(request()) });
}

/** Rankings of one walk-forward, in memory. */
export class FoldRankings implements ImportanceStore {
  readonly #kept = new Map<string, string>();
  #last: string | undefined;

  keep({ dataHash }: { dataHash: string }, csv: string): void {
    this.#kept.set(dataHash, csv);
    this.#last = csv;
  }

  read({ dataHash }: { dataHash: string }): string | undefined {
    return this.#kept.get(dataHash);
  }

  lastGood(): string | undefined {
    return this.#last;
  }
}
