import type { OptionQuote } from './option-chain.ts';

/**
 * The strike at which all options of one expiry would pay their holders least, weighted by open interest; the lower of
 * two that tie, NaN without open interest.
 */
export function maxPain(quotes: readonly OptionQuote[]): number {
  const open = quotes.filter(quote => quote.openInterest > 0);
  const paidAt = (price: number): number =>
    open.reduce(
      (sum, { right, strike, openInterest }) =>
        sum + openInterest * Math.max(0, right === 'C' ? price - strike : strike - price),
      0,
    );
  let best = { strike: Number.NaN, paid: Number.POSITIVE_INFINITY };
  for (const strike of [...new Set(open.map(quote => quote.strike))].sort((a, b) => a - b)) {
    const paid = paidAt(strike);
    if (paid < best.paid) best = { strike, paid };
  }
  return best.strike;
}
