import type { Instrument } from './instrument.ts';

type Given = Pick<Instrument, 'symbol' | 'name' | 'nicknames' | 'assetClass'> & Partial<Instrument>;

const byClass = {
  index: { tick: 0.01, lot: 0.01, calendar: 'NYSE', daysPerYear: 252, tradable: true },
  equity: { tick: 0.01, lot: 1, calendar: 'NYSE', daysPerYear: 252, tradable: true },
  etf: { tick: 0.01, lot: 1, calendar: 'NYSE', daysPerYear: 252, tradable: true },
  crypto: { tick: 0.01, lot: 0.0001, calendar: '24/7', daysPerYear: 365, tradable: true },
  currency: { tick: 0.00001, lot: 1000, calendar: 'FOREX', daysPerYear: 252, tradable: true },
  // Quoted and studied; an account that holds no margin cannot trade them.
  future: { tick: 0.25, lot: 1, calendar: 'CME', daysPerYear: 252, tradable: false },
} as const;

/** An instrument with the conventions of its class where nothing else is said. */
export const instrument = (given: Given): Instrument => ({
  currency: 'USD',
  ...byClass[given.assetClass],
  ...given,
});

type Splits = NonNullable<Instrument['splits']>;

const equity = (symbol: string, name: string, nicknames: string[], splits: Splits = []): Instrument =>
  instrument({
    symbol,
    name: { en: name, fr: name },
    nicknames: [name.toLowerCase(), ...nicknames],
    assetClass: 'equity',
    ...(splits.length > 0 ? { splits } : {}),
  });

/** The instruments that are known without asking anybody. */
export const shippedInstruments: readonly Instrument[] = [
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
  equity(
    'AAPL',
    'Apple',
    [],
    [
      { on: '2000-06-21', ratio: 2 },
      { on: '2005-02-28', ratio: 2 },
      { on: '2014-06-09', ratio: 7 },
      { on: '2020-08-31', ratio: 4 },
    ],
  ),
  equity('MSFT', 'Microsoft', [], [{ on: '2003-02-18', ratio: 2 }]),
  equity('GOOG', 'Alphabet', ['google', 'googl'], [{ on: '2022-07-18', ratio: 20 }]),
  equity(
    'NVDA',
    'Nvidia',
    [],
    [
      { on: '2006-04-07', ratio: 2 },
      { on: '2007-09-11', ratio: 1.5 },
      { on: '2021-07-20', ratio: 4 },
      { on: '2024-06-10', ratio: 10 },
    ],
  ),
  equity(
    'TSLA',
    'Tesla',
    [],
    [
      { on: '2020-08-31', ratio: 5 },
      { on: '2022-08-25', ratio: 3 },
    ],
  ),
  equity('AMZN', 'Amazon', [], [{ on: '2022-06-06', ratio: 20 }]),
  equity('AMD', 'AMD', ['advanced micro devices']),
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
  instrument({
    symbol: 'TNX',
    name: { en: 'US ten-year Treasury yield', fr: 'Taux américain à dix ans' },
    nicknames: ['ten-year yield', '10-year yield', 'us 10 year', 'taux a dix ans', 'taux 10 ans', '^tnx'],
    assetClass: 'index',
    tick: 0.001,
    tradable: false,
  }),
  instrument({
    symbol: 'DXY',
    name: { en: 'US dollar index', fr: 'Indice du dollar américain' },
    nicknames: ['dollar index', 'the dollar index', 'indice dollar', 'indice du dollar', 'dx-y.nyb'],
    assetClass: 'index',
    tick: 0.001,
    tradable: false,
  }),
  instrument({
    symbol: 'ES',
    name: { en: 'E-mini S&P 500 future', fr: 'Contrat à terme E-mini S&P 500' },
    nicknames: ['e-mini s&p', 'emini', 's&p futures', 'contrat s&p', 'es=f'],
    assetClass: 'future',
    multiplier: 50,
    front: 'ES',
  }),
  instrument({
    symbol: 'NQ',
    name: { en: 'E-mini Nasdaq-100 future', fr: 'Contrat à terme E-mini Nasdaq-100' },
    nicknames: ['e-mini nasdaq', 'nasdaq futures', 'contrat nasdaq', 'nq=f'],
    assetClass: 'future',
    multiplier: 20,
    front: 'NQ',
  }),
  instrument({
    symbol: 'CL',
    name: { en: 'Crude oil future (WTI)', fr: 'Contrat à terme pétrole brut (WTI)' },
    nicknames: ['crude oil', 'wti', 'oil futures', 'petrole', 'petrole brut', 'cl=f'],
    assetClass: 'future',
    tick: 0.01,
    multiplier: 1000,
    front: 'CL',
  }),
  instrument({
    symbol: 'GC',
    name: { en: 'Gold future', fr: "Contrat à terme sur l'or" },
    nicknames: ['gold futures', 'comex gold', 'contrat or', 'gc=f'],
    assetClass: 'future',
    tick: 0.1,
    multiplier: 100,
    front: 'GC',
  }),
];
