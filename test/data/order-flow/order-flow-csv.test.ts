import { describe, expect, it } from 'vitest';
import { asQuaestorError, type QuaestorError } from '../../../config/errors.ts';
import { parseDepth } from '../../../data/order-flow/depth-csv.ts';
import { parseTrades } from '../../../data/order-flow/trades-csv.ts';

const trades = 'time,price,quantity,side';
const depth = 'time,side,price,quantity';
const at = 1_704_186_000_000;

function faultOf(work: () => unknown): QuaestorError {
  try {
    work();
  } catch (thrown) {
    return asQuaestorError(thrown);
  }
  throw new Error('nothing was thrown');
}

describe('a file of trades', () => {
  it('gives instants, prices, quantities, and the side where it is known', () => {
    const text = `${trades}\n${at},100.5,2,buy\n${at},100.5,1,\n2024-01-02T09:00:01.250Z,100.4,0.5,Sell\n\n`;
    expect(parseTrades(text, 'my.csv')).toEqual([
      { at, price: 100.5, quantity: 2, side: 'buy' },
      { at, price: 100.5, quantity: 1, side: undefined },
      { at: at + 1250, price: 100.4, quantity: 0.5, side: 'sell' },
    ]);
  });
});

describe('a file of order books', () => {
  it('gives one book per instant, best levels first whatever their order', () => {
    const text = `${depth}\n${at},bid,99,5\n${at},ask,102,1\n${at},ask,101,2\n${at},bid,100,3\n${at + 1},bid,99,4\n`;
    expect(parseDepth(text, 'my.csv')).toEqual([
      {
        at,
        bids: [
          [100, 3],
          [99, 5],
        ],
        asks: [
          [101, 2],
          [102, 1],
        ],
      },
      { at: at + 1, bids: [[99, 4]], asks: [] },
    ]);
    expect(parseDepth(`${depth}\n`, 'my.csv')).toEqual([]);
  });
});

describe('a fault', () => {
  it.each<[string, (text: string, file: string) => unknown, string, number, string, RegExp]>([
    ['another header', parseTrades, 'at,price\n', 1, 'header', /is not the header "time,price,quantity,side"/],
    ['a time without an offset', parseTrades, `${trades}\n2024-01-02T09:00:00,1,1,`, 2, 'time', /with its offset/],
    ['seconds for milliseconds', parseTrades, `${trades}\n1704186000,1,1,`, 2, 'time', /UTC milliseconds/],
    [
      'rows out of order',
      parseTrades,
      `${trades}\n${at},1,1,\n${at - 1},1,1,`,
      3,
      'time',
      /earlier than the row before/,
    ],
    ['a price of zero', parseTrades, `${trades}\n${at},0,1,`, 2, 'price', /not a positive number/],
    ['no quantity', parseTrades, `${trades}\n${at},1,,buy`, 2, 'quantity', /not a positive number/],
    ['an unknown side', parseTrades, `${trades}\n${at},1,1,long`, 2, 'side', /not buy, sell or empty/],
    ['a book side that is none', parseDepth, `${depth}\n${at},buy,1,1`, 2, 'side', /not bid or ask/],
    ['books out of order', parseDepth, `${depth}\n${at},bid,1,1\n${at - 1},bid,1,1`, 3, 'time', /earlier/],
  ])('of %s names file, line and column in both languages', (_what, parse, text, line, column, why) => {
    const { code, message, text: said, details } = faultOf(() => parse(text, 'my.csv'));
    expect(code).toBe('data.bad-file');
    expect(details).toMatchObject({ file: 'my.csv', line, column });
    expect(message).toMatch(why);
    expect(said?.fr).toContain(`« my.csv », ligne ${line}, colonne « ${column} »`);
  });
});
