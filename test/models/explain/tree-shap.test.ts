import { describe, expect, it } from 'vitest';
import { pathDependentTreeShap } from '../../../models/explain/path-dependent-tree-shap.ts';
import { permutationShap } from '../../../models/explain/permutation-shap.ts';
import { treePermutationShap } from '../../../models/explain/tree-permutation-shap.ts';
import { scoreOf } from '../../../models/explain/tree-score.ts';
import { BoostedTrees } from '../../../models/trees/boosted-trees.ts';
import { type Forest, forestOf, goesLeft } from '../../../models/trees/forest.ts';
import { bruteForceShapley } from './brute-force-shapley.ts';
import { firstRows, furthest, gapOf, smallTrees, tableOf } from './explained-world.ts';

const node = (feature: number, left: number, right: number, cover: number) => ({
  feature,
  threshold: 0.5,
  missingLeft: true,
  left,
  right,
  value: 0,
  cover,
});
const leaf = (value: number, cover: number) => ({ ...node(-1, -1, -1, cover), value });
const symptoms = ['fever', 'cough'];
const oneOf = (...trees: Parameters<typeof forestOf>[0]) =>
  new BoostedTrees({ kind: 'squared' }, symptoms, Float64Array.of(0), forestOf(trees));

/** 80 where both symptoms are, a quarter of the rows each. */
const bothTree = [node(0, 1, 2, 4), leaf(0, 2), node(1, 3, 4, 2), leaf(0, 1), leaf(80, 1)];
/** 10 for a cough. */
const coughTree = [node(1, 1, 2, 4), leaf(0, 2), leaf(10, 2)];
const four = tableOf([
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
]);
const ill = tableOf([[1, 1]]);

describe('tree SHAP of fever and cough', () => {
  it.each([
    ['80 for both', oneOf(bothTree), 20, [30, 30]],
    ['80 for both and 10 for the cough', oneOf(bothTree, coughTree), 25, [30, 35]],
  ] as const)('has the known values of %s', (_, trees, base, phi) => {
    for (const explanation of [pathDependentTreeShap(trees, ill), treePermutationShap(trees, ill, four)]) {
      expect(explanation.base).toBe(base);
      expect(furthest(explanation.phi, phi)).toBeLessThan(1e-12);
    }
  });
});

/** Mean score when the features of a set are known: an unknown one takes both ways, by their shares of training rows. */
function expectation(forest: Forest, place: number, row: Float64Array, set: number): number {
  const feature = forest.feature[place] ?? -1;
  if (feature < 0) return forest.value[place] ?? Number.NaN;
  const [left, right] = [forest.left[place] ?? -1, forest.right[place] ?? -1];
  const of = (child: number) => expectation(forest, child, row, set);
  if ((set >> feature) & 1) return of(goesLeft(forest, place, row[feature] ?? Number.NaN) ? left : right);
  const share = (forest.cover[left] ?? 0) / (forest.cover[place] ?? 0);
  return share * of(left) + (1 - share) * of(right);
}

describe('on random trees', () => {
  const seeds = [1, 2, 3, 4];

  it('path-dependent SHAP is the brute force over conditional means, and adds up to 1e-9', () => {
    for (const seed of seeds) {
      const { trees, cells } = smallTrees(seed);
      const rows = firstRows(cells, 12);
      const explanation = pathDependentTreeShap(trees, rows);
      expect(gapOf(explanation, trees.scores(rows)), 'additive').toBeLessThan(1e-9);
      for (let i = 0; i < rows.rows; i += 1) {
        const row = rows.values.subarray(i * 6, (i + 1) * 6);
        const worth = (set: number) =>
          Array.from(trees.forest.roots).reduce((sum, root) => sum + expectation(trees.forest, root, row, set), 0);
        const mine = explanation.phi.subarray(i * 6, (i + 1) * 6);
        expect(furthest(mine, bruteForceShapley(6, worth)), `row ${i} of seed ${seed}`).toBeLessThan(1e-10);
      }
    }
  });

  it('the fast permutation SHAP is the plain one to the last orders', async () => {
    for (const seed of seeds) {
      const { trees, cells } = smallTrees(seed);
      // 70 rows of background: sets of them take more than two words of 32.
      const [rows, background] = [firstRows(cells, 6), firstRows(cells, 70, 30)];
      const options = { pairs: 3, seed };
      const fast = treePermutationShap(trees, rows, background, options);
      const plain = await permutationShap(scoreOf(trees), rows, background, options);
      expect(furthest(fast.phi, plain.phi), `seed ${seed}`).toBeLessThan(1e-12);
      expect(fast.base, 'mean of the background').toBeCloseTo(plain.base, 12);
      expect(gapOf(fast, trees.scores(rows)), 'adds up').toBeLessThan(1e-12);
    }
  });

  it('a feature that no tree splits on gets nothing', () => {
    const { trees, cells } = smallTrees(1, { rounds: 1, leaves: 3 });
    const used = new Set(trees.forest.feature);
    for (const { phi } of [
      pathDependentTreeShap(trees, cells),
      treePermutationShap(trees, cells, firstRows(cells, 3)),
    ]) {
      expect(Array.from(phi).filter((value, i) => value !== 0 && !used.has(i % 6))).toEqual([]);
    }
  });

  it('each class of a softmax adds up to its own score', () => {
    const { trees, cells } = smallTrees(1, { objective: { kind: 'softmax', classes: 3 } });
    const rows = firstRows(cells, 10);
    const background = firstRows(cells, 4, 20);
    for (const output of [0, 1, 2]) {
      const score = scoreOf(trees, output)(rows.values, 10);
      expect(gapOf(pathDependentTreeShap(trees, rows, output), score), 'path-dependent').toBeLessThan(1e-9);
      expect(gapOf(treePermutationShap(trees, rows, background, { output }), score), 'orders').toBeLessThan(1e-12);
    }
  });
});
