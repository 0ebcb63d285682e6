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
  /** What part of the steps each thread gets; one in all. */
  #parts: readonly number[];
  readonly #pool: Piscina<Share, Features['missing']>;

  constructor(threads = availableParallelism()) {
    this.#parts = Array.from({ length: threads }, () => 1 / threads);
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
    const shares = sharesOf(names, catalogue.plan(names, Object.keys(inputs)), this.#parts).map(some => ({
      features: {
        length: features.length,
        columns: pick(features.columns, some),
        available: pick(features.available, some),
      },
      inputs: shared,
    }));
    const done = await Promise.all(
      shares.map(async share => {
        const began = performance.now();
        return { missing: await this.#pool.run(share), ms: performance.now() - began };
      }),
    );
    this.#balance(done.map(({ ms }) => ms));
    return { ...features, missing: new Map(done.flatMap(({ missing }) => [...missing])) };
  }

  /** Steps differ in what they cost: a thread that took longer than the others gets fewer of them next time. */
  #balance(ms: readonly number[]): void {
    if (ms.length !== this.#parts.length) return;
    const wanted = this.#parts.map((part, i) => part / (ms[i] ?? 1));
    const whole = wanted.reduce((sum, one) => sum + one, 0);
    this.#parts = this.#parts.map((part, i) => (part + (wanted[i] ?? 0) / whole) / 2);
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}

/**
 * Neighbours in the catalogue build on the same columns, so each thread gets a stretch of it, cut where its part of the
 * steps of the whole plan is reached: a plan lists them in the order of the names. The values do not depend on the cut.
 */
function sharesOf(
  names: readonly string[],
  { steps, features }: FeaturePlan,
  parts: readonly number[],
): (readonly string[])[] {
  const stepOf = new Map(steps.flatMap(({ outputs }, step) => outputs.map(column => [column, step] as const)));
  const shares = parts.map((): string[] => []);
  let [share, reached, until] = [0, 0, (parts[0] ?? 1) * steps.length];
  for (const name of names) {
    reached = Math.max(reached, stepOf.get(features.get(name) ?? -1) ?? 0);
    while (reached >= until && share < parts.length - 1) {
      share += 1;
      until += (parts[share] ?? 0) * steps.length;
    }
    shares[share]?.push(name);
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
