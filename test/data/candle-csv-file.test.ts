import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asQuaestorError, type QuaestorError } from '../../config/errors.ts';
import { candlesFrom, seriesOf } from '../../data/candle.ts';
import { formatCandles, readCandleFile } from '../../data/candle-csv.ts';
import { layoutOf } from '../../data/candle-store/csv-layout.ts';
import { readCsvRows } from '../../data/candle-store/csv-rows.ts';
import { walk } from '../kit/candle-fixture.ts';
import { seeded } from '../kit/seeded.ts';
import { temporaryFolder } from '../kit/test-agent.ts';

const header = 'time,open,high,low,close,volume';
const at = Date.UTC(2020, 0, 2, 3, 4, 5);
const one = {
  length: 1,
  ...{ openAt: Float64Array.of(at), open: Float64Array.of(10), high: Float64Array.of(12) },
  ...{ low: Float64Array.of(9), close: Float64Array.of(11), volume: Float64Array.of(100) },
};

function fileOf(text: string, name = 'candles.csv'): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
}

const read = (text: string, name?: string) => readCandleFile(fileOf(text, name), 'my.csv');

function faultOf(text: string): QuaestorError {
  try {
    read(text);
  } catch (thrown) {
    return asQuaestorError(thrown);
  }
  throw new Error('nothing was thrown');
}

describe('a file of candles from elsewhere', () => {
  it.each([
    ['an instant in UTC', '2020-01-02T03:04:05Z', at],
    ['an instant with a zone', '2020-01-02T03:04:05+02:00', at - 7_200_000],
    ['an instant with a fraction', '2020-01-02T03:04:05.678Z', at + 678],
    ['a zone without a colon', '2020-01-02T03:04:05-0530', at + 19_800_000],
    ['an instant without a zone', '2020-01-02T03:04:05', at],
    ['an instant with a space', '2020-01-02 03:04:05', at],
    ['an instant without seconds', '2020-01-02 03:04', at - 5000],
    ['a day', '2020-01-02', Date.UTC(2020, 0, 2)],
    ['seconds', '1577934245', 1_577_934_245],
    ['milliseconds', '1577934245678', 1_577_934_245_678],
    ['microseconds', '1577934245678901', 1_577_934_245_678_901],
    ['nanoseconds', '1577934245678901234', Number('1577934245678901234')],
    ['seconds with a fraction', '1577934245.5', 1_577_934_245.5],
  ])('may give its time as %s; numbers keep their unit', (_how, time, openAt) => {
    expect([...read(`${header}\n${time},10,12,9,11,100\n${time},10,12,9,11,100\n`).openAt]).toEqual([openAt, openAt]);
  });

  it('may mix the forms of its times', () => {
    const rows = ['2020-01-02', '2020-01-02T03:04:05', '2020-01-02T03:04:05+02:00', '1577934245'];
    expect([...read(`${header}\n${rows.map(time => `${time},1,1,1,1,1`).join('\n')}\n`).openAt]).toEqual([
      Date.UTC(2020, 0, 2),
      at,
      at - 7_200_000,
      1_577_934_245,
    ]);
  });

  const time = '2020-01-02T03:04:05Z';
  it.each([
    ['a byte order mark', `\uFEFF${header}\n${time},10,12,9,11,100\n`],
    ['Windows line ends', `${header}\r\n${time},10,12,9,11,100\r\n`],
    ['no end of the last line', `${header}\n${time},10,12,9,11,100`],
    ['capitals', `Timestamp,OPEN,High,LoW,Close,Volume\n${time},10,12,9,11,100\n`],
    ['a first column without a name', `,Open,High,Low,Close,Volume\n${time},10,12,9,11,100\n`],
    ['short names', `t,o,h,l,c,v\n${time},10,12,9,11,100\n`],
    ['"datetime" and "vol"', `datetime,open,high,low,close,vol\n${time},10,12,9,11,100\n`],
    ['semicolons', `date;open;high;low;close;volume\n${time};10;12;9;11;100\n`],
    ['tabs', `date\topen\thigh\tlow\tclose\tvolume\n${time}\t10\t12\t9\t11\t100\n`],
    ['another order and further columns', `volume,id,close,low,high,open,time,note\n100,7,11,9,12,10,${time},x\n`],
    ['quotes', `"time","open","high","low","close","volume"\n"${time}","10","12","9","11","100"\n`],
    ['spaces about its cells', `time, open, high, low, close, volume\n${time}, 10, 12, 9, 11, 100\n`],
    ['empty lines', `${header}\n\n${time},10,12,9,11,100\n\n`],
    ['longer rows than its header', `${header}\n${time},10,12,9,11,100,7,8\n`],
  ])('may have %s', (_what, text) => {
    expect(read(text)).toEqual(one);
    expect(read(text, 'prices.txt'), 'whatever its name').toEqual(one);
  });

  it('may hold no candle', () => {
    expect([read(`${header}\n`).length, read(header).length]).toEqual([0, 0]);
  });

  it('keeps an empty number as missing', () => {
    const { volume, open, length } = read(`${header}\n${time},,12,9,11,\n${time},10,12,9,11,100\n`);
    expect([length, [...open], [...volume]]).toEqual([2, [Number.NaN, 10], [Number.NaN, 100]]);
  });

  it('fast and precise reader agree on every row', () => {
    const random = seeded(4);
    const candles = [...candlesFrom(walk(2000, 4), 0)].map((candle, i) => ({
      ...candle,
      openAt: candle.openAt + (i % 2) * 3_600_000,
      volume: random() * 1e9,
    }));
    const hours = formatCandles(candles.map(candle => ({ ...candle, openAt: candle.openAt + 60_000 })));
    const path = fileOf(hours);
    expect(readCandleFile(path)).toEqual(readCsvRows(hours, layoutOf(header, path), path));
    const { close, openAt } = seriesOf('X', '1h', candles);
    expect(readCandleFile(path)).toMatchObject({ close, openAt: openAt.map(instant => instant + 60_000) });
  });
});

describe('what cannot be read', () => {
  it.each<[string, string, number, string, string, RegExp]>([
    [
      'a word as price',
      `${header}\n2020-01-01,1,1,1,1,1\n2020-01-02,1,oops,1,1,1`,
      3,
      'high',
      'oops',
      /not a positive price/,
    ],
    ['a word as volume', `${header}\n2020-01-01,1,1,1,1,many`, 2, 'volume', 'many', /not a volume/],
    ['thousands in groups', `${header}\n2020-01-01,"1,000",1,1,1,1`, 2, 'open', '1,000', /not a positive price/],
    ['a day that does not exist', `${header}\n2020-02-31,1,1,1,1,1`, 2, 'time', '2020-02-31', /is not a date/],
    ['an American date', `${header}\n01/02/2020,1,1,1,1,1`, 2, 'time', '01/02/2020', /is not a date/],
    ['no time', `${header}\n,1,1,1,1,1`, 2, 'time', '', /is not a date/],
    ['a date with something behind it', `${header}\n2020-01-01x,1,1,1,1,1`, 2, 'time', '2020-01-01x', /is not a date/],
    ['too few columns', `${header}\n2020-01-01,1,1`, 2, 'low', '2020-01-01,1,1', /has 3 of 6 columns/],
    ['a second page', `${header}\n2020-01-01,1,1,1,1,1\n${header}\n`, 3, 'time', 'time', /is not a date/],
    ['an empty file', '', 1, 'header', '', /lacks time, open, high, low, close, volume/],
    ['no close', 'time,open,high,low,volume\n', 1, 'header', 'time,open,high,low,volume', /lacks close:/],
  ])('%s is named with file, line, column and value', (_what, text, line, column, value, why) => {
    const { code, message, text: said, details } = faultOf(text);
    expect([code, details]).toEqual(['data.bad-candle', { file: 'my.csv', line, column, value }]);
    expect(message).toMatch(why);
    expect(said?.fr).toContain(`« my.csv », ligne ${line}, colonne « ${column} » : « ${value} » `);
  });

  it('a file without volume is not given one: the error says how somebody can', () => {
    const { message, text } = faultOf('date,open,high,low,close\n2020-01-01,1,1,1,1\n');
    expect(message).toContain('lacks volume: a header has the columns');
    expect(message).toContain('A market without volume has a column of zeros.');
    expect(text?.fr).toContain('Un marché sans volume a une colonne de zéros.');
  });
});
