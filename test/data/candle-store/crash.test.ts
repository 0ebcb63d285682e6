import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { seriesOf, sliceSeries } from '../../../data/candle.ts';
import { CandleStore } from '../../../data/candle-store/candle-store.ts';
import { temporaryFolder } from '../../kit/test-agent.ts';

const child = fileURLToPath(new URL('./store-child.ts', import.meta.url));
const dayMs = 86_400_000;
const flat = (firstDay: string, count: number, price: number) =>
  seriesOf(
    'SPX',
    '1d',
    Array.from({ length: count }, (_, i) => ({
      openAt: Date.parse(firstDay) + i * dayMs,
      ...{ open: price, high: price, low: price, close: price, volume: 1 },
    })),
  );

async function run(...parameters: string[]): Promise<string | null> {
  const started = spawn(process.execPath, ['--import', 'tsx', child, ...parameters], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [, signal] = await once(started, 'exit');
  return signal;
}

/** 20 days of December 2020 at 1. */
const old = flat('2020-12-01', 20, 1);

function filled(): { folder: string; store: CandleStore } {
  const folder = temporaryFolder();
  const store = new CandleStore(folder, { now: () => 1000 });
  store.replace(old, 'csv', []);
  return { folder, store };
}

describe('a process killed while it replaces a series', () => {
  /** Renames: two years, report, manifest, the old folder away, the new folder in. */
  it.concurrent.each<[number, string, 'old' | 'new']>([
    [1, 'before', 'old'],
    [2, 'after', 'old'],
    [4, 'after', 'old'],
    [5, 'after', 'old'],
    [6, 'before', 'old'],
    [6, 'after', 'new'],
  ])('at rename %i, %s it, leaves the %s series, and the next write works', async (step, when, expected) => {
    const { folder, store } = filled();
    expect(await run(folder, 'replace', String(step), when)).toBe('SIGKILL');
    const fresh = flat('2020-12-01', 60, 2);
    const left = expected === 'old' ? old : fresh;
    expect(store.read('SPX', '1d')).toEqual(left);
    expect([store.symbols(), store.series().map(one => one.rows)]).toEqual([['SPX'], [left.length]]);
    const further = flat('2020-12-01', 80, expected === 'old' ? 1 : 2);
    expect(store.append(further, 'csv', []).added).toBe(80 - left.length);
    expect(store.read('SPX', '1d')).toEqual(further);
    store.replace(fresh, 'csv', []);
    expect(store.read('SPX', '1d')).toEqual(fresh);
  });
});

describe('a process killed while it appends', () => {
  /** Renames: 2020, 2021, report, manifest. */
  it.concurrent.each<[number, string, 'old' | 'new']>([
    [1, 'before', 'old'],
    [1, 'after', 'old'],
    [2, 'after', 'old'],
    [3, 'after', 'old'],
    [4, 'before', 'old'],
    [4, 'after', 'new'],
  ])('at rename %i, %s it, leaves the %s series, and the next append works', async (step, when, expected) => {
    const { folder, store } = filled();
    expect(await run(folder, 'append', String(step), when)).toBe('SIGKILL');
    const appended = flat('2020-12-01', 59, 1);
    const left = expected === 'old' ? old : appended;
    expect(store.read('SPX', '1d')).toEqual(left);
    const later = flat('2022-03-01', 3, 1);
    expect(store.append(later, 'csv', []).added, 'rows that the crash left behind do not come back').toBe(3);
    const read = store.read('SPX', '1d');
    expect(read?.length).toBe(left.length + 3);
    expect(read && sliceSeries(read, 0, left.length)).toEqual(left);
  });
});

describe('two processes that append to one series', () => {
  it('lose and double nothing, and a reader beside them always sees a beginning of it', async () => {
    const { folder, store } = filled();
    const whole = flat('2021-01-01', 25, 3);
    const writers = Promise.all([run(folder, 'race'), run(folder, 'race')]);
    let done = false;
    void writers.finally(() => {
      done = true;
    });
    while (!done) {
      const read = store.read('SPX', '1d');
      const rows = read?.length ?? 0;
      expect(read && sliceSeries(read, 20), `${rows} rows`).toEqual(sliceSeries(whole, 0, rows - 20));
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    expect(await writers).toEqual([null, null]);
    expect(store.read('SPX', '1d')?.length).toBe(45);
    expect(store.findings('SPX', '1d')).toEqual([]);
  });
});
