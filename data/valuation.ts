import { roundMoney } from '../config/decimal.ts';
import type { LedgerRow } from './ledger-row.ts';
import { foldPortfolio, marketValue, type Portfolio, type Position } from './portfolio.ts';

export type ValuedPosition = Position & { price: number; valueUsd: number; profitUsd: number };

/** A portfolio at market prices. Money in USD. */
export type Valuation = {
  cashUsd: number;
  equityUsd: number;
  initialCashUsd: number;
  profitUsd: number;
  realisedUsd: number;
  commissionUsd: number;
  positions: ValuedPosition[];
  tradeCount: number;
  halted: boolean;
};

/** Values a portfolio; undefined when a position has no price, since a part of an equity is not an equity. */
export function valuationOf(
  portfolio: Portfolio,
  priceOf: (symbol: string) => number | undefined,
): Valuation | undefined {
  const value = marketValue(portfolio, priceOf);
  if (value === undefined) return undefined;
  const equityUsd = roundMoney(portfolio.cashUsd + value);
  const positions = [...portfolio.positions.values()].map(position => {
    const price = priceOf(position.symbol) ?? Number.NaN;
    return {
      ...position,
      price,
      valueUsd: roundMoney(position.quantity * price),
      profitUsd: roundMoney((price - position.averagePrice) * position.quantity - position.commissionUsd),
    };
  });
  return {
    cashUsd: portfolio.cashUsd,
    equityUsd,
    initialCashUsd: portfolio.initialCashUsd,
    profitUsd: roundMoney(equityUsd - portfolio.initialCashUsd),
    realisedUsd: portfolio.realisedUsd,
    commissionUsd: portfolio.commissionUsd,
    positions,
    tradeCount: portfolio.trades?.count ?? 0,
    halted: portfolio.halted,
  };
}

const dayMs = 86_400_000;

/**
 * Equity when the market's day of `now` began: what was held then, at the closes before. Undefined without a price and
 * without a clock.
 */
export function dayStartEquity(
  rows: readonly LedgerRow[],
  now: number,
  closeBefore: (symbol: string, dayStart: number) => number | undefined,
): number | undefined {
  if (!Number.isFinite(now)) return undefined;
  const dayStart = Math.floor(now / dayMs) * dayMs;
  const before = foldPortfolio(
    rows.filter(row => row.kind !== 'fill' || Number((row.body as { filledAt?: number }).filledAt) < dayStart),
  );
  const value = marketValue(before, symbol => closeBefore(symbol, dayStart));
  return value === undefined ? undefined : roundMoney(before.cashUsd + value);
}
