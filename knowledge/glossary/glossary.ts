import Sqlite from 'better-sqlite3';
import { editDistance } from '../../config/suggest.ts';
import type { GlossaryEntry } from './entry.ts';
import { stemKey, termKey } from './term-key.ts';

/** What a look-up found: the entry, maybe after mending a typing error; or nothing, with the nearest entries. */
export type LookUp =
  | { kind: 'found'; entry: GlossaryEntry; matched: string; corrected: boolean }
  | { kind: 'unknown'; nearest: GlossaryEntry[] };

type Named = { id: string; name: string };

const words = (key: string): string[] => key.split(' ').filter(word => word.length > 0);

/** User text never becomes a MATCH expression: every token is quoted. Empty when nothing is left to search. */
const anyOf = (tokens: readonly string[]): string =>
  [...new Set(tokens)].map(token => `"${token.replaceAll('"', '')}"`).join(' OR ');

const trigramsOf = (key: string): string[] =>
  words(key).flatMap(word => Array.from({ length: Math.max(0, word.length - 2) }, (_, i) => word.slice(i, i + 3)));

const digitsOf = (key: string): string => key.replace(/\D/g, '');

/** Typing errors that are still one name: one edit from four letters on, two from twelve; digits never differ. */
function isTypoOf(given: string, name: string): boolean {
  if (digitsOf(given) !== digitsOf(name)) return false;
  const allowed = given.length >= 12 ? 2 : given.length >= 4 ? 1 : 0;
  return allowed > 0 && editDistance(given, name) <= allowed;
}

/** Near enough to be offered: at least half of the longer name's letters agree. */
const isLike = (given: string, name: string): boolean =>
  editDistance(given, name) <= Math.max(given.length, name.length) / 2;

/**
 * The glossary with its index: exact names and aliases of both languages first, then names within a typing error
 * (trigram candidates ranked by edit distance), else an honest "unknown" with the nearest entries by full-text search.
 */
export class Glossary {
  readonly #entries: ReadonlyMap<string, GlossaryEntry>;
  readonly #exact = new Map<string, Named>();
  readonly #stems = new Map<string, Named>();
  readonly #index = new Sqlite(':memory:');

  constructor(entries: readonly GlossaryEntry[]) {
    this.#entries = new Map(entries.map(entry => [entry.id, entry]));
    this.#index.exec(`
      create virtual table names using fts5(key, id unindexed, name unindexed, tokenize = 'trigram remove_diacritics 1');
      create virtual table body using fts5(term, aliases, text, id unindexed, tokenize = 'porter unicode61 remove_diacritics 2');
    `);
    const addName = this.#index.prepare('insert into names (key, id, name) values (?, ?, ?)');
    const addBody = this.#index.prepare('insert into body (term, aliases, text, id) values (?, ?, ?, ?)');
    this.#index.transaction(() => {
      for (const entry of entries) {
        for (const wording of [entry.en, entry.fr]) {
          for (const name of [wording.term, ...wording.aliases]) this.#addName(entry.id, name, addName);
          const text = [wording.beginner, wording.intermediate, wording.example].join(' ');
          addBody.run(wording.term, wording.aliases.join(' '), text, entry.id);
        }
      }
    })();
  }

  get size(): number {
    return this.#entries.size;
  }

  entries(): readonly GlossaryEntry[] {
    return [...this.#entries.values()];
  }

  entry(id: string): GlossaryEntry | undefined {
    return this.#entries.get(id);
  }

  /** Every name in its compared form: what a planner may look for in a sentence. */
  keys(): readonly string[] {
    return [...this.#exact.keys()];
  }

  lookUp(given: string): LookUp {
    const key = termKey(given);
    const exact = this.#exact.get(key) ?? this.#stems.get(stemKey(key));
    if (exact) return this.#found(exact, false);
    const typo = this.#nearestName(key);
    if (typo) return this.#found(typo, true);
    return { kind: 'unknown', nearest: this.#nearestEntries(key, 3) };
  }

  #addName(id: string, name: string, statement: Sqlite.Statement): void {
    const key = termKey(name);
    if (!this.#exact.has(key)) this.#exact.set(key, { id, name });
    if (!this.#stems.has(stemKey(key))) this.#stems.set(stemKey(key), { id, name });
    statement.run(key, id, name);
  }

  #found({ id, name }: Named, corrected: boolean): LookUp {
    const entry = this.#entries.get(id);
    return entry ? { kind: 'found', entry, matched: name, corrected } : { kind: 'unknown', nearest: [] };
  }

  /** The one name within a typing error of `key`; undefined when none is, or when two entries are equally near. */
  #nearestName(key: string): Named | undefined {
    const near = this.#candidates(key)
      .filter(({ key: candidate }) => isTypoOf(key, candidate))
      .map(candidate => ({ ...candidate, distance: editDistance(key, candidate.key) }))
      .sort((a, b) => a.distance - b.distance);
    const [best] = near;
    const rival = near.find(other => other.id !== best?.id);
    return best && (!rival || rival.distance > best.distance) ? best : undefined;
  }

  #candidates(key: string): (Named & { key: string })[] {
    const grams = trigramsOf(key);
    if (grams.length === 0) return [];
    return this.#index
      .prepare<[string], Named & { key: string }>(
        'select key, id, name from names where names match ? order by bm25(names) limit 30',
      )
      .all(anyOf(grams));
  }

  #nearestEntries(key: string, count: number): GlossaryEntry[] {
    const tokens = words(key);
    const byText =
      tokens.length === 0
        ? []
        : this.#index
            .prepare<[string], { id: string }>(
              'select id from body where body match ? order by bm25(body, 10, 8, 1) limit 10',
            )
            .all(anyOf(tokens));
    const ids = new Set(
      [
        ...this.#candidates(key)
          .filter(({ key: candidate }) => isLike(key, candidate))
          .slice(0, count),
        ...byText,
      ].map(({ id }) => id),
    );
    return [...ids].slice(0, count).flatMap(id => this.#entries.get(id) ?? []);
  }
}
