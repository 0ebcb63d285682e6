import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { candlesFrom } from '../../data/candle.ts';
import { CandleStore } from '../../data/candle-store.ts';
import { flatSeries } from '../kit/candles.ts';
import { temporaryFolder } from '../kit/test-agent.ts';

const candles = (...prices: number[]) => [...candlesFrom(flatSeries(prices), 0)];
const text = (...prices: number[]) =>
  `time,open,high,low,close,volume\n${prices.map((p, i) => `2020-01-0${i + 1},${p},${p},${p},${p},1`).join('\n')}\n`;
const closes = (store: CandleStore, symbol: string) => [...(store.read(symbol, '1d')?.close ?? [])];

function storeIn(folder = temporaryFolder(), ...known: string[]) {
  return { folder, store: new CandleStore(folder, () => known) };
}

describe('the candle store', () => {
  it('keeps one file per symbol and timeframe', () => {
    const { folder, store } = storeIn();
    expect(store.write('SPX', '1d', candles(1, 2))).toBe(join(folder, 'SPX-1d.csv'));
    store.write('SPX', '1h', candles(3));
    expect(closes(store, 'SPX')).toEqual([1, 2]);
    expect([...(store.read('SPX', '1h')?.close ?? [])]).toEqual([3]);
    expect(store.read('SPX', '5m')).toBeUndefined();
    expect(store.symbols()).toEqual(['SPX']);
  });

  it('writes a slash as a hyphen and reads it back where the symbol is known', () => {
    const { folder, store } = storeIn(temporaryFolder(), 'BTC/USD');
    store.write('BTC/USD', '1d', candles(5));
    expect(readdirSync(folder)).toEqual(['BTC-USD-1d.csv']);
    expect(store.symbols()).toEqual(['BTC/USD']);
    expect(closes(store, 'BTC/USD')).toEqual([5]);
    expect(storeIn(folder).store.symbols(), 'a name that nobody knows is a symbol').toEqual(['BTC-USD']);
  });

  it('replaces a series in one step and leaves no half file behind', () => {
    const { folder, store } = storeIn();
    store.write('SPX', '1d', candles(1, 2, 3));
    store.write('SPX', '1d', candles(4));
    expect(closes(store, 'SPX')).toEqual([4]);
    expect(readdirSync(folder)).toEqual(['SPX-1d.csv']);
  });

  it('leaves the old file whole when the new one cannot be written', () => {
    const { folder, store } = storeIn();
    store.write('SPX', '1d', candles(1));
    mkdirSync(join(folder, `SPX-1d.csv.${process.pid}.part`));
    expect(() => store.write('SPX', '1d', candles(2))).toThrow(/EISDIR/);
    expect(readFileSync(join(folder, 'SPX-1d.csv'), 'utf8')).toContain(',1,1,1,1,');
    expect(closes(store, 'SPX')).toEqual([1]);
  });

  it('reads a file once, and sees its own and other changes at once', () => {
    const { folder, store } = storeIn();
    for (let i = 1; i <= 50; i += 1) {
      store.write('SPX', '1d', candles(i));
      expect(closes(store, 'SPX'), 'also within one tick of the clock of the file system').toEqual([i]);
    }
    expect(store.read('SPX', '1d')).toBe(store.read('SPX', '1d'));
    writeFileSync(join(folder, 'SPX-1d.csv'), text(7, 8));
    expect(closes(store, 'SPX')).toEqual([7, 8]);
    const other = new CandleStore(folder, () => []);
    other.write('SPX', '1d', candles(9));
    expect(closes(store, 'SPX')).toEqual([9]);
  });

  it('lists what it can open, and nothing else', () => {
    const { folder, store } = storeIn(join(temporaryFolder(), 'missing'));
    expect([store.symbols(), store.read('SPX', '1d')], 'a folder that does not exist yet').toEqual([[], undefined]);
    mkdirSync(folder);
    for (const name of [
      'SPX-1d.csv',
      'SPX-1h.csv',
      'BRK.B-1d.csv',
      'notes.txt',
      'SPX.csv',
      'SPX-7d.csv',
      'spy-1d.csv',
      'X-1d.csv.1.part',
    ])
      writeFileSync(join(folder, name), text(1));
    expect([...store.symbols()].sort()).toEqual(['BRK.B', 'SPX']);
    for (const symbol of store.symbols()) expect(store.read(symbol, '1d')?.length, symbol).toBe(1);
  });

  it('names the file of a broken row', () => {
    const { folder, store } = storeIn();
    writeFileSync(join(folder, 'SPX-1d.csv'), `${text(1)}2020-01-02,-1,1,1,1,1\n`);
    expect(() => store.read('SPX', '1d')).toThrow(/SPX-1d\.csv", line 3, column "open": "-1"/);
  });
});
