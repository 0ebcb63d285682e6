/** The levels of an idea in prices, and what a round trip costs per unit in the same money. */
export type Bet = { readonly price: number; readonly stop: number; readonly target: number; readonly cost: number };

/** Money won at the target and lost at the stop, per unit, costs included; both positive for a sound idea. */
export const stakes = ({ price, stop, target, cost }: Bet): { reward: number; risk: number } => ({
  reward: Math.abs(target - price) - cost,
  risk: Math.abs(price - stop) + cost,
});

/**
 * The chance of reaching the target first from which an idea earns more than it loses: (K + c) / (R + K), with reward R,
 * risk K and round-trip cost c. NaN for levels that are no bet.
 */
export function breakEvenProbability(bet: Bet): number {
  const { reward, risk } = stakes(bet);
  return reward + risk > 0 ? risk / (reward + risk) : Number.NaN;
}
