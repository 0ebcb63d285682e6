import type { FeaturePlan } from './feature-plan.ts';
import type { Advance, Columns } from './kernel.ts';

/**
 * Runs a plan over rows that arrive in any portions and carries its state between them: years at once, or one candle at
 * a time, give the same bits. The columns are a window that is moved down when it is full, so memory does not grow.
 */
export class FeatureStream {
  readonly #plan: FeaturePlan;
  readonly #columns: Float64Array[];
  readonly #advances: readonly Advance[];
  readonly #capacity: number;
  #filled = 0;

  /** @param portion rows that are computed at one go */
  constructor(plan: FeaturePlan, portion: number) {
    this.#plan = plan;
    this.#capacity = plan.lookback + portion;
    const column = () => new Float64Array(this.#capacity);
    this.#columns = Array.from({ length: plan.columns }, column);
    const scratch = () => {
      const made = column();
      this.#columns.push(made);
      return made;
    };
    this.#advances = plan.steps.map(({ kernel, parameters, inputs, outputs }) =>
      kernel.open({
        inputs: named(kernel.inputs, inputs, this.#columns),
        outputs: named(kernel.outputs, outputs, this.#columns),
        parameters,
        scratch,
      }),
    );
  }

  /**
   * Computes rows [from, to) of the given input columns, at most `portion` of them.
   * @returns the window's columns of each feature, cut to these rows: they are overwritten by the next call
   */
  push(inputs: Columns, from: number, to: number): ReadonlyMap<string, Float64Array> {
    this.#makeRoom(to - from);
    const start = this.#filled;
    const end = start + to - from;
    for (const [name, place] of this.#plan.inputs) {
      const source = inputs[name];
      if (source) this.#columns[place]?.set(source.subarray(from, to), start);
    }
    for (const advance of this.#advances) advance(start, end);
    this.#filled = end;
    const cut = (place: number) => this.#columns[place]?.subarray(start, end) ?? new Float64Array();
    return new Map([...this.#plan.features].map(([name, place]) => [name, cut(place)]));
  }

  /** Keeps only the rows that are still read. */
  #makeRoom(rows: number): void {
    if (this.#filled + rows <= this.#capacity) return;
    const kept = Math.min(this.#plan.lookback, this.#filled);
    for (const column of this.#columns) column.copyWithin(0, this.#filled - kept, this.#filled);
    this.#filled = kept;
  }
}

const named = (names: readonly string[], places: readonly number[], columns: readonly Float64Array[]): Columns =>
  Object.fromEntries(names.map((name, i) => [name, columns[places[i] ?? -1] ?? new Float64Array()]));
