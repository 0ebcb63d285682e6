import { floorToStep } from '../../config/decimal.ts';
import type { Draft } from './draft.ts';

export type SizingInput = {
  draft: Pick<Draft, 'side' | 'sizing' | 'stop'>;
  price: number;
  equityUsd: number;
  /** Signed open quantity of the instrument. */
  held: number;
  lot: number;
};

/**
 * Units of a draft, rounded down to the lot: by units, by money, by a share of equity, or so that the loss at the stop
 * is a share of equity (equity * percent / |price - stop|). NaN when the draft does not say enough; the gate refuses it.
 */
export function quantityOf({ draft, price, equityUsd, held, lot }: SizingInput): number {
  const { kind, amount = Number.NaN } = draft.sizing;
  if (kind === 'quantity') return amount;
  if (kind === 'close') return Math.abs(held);
  if (kind === 'notional') return floorToStep(amount / price, lot);
  if (kind === 'equity-percent') return floorToStep((equityUsd * amount) / 100 / price, lot);
  const distance = draft.stop === undefined ? Number.NaN : Math.abs(price - draft.stop);
  return distance > 0 ? floorToStep((equityUsd * amount) / 100 / distance, lot) : Number.NaN;
}
