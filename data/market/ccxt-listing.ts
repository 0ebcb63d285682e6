import type { MarketInterface } from 'ccxt';
import { QuaestorError } from '../../config/errors.ts';
import type { Instrument } from '../instrument.ts';

/** Coins that stand for a dollar: an amount in them is shown as dollars. */
const dollars = new Set(['USD', 'USDT', 'USDC', 'FDUSD', 'TUSD', 'BUSD', 'DAI', 'PYUSD']);

/** ccxt's precision mode in which a precision is a number of decimals instead of a step. */
const decimalPlaces = 2;

const stepOf = (precision: number | undefined, mode: number, least: number | undefined): number => {
  if (precision === undefined || precision <= 0) return least !== undefined && least > 0 ? least : 1e-8;
  return mode === decimalPlaces ? Number((10 ** -precision).toFixed(precision)) : precision;
};

/** Our name of a market: ccxt's without the settlement coin, `BTC/USDT` and `BTC/USDT-260327`. */
export const symbolOf = (market: Pick<MarketInterface, 'symbol'>): string => market.symbol.replace(/:[^-]+/, '');

/** The market that a symbol or the venue's own id names; of several with one name the cash market. */
export function marketNamed(markets: readonly MarketInterface[], given: string): MarketInterface | undefined {
  const bare = (text: string | undefined): string => (text ?? '').replace(/[^A-Za-z0-9]/g, '').toUpperCase();
  const named = markets.filter(one => symbolOf(one) === given.toUpperCase());
  const found = named.length > 0 ? named : markets.filter(one => bare(one.id) === bare(given));
  return found.find(one => one.spot) ?? found[0];
}

/**
 * An instrument from a venue's market list: steps from its precision, the currency from its quote coin.
 * @param mode ccxt's `precisionMode` of the venue.
 * @throws QuaestorError `data.unknown-symbol` when prices are in a coin whose name is no currency code
 */
export function listedInstrument(market: MarketInterface, mode: number): Instrument {
  const { base, quote, precision, limits, contractSize, expiry } = market;
  const currency = dollars.has(quote) ? 'USD' : quote;
  if (currency.length !== 3) {
    throw new QuaestorError('data.unknown-symbol', {
      en: `"${market.symbol}" is priced in ${quote}, in which no account is kept. Choose a pair in USDT, EUR or BTC.`,
      fr: `« ${market.symbol} » est coté en ${quote}, monnaie dans laquelle aucun compte n'est tenu. Choisissez une paire en USDT, EUR ou BTC.`,
    });
  }
  const symbol = symbolOf(market);
  const joined = symbol.toLowerCase();
  return {
    symbol,
    name: { en: `${base} in ${quote}`, fr: `${base} en ${quote}` },
    nicknames: [joined.replace('/', ''), joined.replace('/', '-')],
    assetClass: 'crypto',
    currency,
    tick: stepOf(precision.price, mode, limits.price?.min),
    lot: stepOf(precision.amount, mode, limits.amount?.min),
    calendar: '24/7',
    daysPerYear: 365,
    tradable: market.active !== false,
    ...(contractSize === undefined ? {} : { multiplier: contractSize }),
    ...(expiry === undefined ? {} : { expiresAt: expiry }),
  };
}
