import { backcast } from './backcast.ts';
import { type ErrorLaw, freedomBounds, logLikelihood } from './garch-errors.ts';
import { logistic, logit } from './logistic.ts';
import { restartedNelderMead } from './nelder-mead.ts';
import type { Learned, VarianceModel } from './variance-model.ts';
import { WindowForecaster, type WindowOptions } from './window-forecaster.ts';

/** On the scale of ln(%^2). */
export type EgarchParameters = {
  mean: number;
  omega: number;
  /** Weight of the sign of the last standardised error. */
  alpha: number;
  /** Weight of its size, above 0. */
  gamma: number;
  beta: number;
  /** Degrees of freedom of Student's t; Infinity for normal errors. */
  freedom: number;
};

export type EgarchFit = EgarchParameters & { logLikelihood: number };

/** E|z| of a standard normal variable. */
const meanSize = Math.sqrt(2 / Math.PI);

const usual = { alpha: -0.08, gamma: 0.15, beta: 0.97, freedom: 8 };

type Columns = { variances: Float64Array; squares: Float64Array };

/** Slopes multiplied up before the logarithm is taken of them. */
const batch = 8;

/** Effect of a standardised error on the log of the next variance. */
const newsOf = (z: number, { alpha, gamma }: EgarchParameters): number => alpha * z + gamma * (Math.abs(z) - meanSize);

/**
 * ln s2(t) = omega + alpha z(t-1) + gamma (|z(t-1)| - sqrt(2 / pi)) + beta ln s2(t-1), started at `before` with z = 0.
 * @param variances one longer than the returns: the last is that of the day after them
 * @returns mean over the rows of ln |d ln s2(t) / d ln s2(t-1)|: below 0 the variances forget where they started. Laws
 * that do not would let a small error in a variance grow into any other. Source: Wintenberger, Scandinavian Journal of
 * Statistics 40 (2013) 846-867.
 */
function filter(returns: Float64Array, law: EgarchParameters, before: number, { variances, squares }: Columns): number {
  let log = law.omega + law.beta * Math.log(before);
  let memory = 0;
  let product = 1;
  for (let i = 0; i < returns.length; i += 1) {
    const deviation = Math.exp(log / 2);
    const error = (returns[i] ?? Number.NaN) - law.mean;
    const z = error / deviation;
    variances[i] = deviation * deviation;
    squares[i] = error * error;
    product *= Math.abs(law.beta - (law.alpha * z + law.gamma * Math.abs(z)) / 2);
    if (i % batch === 0) {
      memory += Math.log(product);
      product = 1;
    }
    log = law.omega + newsOf(z, law) + law.beta * log;
  }
  variances[returns.length] = Math.exp(log);
  return (memory + Math.log(product)) / returns.length;
}

type Scale = { mean: number; variance: number };

/** Axes of the search: the mean in tenths of a deviation, the long-run log, the logit of beta, ten times alpha, ln gamma. */
function parametersAt(point: ArrayLike<number>, errors: ErrorLaw, { mean, variance }: Scale): EgarchParameters {
  const axis = (k: number) => point[k] ?? Number.NaN;
  const beta = logistic(axis(2));
  return {
    mean: mean + 0.1 * axis(0) * Math.sqrt(variance),
    omega: (1 - beta) * (Math.log(variance) + axis(1)),
    alpha: axis(3) / 10,
    gamma: Math.exp(axis(4)),
    beta,
    freedom:
      errors === 'normal'
        ? Number.POSITIVE_INFINITY
        : Math.min(freedomBounds.least + Math.exp(axis(5)), freedomBounds.most),
  };
}

function pointOf(
  { mean, omega, alpha, gamma, beta, freedom }: EgarchParameters,
  errors: ErrorLaw,
  scale: Scale,
): number[] {
  const inside = Math.min(Math.max(beta, 1e-4), 1 - 1e-4);
  return [
    (10 * (mean - scale.mean)) / Math.sqrt(scale.variance),
    omega / (1 - inside) - Math.log(scale.variance),
    logit(inside),
    10 * alpha,
    Math.log(Math.max(gamma, 1e-3)),
    ...(errors === 'student-t' ? [Math.log(Math.max(freedom - freedomBounds.least, 0.1))] : []),
  ];
}

/**
 * EGARCH(1,1) by maximum likelihood. The log of the variance before the first return is that of `backcast`. Deterministic.
 * Source: Nelson, Econometrica 59 (1991) 347-370.
 * @param returns in %, finite
 * @param start where the search begins, such as what was learned the day before
 */
export function fitEgarch(returns: Float64Array, errors: ErrorLaw, start?: EgarchParameters): EgarchFit {
  const mean = returns.reduce((sum, r) => sum + r, 0) / returns.length;
  const scale = { mean, variance: returns.reduce((sum, r) => sum + (r - mean) ** 2, 0) / returns.length };
  const before = backcast(returns);
  const columns = { variances: new Float64Array(returns.length + 1), squares: new Float64Array(returns.length) };
  const within = columns.variances.subarray(0, returns.length);
  const scratch = new Float64Array(returns.length);
  const loss = (point: ArrayLike<number>): number => {
    const law = parametersAt(point, errors, scale);
    if (filter(returns, law, before, columns) >= 0) return Number.POSITIVE_INFINITY;
    return -logLikelihood(columns.squares, within, errors === 'normal' ? undefined : law.freedom, scratch);
  };
  const first = start ?? { ...usual, mean, omega: (1 - usual.beta) * Math.log(scale.variance) };
  const from = pointOf(first, errors, scale);
  const steps = from.map(() => (start ? 0.2 : 0.4));
  const best = restartedNelderMead(loss, from, { steps, tolerance: 1e-6 });
  return { ...parametersAt(best.point, errors, scale), logLikelihood: -best.value };
}

/**
 * Forecasts at the close of each return. The variance two days ahead is exp(omega) s2^beta times the mean of exp(news)
 * over the window's own standardised errors: Student's t has no such mean.
 */
function egarchAhead(returns: Float64Array, law: EgarchParameters, days: number): Float64Array {
  const columns = { variances: new Float64Array(returns.length + 1), squares: new Float64Array(returns.length) };
  filter(returns, law, backcast(returns), columns);
  const next = columns.variances.subarray(1);
  if (days === 1) return next;
  let effect = 0;
  for (let i = 0; i < returns.length; i += 1) {
    const z = ((returns[i] ?? Number.NaN) - law.mean) / Math.sqrt(columns.variances[i] ?? Number.NaN);
    effect += Math.exp(newsOf(z, law)) / returns.length;
  }
  return next.map(variance => (variance + effect * Math.exp(law.omega) * variance ** law.beta) / 2);
}

/** Infinity has no JSON: normal errors are learned without a freedom. */
const asLearned = ({ freedom, ...rest }: EgarchFit): Learned =>
  Number.isFinite(freedom) ? { ...rest, freedom } : rest;

const asParameters = (learned: Learned): EgarchParameters => ({
  mean: learned.mean ?? Number.NaN,
  omega: learned.omega ?? Number.NaN,
  alpha: learned.alpha ?? Number.NaN,
  gamma: learned.gamma ?? Number.NaN,
  beta: learned.beta ?? Number.NaN,
  freedom: learned.freedom ?? Number.POSITIVE_INFINITY,
});

const modelOf = (errors: ErrorLaw): VarianceModel => ({
  name: `egarch-${errors}`,
  warmUp: 0,
  leastRows: 250,
  ofReturns: true,
  learn: ({ returns }, earlier) => asLearned(fitEgarch(returns, errors, earlier && asParameters(earlier))),
  forecasts: ({ returns }, learned, days) => egarchAhead(returns, asParameters(learned), days),
});

/** EGARCH(1,1) on the log returns of a rolling window; see `fitEgarch`. */
export const openEgarch = (errors: ErrorLaw, options?: WindowOptions): WindowForecaster =>
  new WindowForecaster(modelOf(errors), options);
