import { QuaestorError } from '../../config/errors.ts';
import type { Position } from '../portfolio.ts';

/** Where a position is taken over by the exchange, and the price at which its margin is gone. */
export type Liquidation = { readonly price: number; readonly bankruptcyPrice: number };

/** What liquidation depends on. */
export type Exposed = Pick<Position, 'symbol' | 'quantity' | 'averagePrice'>;

/** One step of an exchange's maintenance table: from this notional on, this rate less this amount. */
export type MarginTier = { readonly fromUsd: number; readonly rate: number; readonly amountUsd: number };

/** The step of a table, lowest first, in which a notional lies. @throws QuaestorError `config.invalid` below the lowest step */
export function tierOf(tiers: readonly MarginTier[], notionalUsd: number): MarginTier {
  const tier = tiers.findLast(({ fromUsd }) => notionalUsd >= fromUsd);
  if (tier) return tier;
  throw new QuaestorError('config.invalid', `No maintenance tier holds a notional of ${notionalUsd} USD.`);
}

/** Another position of the same cross wallet, at its mark price. */
export type CrossPosition = {
  quantity: number;
  entryPrice: number;
  markPrice: number;
  tier: Pick<MarginTier, 'rate' | 'amountUsd'>;
};

export type MarginInput = {
  /** Signed. */
  quantity: number;
  entryPrice: number;
  /** Isolated: the position's own wallet. Cross: the wallet balance. */
  walletUsd: number;
  tier: Pick<MarginTier, 'rate' | 'amountUsd'>;
  /** Cross only. */
  others?: readonly CrossPosition[];
};

/**
 * Liquidation price of a USD-margined contract, isolated or cross; not positive where no price liquidates a long.
 * (WB + UPNL_others - MM_others + MA - s q EP) / (q MMR - s q); source: Binance, "How to calculate liquidation price of
 * USD-M futures contracts".
 */
export function liquidationPrice({ quantity, entryPrice, walletUsd, tier, others = [] }: MarginInput): number {
  let free = walletUsd + tier.amountUsd;
  for (const other of others) {
    const maintenance = Math.abs(other.quantity) * other.markPrice * other.tier.rate - other.tier.amountUsd;
    free += other.quantity * (other.markPrice - other.entryPrice) - maintenance;
  }
  return (free - quantity * entryPrice) / (Math.abs(quantity) * tier.rate - quantity);
}

/**
 * Isolated margin where no tier table is known: entry * (1 -+ 1/L +- 0.004), bankruptcy at entry * (1 -+ 1/L).
 * Source: Jesse, `models/Position.py`.
 */
export function simpleLiquidation({ quantity, averagePrice }: Exposed, leverage: number): Liquidation {
  const side = Math.sign(quantity);
  const initial = 1 / leverage;
  return {
    price: averagePrice * (1 - side * (initial - 0.004)),
    bankruptcyPrice: averagePrice * (1 - side * initial),
  };
}

/** Isolated margin at a leverage with an exchange's table of tiers: Binance's formula on the position's own margin. */
export function tieredLiquidation(
  { quantity, averagePrice }: Exposed,
  leverage: number,
  tiers: readonly MarginTier[],
): Liquidation {
  const notionalUsd = Math.abs(quantity) * averagePrice;
  const walletUsd = notionalUsd / leverage;
  const tier = tierOf(tiers, notionalUsd);
  return {
    price: liquidationPrice({ quantity, entryPrice: averagePrice, walletUsd, tier }),
    bankruptcyPrice: averagePrice * (1 - Math.sign(quantity) / leverage),
  };
}
