import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { emptyFeatures, type Features, sharedColumn } from './compute.ts';
import { FeatureCatalogue } from './feature-catalogue.ts';
import type { FeaturePlan, PlanStep } from './feature-plan.ts';
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
    const cost = costOf(catalogue.plan(names, Object.keys(inputs)));
    const features = emptyFeatures(names, inputs);
    const shared = Object.fromEntries(Object.entries(inputs).map(([name, column]) => [name, onSharedMemory(column)]));
    const shares = sharesOf(names, this.#threads, cost).map(some => ({
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
 * Cuts the names into stretches of about equal work: neighbours in the catalogue build on the same columns, and what two
 * stretches share is computed in both.
 */
function sharesOf(names: readonly string[], threads: number, cost: Cost): (readonly string[])[] {
  if (threads < 2 || names.length < 2) return names.length > 0 ? [names] : [];
  const first = Math.floor(threads / 2);
  let [low, high] = [1, names.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cost(names.slice(0, middle)) * (threads - first) < cost(names.slice(middle)) * first) low = middle + 1;
    else high = middle;
  }
  return [...sharesOf(names.slice(0, low), first, cost), ...sharesOf(names.slice(low), threads - first, cost)];
}

/** Work for some features, in rounds over one column. */
type Cost = (names: readonly string[]) => number;

/** A step with a window takes about three times as long as arithmetic on single rows. */
const stepCost = ({ kernel, parameters }: PlanStep): number => (kernel.lookback(parameters) > 0 ? 3 : 1);

function costOf({ steps, features }: FeaturePlan): Cost {
  const makers = new Map(steps.flatMap(step => step.outputs.map(place => [place, step] as const)));
  return names => {
    const needed = new Set<PlanStep>();
    const need = (place: number | undefined): void => {
      const step = place === undefined ? undefined : makers.get(place);
      if (!step || needed.has(step)) return;
      needed.add(step);
      step.inputs.forEach(need);
    };
    for (const name of names) need(features.get(name));
    return [...needed].reduce((sum, step) => sum + stepCost(step), 0);
  };
}

const pick = <T>(all: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> =>
  Object.fromEntries(names.flatMap(name => (all[name] === undefined ? [] : [[name, all[name]]])));

function onSharedMemory(column: Float64Array): Float64Array {
  if (column.buffer instanceof SharedArrayBuffer) return column;
  const shared = sharedColumn(column.length);
  shared.set(column);
  return shared;
}
