import type { MarketInterface } from 'ccxt';
import { describe, expect, it } from 'vitest';
import { Instrument } from '../../../data/instrument.ts';
import { listedInstrument, marketNamed, symbolOf } from '../../../data/market/ccxt-listing.ts';

const decimalPlaces = 2;
const tickSize = 4;

/** A market as ccxt lists it; `over` is what a test is about. */
const market = (over: Partial<MarketInterface>): MarketInterface => ({
  id: 'BTCUSDT',
  symbol: 'BTC/USDT',
  base: 'BTC',
  quote: 'USDT',
  baseId: 'BTC',
  quoteId: 'USDT',
  active: true,
  type: 'spot',
  spot: true,
  margin: false,
  swap: false,
  future: false,
  option: false,
  contract: false,
  settle: undefined,
  settleId: undefined,
  contractSize: undefined,
  linear: undefined,
  inverse: undefined,
  expiry: undefined,
  expiryDatetime: undefined,
  strike: undefined,
  optionType: undefined,
  precision: { price: 0.01, amount: 0.001 },
  limits: {},
  created: undefined,
  info: {},
  ...over,
});

const swap = market({ id: 'BTCUSDT_PERP', symbol: 'BTC/USDT:USDT', spot: false, swap: true, contractSize: 0.01 });
const expiry = Date.UTC(2026, 2, 27, 8);
const future = market({
  id: 'BTCUSDT_260327',
  symbol: 'BTC/USDT:USDT-260327',
  spot: false,
  contractSize: 0.001,
  expiry,
});

describe('a market by name', () => {
  it('is the cash market where several share a name', () => {
    expect(marketNamed([swap, market({})], 'BTC/USDT')?.spot).toBe(true);
    expect(marketNamed([swap], 'btc/usdt'), 'a venue of contracts only').toBe(swap);
    expect(marketNamed([market({}), future], 'BTC/USDT-260327')).toBe(future);
    expect(marketNamed([market({}), future], 'BTCUSDT_260327'), 'by the id of the venue').toBe(future);
    expect(marketNamed([market({})], 'BTC/EUR')).toBeUndefined();
    expect([market({}), swap, future].map(symbolOf)).toEqual(['BTC/USDT', 'BTC/USDT', 'BTC/USDT-260327']);
  });
});

describe('an instrument of a market list', () => {
  it('of a contract says how much one stands for and when it ends; the cash market has neither', () => {
    expect(listedInstrument(future, tickSize)).toMatchObject({ multiplier: 0.001, expiresAt: expiry });
    const cash = listedInstrument(market({}), tickSize);
    expect(Instrument.parse(cash)).toEqual(cash);
    expect([cash.multiplier, cash.expiresAt]).toEqual([undefined, undefined]);
  });

  it('has the steps of the venue, told as a step or as a number of decimals, else the least amount it takes', () => {
    expect(listedInstrument(market({}), tickSize)).toMatchObject({ tick: 0.01, lot: 0.001 });
    const decimals = market({ precision: { price: 3, amount: 5 } });
    expect(listedInstrument(decimals, decimalPlaces)).toMatchObject({ tick: 0.001, lot: 0.00001 });
    const untold = market({
      precision: { price: undefined, amount: undefined },
      limits: { amount: { min: 0.5, max: undefined } },
    });
    expect(listedInstrument(untold, tickSize)).toMatchObject({ tick: 1e-8, lot: 0.5 });
  });

  it.each([
    ['USDT', 'USD'],
    ['USDC', 'USD'],
    ['EUR', 'EUR'],
    ['BTC', 'BTC'],
  ])('priced in %s is kept in %s', (quote, currency) => {
    expect(listedInstrument(market({ quote }), tickSize).currency).toBe(currency);
  });

  it('that is no longer traded cannot be traded', () => {
    expect(listedInstrument(market({ active: false }), tickSize).tradable).toBe(false);
    expect(listedInstrument(market({ active: undefined }), tickSize).tradable).toBe(true);
  });
});
