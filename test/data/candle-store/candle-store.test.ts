import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asQuaestorError } from '../../../config/errors.ts';
import { type CandleSeries, candlesFrom, seriesOf, sliceSeries } from '../../../data/candle.ts';
import { CandleStore } from '../../../data/candle-store/candle-store.ts';
import type { Finding } from '../../../data/quality/finding.ts';
import { walk } from '../../kit/candle-fixture.ts';
import { flatSeries } from '../../kit/candles.ts';
import { temporaryFolder } from '../../kit/test-agent.ts';

const finding: Finding = { fault: 'gap', remedy: 'reported', fromAt: 1, toAt: 2, count: 2, detail: 'seen' };
/** 1,000 days from 2001-01-01: three years. */
const whole: CandleSeries = { ...walk(1000, 4), symbol: 'SPX' };
const closes = (series: CandleSeries | undefined): number[] => [...(series?.close ?? [])];

function storeIn(folder = temporaryFolder()) {
  let now = 1000;
  return { folder, store: new CandleStore(folder, { now: () => now }), at: (instant: number) => (now = instant) };
}

const contentOf = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder).map(name => {
      const path = join(folder, name);
      return [name, { ino: statSync(path).ino, mtimeMs: statSync(path).mtimeMs, bytes: readFileSync(path, 'base64') }];
    }),
  );

describe('a stored series', () => {
  it('is read back bit for bit, from one Parquet file a year', () => {
    const { folder, store } = storeIn();
    store.replace(whole, 'csv', []);
    expect(store.read('SPX', '1d')).toEqual(whole);
    expect(new CandleStore(folder).read('SPX', '1d'), 'by another process').toEqual(whole);
    expect(readdirSync(join(folder, 'csv', 'SPX', '1d')).sort()).toEqual(
      ['2001.parquet', '2002.parquet', '2003.parquet', 'quality.jsonl', 'series.json'].sort(),
    );
    expect(store.read('SPX', '1h')).toBeUndefined();
    expect(store.read('SPY', '1d')).toBeUndefined();
  });

  it('has a manifest', () => {
    const { store, at } = storeIn();
    store.replace(sliceSeries(whole, 0, 900), 'csv', [finding]);
    at(5000);
    store.append(whole, 'csv', []);
    expect(store.series()).toEqual([
      {
        ...{ provider: 'csv', symbol: 'SPX', timeframe: '1d', importedAt: 1000, updatedAt: 5000, rows: 1000 },
        ...{ fromAt: whole.openAt[0], toAt: whole.openAt[999], findings: 1 },
      },
    ]);
  });

  it('may have a slash in its symbol and a colon in its provider', () => {
    const { folder, store } = storeIn();
    store.replace({ ...whole, symbol: 'BTC/USDT' }, 'ccxt:binance', []);
    expect(existsSync(join(folder, 'ccxt~binance', 'BTC_USDT', '1d', '2001.parquet'))).toBe(true);
    expect(store.symbols()).toEqual(['BTC/USDT']);
    expect([store.providerOf('BTC/USDT', '1d'), store.read('BTC/USDT', '1d')?.symbol]).toEqual([
      'ccxt:binance',
      'BTC/USDT',
    ]);
  });

  it('of several providers is the one that came in last as a whole, and two are never mixed', () => {
    const { store, at } = storeIn();
    store.replace(flatSeries([1, 2]), 'yahoo', []);
    at(2000);
    store.replace(flatSeries([7]), 'csv', []);
    at(3000);
    store.append(flatSeries([1, 2, 3]), 'yahoo', []);
    expect([store.providerOf('SPX', '1d'), closes(store.read('SPX', '1d'))], 'an update is no import').toEqual([
      'csv',
      [7],
    ]);
    expect(closes(store.readFrom('yahoo', 'SPX', '1d'))).toEqual([1, 2, 3]);
    at(4000);
    store.replace(flatSeries([9, 9]), 'yahoo', []);
    expect([store.providerOf('SPX', '1d'), closes(store.read('SPX', '1d'))]).toEqual(['yahoo', [9, 9]]);
    expect(store.symbols()).toEqual(['SPX']);
    expect(store.providerOf('SPY', '1d'), 'nobody has it').toBe('store');
  });

  it('is not there before somebody wrote it, and empty ones are refused', () => {
    const { folder, store } = storeIn(join(temporaryFolder(), 'missing'));
    expect([store.symbols(), store.series(), store.read('SPX', '1d'), store.findings('SPX', '1d')]).toEqual([
      [],
      [],
      undefined,
      [],
    ]);
    expect(existsSync(folder), 'looking makes no folder').toBe(false);
    expect(() => store.replace(flatSeries([]), 'csv', [])).toThrow(
      expect.objectContaining({ code: 'data.too-few-candles' }),
    );
    mkdirSync(join(folder, 'csv', 'SPX', '7d'), { recursive: true });
    writeFileSync(join(folder, 'notes.txt'), '');
    expect(store.symbols()).toEqual([]);
  });

  it('is read once, and every change is seen at once, also that of another process', () => {
    const { folder, store } = storeIn();
    const other = new CandleStore(folder);
    for (let i = 1; i <= 20; i += 1) {
      other.replace(flatSeries([i]), 'csv', []);
      expect(closes(store.read('SPX', '1d')), 'also within one tick of the clock of the file system').toEqual([i]);
    }
    expect(store.read('SPX', '1d')).toBe(store.read('SPX', '1d'));
  });
});

describe('appending', () => {
  it('writes no file of a year that receives nothing', () => {
    const { folder, store } = storeIn();
    store.replace(sliceSeries(whole, 0, 900), 'csv', []);
    const before = contentOf(join(folder, 'csv', 'SPX', '1d'));
    expect(store.append(sliceSeries(whole, 890), 'csv', [])).toEqual({ added: 100, findings: [] });
    const after = contentOf(join(folder, 'csv', 'SPX', '1d'));
    expect([after['2001.parquet'], after['2002.parquet']]).toEqual([before['2001.parquet'], before['2002.parquet']]);
    expect(after['2003.parquet']?.bytes).not.toBe(before['2003.parquet']?.bytes);
    expect(store.read('SPX', '1d')).toEqual(whole);
  });

  it('candle by candle gives what importing at once gives', () => {
    const { store } = storeIn();
    for (let i = 355; i < 375; i += 1) store.append(sliceSeries(whole, 350, i), 'csv', []);
    expect(store.read('SPX', '1d')).toEqual(sliceSeries(whole, 350, 374));
  });

  it('nothing new writes nothing', () => {
    const { folder, store } = storeIn();
    store.replace(whole, 'csv', []);
    const before = contentOf(join(folder, 'csv', 'SPX', '1d'));
    expect(store.append(sliceSeries(whole, 990), 'csv', [])).toEqual({ added: 0, findings: [] });
    expect(contentOf(join(folder, 'csv', 'SPX', '1d'))).toEqual(before);
  });

  it('other values for a stored candle are reported, and the stored ones stay', () => {
    const { store } = storeIn();
    store.replace(flatSeries([1, 2, 3, 4]), 'csv', []);
    const { added, findings } = store.append(flatSeries([1, 8, 9, 4, 5]), 'csv', []);
    expect(added).toBe(1);
    expect(findings).toEqual([
      expect.objectContaining({
        ...{ fault: 'duplicate', remedy: 'reported', count: 2 },
        detail: expect.stringContaining('close 8 and volume 1000 instead of 2 and 1000'),
      }),
    ]);
    expect(closes(store.read('SPX', '1d'))).toEqual([1, 2, 3, 4, 5]);
    expect(store.findings('SPX', '1d')).toEqual([{ ...findings[0], foundAt: 1000 }]);
  });

  it('candles from before what is stored are reported and left out', () => {
    const { store } = storeIn();
    const all = [...candlesFrom(flatSeries([1, 2, 3, 4, 5]), 0)];
    store.replace(seriesOf('SPX', '1d', [...all.slice(2, 3), ...all.slice(4)]), 'csv', []);
    const { added, findings } = store.append(seriesOf('SPX', '1d', all), 'csv', []);
    expect([added, findings.map(one => `${one.fault} ${one.remedy} ${one.count}`)]).toEqual([
      0,
      ['out-of-order reported 2', 'out-of-order reported 1'],
    ]);
    expect(closes(store.read('SPX', '1d'))).toEqual([3, 5]);
  });
});

describe('the quality report', () => {
  it('grows with what is appended, begins anew with an import, and belongs to one provider', () => {
    const { store, at } = storeIn();
    store.replace(flatSeries([1]), 'csv', [finding]);
    at(2000);
    store.append(flatSeries([1, 2]), 'csv', [{ ...finding, count: 7 }]);
    at(500);
    store.replace(flatSeries([3]), 'yahoo', [{ ...finding, count: 9 }]);
    const counts = (provider?: string) => store.findings('SPX', '1d', provider).map(one => [one.count, one.foundAt]);
    expect([counts(), counts('csv'), counts('yahoo')]).toEqual([
      [
        [2, 1000],
        [7, 2000],
      ],
      [
        [2, 1000],
        [7, 2000],
      ],
      [[9, 500]],
    ]);
    store.replace(flatSeries([4]), 'csv', []);
    expect(counts('csv')).toEqual([]);
  });
});

describe('a damaged file', () => {
  const damaged = (name: string, damage: (path: string) => void) => {
    const { folder, store } = storeIn();
    store.replace(whole, 'csv', [finding]);
    damage(join(folder, 'csv', 'SPX', '1d', name));
    return new CandleStore(folder, { now: () => 9 });
  };
  const errorOf = (read: () => unknown) => {
    try {
      read();
    } catch (thrown) {
      return asQuaestorError(thrown);
    }
    throw new Error('nothing was thrown');
  };

  it.each<[string, string, (path: string) => void]>([
    ['a Parquet file that was cut off', '2002.parquet', path => truncateSync(path, statSync(path).size - 40)],
    ['an empty Parquet file', '2002.parquet', path => truncateSync(path, 0)],
    ['a Parquet file full of text', '2001.parquet', path => writeFileSync(path, 'time,open\n'.repeat(99))],
    ['a manifest that was cut off', 'series.json', path => truncateSync(path, 30)],
    ['a manifest with another shape', 'series.json', path => writeFileSync(path, '{}')],
  ])('%s is named, with what to do, and an import heals it', (_what, name, damage) => {
    const store = damaged(name, damage);
    const error = errorOf(() => store.read('SPX', '1d'));
    expect(error.code).toBe('data.bad-file');
    expect(error.message).toMatch(new RegExp(`${name}" is damaged .*Import this history again`));
    expect(error.text?.fr).toContain('Importez de nouveau cet historique');
    store.replace(whole, 'csv', []);
    expect(store.read('SPX', '1d')).toEqual(whole);
  });

  it('a year that is missing is noticed', () => {
    const store = damaged('2002.parquet', path => writeFileSync(path.replace('2002', '2003'), readFileSync(path)));
    expect(errorOf(() => store.read('SPX', '1d')).message).toMatch(/series\.json says 1000/);
  });

  it('a report full of text is named', () => {
    const store = damaged('quality.jsonl', path => writeFileSync(path, 'nothing\n'));
    expect(errorOf(() => store.findings('SPX', '1d')).message).toMatch(/quality\.jsonl" is damaged/);
    expect(store.read('SPX', '1d')?.length, 'the candles are whole').toBe(1000);
  });
});
