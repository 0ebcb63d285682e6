import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asQuaestorError, type QuaestorError } from '../../../config/errors.ts';
import { MacroCsv, parseMacro } from '../../../data/macro/macro-csv.ts';
import type { MacroName, MacroSeries } from '../../../data/macro/macro-series.ts';
import { hasReferenceData, readReference } from '../../kit/reference-data.ts';
import { temporaryFolder } from '../../kit/test-agent.ts';

const header = 'time,vix,tnx,dxy';

const seriesIn = (series: readonly MacroSeries[], name: MacroName): MacroSeries => {
  const found = series.find(one => one.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};

const valueOn = ({ dayAt, values }: MacroSeries, day: string): number | undefined =>
  values[dayAt.indexOf(Date.parse(day))];

function faultOf(work: () => unknown): QuaestorError {
  try {
    work();
  } catch (thrown) {
    return asQuaestorError(thrown);
  }
  throw new Error('nothing was thrown');
}

describe('a macro file', () => {
  it('keeps what is missing missing: an empty cell is no row of its series', () => {
    const series = parseMacro(`${header}\n2020-01-02,,1.9,97\n2020-01-03,14.02,1.8,\n`, 'my.csv');
    expect(series.map(one => [one.name, [...one.values]])).toEqual([
      ['VIX', [14.02]],
      ['TNX', [1.9, 1.8]],
      ['DXY', [97]],
    ]);
  });

  it('may hold some of the series, in any order', () => {
    expect(parseMacro('time,dxy,vix\n2020-01-02,97,14\n', 'my.csv').map(one => one.name)).toEqual(['VIX', 'DXY']);
  });

  it.each<[string, string, number, string, RegExp]>([
    ['a wrong header', 'date,vix\n', 1, 'header', /is not "time" followed by/],
    ['no series', 'time,spx\n', 1, 'header', /is not "time" followed by/],
    ['a day that does not exist', `${header}\n2021-02-29,1,1,1`, 2, 'time', /is not a day/],
    ['an instant', `${header}\n2021-02-01T00:00Z,1,1,1`, 2, 'time', /is not a day/],
    ['newest first', `${header}\n2021-02-02,1,1,1\n2021-02-01,1,1,1`, 3, 'time', /is not later/],
    ['a word', `${header}\n2021-02-01,many,1,1`, 2, 'vix', /is not a positive number/],
    ['zero for missing', `${header}\n2021-02-01,14,1,0`, 2, 'dxy', /is not a positive number/],
  ])('with %s names the place in both languages', (_what, text, line, column, why) => {
    const { code, message, text: said, details } = faultOf(() => parseMacro(text, 'my.csv'));
    expect(code).toBe('data.bad-file');
    expect(details).toMatchObject({ file: 'my.csv', line, column });
    expect(message).toMatch(why);
    expect(said?.fr).toContain(`« my.csv », ligne ${line}, colonne « ${column} »`);
  });

  it('is read through the port; one that is not there says which setting names it', async () => {
    const path = join(temporaryFolder(), 'macro.csv');
    writeFileSync(path, `${header}\n2020-01-02,14,1.9,97\n`);
    const reading = await new MacroCsv(path).read();
    expect(reading.series.map(one => one.name)).toEqual(['VIX', 'TNX', 'DXY']);
    await expect(new MacroCsv(`${path}.gone`).read()).rejects.toThrow('outside.macro.csvFile');
  });
});

describe('the ten-year yield', () => {
  const yieldsOf = (unit: 'percent' | 'tenfold' | undefined, ...values: number[]): number[] => [
    ...seriesIn(
      parseMacro(`time,tnx\n${values.map((v, i) => `2020-01-0${i + 1},${v}`).join('\n')}\n`, 'my.csv', unit),
      'TNX',
    ).values,
  ];

  it('in percent stays as it is, and ten times as much is divided', () => {
    expect(yieldsOf(undefined, 1.9, 5.5)).toEqual([1.9, 5.5]);
    expect(yieldsOf(undefined, 42.5, 5.5)).toEqual([4.25, 0.55]);
  });

  it('that could be either is refused, until its unit is stated', () => {
    expect(() => yieldsOf(undefined, 5.5, 6.5)).toThrow(/runs from 5.5 to 6.5, which is not certain/);
    expect(yieldsOf('percent', 5.5, 6.5)).toEqual([5.5, 6.5]);
    expect(yieldsOf('tenfold', 5.5, 6.5)).toEqual([0.55, 0.65]);
  });

  it('in both units, or in another than the stated one, is refused', () => {
    expect(() => yieldsOf(undefined, 1.9, 42.5)).toThrow(/not certain/);
    expect(() => yieldsOf('percent', 42.5)).toThrow(/not certain to be percent/);
    expect(() => yieldsOf('tenfold', 1.9)).toThrow(/not certain to be tenfold/);
  });
});

describe.skipIf(!hasReferenceData)('the macro file of 1998 to 2026', () => {
  const series = hasReferenceData ? parseMacro(readReference('macro-daily.csv'), 'macro-daily.csv') : [];

  it('holds 7,214 days of VIX, 7,186 of the yield and 7,247 of the dollar index', () => {
    expect(series.map(one => [one.name, one.values.length])).toEqual([
      ['VIX', 7214],
      ['TNX', 7186],
      ['DXY', 7247],
    ]);
  });

  it('has the published extremes: VIX 82.69 on 2020-03-16, the yield 0.499 % on 2020-03-09', () => {
    const [vix, tnx] = [seriesIn(series, 'VIX'), seriesIn(series, 'TNX')];
    expect(valueOn(vix, '2020-03-16'), 'Cboe: highest close of the VIX').toBe(82.69);
    expect(Math.max(...vix.values)).toBe(82.69);
    expect(valueOn(tnx, '2020-03-09')).toBe(0.499);
    expect(Math.min(...tnx.values)).toBe(0.499);
  });
});
