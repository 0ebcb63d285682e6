import { QuaestorError } from '../../config/errors.ts';
import type { FeatureCatalogue } from './feature-catalogue.ts';
import type { Intermediate } from './feature-row.ts';
import type { Kernel, Parameters } from './kernel.ts';
import { kernels } from './kernels.ts';

/** One kernel with the columns it reads and writes, as places in the list of columns. */
export type PlanStep = {
  readonly kernel: Kernel;
  readonly parameters: Parameters;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
};

/** The arithmetic of a set of features in an order in which every step finds its inputs ready. */
export type FeaturePlan = {
  /** Input columns by name, at their places. */
  readonly inputs: ReadonlyMap<string, number>;
  readonly steps: readonly PlanStep[];
  /** Features that can be computed, at their places. */
  readonly features: ReadonlyMap<string, number>;
  /** Features that cannot, each with the input columns that are not at hand. */
  readonly missing: ReadonlyMap<string, readonly string[]>;
  readonly columns: number;
  /** Rows before the current one that some step reads. */
  readonly lookback: number;
  /** Rows before the last feature has converged, as the kernels themselves reckon it. */
  readonly warmUp: ReadonlyMap<string, number>;
};

/** Where a column stands, or the inputs for want of which it cannot exist. */
type Place = { readonly column: number; readonly warmUp: number } | { readonly lacking: readonly string[] };

class Planner {
  readonly inputs = new Map<string, number>();
  readonly steps: PlanStep[] = [];
  columns = 0;
  readonly #catalogue: FeatureCatalogue;
  readonly #available: ReadonlySet<string>;
  readonly #places = new Map<string, Place>();
  readonly #computed = new Map<string, readonly number[]>();

  constructor(catalogue: FeatureCatalogue, available: ReadonlySet<string>) {
    this.#catalogue = catalogue;
    this.#available = available;
  }

  place(name: string): Place {
    const known = this.#places.get(name);
    if (known) return known;
    this.#places.set(name, { lacking: [name] });
    const row = this.#catalogue.row(name);
    const placed = row ? this.#compute(row) : this.#input(name);
    this.#places.set(name, placed);
    return placed;
  }

  #input(name: string): Place {
    if (!this.#catalogue.inputs.has(name)) {
      throw new QuaestorError('config.invalid', `feature-sets.yaml uses the column "${name}" and does not declare it.`);
    }
    if (!this.#available.has(name)) return { lacking: [name] };
    this.inputs.set(name, this.columns);
    this.columns += 1;
    return { column: this.columns - 1, warmUp: 0 };
  }

  #compute(row: Intermediate): Place {
    const sources = row.inputs.map(input => this.place(input));
    const lacking = sources.flatMap(source => ('lacking' in source ? source.lacking : []));
    if (lacking.length > 0) return { lacking: [...new Set(lacking)] };
    const places = sources.flatMap(source => ('lacking' in source ? [] : [source]));
    const { kernel, parameters, output } = settled(row);
    const inputs = places.map(place => place.column);
    const key = JSON.stringify([kernel.name, parameters, inputs]);
    const outputs = this.#computed.get(key) ?? this.#step(kernel, parameters, inputs, key);
    const before = Math.max(...places.map(place => place.warmUp));
    const warmUp = before + kernel.warmUp(parameters) + kernel.forgets(parameters);
    return { column: outputs[output] ?? -1, warmUp };
  }

  #step(kernel: Kernel, parameters: Parameters, inputs: readonly number[], key: string): readonly number[] {
    const outputs = kernel.outputs.map((_, i) => this.columns + i);
    this.columns += outputs.length;
    this.steps.push({ kernel, parameters, inputs, outputs });
    this.#computed.set(key, outputs);
    return outputs;
  }
}

const invalid = (row: Intermediate, why: string): QuaestorError =>
  new QuaestorError('config.invalid', `feature-sets.yaml, "${row.name}": ${why}`);

/** The kernel of a row with checked parameters and the index of its output. */
function settled(row: Intermediate): { kernel: Kernel; parameters: Parameters; output: number } {
  const kernel = kernels.get(row.kernel);
  if (!kernel) throw invalid(row, `no kernel "${row.kernel}". Known: ${[...kernels.keys()].join(', ')}.`);
  const parameters = kernel.schema.safeParse(row.parameters);
  if (!parameters.success) {
    throw invalid(row, parameters.error.issues.map(one => [...one.path, one.message].join(': ')).join('; '));
  }
  if (kernel.inputs.length !== row.inputs.length) {
    throw invalid(row, `${kernel.name} takes ${kernel.inputs.join(', ')}, not ${row.inputs.length} columns.`);
  }
  const output = row.output === undefined && kernel.outputs.length === 1 ? 0 : kernel.outputs.indexOf(row.output ?? '');
  if (output < 0) throw invalid(row, `${kernel.name} gives ${kernel.outputs.join(', ')}, not "${row.output}".`);
  return { kernel, parameters: parameters.data, output };
}

/**
 * Orders the arithmetic of some features; steps that several share stand in it once.
 * @param available names of the input columns at hand
 * @throws QuaestorError `config.invalid` for a row that cannot be computed by any kernel
 */
export function planFeatures(
  names: readonly string[],
  catalogue: FeatureCatalogue,
  available: ReadonlySet<string>,
): FeaturePlan {
  const planner = new Planner(catalogue, available);
  const features = new Map<string, number>();
  const missing = new Map<string, readonly string[]>();
  const warmUp = new Map<string, number>();
  for (const name of names) {
    const place = planner.place(name);
    if ('lacking' in place) missing.set(name, place.lacking);
    else {
      features.set(name, place.column);
      warmUp.set(name, place.warmUp);
    }
  }
  const { inputs, steps, columns } = planner;
  const lookback = Math.max(0, ...steps.map(({ kernel, parameters }) => kernel.lookback(parameters)));
  return { inputs, steps, features, missing, columns, lookback, warmUp };
}
