/**
 * Pinball (quantile) loss in the unit of the arguments: max(p e, (p - 1) e) with e = outcome - quantile.
 * Source: Koenker and Bassett, Econometrica 46 (1978) 33-50.
 */
export function pinball(outcome: number, quantile: number, probability: number): number {
  const error = outcome - quantile;
  return Math.max(probability * error, (probability - 1) * error);
}
