import { describe, expect, it } from 'vitest';
import { asQuaestorError, type QuaestorError } from '../../config/errors.ts';
import type { Candle } from '../../data/candle.ts';
import { formatCandles, parseCandles } from '../../data/candle-csv.ts';
import { seeded } from '../kit/seeded.ts';

const header = 'time,open,high,low,close,volume';
const read = (...lines: string[]): Candle[] => parseCandles([header, ...lines].join('\n'), 'my.csv');
const openAtOf = (time: string): number | undefined => read(`${time},10,12,9,11,100`)[0]?.openAt;

function faultOf(text: string): QuaestorError {
  try {
    parseCandles(text, 'my.csv');
  } catch (thrown) {
    return asQuaestorError(thrown);
  }
  throw new Error('nothing was thrown');
}

describe('a file of candles', () => {
  it('is read oldest first, with a volume of zero where none is given', () => {
    expect(read('2020-01-01,10,12,9,11,100', '2020-01-02,11,11,11,11,')).toEqual([
      { openAt: Date.UTC(2020, 0, 1), open: 10, high: 12, low: 9, close: 11, volume: 100 },
      { openAt: Date.UTC(2020, 0, 2), open: 11, high: 11, low: 11, close: 11, volume: 0 },
    ]);
  });

  it.each([
    ['a calendar day', '2020-01-02', Date.UTC(2020, 0, 2)],
    ['an instant in UTC', '2020-01-02T03:04:05Z', Date.UTC(2020, 0, 2, 3, 4, 5)],
    ['an instant without a zone', '2020-01-02T03:04', Date.UTC(2020, 0, 2, 3, 4)],
    ['an instant with a space', '2020-01-02 03:04:05', Date.UTC(2020, 0, 2, 3, 4, 5)],
    ['an instant with a zone', '2020-01-02T03:04:05+02:00', Date.UTC(2020, 0, 2, 1, 4, 5)],
    ['a zone without a colon', '2020-01-02T03:04:05-0530', Date.UTC(2020, 0, 2, 8, 34, 5)],
    ['milliseconds', '2020-01-02T03:04:05.678Z', Date.UTC(2020, 0, 2, 3, 4, 5, 678)],
    ['epoch seconds', '1577934245', 1_577_934_245_000],
    ['epoch milliseconds', '1577934245678', 1_577_934_245_678],
    ['the day of a leap year', '2020-02-29', Date.UTC(2020, 1, 29)],
    ['spaces about it', ' 2020-01-02 ', Date.UTC(2020, 0, 2)],
  ])('may give its time as %s', (_how, time, openAt) => {
    expect(openAtOf(time)).toBe(openAt);
  });

  it.each([
    ['a byte order mark', `\uFEFF${header}\n2020-01-01,10,12,9,11,1`],
    ['Windows line ends', `${header}\r\n2020-01-01,10,12,9,11,1\r\n`],
    ['capitals in the header', 'Time,Open,HIGH,Low,Close,Volume\n2020-01-01,10,12,9,11,1'],
    ['spaces in the header', 'time, open, high, low, close, volume\n2020-01-01, 10, 12, 9, 11, 1'],
    ['a column "date"', 'date,open,high,low,close,volume\n2020-01-01,10,12,9,11,1'],
    ['a column "timestamp"', 'timestamp,open,high,low,close,volume\n2020-01-01,10,12,9,11,1'],
    ['a first column without a name', ',Open,High,Low,Close,Volume\n2020-01-01,10,12,9,11,1'],
    ['columns behind the six', `${header},adjusted\n2020-01-01,10,12,9,11,1,10.5`],
    ['empty lines', `${header}\n\n2020-01-01,10,12,9,11,1\n\n`],
  ])('may have %s', (_what, text) => {
    expect(parseCandles(text, 'my.csv')).toEqual([
      { openAt: Date.UTC(2020, 0, 1), open: 10, high: 12, low: 9, close: 11, volume: 1 },
    ]);
  });

  it('may hold no candle', () => {
    expect(parseCandles(`${header}\n`, 'my.csv')).toEqual([]);
  });
});

describe('a fault', () => {
  const good = '2020-01-01,10,12,9,11,1';

  it.each<[string, string, number, string, string, RegExp]>([
    ['a wrong header', 'a,b,c\n', 1, 'header', 'a,b,c', /is not the header "time,open,high,low,close,volume"/],
    ['an empty file', '', 1, 'header', '', /is not the header/],
    [
      'columns in another order',
      'time,open,low,high,close,volume\n',
      1,
      'header',
      'time,open,low,high,close,volume',
      /is not the header/,
    ],
    ['too few columns', `${header}\n2020-01-01,10,12`, 2, 'low', '2020-01-01,10,12', /has 3 of 6 columns/],
    ['no time', `${header}\n,10,12,9,11,1`, 2, 'time', '', /is not a date/],
    ['a word as time', `${header}\nyesterday,10,12,9,11,1`, 2, 'time', 'yesterday', /is not a date/],
    ['an American date', `${header}\n01/02/2020,10,12,9,11,1`, 2, 'time', '01/02/2020', /is not a date/],
    ['a month that does not exist', `${header}\n2020-13-01,10,12,9,11,1`, 2, 'time', '2020-13-01', /is not a date/],
    ['a day that does not exist', `${header}\n2020-02-31,10,12,9,11,1`, 2, 'time', '2020-02-31', /is not a date/],
    [
      'an instant on such a day',
      `${header}\n2021-02-29T10:00:00Z,10,12,9,11,1`,
      2,
      'time',
      '2021-02-29T10:00:00Z',
      /is not a date/,
    ],
    [
      'an hour that does not exist',
      `${header}\n2020-01-01T25:00:00Z,10,12,9,11,1`,
      2,
      'time',
      '2020-01-01T25:00:00Z',
      /is not a date/,
    ],
    ['a price of zero', `${header}\n2020-01-01,0,12,9,11,1`, 2, 'open', '0', /is not a positive price/],
    ['a negative price', `${header}\n2020-01-01,10,12,-9,11,1`, 2, 'low', '-9', /is not a positive price/],
    ['no price', `${header}\n2020-01-01,10,12,9,,1`, 2, 'close', '', /is not a positive price/],
    ['a word as price', `${header}\n2020-01-01,10,abc,9,11,1`, 2, 'high', 'abc', /is not a positive price/],
    ['infinity', `${header}\n2020-01-01,10,Infinity,9,11,1`, 2, 'high', 'Infinity', /is not a positive price/],
    ['a high below the low', `${header}\n2020-01-01,10,8,9,8.5,1`, 2, 'high', '8', /is below the low "9"/],
    ['an open outside', `${header}\n2020-01-01,13,12,9,11,1`, 2, 'open', '13', /lies outside low and high/],
    ['a close outside', `${header}\n2020-01-01,10,12,9,8.9,1`, 2, 'close', '8.9', /lies outside low and high/],
    ['a negative volume', `${header}\n2020-01-01,10,12,9,11,-1`, 2, 'volume', '-1', /is not a volume of zero or more/],
    ['a word as volume', `${header}\n2020-01-01,10,12,9,11,many`, 2, 'volume', 'many', /is not a volume/],
    ['the same day twice', `${header}\n${good}\n${good}`, 3, 'time', '2020-01-01', /is not later than the row before/],
    ['newest first', `${header}\n${good}\n\n2019-12-31,10,12,9,11,1`, 4, 'time', '2019-12-31', /is not later/],
  ])('of %s names file, line, column and value', (_what, text, line, column, value, why) => {
    const { code, message, text: said, details } = faultOf(text);
    expect(code).toBe('data.bad-candle');
    expect(details).toEqual({ file: 'my.csv', line, column, value });
    expect(message).toContain(`"my.csv", line ${line}, column "${column}": "${value}" `);
    expect(message).toMatch(why);
    expect(said?.fr).toContain(`« my.csv », ligne ${line}, colonne « ${column} » : « ${value} » `);
  });
});

describe('there and back', () => {
  it('candles written are the candles read, days and instants alike', () => {
    const random = seeded(51);
    for (const stepMs of [86_400_000, 3_600_000, 60_000, 1]) {
      const candles = Array.from({ length: 300 }, (_, i) => {
        const [open, close] = [random() * 1e5 + 0.01, random() * 10 ** (random() * 5) + 0.01];
        const [high, low] = [Math.max(open, close) * (1 + random()), Math.min(open, close) * (0.5 + random() / 2)];
        return {
          openAt: Date.UTC(2020, 0, 1) + i * stepMs,
          open,
          high,
          low,
          close,
          volume: random() < 0.1 ? 0 : random() * 1e12,
        };
      });
      expect(parseCandles(formatCandles(candles), 'my.csv')).toEqual(candles);
    }
  });

  it('midnights are written as days', () => {
    const text = formatCandles(read('2020-01-01,10,12,9,11,1', '2020-01-01T12:00:00Z,10,12,9,11,1'));
    expect(text).toBe(`${header}\n2020-01-01,10,12,9,11,1\n2020-01-01T12:00:00.000Z,10,12,9,11,1\n`);
  });
});
