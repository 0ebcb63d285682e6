import type { Clock } from '../config/clock.ts';
import type { Database } from './database.ts';

const bytesOf = (vector: Float32Array): Buffer => {
  const bytes = Buffer.alloc(4 * vector.length);
  for (const [i, value] of vector.entries()) bytes.writeFloatLE(value, 4 * i);
  return bytes;
};

/** Vectors of texts in SQLite, by a key that names the text and whoever made the vector. */
export class SqliteEmbeddingCache {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  get(key: string): Float32Array | undefined {
    const bytes = this.#database
      .prepare<[string], { vector: Buffer }>('select vector from embedding where key = ?')
      .get(key)?.vector;
    return bytes && Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
  }

  /** Keeps some vectors, all of them or none. */
  keep(vectors: ReadonlyMap<string, Float32Array>): void {
    const insert = this.#database.prepare('insert or replace into embedding (key, at, vector) values (?, ?, ?)');
    const write = this.#database.transaction(() => {
      for (const [key, vector] of vectors) insert.run(key, this.#clock.now(), bytesOf(vector));
    });
    write.immediate();
  }
}
