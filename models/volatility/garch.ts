import { backcast } from './backcast.ts';
import { type ErrorLaw, freedomBounds, logLikelihood } from './garch-errors.ts';
import { logistic, logit } from './logistic.ts';
import { restartedNelderMead } from './nelder-mead.ts';
import type { VarianceModel } from './variance-model.ts';
import { WindowForecaster, type WindowOptions } from './window-forecaster.ts';

/** Variances in %^2 of returns in %. */
export type GarchParameters = {
  mean: number;
  omega: number;
  alpha: number;
  /** Added to alpha after a fall; 0 without asymmetry. */
  gamma: number;
  beta: number;
  /** Degrees of freedom of Student's t; Infinity for normal errors. */
  freedom: number;
};

export type GarchFit = GarchParameters & { logLikelihood: number };

export type GarchLaw = { asymmetric: boolean; errors: ErrorLaw };

/** Log likelihood within which a search ends: so far that parameters stand to five digits, and far enough for a forecast. */
const [finest, rolling] = [1e-10, 1e-6];

/** Where the search starts when nothing was learned before. */
const usual = { persistence: 0.97, newsShare: 0.08, symmetricShare: 0.2, freedom: 8 };

/** Sums over the sample that scale the parameters. */
type Scale = { mean: number; variance: number };

function scaleOf(returns: Float64Array): Scale {
  const mean = returns.reduce((sum, r) => sum + r, 0) / returns.length;
  return { mean, variance: returns.reduce((sum, r) => sum + (r - mean) ** 2, 0) / returns.length };
}

/**
 * A point of the search as parameters. Its axes are the mean in tenths of a deviation, ln of the long-run variance, the
 * logits of the persistence alpha + beta + gamma / 2, of the share of news in it, of the share of the news that does not
 * ask for the sign, and ln(freedom - 2.05): every point is stationary, and every variance positive.
 */
function parametersAt(point: ArrayLike<number>, { asymmetric, errors }: GarchLaw, scale: Scale): GarchParameters {
  const axis = (k: number) => point[k] ?? Number.NaN;
  const persistence = logistic(axis(2));
  const news = persistence * logistic(axis(3));
  const alpha = asymmetric ? news * logistic(axis(4)) : news;
  const freedom = freedomBounds.least + Math.exp(axis(asymmetric ? 5 : 4));
  return {
    mean: scale.mean + 0.1 * axis(0) * Math.sqrt(scale.variance),
    omega: Math.exp(axis(1)) * scale.variance * (1 - persistence),
    alpha,
    gamma: 2 * (news - alpha),
    beta: persistence - news,
    freedom: errors === 'normal' ? Number.POSITIVE_INFINITY : Math.min(freedom, freedomBounds.most),
  };
}

/** Logits no further out than this, so that a parameter at its bound can leave it again. */
const inside = (share: number): number => Math.min(Math.max(share, 1e-4), 1 - 1e-4);

function pointOf(from: GarchParameters, { asymmetric, errors }: GarchLaw, scale: Scale): number[] {
  const news = from.alpha + from.gamma / 2;
  const persistence = inside(news + from.beta);
  const freedom = Math.log(Math.max(from.freedom - freedomBounds.least, 0.1));
  return [
    (10 * (from.mean - scale.mean)) / Math.sqrt(scale.variance),
    Math.log(from.omega / (scale.variance * (1 - persistence))),
    logit(persistence),
    logit(inside(news / persistence)),
    ...(asymmetric ? [logit(inside(from.alpha / news))] : []),
    ...(errors === 'student-t' ? [freedom] : []),
  ];
}

function usualParameters({ asymmetric, errors }: GarchLaw, { mean, variance }: Scale): GarchParameters {
  const { persistence, newsShare, symmetricShare, freedom } = usual;
  const news = persistence * newsShare;
  const alpha = asymmetric ? news * symmetricShare : news;
  return {
    mean,
    omega: variance * (1 - persistence),
    alpha,
    gamma: 2 * (news - alpha),
    beta: persistence - news,
    freedom: errors === 'normal' ? Number.POSITIVE_INFINITY : freedom,
  };
}

/**
 * Variances of the returns, row by row, and in the last entry that of the day after them:
 * s2(t) = omega + (alpha + gamma 1[e(t-1) < 0]) e(t-1)^2 + beta s2(t-1), started at `before` for e^2 and s2 alike.
 * @param out one longer than the returns
 * @param squares of the length of the returns; receives e^2
 */
function filter(
  returns: Float64Array,
  { mean, omega, alpha, gamma, beta }: GarchParameters,
  before: number,
  { out, squares }: { out: Float64Array; squares: Float64Array },
): void {
  let variance = omega + (alpha + gamma / 2 + beta) * before;
  for (let i = 0; i < returns.length; i += 1) {
    out[i] = variance;
    const error = (returns[i] ?? Number.NaN) - mean;
    const square = error * error;
    squares[i] = square;
    variance = omega + (error < 0 ? alpha + gamma : alpha) * square + beta * variance;
  }
  out[returns.length] = variance;
}

/**
 * GARCH(1,1), or with `asymmetric` GJR-GARCH, by maximum likelihood. The variance before the first return is the
 * backcast of `backcast`. Deterministic.
 * Source: Bollerslev, Journal of Econometrics 31 (1986) 307-327; Glosten, Jagannathan and Runkle, Journal of Finance 48
 * (1993) 1779-1801.
 * @param returns in %, finite
 * @param options `start`: where the search begins, such as what was learned the day before; `tolerance`: of the log
 * likelihood
 */
export function fitGarch(
  returns: Float64Array,
  law: GarchLaw,
  { start, tolerance = finest }: { start?: GarchParameters | undefined; tolerance?: number } = {},
): GarchFit {
  const scale = scaleOf(returns);
  const before = backcast(returns);
  const squares = new Float64Array(returns.length);
  const out = new Float64Array(returns.length + 1);
  const variances = out.subarray(0, returns.length);
  const scratch = new Float64Array(returns.length);
  const freedomOf = ({ freedom }: GarchParameters) => (law.errors === 'normal' ? undefined : freedom);
  const loss = (point: ArrayLike<number>): number => {
    const parameters = parametersAt(point, law, scale);
    filter(returns, parameters, before, { out, squares });
    return -logLikelihood(squares, variances, freedomOf(parameters), scratch);
  };
  const first = pointOf(start ?? usualParameters(law, scale), law, scale);
  const steps = first.map(() => (start ? 0.2 : 0.4));
  const best = restartedNelderMead(loss, first, { steps, tolerance });
  return { ...parametersAt(best.point, law, scale), logLikelihood: -best.value };
}

/** Forecasts of the mean variance over `days` at the close of each return: the later day reverts to the long run. */
function garchAhead(returns: Float64Array, parameters: GarchParameters, days: number): Float64Array {
  const out = new Float64Array(returns.length + 1);
  filter(returns, parameters, backcast(returns), { out, squares: new Float64Array(returns.length) });
  const next = out.subarray(1);
  if (days === 1) return next;
  const { omega, alpha, beta, gamma } = parameters;
  return next.map(variance => (variance + omega + (alpha + beta + gamma / 2) * variance) / 2);
}

const least = 250;

function modelOf(law: GarchLaw): VarianceModel {
  return {
    name: `${law.asymmetric ? 'gjr-garch' : 'garch'}-${law.errors}`,
    warmUp: 0,
    leastRows: least,
    ofReturns: true,
    learn: ({ returns }, earlier) =>
      asLearned(fitGarch(returns, law, { start: earlier && asParameters(earlier), tolerance: rolling })),
    forecasts: ({ returns }, learned, days) => garchAhead(returns, asParameters(learned), days),
  };
}

/** Infinity has no JSON: normal errors are learned without a freedom. */
const asLearned = ({ freedom, ...rest }: GarchFit): Record<string, number> =>
  Number.isFinite(freedom) ? { ...rest, freedom } : rest;

const asParameters = (learned: Readonly<Record<string, number>>): GarchParameters => ({
  mean: learned.mean ?? Number.NaN,
  omega: learned.omega ?? Number.NaN,
  alpha: learned.alpha ?? Number.NaN,
  gamma: learned.gamma ?? Number.NaN,
  beta: learned.beta ?? Number.NaN,
  freedom: learned.freedom ?? Number.POSITIVE_INFINITY,
});

/** GARCH(1,1) on the log returns of a rolling window; see `fitGarch`. */
export const openGarch = (errors: ErrorLaw, options?: WindowOptions): WindowForecaster =>
  new WindowForecaster(modelOf({ asymmetric: false, errors }), options);

/** GJR-GARCH(1,1): a fall adds more to the variance than a rise; see `fitGarch`. */
export const openGjrGarch = (errors: ErrorLaw, options?: WindowOptions): WindowForecaster =>
  new WindowForecaster(modelOf({ asymmetric: true, errors }), options);
