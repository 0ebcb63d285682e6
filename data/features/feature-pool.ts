import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { emptyFeatures, type Features, sharedColumn } from './compute.ts';
import { FeatureCatalogue } from './feature-catalogue.ts';
import type { Share } from './feature-worker.ts';
import type { Columns } from './kernel.ts';

const fromSource = import.meta.url.endsWith('.ts');
const worker = fileURLToPath(new URL(fromSource ? './feature-worker.ts' : './feature-worker.js', import.meta.url));

/** Worker threads that compute shares of a set of features into the same memory: no column is copied between threads. */
export class FeaturePool {
  readonly #threads: number;
  readonly #pool: Piscina<Share, Features['missing']>;

  constructor(threads = availableParallelism()) {
    this.#threads = threads;
    this.#pool = new Piscina({
      filename: worker,
      name: 'computeShare',
      minThreads: threads,
      maxThreads: threads,
      ...(fromSource ? { execArgv: ['--import', 'tsx'] } : {}),
    });
  }

  /** `compute` over all threads. @throws as `compute` */
  async compute(set: string | readonly string[], inputs: Columns): Promise<Features> {
    const names = FeatureCatalogue.open().namesOf(set);
    const features = emptyFeatures(names, inputs);
    const shared = Object.fromEntries(Object.entries(inputs).map(([name, column]) => [name, onSharedMemory(column)]));
    const shares = sharesOf(names, this.#threads).map(some => ({
      features: {
        length: features.length,
        columns: pick(features.columns, some),
        available: pick(features.available, some),
      },
      inputs: shared,
    }));
    const missing = await Promise.all(shares.map(share => this.#pool.run(share)));
    return { ...features, missing: new Map(missing.flatMap(one => [...one])) };
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}

/** Neighbours in the catalogue build on the same columns, so each thread gets a stretch of it. */
function sharesOf(names: readonly string[], threads: number): (readonly string[])[] {
  const size = Math.ceil(names.length / threads);
  return Array.from({ length: threads }, (_, i) => names.slice(i * size, (i + 1) * size)).filter(
    some => some.length > 0,
  );
}

const pick = <T>(all: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> =>
  Object.fromEntries(names.flatMap(name => (all[name] === undefined ? [] : [[name, all[name]]])));

function onSharedMemory(column: Float64Array): Float64Array {
  if (column.buffer instanceof SharedArrayBuffer) return column;
  const shared = sharedColumn(column.length);
  shared.set(column);
  return shared;
}
