import { QuaestorError } from '../config/errors.ts';
import { didYouMeanText, fold } from '../config/suggest.ts';
import { Instrument } from './instrument.ts';

type Given = Pick<Instrument, 'symbol' | 'name' | 'nicknames' | 'assetClass'> & Partial<Instrument>;

const byClass = {
  index: { tick: 0.01, lot: 0.01, calendar: 'NYSE', daysPerYear: 252, tradable: true },
  equity: { tick: 0.01, lot: 1, calendar: 'NYSE', daysPerYear: 252, tradable: true },
  etf: { tick: 0.01, lot: 1, calendar: 'NYSE', daysPerYear: 252, tradable: true },
  crypto: { tick: 0.01, lot: 0.0001, calendar: '24/7', daysPerYear: 365, tradable: true },
  currency: { tick: 0.00001, lot: 1000, calendar: 'FOREX', daysPerYear: 252, tradable: true },
} as const;

const instrument = (given: Given): Instrument => ({
  currency: 'USD',
  ...byClass[given.assetClass],
  ...given,
});

const equity = (symbol: string, name: string, ...nicknames: string[]): Instrument =>
  instrument({
    symbol,
    name: { en: name, fr: name },
    nicknames: [name.toLowerCase(), ...nicknames],
    assetClass: 'equity',
  });

const shipped: readonly Instrument[] = [
  instrument({
    symbol: 'SPX',
    name: { en: 'S&P 500', fr: 'S&P 500' },
    nicknames: [
      's&p 500',
      's&p500',
      's&p',
      'sp500',
      'sp 500',
      's and p 500',
      's and p',
      'sandp',
      '^gspc',
      'gspc',
      's p 500',
      's&p five hundred',
      'the index',
      'the market',
      'stock market',
      'us stocks',
      'us market',
      'wall street',
      "l'indice",
      'le marche',
      'la bourse',
      'marche americain',
      'bourse americaine',
      'marche',
    ],
    assetClass: 'index',
  }),
  instrument({
    symbol: 'SPY',
    name: { en: 'SPDR S&P 500 ETF', fr: 'ETF SPDR S&P 500' },
    nicknames: ['spy etf', 'spdr', 's&p etf', 'etf s&p'],
    assetClass: 'etf',
  }),
  instrument({
    symbol: 'GLD',
    name: { en: 'Gold (SPDR Gold Shares)', fr: 'Or (SPDR Gold Shares)' },
    nicknames: ['gold', "l'or", "d'or", 'gold etf'],
    assetClass: 'etf',
  }),
  instrument({
    symbol: 'BTC/USD',
    name: { en: 'Bitcoin', fr: 'Bitcoin' },
    nicknames: ['bitcoin', 'btc', 'btcusd', 'btc-usd', 'xbt', 'bitcoins'],
    assetClass: 'crypto',
  }),
  instrument({
    symbol: 'ETH/USD',
    name: { en: 'Ether', fr: 'Ether' },
    nicknames: ['ether', 'ethereum', 'eth', 'ethusd', 'eth-usd'],
    assetClass: 'crypto',
  }),
  instrument({
    symbol: 'BTC/USDT',
    name: { en: 'Bitcoin in Tether', fr: 'Bitcoin en Tether' },
    nicknames: ['btcusdt', 'btc-usdt'],
    assetClass: 'crypto',
  }),
  instrument({
    symbol: 'ETH/USDT',
    name: { en: 'Ether in Tether', fr: 'Ether en Tether' },
    nicknames: ['ethusdt', 'eth-usdt'],
    assetClass: 'crypto',
  }),
  equity('AAPL', 'Apple'),
  equity('MSFT', 'Microsoft'),
  equity('GOOG', 'Alphabet', 'google', 'googl'),
  equity('NVDA', 'Nvidia'),
  equity('TSLA', 'Tesla'),
  equity('AMZN', 'Amazon'),
  equity('AMD', 'AMD', 'advanced micro devices'),
  instrument({
    symbol: 'VIX',
    name: { en: 'VIX volatility index', fr: 'Indice de volatilité VIX' },
    nicknames: ['the vix', 'fear index', 'fear gauge', 'indice de la peur', 'le vix', '^vix'],
    assetClass: 'index',
    tradable: false,
  }),
  instrument({
    symbol: 'EUR/USD',
    name: { en: 'Euro against US dollar', fr: 'Euro contre dollar américain' },
    nicknames: ['euro dollar', 'euro-dollar', 'eurodollar', 'eurusd', 'eur-usd', 'euro'],
    assetClass: 'currency',
  }),
  instrument({
    symbol: 'CAC',
    name: { en: 'CAC 40', fr: 'CAC 40' },
    nicknames: ['cac 40', 'cac40', 'le cac', '^fchi', 'bourse de paris'],
    assetClass: 'index',
    currency: 'EUR',
    calendar: 'EURONEXT',
    daysPerYear: 256,
  }),
];

/** Instruments by symbol and nickname, in both languages, whatever the case and the accents. */
export class InstrumentRegistry {
  readonly #bySymbol = new Map<string, Instrument>();
  readonly #byName = new Map<string, Instrument>();

  constructor(instruments: readonly Instrument[] = shipped) {
    for (const one of instruments) this.add(one);
  }

  add(one: Instrument): void {
    this.#bySymbol.set(one.symbol, one);
    for (const name of [one.symbol, one.name.en, one.name.fr, ...one.nicknames]) this.#byName.set(fold(name), one);
  }

  list(): readonly Instrument[] {
    return [...this.#bySymbol.values()];
  }

  /** Every folded name with its instrument: what a planner looks for in a sentence. */
  names(): ReadonlyMap<string, Instrument> {
    return this.#byName;
  }

  find(given: string): Instrument | undefined {
    return this.#byName.get(fold(given.trim()));
  }

  /** Takes in a symbol that nobody described, with the conventions of a share, and gives the instrument. */
  adopt(given: string): Instrument {
    const known = this.find(given);
    if (known) return known;
    const symbol = given.trim().toUpperCase();
    const adopted = instrument({ symbol, name: { en: symbol, fr: symbol }, nicknames: [], assetClass: 'equity' });
    const parsed = Instrument.safeParse(adopted);
    if (!parsed.success) {
      throw new QuaestorError('data.unknown-symbol', {
        en: `"${given}" cannot be a symbol: 1 to 20 letters, digits or . / ^ = -`,
        fr: `« ${given} » ne peut pas être un symbole : 1 à 20 lettres, chiffres ou . / ^ = -`,
      });
    }
    this.add(parsed.data);
    return parsed.data;
  }

  /** @throws QuaestorError `data.unknown-symbol` that lists the known symbols and the nearest. */
  resolve(given: string): Instrument {
    const found = this.find(given);
    if (found) return found;
    const symbols = [...this.#bySymbol.keys()];
    const near = didYouMeanText(given, [...symbols, ...this.#byName.keys()]);
    throw new QuaestorError(
      'data.unknown-symbol',
      {
        en: `Unknown symbol "${given}". Known: ${symbols.join(', ')}.${near.en}`,
        fr: `Symbole inconnu « ${given} ». Connus : ${symbols.join(', ')}.${near.fr}`,
      },
      { given, known: symbols },
    );
  }
}
