import type { Clock } from '../../config/clock.ts';
import { QuaestorError } from '../../config/errors.ts';
import type { Database } from '../../data/database.ts';
import { createTables, type IndexTables, tablesOf, tableWriter } from './index-tables.ts';
import type { Hit, IndexItem, IndexQuery, IndexStats, KnowledgeIndex } from './knowledge-index.ts';
import { matchExpression } from './match-expression.ts';
import type { NamedItem, Names } from './names.ts';
import { reciprocalRankFusion } from './rank-fusion.ts';
import { TrigramTable } from './trigram-table.ts';
import { VectorTable } from './vector-table.ts';

type Pointer = { generation: number; embedder: string | null; dimensions: number; version: number };

/** Items that are written in one transaction: others may write in between. */
const portion = 500;

const none: Pointer = { generation: 0, embedder: null, dimensions: 0, version: 0 };

/** The one length of all; 0 for none. @throws QuaestorError `model.bad-data` for several */
function sameLength(lengths: readonly number[]): number {
  const [only = 0, ...others] = new Set(lengths.filter(length => length > 0));
  if (others.length === 0) return only;
  const list = [only, ...others].join(', ');
  throw new QuaestorError('model.bad-data', `Vectors of ${list} numbers cannot stand in one index: build it anew.`);
}

const dimensionsOf = (items: readonly IndexItem[]): number =>
  sameLength(items.map(({ vector }) => vector?.length ?? 0));

/**
 * Passages in SQLite: words by FTS5, names by exact keys and stems, and by trigrams in memory, vectors as BLOBs that are compared one by
 * one. Its tables carry the number of their generation, and one row says which generation answers.
 */
export class SqliteIndex implements KnowledgeIndex, Names {
  readonly #database: Database;
  readonly #name: string;
  readonly #clock: Clock;
  readonly #vectors = new VectorTable();
  readonly #trigrams = new TrigramTable();

  /** @param name letters only: it begins the names of the tables */
  constructor(database: Database, name: string, clock: Clock) {
    this.#database = database;
    this.#name = name;
    this.#clock = clock;
  }

  async upsert(items: readonly IndexItem[]): Promise<void> {
    this.write(items);
  }

  /** The same at once. */
  write(items: readonly IndexItem[]): void {
    const change = this.#database.transaction(() => {
      const { generation, dimensions } = this.#pointer();
      const wanted = sameLength([dimensions, dimensionsOf(items)]);
      const tables = tablesOf(this.#name, generation);
      if (!this.#exists(tables)) this.#database.exec(createTables(tables));
      const writer = tableWriter(this.#database, tables);
      for (const item of items) writer.add(item);
      this.#point({ ...this.#pointer(), dimensions: wanted });
    });
    change.immediate();
  }

  async replace(items: readonly IndexItem[], embedder: string | null): Promise<void> {
    const dimensions = dimensionsOf(items);
    const before = this.#pointer().generation;
    const tables = tablesOf(this.#name, before + 1);
    const begin = this.#database.transaction(() => {
      this.#drop(tables);
      this.#database.exec(createTables(tables));
    });
    begin.immediate();
    const { add } = tableWriter(this.#database, tables);
    const write = this.#database.transaction((some: readonly IndexItem[]) => some.forEach(add));
    for (let from = 0; from < items.length; from += portion) {
      write.immediate(items.slice(from, from + portion));
      // Whoever waits for an answer has it before the next portion.
      await new Promise(setImmediate);
    }
    const flip = this.#database.transaction(() => {
      if (this.#pointer().generation !== before) throw overtaken(this.#name);
      this.#point({ generation: before + 1, embedder, dimensions, version: this.#pointer().version });
      this.#drop(tablesOf(this.#name, before));
    });
    flip.immediate();
  }

  async query({ text, vector, lang, k }: IndexQuery): Promise<Hit[]> {
    const depth = Math.max(k, 50);
    const lists: Hit[][] = [];
    if (text !== undefined) lists.push(...this.#byWords(text, lang, depth));
    if (vector) lists.push(this.#byPlace(vector, lang, depth));
    const [only = []] = lists;
    return (lists.length > 1 ? reciprocalRankFusion(lists) : only).slice(0, k);
  }

  async delete(ids: readonly string[]): Promise<void> {
    const tables = this.#tables();
    if (!tables) return;
    const change = this.#database.transaction(() => {
      const { remove } = tableWriter(this.#database, tables);
      for (const id of ids) remove(id);
      this.#point(this.#pointer());
    });
    change.immediate();
  }

  async stats(): Promise<IndexStats> {
    const { embedder, dimensions } = this.#pointer();
    const tables = this.#tables();
    const items = tables ? Number(this.#database.prepare(`select count(*) from ${tables.item}`).pluck().get()) : 0;
    return { store: 'sqlite', items, dimensions, embedder };
  }

  async health(): Promise<{ ok: boolean }> {
    await this.stats();
    return { ok: true };
  }

  /** Number of the generation that answers. */
  generation(): number {
    return this.#pointer().generation;
  }

  /** The passages that a text shares the weightiest words with, at once. */
  nearest(text: string, k: number): Hit[] {
    return reciprocalRankFusion(this.#byWords(text, undefined, k)).slice(0, k);
  }

  named(key: string): NamedItem[] {
    return this.#names('n.key = ?', key);
  }

  stemmed(stem: string): NamedItem[] {
    return this.#names('n.stem = ?', stem);
  }

  like(key: string, count: number): NamedItem[] {
    const tables = this.#tables();
    if (!tables) return [];
    this.#trigrams.refresh(this.#pointer().version, () =>
      this.#database
        .prepare<[], { row: number; key: string }>(`select row, key from ${tables.name} order by row`)
        .all(),
    );
    const find = this.#database.prepare<[number], NamedItem>(
      `select i.id, n.name, n.key from ${tables.name} n join ${tables.item} i on i.row = n.item where n.row = ?`,
    );
    return this.#trigrams.nearest(key, count).flatMap(row => find.get(row) ?? []);
  }

  short(key: string): NamedItem[] {
    return this.#names(
      'substr(n.key, 1, 1) = ? and length(n.key) between ? and ?',
      key.slice(0, 1),
      key.length - 1,
      key.length + 1,
    );
  }

  #names(condition: string, ...values: (string | number)[]): NamedItem[] {
    const tables = this.#tables();
    if (!tables) return [];
    return this.#database
      .prepare<(string | number)[], NamedItem>(
        `select i.id, n.name, n.key from ${tables.name} n join ${tables.item} i on i.row = n.item where ${condition} order by n.row`,
      )
      .all(...values);
  }

  /** One list for each language that is searched. bm25 of SQLite is negative, and smaller is better. */
  #byWords(text: string, lang: IndexQuery['lang'], depth: number): Hit[][] {
    const tables = this.#tables();
    if (!tables) return [[]];
    const searched = lang ? [lang] : (['en', 'fr'] as const);
    const lists = searched.map(one => {
      const words = matchExpression(text, one);
      if (words === '') return [];
      const table = tables[one];
      return this.#database
        .prepare<[string, number], Hit>(
          `select i.id, -f.score as score from (select rowid as row, bm25(${table}, 10, 8, 1, 1) as score from ${table} where ${table} match ? order by score limit ?) f
           join ${tables.item} i on i.row = f.row order by f.score`,
        )
        .all(words, depth);
    });
    const filled = lists.filter(list => list.length > 0);
    return filled.length > 0 ? filled : [[]];
  }

  #byPlace(vector: Float32Array, lang: IndexQuery['lang'], depth: number): Hit[] {
    const { dimensions, version } = this.#pointer();
    const tables = this.#tables();
    if (!tables || dimensions === 0) return [];
    sameLength([vector.length, dimensions]);
    this.#vectors.refresh(version, () =>
      this.#database
        .prepare<[], { id: string; lang: 'en' | 'fr'; vector: Buffer }>(
          `select id, lang, vector from ${tables.item} where vector is not null`,
        )
        .all(),
    );
    return this.#vectors.nearest(vector, lang, depth);
  }

  #pointer(): Pointer {
    return (
      this.#database
        .prepare<[string], Pointer>(
          'select generation, embedder, dimensions, version from knowledge_index where name = ?',
        )
        .get(this.#name) ?? none
    );
  }

  #point({ generation, embedder, dimensions, version }: Pointer): void {
    this.#database
      .prepare(
        'insert or replace into knowledge_index (name, generation, embedder, dimensions, version, at) values (?, ?, ?, ?, ?, ?)',
      )
      .run(this.#name, generation, embedder, dimensions, version + 1, this.#clock.now());
  }

  #tables(): IndexTables | undefined {
    const tables = tablesOf(this.#name, this.#pointer().generation);
    return this.#exists(tables) ? tables : undefined;
  }

  #exists({ item }: IndexTables): boolean {
    return this.#database.prepare('select 1 from sqlite_master where name = ?').get(item) !== undefined;
  }

  #drop(tables: IndexTables): void {
    for (const table of Object.values(tables)) this.#database.exec(`drop table if exists ${table}`);
  }
}

const overtaken = (name: string): QuaestorError =>
  new QuaestorError('provider.unavailable', {
    en: `The index "${name}" was built by another process at the same time. Try again.`,
    fr: `L'index « ${name} » a été construit par un autre processus en même temps. Réessayez.`,
  });
