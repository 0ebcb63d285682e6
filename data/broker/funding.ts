import type { CashFlow } from '../ledger-row.ts';

/** A settlement of a perpetual contract: market instant (UTC ms), and the rate that longs pay to shorts. */
export type FundingRate = { readonly at: number; readonly rate: number };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Binance charges who opened within 15 seconds after the hour; other venues take the hour exactly. */
export const openedWithinMs = { binance: 15_000, exact: 1 } as const;

/** The instant from which settlements count for a position that was opened at `from`. */
function chargedFrom(from: number, withinMs: number): number {
  const sinceHour = from % hourMs;
  return sinceHour < withinMs ? from - sinceHour : from;
}

export type Holding = {
  readonly symbol: string;
  /** Signed. */
  readonly quantity: number;
  /** Held from and to, both inclusive (UTC ms). */
  readonly from: number;
  readonly to: number;
};

/**
 * Funding of a holding: at each settlement quantity * mark * rate, paid by longs and received by shorts where the rate
 * is positive. A settlement without a mark price has no flow. Windows as in freqtrade's `test_exchange.py`. Unrounded.
 */
export function fundingBetween(
  { symbol, quantity, from, to }: Holding,
  rates: readonly FundingRate[],
  markAt: (at: number) => number,
  withinMs: number = openedWithinMs.exact,
): CashFlow[] {
  const first = chargedFrom(from, withinMs);
  return rates.flatMap(({ at, rate }): CashFlow[] => {
    const amountUsd = -quantity * markAt(at) * rate;
    if (at < first || at > to || !Number.isFinite(amountUsd) || amountUsd === 0) return [];
    return [{ symbol, reason: 'funding', amountUsd, at }];
  });
}

/** What a short pays its lender: at each midnight (UTC) that it passes, its value at that instant times the rate of a day. */
export function borrowFeesBetween(
  { symbol, quantity, from, to }: Holding,
  dayRate: number,
  priceAt: (at: number) => number,
): CashFlow[] {
  const flows: CashFlow[] = [];
  if (quantity >= 0) return flows;
  for (let at = (Math.floor(from / dayMs) + 1) * dayMs; at <= to; at += dayMs) {
    const amountUsd = quantity * priceAt(at) * dayRate;
    if (Number.isFinite(amountUsd) && amountUsd !== 0) flows.push({ symbol, reason: 'borrow-fee', amountUsd, at });
  }
  return flows;
}
