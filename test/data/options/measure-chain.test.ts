import { describe, expect, it } from 'vitest';
import { alignOptions, optionColumns } from '../../../data/options/align-options.ts';
import { blackScholes, greeksOf, impliedVolatility, type Terms } from '../../../data/options/black-scholes.ts';
import { constantMaturity } from '../../../data/options/constant-maturity.ts';
import { maxPain } from '../../../data/options/max-pain.ts';
import { measureChain } from '../../../data/options/measure-chain.ts';
import { newYorkClose, type OptionChain, type OptionQuote, yearsLeft } from '../../../data/options/option-chain.ts';
import { parseOptionChain } from '../../../data/options/option-chain-csv.ts';
import { putCallRatio } from '../../../data/options/put-call-ratio.ts';
import { hasReferenceData, readReference } from '../../kit/reference-data.ts';

const asOf = newYorkClose('2024-03-01');
const empty: OptionChain = { symbol: 'ABC', asOf, spot: 100, quotes: [] };

type Made = { volatility?: (strike: number) => number; openInterest?: (right: 'C' | 'P', strike: number) => number };

/** A chain whose prices follow from its volatilities: the measures have to give them back. */
function madeChain(
  expiries: readonly string[],
  { volatility = () => 0.2, openInterest = () => 10 }: Made,
): OptionChain {
  const strikes = Array.from({ length: 41 }, (_, i) => 60 + 2 * i);
  const quotes = expiries.flatMap(expiryOn =>
    strikes.flatMap(strike =>
      (['C', 'P'] as const).map((right): OptionQuote => {
        const terms: Terms = {
          right,
          spot: 100,
          strike,
          years: yearsLeft(empty, expiryOn),
          rate: 0,
          dividendYield: 0.02,
        };
        return {
          expiryOn,
          strike,
          right,
          price: blackScholes(terms, volatility(strike)),
          volume: right === 'C' ? 4 : 3,
          openInterest: openInterest(right, strike),
          givenVolatility: Number.NaN,
        };
      }),
    ),
  );
  return { ...empty, quotes };
}

const expiries = ['2024-03-22', '2024-04-19', '2024-09-20'];

describe('a chain with one volatility everywhere', () => {
  const measures = measureChain(madeChain(expiries, {}));

  it('has it at the money, at 30 days, and neither skew nor slope', () => {
    for (const one of measures.expiries) expect(one.atmVolatility).toBeCloseTo(0.2, 8);
    expect(measures.atmVolatility30).toBeCloseTo(0.2, 8);
    expect(measures.skew30).toBeCloseTo(0, 8);
    expect(measures.riskReversal30).toBeCloseTo(0, 8);
    expect(measures.termSlope).toBeCloseTo(0, 8);
  });

  it('tells its forward by parity, dividends included, whatever the underlying row said', () => {
    const years = yearsLeft(empty, '2024-09-20');
    expect(measures.expiries[2]?.forward).toBeCloseTo(100 * Math.exp(-0.02 * years), 8);
    expect(measures.spotFrom).toBe('parity');
  });

  it('has a gamma exposure of zero where calls and puts are open alike', () => {
    expect(measures.gamma.totalUsd).toBeCloseTo(0, 4);
    expect(measures.gamma.coverage).toBe(1);
    expect(measures.putCallVolume).toBe(0.75);
    expect(measures.putCallOpenInterest).toBe(1);
  });
});

describe('a chain with a tilted smile', () => {
  const volatility = (strike: number): number => 0.2 - 0.002 * (strike - 100);

  it('has the skew that its volatilities give at 25 delta', () => {
    const expiryOn = '2024-04-19';
    const years = yearsLeft(empty, expiryOn);
    const forward = 100 * Math.exp(-0.02 * years);
    const strikeOf = (right: 'C' | 'P'): number => {
      const deltaAt = (strike: number): number =>
        Math.abs(
          greeksOf({ right, spot: forward, strike, years, rate: 0, dividendYield: 0 }, volatility(strike)).delta,
        );
      const strikes = Array.from({ length: 4001 }, (_, i) => 60 + i * 0.02);
      return strikes.reduce((best, one) =>
        Math.abs(deltaAt(one) - 0.25) < Math.abs(deltaAt(best) - 0.25) ? one : best,
      );
    };
    const [put, call] = [volatility(strikeOf('P')), volatility(strikeOf('C'))];
    const found = measureChain(madeChain(expiries, { volatility })).expiries[1];
    expect(found?.riskReversal).toBeCloseTo(call - put, 3);
    expect(found?.skew).toBeCloseTo((put - call) / volatility(forward), 2);
    expect(found?.skew).toBeGreaterThan(0);
  });
});

describe('a gamma exposure', () => {
  const only = (right: 'C' | 'P', at: number) => (side: 'C' | 'P', strike: number) =>
    side === right && strike === at ? 10 : 0;

  it('of one strike is gamma * open interest * 100 * spot^2 * 0.01, positive for calls and negative for puts', () => {
    const years = yearsLeft(empty, '2024-04-19');
    const spot = measureChain(madeChain(['2024-04-19'], {})).spot;
    const terms: Terms = { right: 'C', spot, strike: 100, years, rate: 0, dividendYield: 0 };
    const expected = greeksOf(terms, 0.2).gamma * 10 * 100 * spot * spot * 0.01;
    const totalOf = (right: 'C' | 'P'): number =>
      measureChain(madeChain(['2024-04-19'], { openInterest: only(right, 100) })).gamma.totalUsd;
    expect(totalOf('C') / expected).toBeCloseTo(1, 8);
    expect(totalOf('P') / expected).toBeCloseTo(-1, 8);
  });

  it('changes sign between puts below and calls above, and rises across the strikes', () => {
    const openInterest = (right: 'C' | 'P', strike: number): number =>
      (right === 'P' && strike === 92) || (right === 'C' && strike === 108) ? 10 : 0;
    const { gamma } = measureChain(madeChain(['2024-04-19'], { openInterest }));
    expect(gamma.zeroGamma).toBeGreaterThan(95);
    expect(gamma.zeroGamma).toBeLessThan(105);
    expect(gamma.slopeUsd).toBeGreaterThan(0);
  });

  it('has no level of zero where only calls are open', () => {
    const { gamma } = measureChain(madeChain(['2024-04-19'], { openInterest: only('C', 100) }));
    expect(gamma.zeroGamma).toBeNaN();
  });

  it('says how much of the open interest it covers', () => {
    const chain = madeChain(['2024-04-19'], {});
    const halved = chain.quotes.map(quote => (quote.strike < 100 ? { ...quote, price: Number.NaN } : quote));
    const { coverage } = measureChain({ ...chain, quotes: halved }).gamma;
    expect(coverage).toBeCloseTo(21 / 41, 8);
  });
});

describe('the small measures', () => {
  const open = (right: 'C' | 'P', strike: number, openInterest: number): OptionQuote => ({
    expiryOn: '2024-03-22',
    strike,
    right,
    price: 1,
    volume: Number.NaN,
    openInterest,
    givenVolatility: Number.NaN,
  });

  it('max pain is the strike that pays holders least', () => {
    // By hand: at 95 the calls pay 0 and the puts 5 * 20; at 100 5 * 10 and 0; at 105 10 * 10 + 5 * 30 and 0.
    expect(maxPain([open('C', 95, 10), open('C', 100, 30), open('P', 100, 20), open('P', 105, 0)])).toBe(100);
    expect(maxPain([open('C', 95, Number.NaN)])).toBeNaN();
  });

  it('a put/call ratio without calls, or without counts, is missing', () => {
    expect(putCallRatio([open('P', 95, 3), open('C', 95, 4)], 'openInterest')).toBe(0.75);
    expect(putCallRatio([open('P', 95, 3)], 'openInterest')).toBeNaN();
    expect(putCallRatio([open('P', 95, 3), open('C', 95, 4)], 'volume')).toBeNaN();
  });

  it('a constant maturity is linear in total variance and never beyond the expiries', () => {
    const dated = [
      { years: 0.1, volatility: 0.3 },
      { years: 0.2, volatility: 0.2 },
      { years: 0.4, volatility: Number.NaN },
    ];
    expect(constantMaturity(dated, 0.15)).toBeCloseTo(Math.sqrt((0.5 * 0.009 + 0.5 * 0.008) / 0.15), 12);
    expect(constantMaturity(dated, 0.1)).toBe(0.3);
    expect(constantMaturity(dated, 0.05)).toBeNaN();
    expect(constantMaturity(dated, 0.3)).toBeNaN();
  });

  it('stand beside candles only from the instant of their chain on', () => {
    const later = measureChain({ ...empty, asOf: asOf + 10 });
    const closeAt = Float64Array.of(asOf - 1, asOf, asOf + 9, asOf + 10);
    const columns = alignOptions(closeAt, [later, measureChain(madeChain(expiries, {}))]);
    expect([...columns.putCallVolume], 'the empty chain hides the older one').toEqual([
      Number.NaN,
      0.75,
      0.75,
      Number.NaN,
    ]);
    expect(Object.keys(columns)).toEqual(optionColumns);
  });
});

describe.skipIf(!hasReferenceData)('the AAPL chain of 5 June 2014', () => {
  const chainOf = (day: string): OptionChain => {
    const file = `option-chain-aapl-${day}.csv`;
    return parseOptionChain(readReference(file), { file, symbol: 'AAPL', asOf: newYorkClose(day) });
  };

  it('tells by parity the 647.35 at which the share closed, though its underlying row says 649.56', () => {
    // Witness: AAPL closed at 647.35 on 2014-06-05, before the split of 7:1 (92.48 after it).
    const { spot, spotFrom } = measureChain(chainOf('2014-06-05'));
    expect(spotFrom).toBe('parity');
    expect(Math.abs(spot - 647.35)).toBeLessThan(0.3);
  });

  it('has 30-day volatility, skew, exposure and max pain in the range of that summer', () => {
    const measures = measureChain(chainOf('2014-06-05'), 0.001);
    expect(measures.atmVolatility30).toBeCloseTo(0.2264, 3);
    expect(Math.abs(measures.skew30)).toBeLessThan(0.05);
    expect(measures.termSlope).toBeCloseTo(0.027, 2);
    expect(measures.putCallOpenInterest).toBeCloseTo(0.657, 3);
    expect(measures.gamma.totalUsd).toBeGreaterThan(0);
    expect(measures.gamma.coverage).toBeGreaterThan(0.99);
    expect(measures.maxPain).toBe(632.5);
  });

  it('carries volatilities of its own that do not give back its prices, which is why ours are computed', () => {
    const chain = chainOf('2014-06-05');
    const { spot } = measureChain(chain);
    const liquid = chain.quotes.filter(q => q.volume >= 10 && q.givenVolatility > 0 && q.price > 1);
    const errorOf = (volatility: (terms: Terms, quote: OptionQuote) => number): number => {
      const errors = liquid.map(quote => {
        const { right, strike, expiryOn } = quote;
        const terms: Terms = { right, spot, strike, years: yearsLeft(chain, expiryOn), rate: 0, dividendYield: 0 };
        return Math.abs(blackScholes(terms, volatility(terms, quote)) / quote.price - 1);
      });
      return errors.filter(Number.isFinite).sort((a, b) => a - b)[Math.floor(errors.length / 2)] ?? Number.NaN;
    };
    expect(liquid.length).toBeGreaterThan(100);
    expect(
      errorOf((_, quote) => quote.givenVolatility),
      'median error of the given ones',
    ).toBeGreaterThan(0.5);
    expect(errorOf((terms, quote) => impliedVolatility(terms, quote.price))).toBeLessThan(1e-6);
  });

  it('of the day after holds strikes alone, so that all measures are missing and none is zero', () => {
    const columns = alignOptions(Float64Array.of(Number.MAX_SAFE_INTEGER), [measureChain(chainOf('2014-06-06'))]);
    for (const name of optionColumns) expect(columns[name][0], name).toBeNaN();
  });
});
