import type { Explanation } from '../../../models/explain/explanation.ts';
import { type BoostOptions, boost } from '../../../models/trees/boost.ts';
import type { BoostedTrees } from '../../../models/trees/boosted-trees.ts';
import { type Cells, cellsOf } from '../../../models/trees/cells.ts';
import { seeded } from '../../kit/seeded.ts';

/** Six columns of which the last counts nothing, with holes, and trees of depth 6 at most that learned from them. */
export function smallTrees(seed: number, options: BoostOptions = {}): { trees: BoostedTrees; cells: Cells } {
  const random = seeded(seed);
  const rows = 160;
  const x = Array.from({ length: 6 }, () =>
    new Float64Array(rows).map(() => (random() < 0.05 ? Number.NaN : random())),
  );
  const value = (j: number, i: number) => x[j]?.[i] || 0;
  const target = Float64Array.from({ length: rows }, (_, i) => {
    return (
      value(0, i) * value(1, i) + Math.abs(value(2, i) - 0.5) - value(3, i) ** 2 + (value(4, i) > 0.7 ? value(0, i) : 0)
    );
  });
  const classes = options.objective?.kind === 'softmax' ? options.objective.classes : 0;
  const learned = classes > 0 ? target.map(y => Math.min(Math.max(Math.floor(2 * y + 1), 0), classes - 1)) : target;
  const columns = Object.fromEntries(x.map((column, j) => [`x${j}`, column]));
  const trees = boost({ columns, target: learned }, { rounds: 8, leaves: 7, leastRows: 4, ...options });
  return { trees, cells: cellsOf(columns, trees.names) };
}

export const firstRows = ({ values, width }: Cells, rows: number, from = 0): Cells => ({
  values: values.slice(from * width, (from + rows) * width),
  rows,
  width,
});

export const tableOf = (lines: readonly (readonly number[])[]): Cells => ({
  values: Float64Array.from(lines.flat()),
  rows: lines.length,
  width: lines[0]?.length ?? 0,
});

/** Greatest distance of `base` plus phi from the outputs. */
export function gapOf({ base, phi, players }: Explanation, outputs: ArrayLike<number>): number {
  return Math.max(
    ...Array.from(outputs, (output, row) => {
      const sum = phi.subarray(row * players, (row + 1) * players).reduce((all, value) => all + value, base);
      return Math.abs(sum - output);
    }),
  );
}

export const furthest = (first: ArrayLike<number>, second: ArrayLike<number>): number =>
  Math.max(...Array.from(first, (value, i) => Math.abs(value - (second[i] ?? Number.NaN))));
