import type { Instrument } from '../instrument.ts';

/**
 * Names that Yahoo has for what has no ticker of its own: indices, yields, the dollar index and futures. `ES` is the
 * future on the S&P 500 here, as it is in speech, and not the share that has the same letters.
 */
const special: Readonly<Record<string, string>> = {
  SPX: '^GSPC',
  NDX: '^NDX',
  DJI: '^DJI',
  RUT: '^RUT',
  VIX: '^VIX',
  TNX: '^TNX',
  DXY: 'DX-Y.NYB',
  CAC: '^FCHI',
  ES: 'ES=F',
  NQ: 'NQ=F',
  YM: 'YM=F',
  RTY: 'RTY=F',
  GC: 'GC=F',
  SI: 'SI=F',
  CL: 'CL=F',
  NG: 'NG=F',
  ZN: 'ZN=F',
};

const ours = new Map(Object.entries(special).map(([symbol, name]) => [name, symbol]));

/** Currencies that Yahoo quotes coins in. */
const nationalMoney = /^(USD|EUR|GBP|CAD|AUD|JPY|CHF|KRW|INR)$/;

/** Yahoo's name of an instrument. */
export function yahooSymbol({ symbol, assetClass }: Pick<Instrument, 'symbol' | 'assetClass'>): string {
  const known = special[symbol];
  if (known !== undefined) return known;
  if (assetClass === 'currency') return `${symbol.replace('/', '')}=X`;
  if (assetClass === 'crypto') return symbol.replace('/', '-');
  return symbol.replace(/\.([AB])$/, '-$1');
}

/** Our name of something that Yahoo calls `name`: `BTC/USD` for BTC-USD, `BRK.B` for BRK-B. */
export function symbolFromYahoo(name: string, kind: string): string {
  const known = ours.get(name);
  if (known !== undefined) return known;
  if (kind === 'CRYPTOCURRENCY') return name.replace('-', '/');
  const pair = /^([A-Z]{3})([A-Z]{3})=X$/.exec(name);
  return pair ? `${pair[1]}/${pair[2]}` : name.replace(/-([AB])$/, '.$1');
}

/** Yahoo's name of what a person wrote, before anything is known of it: a pair of money, a pair of coins, or a ticker. */
export function yahooGuess(given: string): string {
  const symbol = given.trim().toUpperCase();
  const [base = '', quote] = symbol.split('/');
  if (quote === undefined) return yahooSymbol({ symbol, assetClass: 'equity' });
  const money = nationalMoney.test(base) && nationalMoney.test(quote);
  return yahooSymbol({ symbol, assetClass: money ? 'currency' : 'crypto' });
}

/** True when Yahoo is likely to have it: all but coins that are priced in another coin. */
export function yahooFits({ symbol, assetClass }: Pick<Instrument, 'symbol' | 'assetClass'>): boolean {
  return assetClass !== 'crypto' || nationalMoney.test(symbol.split('/')[1] ?? '');
}
