import { describe, expect, it } from 'vitest';
import { InstrumentRegistry } from '../../../data/instrument-registry.ts';
import { symbolReader } from '../../../data/news/mentioned-symbols.ts';

const symbolsIn = symbolReader(new InstrumentRegistry());

describe('the symbols that a text names', () => {
  it.each<[string, string[]]>([
    ['Apple and Nvidia lift the S&P 500', ['SPX', 'AAPL', 'NVDA']],
    ['Bitcoin slips below $60,000', ['BTC/USD']],
    ['Le cours de l’or bondit', ['GLD']],
    ["L'indice de la peur grimpe", ['VIX']],
    ['Le CAC 40 et Tesla reculent', ['TSLA', 'CAC']],
    ['SPY sees record inflows', ['SPY']],
    ['AMD cuts its forecast', ['AMD']],
    ['ALPHABET rachète une jeune pousse', ['GOOG']],
  ])('in %j are %j', (text, symbols) => {
    expect([...symbolsIn(text)].sort()).toEqual([...symbols].sort());
  });

  it.each([
    'A spy was caught, and pineapples are dear',
    'Goldman advises on the sale',
    'The market waits, the index stands still',
    'La Bourse ouvrira à 9 heures',
    "300 millions d'euros",
    "Un accord d'ordre général",
  ])('in %j are none', text => {
    expect(symbolsIn(text)).toEqual([]);
  });
});
