import type { Explanation } from '../../../models/explain/explanation.ts';
import { treePermutationShap } from '../../../models/explain/tree-permutation-shap.ts';
import { boost } from '../../../models/trees/boost.ts';
import { cellsOf } from '../../../models/trees/cells.ts';
import { fastestCpuMs } from '../../kit/cpu-time.ts';
import { seeded } from '../../kit/seeded.ts';
import { firstRows, gapOf } from './explained-world.ts';

export type ShapSpeed = {
  /** Rows times trees that boosting learned in a second, of 350 columns. */
  rowTreesPerSecond: number;
  /** Of the processor: permutation SHAP of 350 features over 1,000 rows: one order and its reverse against 100 background rows. */
  shapSeconds: number;
  /** Greatest distance of base plus phi from the score. */
  gap: number;
};

/** Trees of 31 leaves on 350 columns and 1,000 rows: the time to learn them, and to explain every row. */
export function measureShap(rounds = 200): ShapSpeed {
  const random = seeded(3);
  const rows = 1000;
  const columns = Object.fromEntries(
    Array.from({ length: 350 }, (_, j) => [`x${j}`, Float64Array.from({ length: rows }, random)]),
  );
  const all = Object.values(columns);
  const target = Float64Array.from({ length: rows }, (_, i) =>
    all.reduce((sum, x, j) => sum + (x[i] ?? 0) / (j + 1), 0),
  );
  const started = performance.now();
  const trees = boost({ columns, target }, { rounds, columnShare: 0.1 });
  const learned = performance.now();
  const cells = cellsOf(columns, trees.names);
  let explanation: Explanation | undefined;
  const explainedMs = fastestCpuMs(1, () => {
    explanation = treePermutationShap(trees, cells, firstRows(cells, 100));
  });
  return {
    rowTreesPerSecond: (1000 * rows * trees.forest.roots.length) / (learned - started),
    shapSeconds: explainedMs / 1000,
    gap: explanation ? gapOf(explanation, trees.scores(cells)) : Number.NaN,
  };
}
