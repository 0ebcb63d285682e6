import { ceilToStep, floorToStep, roundMoney } from '../../config/decimal.ts';
import type { Settings } from '../../config/settings.ts';

/** Costs of trading: one model for live paper trading, backtests and the figures on a proposal. */
export type Costs = Pick<
  Settings['broker'],
  'commissionRate' | 'commissionMinimumUsd' | 'halfSpreadRate' | 'slippageRate'
>;

/** Price of a market or stop fill: half spread and slippage against us, rounded against us to the tick. */
export function takerPrice(
  price: number,
  side: 'buy' | 'sell',
  costs: Pick<Costs, 'halfSpreadRate' | 'slippageRate'>,
  tick: number,
): number {
  const friction = costs.halfSpreadRate + costs.slippageRate;
  return side === 'buy'
    ? ceilToStep(price * (1 + friction), tick)
    : Math.max(tick, floorToStep(price * (1 - friction), tick));
}

/** Commission of one side in USD, rounded to the cent. */
export function commissionOf(price: number, quantity: number, costs: Costs): number {
  if (costs.commissionRate === 0 && costs.commissionMinimumUsd === 0) return 0;
  const rated = price * quantity * costs.commissionRate;
  return roundMoney(Math.round(Math.max(costs.commissionMinimumUsd, rated) * 100) / 100);
}

/** Everything that a round trip at one price is expected to cost, in USD. */
export function roundTripCost(price: number, quantity: number, costs: Costs): number {
  const friction = price * quantity * (costs.halfSpreadRate + costs.slippageRate) * 2;
  return roundMoney(friction + 2 * commissionOf(price, quantity, costs));
}
