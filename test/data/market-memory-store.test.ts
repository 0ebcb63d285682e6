import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../data/database.ts';
import { type KeptMemory, SqliteMarketMemoryStore } from '../../data/market-memory-store.ts';

const memory = (over: Partial<KeptMemory> = {}): KeptMemory => ({
  symbol: 'SPX',
  untilAt: 200,
  facts: { reached: 0.1 + 0.2 },
  clusters: [
    { centre: Float64Array.from([1 / 3, -0]), days: 2 },
    { centre: Float64Array.from([1e-308, 5]), days: 0 },
  ],
  days: [
    { openAt: 100, cluster: 0, place: Float64Array.from([Math.PI, -1e300]) },
    { openAt: 200, cluster: 1, place: Float64Array.from([0.1, 2]) },
  ],
  ...over,
});

function open() {
  const database = openDatabase(':memory:');
  let now = 0;
  const store = new SqliteMarketMemoryStore(database, { now: () => (now += 1) });
  return { database, store };
}

describe('the store of market memories', () => {
  it('gives every number back to the last bit', () => {
    const { store } = open();
    store.keep('a', memory());
    expect(store.read('a')).toEqual(memory());
    expect(store.read('b')).toBeUndefined();
  });

  it('has one memory under a key: the newest', () => {
    const { store } = open();
    store.keep('a', memory());
    store.keep('a', memory({ days: memory().days.slice(1), untilAt: 300 }));
    expect(store.read('a')?.days).toHaveLength(1);
    expect(store.read('a')?.untilAt).toBe(300);
  });

  it('keeps the newest eight of a market, with all their rows', () => {
    const { database, store } = open();
    store.keep('other', memory({ symbol: 'SPY' }));
    for (let i = 0; i < 10; i += 1) store.keep(`k${i}`, memory());
    expect(store.read('k1')).toBeUndefined();
    expect(store.read('k2')).toEqual(memory());
    expect(store.read('other')?.symbol).toBe('SPY');
    const rows = database.prepare('select (select count(*) from market_day) + (select count(*) from market_cluster)');
    expect(rows.pluck().get(), 'nothing is left of the others').toBe(9 * 4);
  });
});
