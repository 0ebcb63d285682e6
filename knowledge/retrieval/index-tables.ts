import type { Database } from '../../data/database.ts';
import { nameKey, stemKey } from '../glossary/term-key.ts';
import type { IndexItem } from './knowledge-index.ts';
import type { Passage } from './passage.ts';
import { frenchStem, wordsOf } from './words.ts';

/** The tables of one generation of an index. */
export type IndexTables = Readonly<Record<'item' | 'name' | 'en' | 'fr', string>>;

export const tablesOf = (index: string, generation: number): IndexTables => {
  const named = (part: string): string => `${index}_${generation}_${part}`;
  return { item: named('item'), name: named('name'), en: named('en'), fr: named('fr') };
};

/** The English stemmer of SQLite would maim French words: theirs is a table of its own, with a column of light stems. */
export const createTables = (t: IndexTables): string => `
  create table ${t.item} (row integer primary key, id text not null unique, lang text not null, body text not null, vector blob) strict;
  create table ${t.name} (row integer primary key, item integer not null, key text not null, stem text not null, name text not null) strict;
  create index ${t.name}_key on ${t.name} (key);
  create index ${t.name}_stem on ${t.name} (stem);
  create index ${t.name}_item on ${t.name} (item);
  create index ${t.name}_short on ${t.name} (substr(key, 1, 1), length(key));
  create virtual table ${t.en} using fts5(term, aliases, body, tokenize = 'porter unicode61 remove_diacritics 2');
  create virtual table ${t.fr} using fts5(term, aliases, body, stems, tokenize = 'unicode61 remove_diacritics 2');
`;

const frenchStems = ({ term, aliases, body }: Passage): string =>
  wordsOf([term, ...aliases, body].join(' '))
    .map(frenchStem)
    .join(' ');

const bytesOf = (vector: Float32Array): Buffer => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);

/** What writes items into the tables and takes them out; the statements are prepared once. */
export function tableWriter(database: Database, t: IndexTables) {
  const find = database.prepare<[string], { row: number }>(`select row from ${t.item} where id = ?`);
  const names = database.prepare<[number], { row: number }>(`select row from ${t.name} where item = ?`);
  const drop = Object.fromEntries(
    Object.entries(t).map(([part, table]) => [
      part,
      database.prepare(`delete from ${table} where ${part === 'item' || part === 'name' ? 'row' : 'rowid'} = ?`),
    ]),
  );
  const addItem = database.prepare(`insert into ${t.item} (id, lang, body, vector) values (?, ?, ?, ?)`);
  const addName = database.prepare(`insert into ${t.name} (item, key, stem, name) values (?, ?, ?, ?)`);
  const addEnglish = database.prepare(`insert into ${t.en} (rowid, term, aliases, body) values (?, ?, ?, ?)`);
  const addFrench = database.prepare(`insert into ${t.fr} (rowid, term, aliases, body, stems) values (?, ?, ?, ?, ?)`);

  function remove(id: string): void {
    const found = find.get(id);
    if (!found) return;
    for (const { row } of names.all(found.row)) drop.name?.run(row);
    for (const part of ['en', 'fr', 'item']) drop[part]?.run(found.row);
  }

  function add(item: IndexItem): void {
    remove(item.id);
    const { id, lang, term, aliases, body, vector } = item;
    const row = addItem.run(
      id,
      lang,
      JSON.stringify({ term, aliases, body }),
      vector ? bytesOf(vector) : null,
    ).lastInsertRowid;
    for (const name of new Set([term, ...aliases])) {
      const key = nameKey(name);
      if (key !== '') addName.run(row, key, stemKey(key), name);
    }
    if (lang === 'en') addEnglish.run(row, term, aliases.join(' '), body);
    else addFrench.run(row, term, aliases.join(' '), body, frenchStems(item));
  }

  return { add, remove };
}
