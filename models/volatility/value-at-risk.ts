import { at } from '../../data/at.ts';
import { christoffersen } from './coverage-tests.ts';
import { empiricalQuantiles } from './order-statistics.ts';

/** Probabilities of a loss beyond the value at risk that are tested. */
const riskProbabilities = [0.01, 0.05] as const;

/** Standardised returns from which the tail is read: at most and at least. */
const tailRows = { most: 1000, least: 250 } as const;

export type RiskScore = {
  probability: number;
  /** Days tested: those with at least 250 forecasts and returns before them. */
  count: number;
  /** Share of days whose return fell below the value at risk. */
  hitRate: number;
  /** Kupiec's and Christoffersen's likelihood ratios, each chi-squared with 1 degree of freedom: rejected above 3.84. */
  coverageRatio: number;
  independenceRatio: number;
};

/**
 * How often the next day's return fell below its value at risk, sqrt(forecast) times the empirical quantile of the last
 * 250 to 1,000 standardised returns: the level from the forecaster, the tail from what was seen, and no matter which
 * proxy the level is of. Source: filtered historical simulation, Barone-Adesi, Giannopoulos and Vosper, Journal of
 * Futures Markets 19 (1999) 583-602. Nothing where there are no more than 250 days.
 * @param variance forecasts of the next day in %^2
 * @param returns log returns in % of the days that they forecast
 */
export function scoreRisk(variance: Float64Array, returns: Float64Array): RiskScore[] {
  const standardised = returns.map((r, i) => r / Math.sqrt(at(variance, i)));
  const hits = riskProbabilities.map((): boolean[] => []);
  for (let i = tailRows.least; i < returns.length; i += 1) {
    const past = standardised.subarray(Math.max(0, i - tailRows.most), i);
    for (const [k, quantile] of empiricalQuantiles(past, riskProbabilities).entries()) {
      hits[k]?.push(at(standardised, i) < quantile);
    }
  }
  if (returns.length <= tailRows.least) return [];
  return riskProbabilities.map((probability, k) => {
    const one = hits[k] ?? [];
    const { coverage, independence } = christoffersen(one, probability);
    return {
      probability,
      count: one.length,
      hitRate: one.filter(Boolean).length / one.length,
      coverageRatio: coverage,
      independenceRatio: independence,
    };
  });
}
