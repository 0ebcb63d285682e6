import { ceilToStep, floorToStep, roundMoney } from '../../config/decimal.ts';
import type { Settings } from '../../config/settings.ts';
import { type SlippageModel, slippageShare } from './slippage.ts';

/** Costs of trading: one model for live paper trading, backtests and the figures on a proposal. */
export type Costs = Pick<
  Settings['broker'],
  'commissionRate' | 'commissionMinimumUsd' | 'halfSpreadRate' | 'slippageRate'
> & {
  /** Share of the notional that a resting limit or target pays; `commissionRate` when absent. */
  readonly makerRate?: number | null | undefined;
  /** On top of the share, per fill. */
  readonly commissionFixedUsd?: number | null | undefined;
  readonly commissionPerUnitUsd?: number | null | undefined;
  /** The most that a fill pays, as a share of its notional; the minimum is paid all the same. */
  readonly commissionMaximumShare?: number | null | undefined;
  /** Slippage that depends on the candle's volume, in place of the fixed `slippageRate`. */
  readonly slippage?: SlippageModel | null | undefined;
};

/** Costs that move the price of a fill. */
export type Friction = Pick<Costs, 'halfSpreadRate' | 'slippageRate' | 'slippage'>;

/** A limit pays no spread and no slippage, but its price stands on the tick too, rounded against us. */
export const noFriction: Friction = { halfSpreadRate: 0, slippageRate: 0 };

/**
 * Price of a market or stop fill: half spread and slippage against us, rounded against us to the tick. Without the
 * quantity and the candle's volume the slippage is the largest that the model knows.
 */
export function takerPrice(
  price: number,
  side: 'buy' | 'sell',
  costs: Friction,
  tick: number,
  quantity?: number,
  volume?: number,
): number {
  const friction = costs.halfSpreadRate + slippageShare(costs, quantity, volume);
  return side === 'buy'
    ? ceilToStep(price * (1 + friction), tick)
    : Math.max(tick, floorToStep(price * (1 - friction), tick));
}

/** Commission of one side in USD, rounded to the cent. */
export function commissionOf(price: number, quantity: number, costs: Costs, maker = false): number {
  const rate = maker ? (costs.makerRate ?? costs.commissionRate) : costs.commissionRate;
  const { commissionFixedUsd, commissionPerUnitUsd, commissionMaximumShare } = costs;
  const rated = price * quantity * rate + quantity * (commissionPerUnitUsd ?? 0) + (commissionFixedUsd ?? 0);
  const capped = Math.min(rated, price * quantity * (commissionMaximumShare ?? Number.POSITIVE_INFINITY));
  const charged = Math.max(costs.commissionMinimumUsd, capped);
  return charged === 0 ? 0 : roundMoney(Math.round(charged * 100) / 100);
}

/** Everything that a round trip at one price is expected to cost, in USD. */
export function roundTripCost(price: number, quantity: number, costs: Costs): number {
  const friction = price * quantity * (costs.halfSpreadRate + slippageShare(costs)) * 2;
  return roundMoney(friction + 2 * commissionOf(price, quantity, costs));
}
