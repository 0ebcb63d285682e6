import type { Candle } from '../candle.ts';
import type { OrderRow } from '../ledger-row.ts';
import type { FillRules } from './fill-rules.ts';
import type { Progress } from './paper-venue.ts';

/** A price at which something happens: to what is held, or to an order. */
export type Level<Source> = {
  readonly source: Source;
  /** A stop acts when the price comes to it, a limit when the price is as good as it. */
  readonly kind: 'stop' | 'limit';
  readonly side: 'buy' | 'sell';
  readonly price: number;
  /** True where a rising price reaches it. */
  readonly rising: boolean;
  /** It became live inside the candle, on a move away from it: that the price came back to it only the close can prove. */
  readonly byClose: boolean;
};

/** A rising price reaches the stops of buyers and the limits of sellers. */
export const isRising = (kind: 'stop' | 'limit', side: 'buy' | 'sell'): boolean =>
  (kind === 'stop') === (side === 'buy');

/** True when the price lies at a level or beyond it; a limit must be penetrated unless touching is enough. */
export function isBeyond(level: Level<unknown>, price: number, { limits }: Pick<FillRules, 'limits'>): boolean {
  const beyond = level.rising ? price - level.price : level.price - price;
  return level.kind === 'stop' || limits === 'touch' ? beyond >= 0 : beyond > 0;
}

/** True when the extreme of a candle lies at a level or beyond it. */
export const isTouched = (level: Level<unknown>, { high, low }: Candle, rules: Pick<FillRules, 'limits'>): boolean =>
  isBeyond(level, level.rising ? high : low, rules);

/** True when a candle reached a level while it was live, as far as the candle can prove it. */
export function isReached(level: Level<unknown>, candle: Candle, rules: Pick<FillRules, 'limits'>): boolean {
  if (!isTouched(level, candle, rules)) return false;
  if (!level.byClose) return true;
  return level.rising ? candle.close >= level.price : candle.close <= level.price;
}

/**
 * Of the levels on one side, of which there is at least one, that which a price leaving the open meets first; of two at
 * one price the one that stands first in the list.
 */
export function nearest<L extends Level<unknown>>(levels: readonly L[], rising: boolean): L {
  return levels
    .filter(level => level.rising === rising)
    .reduce((first, level) => ((rising ? level.price < first.price : level.price > first.price) ? level : first));
}

/** Where a trailing stop stands: its share away from the best price since it was placed. */
export const trailedPrice = (best: number, { side, trailShare = 0 }: OrderRow): number =>
  best * (side === 'sell' ? 1 - trailShare : 1 + trailShare);

/** The best price of a trailing stop after a candle. */
export function bestAfter(
  { referencePrice, side }: OrderRow,
  { best = referencePrice }: Progress,
  candle: Candle,
): number {
  return side === 'sell' ? Math.max(best, candle.high) : Math.min(best, candle.low);
}
