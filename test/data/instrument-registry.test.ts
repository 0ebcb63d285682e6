import { describe, expect, it } from 'vitest';
import { asQuaestorError, type QuaestorError } from '../../config/errors.ts';
import { fold } from '../../config/suggest.ts';
import { Instrument } from '../../data/instrument.ts';
import { InstrumentRegistry } from '../../data/instrument-registry.ts';

const registry = new InstrumentRegistry();

function faultOf(work: () => unknown): QuaestorError {
  try {
    work();
  } catch (thrown) {
    return asQuaestorError(thrown);
  }
  throw new Error('nothing was thrown');
}

describe('the shipped instruments', () => {
  it('fit their schema, each symbol once, and no name means two of them', () => {
    const all = registry.list();
    expect(all.map(one => Instrument.parse(one))).toEqual(all);
    const owners = new Map<string, string>();
    for (const one of all) {
      for (const name of [one.symbol, one.name.en, one.name.fr, ...one.nicknames].map(fold)) {
        expect(owners.get(name) ?? one.symbol, `"${name}"`).toBe(one.symbol);
        owners.set(name, one.symbol);
      }
    }
  });

  it.each([
    ['SPX', 'SPX'],
    ['spx', 'SPX'],
    ['S&P 500', 'SPX'],
    ['la Bourse', 'SPX'],
    ['marché', 'SPX'],
    ['the index', 'SPX'],
    ['l’indice', 'SPX'],
    [' bitcoin ', 'BTC/USD'],
    ['btc-usd', 'BTC/USD'],
    ['Ethereum', 'ETH/USD'],
    ["l'or", 'GLD'],
    ['Gold', 'GLD'],
    ['Apple', 'AAPL'],
    ['google', 'GOOG'],
    ['indice de la peur', 'VIX'],
    ['le CAC', 'CAC'],
    ['euro', 'EUR/USD'],
  ])('%j is %s', (given, symbol) => {
    expect(registry.find(given)?.symbol).toBe(symbol);
    expect(registry.resolve(given).symbol).toBe(symbol);
  });

  it('that cannot be traded in dollars are marked', () => {
    expect(registry.resolve('VIX').tradable).toBe(false);
    expect(registry.resolve('CAC').currency).toBe('EUR');
    expect(registry.resolve('BTC/USD')).toMatchObject({ lot: 0.0001, daysPerYear: 365, calendar: '24/7' });
  });
});

describe('a name that several pairs share', () => {
  const named = (held: readonly string[], usual = 'SPX') => {
    const own = new InstrumentRegistry();
    own.prefer(() => held, usual);
    return (given: string) => [own.find(given)?.symbol, own.names().get(given)?.symbol];
  };
  const both = (symbol: string) => [symbol, symbol];

  it('is the one that has a history here', () => {
    expect(named(['BTC/USDT', 'SPX'])('bitcoin')).toEqual(both('BTC/USDT'));
    expect(named(['BTC/USDT', 'BTC/USD'])('btc')).toEqual(both('BTC/USD'));
    expect(named(['BTC/USDT'])('ether'), 'another coin').toEqual(both('ETH/USD'));
  });

  it('is the default one where none has, else that in dollars', () => {
    expect(named([], 'ETH/USDT')('ethereum')).toEqual(both('ETH/USDT'));
    expect(named([])('ethereum')).toEqual(both('ETH/USD'));
  });

  it('names its pair where it says which money it is in', () => {
    expect(named(['BTC/USDT'])('btcusd')).toEqual(both('BTC/USD'));
    expect(named(['BTC/USDT'])('btc/usd')).toEqual(both('BTC/USD'));
  });
});

describe('an unknown symbol', () => {
  it.each([
    ['NVDAA', 'NVDA'],
    ['bitcon', 'bitcoin'],
    ['Microsft', 'microsoft'],
  ])('%s is answered with the known ones and the nearest', (given, near) => {
    const { code, text, details } = faultOf(() => registry.resolve(given));
    expect(code).toBe('data.unknown-symbol');
    expect(text?.en).toMatch(
      new RegExp(`^Unknown symbol "${given}"\\. Known: SPX, SPY, .* Did you mean "${near}"\\?$`),
    );
    expect(text?.fr).toMatch(
      new RegExp(`^Symbole inconnu « ${given} »\\. Connus : SPX, SPY, .* Vouliez-vous dire « ${near} » \\?$`),
    );
    expect(details).toMatchObject({ given, known: expect.arrayContaining(['SPX']) });
  });

  it('that is like nothing is answered without a guess', () => {
    expect(faultOf(() => registry.resolve('qqqqwwwweeee')).message).not.toContain('Did you mean');
    expect(registry.find('qqqqwwwweeee')).toBeUndefined();
  });
});

describe('a symbol that nobody described', () => {
  it('is taken in as a share, and is known from then on', () => {
    const own = new InstrumentRegistry();
    expect(own.adopt(' brk.b ')).toMatchObject({
      symbol: 'BRK.B',
      assetClass: 'equity',
      lot: 1,
      tick: 0.01,
      currency: 'USD',
    });
    expect(own.resolve('brk.b').symbol).toBe('BRK.B');
    expect(own.adopt('BRK.B'), 'once').toBe(own.resolve('BRK.B'));
    expect(registry.find('BRK.B'), 'another registry knows nothing of it').toBeUndefined();
  });

  it('by a known name is that instrument', () => {
    expect(new InstrumentRegistry().adopt('btc-usd').symbol).toBe('BTC/USD');
  });

  it.each(['', ' ', 'two words', '../../etc/passwd', '-X', 'A'.repeat(21), 'é', '<b>'])('%j cannot be one', given => {
    const own = new InstrumentRegistry();
    const { code, text } = faultOf(() => own.adopt(given));
    expect(code).toBe('data.unknown-symbol');
    expect(text?.en).toContain('cannot be a symbol');
    expect(text?.fr).toContain('ne peut pas être un symbole');
    expect(own.list().length, 'nothing was added').toBe(registry.list().length);
  });
});
