export type DatedVolatility = { readonly years: number; readonly volatility: number };

/**
 * Volatility for exactly `years`, with total variance linear in time between the two expiries about it. NaN where no
 * expiry lies on one of the sides: nothing is extrapolated. Source: Cboe, "VIX white paper", the step from two terms to
 * 30 days.
 */
export function constantMaturity(dated: readonly DatedVolatility[], years: number): number {
  const known = dated.filter(one => !Number.isNaN(one.volatility)).sort((a, b) => a.years - b.years);
  const before = known.findLast(one => one.years <= years);
  const after = known.find(one => one.years >= years);
  if (!before || !after) return Number.NaN;
  if (before === after) return before.volatility;
  const share = (years - before.years) / (after.years - before.years);
  const variance = (one: DatedVolatility): number => one.volatility ** 2 * one.years;
  return Math.sqrt((variance(before) * (1 - share) + variance(after) * share) / years);
}
