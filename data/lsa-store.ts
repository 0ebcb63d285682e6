import type { Clock } from '../config/clock.ts';
import type { Database } from './database.ts';

/** What latent semantic analysis learnt: a weight and a row of `rank` numbers for each token. */
export type KeptFactors = {
  readonly tokens: readonly string[];
  readonly idf: Float32Array;
  readonly rank: number;
  readonly projection: Float32Array;
};

type Row = { tokens: string; rank: number; idf: Buffer; projection: Buffer };

/** Factors that are kept; the oldest make room. */
const mostKept = 4;

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

const numbersOf = (bytes: Buffer): Float32Array => {
  const numbers = new Float32Array(bytes.length / 4);
  new Uint8Array(numbers.buffer).set(bytes);
  return numbers;
};

/** Latent semantic factors in SQLite, by the hash of the texts that they were learnt from. */
export class LsaStore {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  find(key: string): KeptFactors | undefined {
    const row = this.#database
      .prepare<[string], Row>('select tokens, rank, idf, projection from lsa_factors where key = ?')
      .get(key);
    if (!row) return undefined;
    const { tokens, rank, idf, projection } = row;
    return { tokens: JSON.parse(tokens), rank, idf: numbersOf(idf), projection: numbersOf(projection) };
  }

  keep(key: string, { tokens, idf, rank, projection }: KeptFactors): void {
    const write = this.#database.transaction(() => {
      this.#database
        .prepare(
          'insert or replace into lsa_factors (key, at, tokens, rank, idf, projection) values (?, ?, ?, ?, ?, ?)',
        )
        .run(key, this.#clock.now(), JSON.stringify(tokens), rank, bytesOf(idf), bytesOf(projection));
      this.#database
        .prepare(
          'delete from lsa_factors where key not in (select key from lsa_factors order by at desc, rowid desc limit ?)',
        )
        .run(mostKept);
    });
    write.immediate();
  }
}
