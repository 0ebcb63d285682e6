import type { OptionQuote } from './option-chain.ts';

/** Puts over calls, by volume or by open interest; NaN where nothing is known of either or no call is counted. */
export function putCallRatio(quotes: readonly OptionQuote[], count: 'volume' | 'openInterest'): number {
  const known = quotes.filter(quote => !Number.isNaN(quote[count]));
  const sum = (right: 'C' | 'P'): number =>
    known.filter(quote => quote.right === right).reduce((total, quote) => total + quote[count], 0);
  const calls = sum('C');
  return calls > 0 ? sum('P') / calls : Number.NaN;
}
