import type { Clock } from '../config/clock.ts';
import type { Database } from './database.ts';
import { canonicalJson } from './ledger-chain.ts';

/** One day of a market memory. */
export type KeptDay = {
  readonly openAt: number;
  readonly cluster: number;
  /** Where the day lies. */
  readonly place: Float64Array;
};

/** A kind of day: the centre of a cluster and the days in it. */
export type KeptCluster = { readonly centre: Float64Array; readonly days: number };

/** What was learnt of the days of one market up to one of them. */
export type KeptMemory = {
  readonly symbol: string;
  /** `openAt` of the last day. */
  readonly untilAt: number;
  /** How it was learnt, as plain values. */
  readonly facts: unknown;
  readonly clusters: readonly KeptCluster[];
  /** Oldest first. */
  readonly days: readonly KeptDay[];
};

/** The port to where market memories are kept. */
export interface MarketMemoryStore {
  /** @param key names the candles and the way of learning: the same key means the same memory */
  read(key: string): KeptMemory | undefined;
  keep(key: string, memory: KeptMemory): void;
}

/** Memories that are kept of one market; the one that was made first makes room. */
const mostOfSymbol = 8;

const bytesOf = (values: Float64Array): Buffer => {
  const bytes = Buffer.alloc(8 * values.length);
  for (const [i, value] of values.entries()) bytes.writeDoubleLE(value, 8 * i);
  return bytes;
};

const numbersOf = (bytes: Buffer): Float64Array =>
  Float64Array.from({ length: bytes.length / 8 }, (_, i) => bytes.readDoubleLE(8 * i));

/** Market memories in SQLite: one row for each cluster and for each day. */
export class SqliteMarketMemoryStore implements MarketMemoryStore {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  read(key: string): KeptMemory | undefined {
    const found = this.#database
      .prepare<[string], { symbol: string; until_at: number; facts: string }>(
        'select symbol, until_at, facts from market_memory where key = ?',
      )
      .get(key);
    if (!found) return undefined;
    const clusters = this.#database
      .prepare<[string], { days: number; centre: Buffer }>(
        'select days, centre from market_cluster where memory = ? order by cluster',
      )
      .all(key);
    const days = this.#database
      .prepare<[string], { open_at: number; cluster: number; place: Buffer }>(
        'select open_at, cluster, place from market_day where memory = ? order by open_at',
      )
      .all(key);
    return {
      symbol: found.symbol,
      untilAt: found.until_at,
      facts: JSON.parse(found.facts),
      clusters: clusters.map(one => ({ days: one.days, centre: numbersOf(one.centre) })),
      days: days.map(({ open_at: openAt, cluster, place }) => ({
        openAt,
        cluster,
        place: numbersOf(place),
      })),
    };
  }

  keep(key: string, memory: KeptMemory): void {
    const write = this.#database.transaction(() => {
      this.#database.prepare('delete from market_memory where key = ?').run(key);
      this.#database
        .prepare('insert into market_memory (key, at, symbol, until_at, facts) values (?, ?, ?, ?, ?)')
        .run(key, this.#clock.now(), memory.symbol, memory.untilAt, canonicalJson(memory.facts));
      this.#insertRows(key, memory);
      this.#database
        .prepare(
          `delete from market_memory where symbol = ? and key not in
             (select key from market_memory where symbol = ? order by at desc, rowid desc limit ?)`,
        )
        .run(memory.symbol, memory.symbol, mostOfSymbol);
    });
    write.immediate();
  }

  #insertRows(key: string, { clusters, days }: KeptMemory): void {
    const cluster = this.#database.prepare(
      'insert into market_cluster (memory, cluster, days, centre) values (?, ?, ?, ?)',
    );
    for (const [number, one] of clusters.entries()) cluster.run(key, number, one.days, bytesOf(one.centre));
    const day = this.#database.prepare('insert into market_day (memory, open_at, cluster, place) values (?, ?, ?, ?)');
    for (const { openAt, cluster: of, place } of days) day.run(key, openAt, of, bytesOf(place));
  }
}
