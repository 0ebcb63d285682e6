import { normalCdf, normalQuantile } from './normal.ts';
import { combined, firstOf, reasons, type Statistic, undefinedFor, unless } from './statistic.ts';

/** Euler's constant. */
const gamma = 0.577_215_664_901_532_9;

/** A Sharpe ratio per period, not annualised, with the shape of the returns that it was measured on. */
export type MeasuredSharpe = {
  readonly sharpe: number;
  readonly skewness: number;
  /** Raw: 3 for a normal variable. Excess kurtosis would understate the variance by 3/4 of the squared ratio. */
  readonly kurtosis: number;
};

/** Variance of the estimated Sharpe ratio, times T - 1. */
const varianceOf = ({ sharpe, skewness, kurtosis }: MeasuredSharpe): number =>
  1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe ** 2;

/**
 * Probability that the true Sharpe ratio exceeds `toBeat` (per period), from `observations` returns.
 * Source: Bailey and Lopez de Prado, "The Sharpe ratio efficient frontier", Journal of Risk 15 (2012).
 */
export function probabilisticSharpe(measured: MeasuredSharpe, observations: number, toBeat = 0): Statistic {
  const variance = varianceOf(measured);
  const reason = firstOf([observations < 2, reasons.tooFewReturns], [!(variance > 0), reasons.impossibleMoments]);
  return unless(reason, () =>
    normalCdf(((measured.sharpe - toBeat) * Math.sqrt(observations - 1)) / Math.sqrt(variance)),
  );
}

/**
 * Expected maximum of `trials` independent standard normal variables: what the best of so many worthless strategies shows.
 * Source: Bailey and Lopez de Prado, "The deflated Sharpe ratio", Journal of Portfolio Management 40 (2014).
 */
export const expectedMaximum = (trials: number): Statistic =>
  unless(
    firstOf([!(trials >= 2), reasons.oneTrial]),
    () => (1 - gamma) * normalQuantile(1 - 1 / trials) + gamma * normalQuantile(1 - 1 / (trials * Math.E)),
  );

export type DeflatedSharpe = {
  /** Sharpe ratio per period that the best of the trials would show without any skill. */
  readonly threshold: Statistic;
  /** Probability that the true ratio exceeds that. */
  readonly probability: Statistic;
};

/** Every configuration that was evaluated counts as a trial, dropped ones too. */
export type Trials = {
  readonly trials: number;
  /** Sample standard deviation of the Sharpe ratios per period over the trials. */
  readonly deviation: number;
};

/** The probabilistic Sharpe ratio of the best of several trials, against what luck alone would give (2014, as above). */
export function deflatedSharpe(
  measured: MeasuredSharpe,
  observations: number,
  { trials, deviation }: Trials,
): DeflatedSharpe {
  const threshold = combined([expectedMaximum(trials)], maximum => deviation * maximum);
  const probability =
    threshold.value === null ? threshold : probabilisticSharpe(measured, observations, threshold.value);
  return { threshold, probability };
}

/** Returns that are needed before a Sharpe ratio above `toBeat` (per period) is believed with this confidence (2012, as above). */
export function minimumTrackRecord(measured: MeasuredSharpe, toBeat = 0, confidence = 0.95): Statistic {
  const variance = varianceOf(measured);
  const reason = firstOf(
    [!(measured.sharpe > toBeat), reasons.notAboveBenchmark],
    [!(variance > 0), reasons.impossibleMoments],
  );
  return unless(reason, () => 1 + variance * (normalQuantile(confidence) / (measured.sharpe - toBeat)) ** 2);
}

export type MinimumBacktest = {
  /** Years of history under which the best of the trials is expected to show the ratio by luck alone. */
  readonly years: Statistic;
  /** A bound of it from above, 2 ln N / SR^2. */
  readonly boundYears: Statistic;
};

/**
 * Minimum backtest length for an annual Sharpe ratio found as the best of `trials`.
 * Source: Bailey, Borwein, Lopez de Prado and Zhu, "Pseudo-mathematics and financial charlatanism", Notices of the AMS 61 (2014).
 */
export function minimumBacktest(annualSharpe: number, trials: number): MinimumBacktest {
  const reason = firstOf([!(annualSharpe > 0), reasons.notAboveBenchmark], [!(trials >= 2), reasons.oneTrial]);
  return {
    years: reason
      ? undefinedFor(reason)
      : combined([expectedMaximum(trials)], maximum => (maximum / annualSharpe) ** 2),
    boundYears: unless(reason, () => (2 * Math.log(trials)) / annualSharpe ** 2),
  };
}
