import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { emptyFeatures, type Features, sharedColumn } from './compute.ts';
import { FeatureCatalogue } from './feature-catalogue.ts';
import type { FeaturePlan } from './feature-plan.ts';
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
    const catalogue = FeatureCatalogue.open();
    const names = catalogue.namesOf(set);
    const features = emptyFeatures(names, inputs);
    const shared = Object.fromEntries(Object.entries(inputs).map(([name, column]) => [name, onSharedMemory(column)]));
    const shares = sharesOf(names, catalogue.plan(names, Object.keys(inputs)), this.#threads).map(some => ({
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

/**
 * Neighbours in the catalogue build on the same columns, so each thread gets a stretch of it, cut where its part of the
 * steps of the whole plan is reached: a plan lists them in the order of the names.
 */
function sharesOf(names: readonly string[], { steps, features }: FeaturePlan, threads: number): (readonly string[])[] {
  const stepOf = new Map(steps.flatMap(({ outputs }, step) => outputs.map(column => [column, step] as const)));
  const shares = Array.from({ length: threads }, (): string[] => []);
  let reached = 0;
  for (const name of names) {
    reached = Math.max(reached, stepOf.get(features.get(name) ?? -1) ?? 0);
    shares[Math.floor((threads * reached) / Math.max(1, steps.length))]?.push(name);
  }
  return shares.filter(share => share.length > 0);
}

const pick = <T>(all: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> =>
  Object.fromEntries(names.flatMap(name => (all[name] === undefined ? [] : [[name, all[name]]])));

function onSharedMemory(column: Float64Array): Float64Array {
  if (column.buffer instanceof SharedArrayBuffer) return column;
  const shared = sharedColumn(column.length);
  shared.set(column);
  return shared;
}
