import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CsvSource } from '../../../data/market/csv-source.ts';
import { temporaryFolder } from '../../kit/test-agent.ts';

const text = (...prices: number[]) =>
  `time,open,high,low,close,volume\n${prices.map((p, i) => `2020-01-0${i + 1},${p},${p},${p},${p},1`).join('\n')}\n`;

function sourceIn(folder = temporaryFolder(), ...known: string[]) {
  return { folder, source: new CsvSource(folder, () => known) };
}

describe('a folder of CSV files', () => {
  it('lists what it can open, and nothing else', () => {
    const { folder, source } = sourceIn(join(temporaryFolder(), 'missing'));
    expect([source.symbols(), source.read('SPX', '1d')], 'a folder that does not exist yet').toEqual([[], undefined]);
    mkdirSync(folder);
    const names = ['SPX-1d.csv', 'SPX-1h.csv', 'BRK.B-1d.csv', 'notes.txt', 'SPX.csv', 'SPX-7d.csv', 'spy-1d.csv'];
    for (const name of names) writeFileSync(join(folder, name), text(1));
    expect([...source.symbols()].sort()).toEqual(['BRK.B', 'SPX']);
    for (const symbol of source.symbols()) expect(source.read(symbol, '1d')?.length, symbol).toBe(1);
  });

  it('writes a slash as a hyphen and reads it back where the symbol is known', () => {
    const { folder, source } = sourceIn(temporaryFolder(), 'BTC/USD');
    writeFileSync(join(folder, 'BTC-USD-1d.csv'), text(5));
    expect(source.symbols()).toEqual(['BTC/USD']);
    expect([...(source.read('BTC/USD', '1d')?.close ?? [])]).toEqual([5]);
    expect(sourceIn(folder).source.symbols(), 'a name that nobody knows is a symbol').toEqual(['BTC-USD']);
  });

  it('is read once, and a changed file is seen at once', () => {
    const { folder, source } = sourceIn();
    writeFileSync(join(folder, 'SPX-1d.csv'), text(1));
    expect(source.read('SPX', '1d')).toBe(source.read('SPX', '1d'));
    writeFileSync(join(folder, 'SPX-1d.csv'), text(7, 8));
    expect([...(source.read('SPX', '1d')?.close ?? [])]).toEqual([7, 8]);
  });

  it('names the file of a broken row', () => {
    const { folder, source } = sourceIn();
    writeFileSync(join(folder, 'SPX-1d.csv'), `${text(1)}2020-01-02,-1,1,1,1,1\n`);
    expect(() => source.read('SPX', '1d')).toThrow(/SPX-1d\.csv", line 3, column "open": "-1"/);
  });
});
