import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';
import { here } from '../../data/features/here.ts';

/** What the trees learn. */
export const Objective = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('squared') }),
  z.strictObject({ kind: z.literal('logistic') }),
  z.strictObject({ kind: z.literal('softmax'), classes: z.int().min(2).max(100) }),
  z.strictObject({ kind: z.literal('pinball'), probability: z.number().gt(0).lt(1) }),
  z.strictObject({ kind: z.literal('qlike') }),
]);
export type Objective = z.infer<typeof Objective>;

/** Scores by output, then row: `scores[k * rows + i]`. Derivatives stand in the same places. */
export type Loss = {
  /** Scores of a row: one for each class under softmax, otherwise one. */
  readonly outputs: number;
  /** What a target may be, for an error message. */
  readonly targets: string;
  readonly allows: (target: number) => boolean;
  /** Best constant scores. */
  readonly base: (target: Float64Array) => Float64Array;
  /** Writes first and second derivatives of the loss of every row with respect to its scores. */
  readonly derive: (target: Float64Array, scores: Float64Array, gradient: Float64Array, hessian: Float64Array) => void;
  /** Mean loss. */
  readonly mean: (target: Float64Array, scores: Float64Array) => number;
  /** Scores into what is predicted, in place. */
  readonly predict: (scores: Float64Array) => void;
  /** Value of a leaf from the residuals (target less score) of its rows, instead of the Newton step. */
  readonly refit?: (residuals: Float64Array) => number;
};

const average = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const meanOf = (target: Float64Array, loss: (y: number, i: number) => number): number => average(target.map(loss));

const squared: Loss = {
  outputs: 1,
  targets: 'finite numbers',
  allows: Number.isFinite,
  base: target => Float64Array.of(average(target)),
  derive(target, scores, gradient, hessian) {
    for (let i = 0; i < target.length; i += 1) gradient[i] = here(scores, i) - here(target, i);
    hessian.fill(1);
  },
  mean: (target, scores) => meanOf(target, (y, i) => (y - here(scores, i)) ** 2),
  predict: () => undefined,
};

const sigmoid = (score: number): number => 1 / (1 + Math.exp(-score));
/** ln(1 + e^s) without overflow. */
const softplus = (score: number): number => Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score)));
/** A share that its logarithm can bear, where a class is missing or alone. */
const bearable = (share: number): number => Math.min(Math.max(share, 1e-6), 1 - 1e-6);

const logistic: Loss = {
  outputs: 1,
  targets: '0 or 1',
  allows: target => target === 0 || target === 1,
  base(target) {
    const share = bearable(average(target));
    return Float64Array.of(Math.log(share / (1 - share)));
  },
  derive(target, scores, gradient, hessian) {
    for (let i = 0; i < target.length; i += 1) {
      const chance = sigmoid(here(scores, i));
      gradient[i] = chance - here(target, i);
      hessian[i] = chance * (1 - chance);
    }
  },
  mean: (target, scores) => meanOf(target, (y, i) => softplus(here(scores, i)) - y * here(scores, i)),
  predict(scores) {
    for (const [i, score] of scores.entries()) scores[i] = sigmoid(score);
  },
};

/** Source: Friedman, Annals of Statistics 29 (2001) 1189-1232, section 4.6. */
function softmax(classes: number): Loss {
  const toChances = (scores: Float64Array): Float64Array => {
    const chances = scores.slice();
    const rows = scores.length / classes;
    for (let i = 0; i < rows; i += 1) normalise(chances, i, rows, classes);
    return chances;
  };
  const chanceOf = (chances: Float64Array, rows: number) => (y: number, i: number) => here(chances, y * rows + i);
  return {
    outputs: classes,
    targets: `whole numbers from 0 to ${classes - 1}`,
    allows: target => Number.isInteger(target) && target >= 0 && target < classes,
    base: target =>
      Float64Array.from({ length: classes }, (_, k) => Math.log(bearable(meanOf(target, y => (y === k ? 1 : 0))))),
    derive(target, scores, gradient, hessian) {
      const chances = toChances(scores);
      const rows = target.length;
      for (const [place, chance] of chances.entries()) {
        const own = here(target, place % rows) === Math.floor(place / rows) ? 1 : 0;
        gradient[place] = chance - own;
        hessian[place] = chance * (1 - chance);
      }
    },
    mean(target, scores) {
      const chance = chanceOf(toChances(scores), target.length);
      return meanOf(target, (y, i) => -Math.log(chance(y, i)));
    },
    predict: scores => scores.set(toChances(scores)),
  };
}

/** Scores of row `i` into probabilities, in place. */
function normalise(scores: Float64Array, i: number, rows: number, classes: number): void {
  let most = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < classes; k += 1) most = Math.max(most, here(scores, k * rows + i));
  let sum = 0;
  for (let k = 0; k < classes; k += 1) {
    const weight = Math.exp(here(scores, k * rows + i) - most);
    scores[k * rows + i] = weight;
    sum += weight;
  }
  for (let k = 0; k < classes; k += 1) scores[k * rows + i] = here(scores, k * rows + i) / sum;
}

/** The value that leaves a share `probability` of the values at or below it. */
export function quantileOf(values: Float64Array, probability: number): number {
  const sorted = values.slice().sort();
  return here(sorted, Math.max(0, Math.ceil(probability * sorted.length) - 1));
}

/**
 * Pinball loss of one quantile: the trees split by the sign of the residuals, and each leaf is the quantile of its own.
 * Source: Friedman, Annals of Statistics 29 (2001) 1189-1232, algorithm 3, with the loss of Koenker and Bassett,
 * Econometrica 46 (1978) 33-50.
 */
const pinball = (probability: number): Loss => ({
  ...squared,
  base: target => Float64Array.of(quantileOf(target, probability)),
  derive(target, scores, gradient, hessian) {
    for (let i = 0; i < target.length; i += 1) {
      gradient[i] = here(target, i) <= here(scores, i) ? 1 - probability : -probability;
    }
    hessian.fill(1);
  },
  mean: (target, scores) =>
    meanOf(target, (y, i) => {
      const error = y - here(scores, i);
      return Math.max(probability * error, (probability - 1) * error);
    }),
  refit: residuals => quantileOf(residuals, probability),
});

/**
 * QLIKE of a variance y and its forecast f = e^u: y e^-u + u - ln y - 1, with derivatives 1 - y e^-u and y e^-u in the
 * score u. Source of the loss: Patton, Journal of Econometrics 160 (2011) 246-256.
 */
const qlike: Loss = {
  outputs: 1,
  targets: 'finite numbers above 0',
  allows: target => target > 0 && target < Number.POSITIVE_INFINITY,
  base: target => Float64Array.of(Math.log(average(target))),
  derive(target, scores, gradient, hessian) {
    for (let i = 0; i < target.length; i += 1) {
      const ratio = here(target, i) * Math.exp(-here(scores, i));
      gradient[i] = 1 - ratio;
      hessian[i] = ratio;
    }
  },
  mean: (target, scores) =>
    meanOf(target, (y, i) => y * Math.exp(-here(scores, i)) + here(scores, i) - Math.log(y) - 1),
  predict(scores) {
    for (const [i, score] of scores.entries()) scores[i] = Math.exp(score);
  },
};

export function lossOf(objective: Objective): Loss {
  if (objective.kind === 'softmax') return softmax(objective.classes);
  if (objective.kind === 'pinball') return pinball(objective.probability);
  return { squared, logistic, qlike }[objective.kind];
}

/** @throws QuaestorError `model.bad-data` that names the first row whose target the objective cannot learn */
export function refuseTargets({ kind }: Objective, { allows, targets }: Loss, target: Float64Array): void {
  const row = target.findIndex(value => !allows(value));
  if (row < 0) return;
  throw new QuaestorError(
    'model.bad-data',
    `The objective "${kind}" learns ${targets}; the target of row ${row} is ${target[row]}.`,
    { row },
  );
}
