import { attempt } from '../config/attempt.ts';
import { QuaestorError } from '../config/errors.ts';
import { foldPortfolio, type Portfolio, portfolioKinds } from '../data/portfolio.ts';
import { type Valuation, valuationOf } from '../data/valuation.ts';
import type { ToolContext } from './tool-context.ts';

/** The account as the ledger tells it, at market prices. @throws QuaestorError `data.stale` when a position has no price */
export function readAccount({ ledger, market }: Pick<ToolContext, 'ledger' | 'market'>): {
  portfolio: Portfolio;
  valuation: Valuation;
} {
  const portfolio = foldPortfolio(ledger.rows(...portfolioKinds));
  const priceOf = (symbol: string): number | undefined => attempt(() => market.quote(symbol).price);
  const valuation = valuationOf(portfolio, priceOf);
  if (valuation) return { portfolio, valuation };
  throw new QuaestorError('data.stale', {
    en: 'A position has no price just now, so the account cannot be valued.',
    fr: "Une position n'a pas de prix pour le moment : le compte ne peut pas être évalué.",
  });
}
