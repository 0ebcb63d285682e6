import { floorToStep } from '../../config/decimal.ts';
import type { Costs } from '../../data/broker/costs.ts';
import type { Draft } from './draft.ts';

export type SizingInput = {
  draft: Pick<Draft, 'side' | 'sizing' | 'stop'>;
  price: number;
  equityUsd: number;
  /** Signed open quantity of the instrument. */
  held: number;
  lot: number;
  costs: Costs;
};

/** What rounding two commissions to the cent can add. */
const roundingUsd = 0.01;

/** Most units whose loss at the stop, costs of both sides included, stays within `budget` USD. */
function unitsAtRisk(budget: number, distance: number, price: number, lot: number, costs: Costs): number {
  const moving = distance + 2 * price * (costs.halfSpreadRate + costs.slippageRate);
  const commissioned = costs.commissionRate > 0 || costs.commissionMinimumUsd > 0;
  const left = commissioned ? budget - roundingUsd : budget;
  const byRate = left / (moving + 2 * price * costs.commissionRate);
  const byMinimum = (left - 2 * costs.commissionMinimumUsd) / moving;
  return floorToStep(Math.max(0, Math.min(byRate, byMinimum)), lot);
}

/**
 * Units of a draft, rounded down to the lot: by units, by money, by a share of equity, or so that the loss at the stop
 * is at most a share of equity, costs included. NaN when the draft does not say enough; the gate refuses it.
 */
export function quantityOf({ draft, price, equityUsd, held, lot, costs }: SizingInput): number {
  const { kind, amount = Number.NaN } = draft.sizing;
  if (kind === 'quantity') return amount;
  if (kind === 'close') return Math.abs(held);
  if (kind === 'notional') return floorToStep(amount / price, lot);
  if (kind === 'equity-percent') return floorToStep((equityUsd * amount) / 100 / price, lot);
  const distance = draft.stop === undefined ? Number.NaN : Math.abs(price - draft.stop);
  return distance > 0 ? unitsAtRisk((equityUsd * amount) / 100, distance, price, lot, costs) : Number.NaN;
}
