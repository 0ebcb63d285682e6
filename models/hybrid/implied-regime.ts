import type { VolatilityForecast } from '../volatility/forecaster.ts';
import { volatilityRegime } from '../volatility/volatility-regime.ts';
import { volatilityRegimeClasses } from './hybrid-rows.ts';

/** The least probability that a baseline gives to a regime, so that a surprise costs a finite loss. */
const leastShare = 1e-3;

/**
 * Probabilities of the volatility regimes that a forecast implies: what the volatility-regime head has to beat.
 * @param thresholds borders of the regimes, ln of the variance of the next day in %^2
 */
export function impliedRegime(forecast: VolatilityForecast, thresholds: readonly number[]): number[] {
  const { probabilities } = volatilityRegime(forecast, thresholds.map(Math.exp));
  const raw = volatilityRegimeClasses.map(regime => Math.max(leastShare, probabilities[regime]));
  const sum = raw.reduce((total, share) => total + share, 0);
  return raw.map(share => share / sum);
}
