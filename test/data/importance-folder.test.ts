import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DayFolder } from '../../data/day-folder.ts';
import { ImportanceFolder } from '../../data/importance-folder.ts';
import { temporaryFolder } from '../kit/test-agent.ts';
import { thrownBy } from '../kit/thrown-by.ts';

const key = { dataHash: 'abc', modelId: 'trees-350' };

describe('the folder of a ranking', () => {
  it('is empty at first, and gives what was kept under its key alone', () => {
    const folder = new ImportanceFolder(join(temporaryFolder(), 'importance', 'SPX'));
    expect([folder.read(key), folder.lastGood()]).toEqual([undefined, undefined]);
    folder.keep(key, 'first');
    expect(folder.read(key)).toBe('first');
    expect(readFileSync(folder.path, 'utf8')).toBe('first');
    folder.keep({ ...key, dataHash: 'later' }, 'second');
    expect(folder.read(key), 'another history').toBeUndefined();
    expect(folder.lastGood()).toBe('second');
  });
});

describe('a folder of days', () => {
  const Value = z.strictObject({ figure: z.number() });

  it('gives back what was kept of a day, and lists the days in order', () => {
    const folder = new DayFolder(join(temporaryFolder(), 'days'), Value);
    expect([folder.of('2020-01-02'), folder.days()]).toEqual([undefined, []]);
    folder.keep('2020-01-03', { figure: 3 });
    folder.keep('2020-01-02', { figure: 1 });
    folder.keep('2020-01-02', { figure: 2 });
    expect(folder.of('2020-01-02')).toEqual({ figure: 2 });
    expect(folder.days()).toEqual(['2020-01-02', '2020-01-03']);
  });

  it('names a file that is damaged', () => {
    const path = temporaryFolder();
    const folder = new DayFolder(path, Value);
    for (const text of ['{', '{"figure":"two"}']) {
      writeFileSync(join(path, '2020-01-02.json'), text);
      const error = thrownBy(() => folder.of('2020-01-02'));
      expect([error.code, error.details]).toEqual(['data.bad-file', { path: join(path, '2020-01-02.json') }]);
    }
  });
});
