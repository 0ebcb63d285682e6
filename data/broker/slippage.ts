/**
 * Slippage as a share of the price, from the order's share of the candle's volume.
 * `volume-share`: min(q / V, limit)^2 * impact; LEAN's VolumeShareSlippageModel, there with 2.5 % and 0.1.
 * `square-root`: coefficient * sigma * sqrt(q / V), sigma being the standard deviation of one candle's return; the
 * square-root law of impact: Toth et al., "Anomalous price impact and the critical nature of liquidity in financial
 * markets", Physical Review X 1, 021006 (2011), where the coefficient is of the order of one.
 */
export type SlippageModel =
  | { readonly kind: 'volume-share'; readonly limitShare?: number; readonly impact?: number }
  | { readonly kind: 'square-root'; readonly coefficient: number; readonly sigmaShare: number };

/** Share of the volume that an order takes: all of it where the volume is not known or nothing was traded. */
const takenShare = (quantity: number, volume: number): number => (volume > 0 ? Math.min(1, quantity / volume) : 1);

function ofVolume(model: SlippageModel, taken: number): number {
  if (model.kind === 'square-root') return model.coefficient * model.sigmaShare * Math.sqrt(taken);
  const { limitShare = 0.025, impact = 0.1 } = model;
  return Math.min(taken, limitShare) ** 2 * impact;
}

/** Share of the price that slippage takes; the largest that the model knows where quantity or volume are not given. */
export function slippageShare(
  costs: { readonly slippageRate: number; readonly slippage?: SlippageModel | null | undefined },
  quantity = 1,
  volume = 0,
): number {
  return costs.slippage ? ofVolume(costs.slippage, takenShare(quantity, volume)) : costs.slippageRate;
}
