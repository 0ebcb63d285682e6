import { describe, expect, it } from 'vitest';
import { asQuaestorError, type QuaestorError } from '../../../config/errors.ts';
import { expiriesOf, expiryAt, newYorkClose } from '../../../data/options/option-chain.ts';
import { parseOptionChain } from '../../../data/options/option-chain-csv.ts';

const header =
  '#expiry,strike,right,open,high,low,close,volume,open_interest,implied_volatility,delta,gamma,vega,theta,rho';
const underlying = ',,,99,101,98,100,5000,,,,,,,';
const origin = { file: 'chain.csv', symbol: 'ABC', asOf: newYorkClose('2024-03-01') };
const read = (...rows: string[]) => parseOptionChain([header, underlying, ...rows, ''].join('\n'), origin);

function faultOf(work: () => unknown): QuaestorError {
  try {
    work();
  } catch (thrown) {
    return asQuaestorError(thrown);
  }
  throw new Error('nothing was thrown');
}

describe('a chain file', () => {
  it('gives the underlying from the row without a strike, and one quote per option', () => {
    const chain = read('20240315,105,C,1,2,1,1.5,10,200,0.25,0.3,0.01,0.1,-0.1,0.1');
    expect(chain).toEqual({
      symbol: 'ABC',
      asOf: Date.parse('2024-03-01T21:00:00Z'),
      spot: 100,
      quotes: [
        {
          expiryOn: '2024-03-15',
          strike: 105,
          right: 'C',
          price: 1.5,
          volume: 10,
          openInterest: 200,
          givenVolatility: 0.25,
        },
      ],
    });
  });

  it('takes zeros for missing where nothing can be zero: prices and volatilities, and volumes without a price', () => {
    const [quoted, empty] = read(
      '20240315,105,C,1,1,1,1,0,0,0,0,0,0,0,0',
      '20240315,105,P,0,0,0,0,0,,0,0,0,0,0,0',
    ).quotes;
    expect(quoted).toMatchObject({ price: 1, volume: 0, openInterest: 0, givenVolatility: Number.NaN });
    expect(empty).toMatchObject({ price: Number.NaN, volume: Number.NaN, openInterest: Number.NaN });
  });

  it.each<[string, string, number, string, RegExp]>([
    ['another header', 'a,b\n', 1, 'header', /does not begin with "expiry,strike,right/],
    ['no underlying', `${header}\n20240315,105,C,1,1,1,1,1,1,0.2,,,,,`, 2, 'strike', /no row without a strike/],
    ['no such day', `${header}\n${underlying}\n20240230,105,C,1,1,1,1,1,1,0`, 3, 'expiry', /is not a day/],
    ['no such right', `${header}\n${underlying}\n20240315,105,X,1,1,1,1,1,1,0`, 3, 'right', /is not C \(call\)/],
    ['a strike of zero', `${header}\n${underlying}\n20240315,0,C,1,1,1,1,1,1,0`, 3, 'strike', /not a positive number/],
    ['a negative price', `${header}\n${underlying}\n20240315,9,C,1,1,1,-1,1,1,0`, 3, 'close', /zero or more/],
    ['a word', `${header}\n${underlying}\n20240315,9,C,1,1,1,1,1,many,0`, 3, 'open_interest', /zero or more/],
  ])('with %s names the place in both languages', (_what, text, line, column, why) => {
    const { code, message, text: said, details } = faultOf(() => parseOptionChain(text, origin));
    expect(code).toBe('data.bad-file');
    expect(details).toMatchObject({ file: 'chain.csv', line, column });
    expect(message).toMatch(why);
    expect(said?.fr).toContain(`« chain.csv », ligne ${line}, colonne « ${column} »`);
  });
});

describe('an expiry', () => {
  it('is the close of its day, or of the Friday before where it is a Saturday', () => {
    expect(new Date(expiryAt('2024-03-15')).toISOString()).toBe('2024-03-15T20:00:00.000Z');
    expect(new Date(expiryAt('2014-06-21')).toISOString(), 'third Saturday').toBe('2014-06-20T20:00:00.000Z');
  });

  it('that is over is not among those ahead', () => {
    const row = (day: string) => `${day},105,C,1,1,1,1,1,1,0`;
    expect(expiriesOf(read(row('20240315'), row('20240301'), row('20240308'), row('20240315')))).toEqual([
      '2024-03-08',
      '2024-03-15',
    ]);
  });
});
