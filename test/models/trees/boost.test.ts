import { describe, expect, it } from 'vitest';
import { type BoostOptions, boost, type Examples } from '../../../models/trees/boost.ts';
import { BoostedTrees } from '../../../models/trees/boosted-trees.ts';
import { seeded } from '../../kit/seeded.ts';
import { thrownBy } from '../../kit/thrown-by.ts';
import { friedman, normal } from './friedman.ts';

const rootMeanSquare = (trees: BoostedTrees, { columns, target }: Examples): number =>
  Math.sqrt(
    trees.predict(columns).reduce((sum, p, i) => sum + (p - (target[i] ?? Number.NaN)) ** 2, 0) / target.length,
  );

const training = friedman(2000, 1);
const trees = boost(training, { rounds: 200 });
const small = friedman(300, 9);

describe('boosted trees on Friedman #1', () => {
  it('come within 5 % of the error of scikit-learn and LightGBM on the same rows with the same settings', () => {
    // 200 trees, rate 0.1, 31 leaves of 20 rows, no ridge, 255 bins; test error on 5,000 rows of seed 2:
    // HistGradientBoostingRegressor of scikit-learn 1.9.1 gives 1.334590, LightGBM 4.7.0 gives 1.332499.
    const error = rootMeanSquare(trees, friedman(5000, 2));
    expect(Math.abs(error / 1.33459 - 1), `scikit-learn, ours is ${error}`).toBeLessThan(0.05);
    expect(Math.abs(error / 1.332499 - 1), `LightGBM, ours is ${error}`).toBeLessThan(0.05);
  });

  it('stop where the loss on a validation set was best, and keep those trees alone', () => {
    const validation = friedman(1000, 3);
    const options: BoostOptions = { rounds: 400, learningRate: 0.3, patience: 10 };
    const stopped = boost(training, options, validation);
    const kept = stopped.forest.roots.length;
    expect(kept, 'well before the end').toBeLessThan(390);
    const errors = [kept - 5, kept, kept + 5].map(rounds =>
      rootMeanSquare(boost(training, { ...options, rounds }), validation),
    );
    expect(rootMeanSquare(stopped, validation), 'the same trees').toBeCloseTo(errors[1] ?? 0, 12);
    expect(errors[1], 'fewer are worse').toBeLessThan(errors[0] ?? 0);
    expect(errors[1], 'more are worse').toBeLessThan(errors[2] ?? 0);
  });

  it('learn as well from shares of rows and columns, the same for the same seed', () => {
    const options = { rounds: 200, rowShare: 0.6, columnShare: 0.6 };
    const drawn = boost(training, { ...options, seed: 5 });
    expect(rootMeanSquare(drawn, friedman(5000, 2)), 'stochastic boosting').toBeLessThan(1.4);
    const savedOf = (seed: number) => JSON.stringify(boost(small, { ...options, rounds: 5, seed }).save());
    expect(savedOf(5), 'same seed').toBe(savedOf(5));
    expect(savedOf(6), 'another seed').not.toBe(savedOf(5));
  });
});

/** Greatest distance of two columns. */
const furthest = (first: Float64Array, second: Float64Array): number =>
  Math.max(...first.map((value, i) => Math.abs(value - (second[i] ?? Number.NaN))));

describe('splits', () => {
  const rise = Float64Array.from({ length: 100 }, (_, i) => i);
  const one = { rounds: 1, learningRate: 1, leastRows: 1, leastHessian: 0 };

  it('of a staircase are exact: three steps come out of three leaves', () => {
    const target = rise.map(x => (x <= 30 ? 1 : x <= 64 ? 5 : 6));
    const stairs = boost({ columns: { rise }, target }, { ...one, leaves: 3 });
    expect(furthest(stairs.predict({ rise }), target), 'every row').toBeLessThan(1e-12);
    const { feature, threshold } = stairs.forest;
    const cuts = Array.from(threshold.filter((_, node) => (feature[node] ?? -1) >= 0)).sort((a, b) => a - b);
    expect(cuts, 'half way between neighbours').toEqual([30.5, 64.5]);
  });

  it('gain what the formula says: the leaf of greatest gain is split first', () => {
    // Sums of residuals about the mean 0: bounds at 9.5 (value 8 against -8 / 9) and, within the rest, much less.
    const target = rise.map(x => (x < 10 ? 9 : x < 95 ? -1 : -1.001));
    const { forest } = boost({ columns: { rise }, target }, { ...one, leaves: 2 });
    expect(forest.threshold[0]).toBe(9.5);
  });

  it('hold leaves to the least rows and the least sum of second derivatives', () => {
    const target = rise.map(x => (x < 3 ? 10 : 0));
    for (const limits of [{ leastRows: 10 }, { leastHessian: 10 }]) {
      const { forest } = boost({ columns: { rise }, target }, { ...one, ...limits, leaves: 8 });
      const leaves = Array.from(forest.cover.filter((_, node) => forest.feature[node] === -1));
      expect(Math.min(...leaves), JSON.stringify(limits)).toBeGreaterThanOrEqual(10);
      expect(
        leaves.reduce((sum, rows) => sum + rows),
        'every row is in one leaf',
      ).toBe(100);
    }
  });

  it('shrink a leaf by the ridge: -G / (H + lambda)', () => {
    const target = rise.map(x => (x < 50 ? 1 : -1));
    const { forest } = boost({ columns: { rise }, target }, { ...one, leaves: 2, ridge: 50 });
    expect(Array.from(forest.value.slice(1)), '50 / (50 + 50)').toEqual([0.5, -0.5]);
  });

  it.each([
    ['left', 1],
    ['right', 0],
  ])('send missing values to the %s side where they belong', (_, missingLeft) => {
    const holed = rise.map(x => (x % 4 === 0 ? Number.NaN : x));
    const target = holed.map(x => (Number.isNaN(x) ? missingLeft : x < 50 ? 1 : 0));
    const stump = boost({ columns: { holed }, target }, { ...one, leaves: 2 });
    expect(stump.forest.missingLeft[0]).toBe(missingLeft);
    expect(furthest(stump.predict({ holed }), target), 'without error').toBeLessThan(1e-12);
  });

  it('tell missing values from all others', () => {
    const holed = rise.map(x => (x % 4 === 0 ? Number.NaN : x));
    const target = holed.map(x => (Number.isNaN(x) ? 3 : -1));
    const stump = boost({ columns: { holed }, target }, { ...one, leaves: 2 });
    expect(furthest(stump.predict({ holed }), target)).toBeLessThan(1e-12);
  });

  it('send what was never missing in training to the side of more rows', () => {
    const target = rise.map(x => (x < 20 ? 1 : 0));
    const stump = boost({ columns: { rise }, target }, { ...one, leaves: 2 });
    expect(stump.predict({ rise: Float64Array.of(Number.NaN) })[0], '80 rows went right').toBeCloseTo(0, 12);
  });
});

describe('objectives', () => {
  const random = seeded(4);
  const rows = 1500;
  const x = Float64Array.from({ length: rows }, () => 4 * random() - 2);
  const noise = Float64Array.from({ length: rows }, () => normal(random));
  const options = { rounds: 60, leastRows: 50, leaves: 8 };
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const off = (predicted: Float64Array, truth: (x: number) => number) =>
    mean(predicted.map((p, i) => Math.abs(p - truth(x[i] ?? 0))));

  it('logistic gives the probabilities of a logit', () => {
    const chance = (at: number) => 1 / (1 + Math.exp(-2 * at));
    const target = x.map(at => (random() < chance(at) ? 1 : 0));
    const predicted = boost({ columns: { x }, target }, { ...options, objective: { kind: 'logistic' } }).predict({ x });
    expect(off(predicted, chance), 'mean distance').toBeLessThan(0.05);
    expect(mean(predicted), 'calibrated at large').toBeCloseTo(mean(target), 2);
  });

  it('softmax gives the probabilities of three classes, which sum to 1', () => {
    const weights = (at: number) => [Math.exp(-at), 1, Math.exp(at)];
    const chance = (at: number, k: number) => (weights(at)[k] ?? 0) / weights(at).reduce((sum, w) => sum + w);
    const target = x.map(at => {
      const u = random();
      return u < chance(at, 0) ? 0 : u < chance(at, 0) + chance(at, 1) ? 1 : 2;
    });
    const objective = { kind: 'softmax', classes: 3 } as const;
    const predicted = boost({ columns: { x }, target }, { ...options, objective }).predict({ x });
    for (const k of [0, 1, 2]) {
      const mine = predicted.subarray(k * rows, (k + 1) * rows);
      expect(
        off(mine, at => chance(at, k)),
        `class ${k}`,
      ).toBeLessThan(0.06);
    }
    const sums = x.map((_, i) => [0, 1, 2].reduce((sum, k) => sum + (predicted[k * rows + i] ?? Number.NaN), 0));
    expect(Math.max(...sums.map(sum => Math.abs(sum - 1))), 'sum').toBeLessThan(1e-12);
  });

  it.each([
    [0.1, -1.2815515655],
    [0.5, 0],
    [0.9, 1.2815515655],
  ])('pinball at %f gives the normal quantile %f of what it cannot know', (probability, quantile) => {
    const target = noise.map((e, i) => (x[i] ?? 0) + e);
    const objective = { kind: 'pinball', probability } as const;
    const predicted = boost({ columns: { x }, target }, { ...options, leastRows: 150, objective }).predict({ x });
    expect(
      off(predicted, at => at + quantile),
      'mean distance',
    ).toBeLessThan(0.2);
    const below = mean(predicted.map((p, i) => ((target[i] ?? 0) <= p ? 1 : 0)));
    expect(Math.abs(below - probability), 'share at or below').toBeLessThan(0.03);
  });

  it('pinball makes each leaf the quantile of its own residuals', () => {
    const step = Float64Array.from({ length: 40 }, (_, i) => (i < 20 ? 0 : 1));
    const target = step.map((side, i) => 100 * side + (i % 20));
    const objective = { kind: 'pinball', probability: 0.25 } as const;
    const stump = boost(
      { columns: { step }, target },
      { rounds: 1, learningRate: 1, leaves: 2, leastRows: 5, objective },
    );
    expect(stump.predict({ step: Float64Array.of(0, 1) }), 'the 5th of 20 on each side').toEqual(
      Float64Array.of(4, 104),
    );
  });

  it('QLIKE gives the mean of a variance, whatever its noise', () => {
    const variance = (at: number) => Math.exp(at / 2);
    const target = noise.map((e, i) => variance(x[i] ?? 0) * e ** 2 + 1e-9);
    const predicted = boost({ columns: { x }, target }, { ...options, objective: { kind: 'qlike' } }).predict({ x });
    expect(mean(predicted.map((p, i) => Math.abs(Math.log(p / variance(x[i] ?? 0))))), 'mean log error').toBeLessThan(
      0.25,
    );
  });

  it.each([
    [{ kind: 'logistic' }, 2, '0 or 1'],
    [{ kind: 'softmax', classes: 3 }, 3, 'whole numbers from 0 to 2'],
    [{ kind: 'qlike' }, 0, 'finite numbers above 0'],
    [{ kind: 'squared' }, Number.NaN, 'finite numbers'],
  ] as const)('%o refuses the target %f and says what it learns', (objective, wrong, valid) => {
    const target = new Float64Array(rows).fill(1);
    target[7] = wrong;
    const error = thrownBy(() => boost({ columns: { x }, target }, { objective }));
    expect(error.code).toBe('model.bad-data');
    expect(error.message).toContain(`learns ${valid}; the target of row 7 is ${wrong}`);
  });
});

describe('what boosting refuses', () => {
  const refused = (columns: Examples['columns'], target = small.target, options: BoostOptions = {}) =>
    thrownBy(() => boost({ columns, target }, options));

  it('names a column that is constant, or has no value at all', () => {
    for (const value of [2, Number.NaN]) {
      const flat = new Float64Array(300).fill(value);
      const error = refused({ ...small.columns, flat });
      expect([error.code, error.message]).toEqual([
        'model.bad-data',
        'Column "flat" is constant, so it explains nothing.',
      ]);
    }
  });

  it('names a column with an infinite value, and its row', () => {
    const wild = new Float64Array(300).map((_, i) => (i === 12 ? Number.POSITIVE_INFINITY : i));
    expect(refused({ ...small.columns, wild }).message).toBe(
      'Column "wild" holds an infinite value in row 12: make it finite, or NaN for missing.',
    );
  });

  it('names a column of another length', () => {
    expect(refused({ ...small.columns, short: new Float64Array(7) }).message).toBe(
      'Column "short" has 7 rows, "x0" 300.',
    );
  });

  it('says how many rows it needs', () => {
    const few = { x: Float64Array.of(1, 2, 3) };
    const error = refused(few, Float64Array.of(1, 2, 3), { rowShare: 0.5 });
    expect(error.message).toBe('Boosted trees with 20 rows or more in a leaf need 80 rows, got 3.');
    expect(error.details).toEqual({ needed: 80, got: 3 });
    expect(error.text?.fr, 'in French').toContain('demandent 80 lignes, il y en a 3');
  });

  it('refuses a target of another length and settings out of range', () => {
    expect(refused(small.columns, new Float64Array(2)).message).toContain(
      'The target has 2 rows, the columns have 300.',
    );
    const error = refused(small.columns, small.target, { learningRate: 3 });
    expect([error.code, error.message.includes('learningRate')]).toEqual(['config.invalid', true]);
  });
});

describe('saved trees', () => {
  it.each([
    ['squared', { kind: 'squared' }],
    ['softmax', { kind: 'softmax', classes: 3 }],
  ] as const)('of %s predict the same after JSON', (_, objective) => {
    const target = objective.kind === 'softmax' ? small.target.map(y => Math.floor(Math.abs(y)) % 3) : small.target;
    const made = boost({ columns: small.columns, target }, { rounds: 5, objective });
    const copy = BoostedTrees.load(JSON.parse(JSON.stringify(made.save())));
    const unseen = friedman(50, 10).columns;
    expect(copy.predict(unseen)).toEqual(made.predict(unseen));
    expect(copy.forest, 'trees').toEqual(made.forest);
  });

  it('are refused when they are none, or would walk in circles', () => {
    const saved = boost(small, { rounds: 2 }).save();
    for (const spoiled of [
      { kind: 'boosted-trees' },
      { ...saved, left: saved.left.map(() => 0) },
      { ...saved, names: ['x0'] },
      { ...saved, value: [] },
    ]) {
      expect(thrownBy(() => BoostedTrees.load(spoiled)).code).toBe('model.bad-data');
    }
  });

  it('name a column that they miss', () => {
    const { x3: _, ...rest } = small.columns;
    const error = thrownBy(() => trees.predict(rest));
    expect([error.code, error.message.startsWith('The trees need a column "x3".')]).toEqual([
      'data.unknown-feature',
      true,
    ]);
  });
});
