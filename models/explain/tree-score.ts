import type { BoostedTrees } from '../trees/boosted-trees.ts';

/** One score of boosted trees as a model of rows. @param output number of the score under softmax */
export const scoreOf =
  (trees: BoostedTrees, output = 0) =>
  (values: Float64Array, rows: number): Float64Array =>
    trees.scores({ values, rows, width: trees.names.length }).subarray(output * rows, (output + 1) * rows);
