import { wallClock } from '../../config/clock.ts';
import { openDatabase } from '../../data/database.ts';
import { ownerOf, passagesOf } from '../retrieval/entry-passages.ts';
import { exactTerm, findTerm, type TermMatch } from '../retrieval/find-term.ts';
import type { NamedItem, Names } from '../retrieval/names.ts';
import { SqliteIndex } from '../retrieval/sqlite-index.ts';
import type { GlossaryEntry } from './entry.ts';
import type { ImportedEntry } from './imported-entry.ts';
import { nameKey, termKey } from './term-key.ts';

/**
 * What a look-up found: our entry or one that a person brought, maybe after mending a typing error; or nothing, with the
 * nearest entries, which are `likely` meant where their names are like what was asked.
 */
export type LookUp =
  | { kind: 'found'; entry: GlossaryEntry; matched: string; corrected: boolean }
  | { kind: 'imported'; entry: ImportedEntry; matched: string; corrected: boolean }
  | { kind: 'unknown'; nearest: GlossaryEntry[]; likely: boolean };

/** What a glossary may look into beyond its own entries. */
export type Beyond = {
  /** Names and entries that a person brought. */
  readonly imported?: { readonly names: Names; entry(id: string): ImportedEntry | undefined };
  /** Told of each term that is in no glossary and like nothing in one. */
  readonly noteGap?: (term: string) => void;
};

const owner = (passageId: string): string => ownerOf(passageId).id;

const notFound: TermMatch = { band: 'unknown' };

/**
 * The glossary with its index: exact names and aliases of both languages first, then names within a typing error
 * (trigram candidates ranked by edit distance), else an honest "unknown" with the nearest entries by full-text search.
 * An imported entry answers only to a name that none of ours has.
 */
export class Glossary {
  readonly #entries: ReadonlyMap<string, GlossaryEntry>;
  readonly #list: readonly GlossaryEntry[];
  readonly #keys: ReadonlySet<string>;
  readonly #index = new SqliteIndex(openDatabase(':memory:'), 'own', wallClock);
  readonly #beyond: Beyond;

  constructor(entries: readonly GlossaryEntry[], beyond: Beyond = {}) {
    this.#entries = new Map(entries.map(entry => [entry.id, entry]));
    this.#list = [...this.#entries.values()];
    const passages = entries.flatMap(passagesOf);
    this.#keys = new Set(passages.flatMap(({ term, aliases }) => [term, ...aliases].map(termKey)));
    this.#index.write(passages);
    this.#beyond = beyond;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** The same list at every call: what is read of it once can be kept. */
  entries(): readonly GlossaryEntry[] {
    return this.#list;
  }

  entry(id: string): GlossaryEntry | undefined {
    return this.#entries.get(id);
  }

  /** Every name of our own in its compared form: what a planner may look for in a sentence. Imported names steer nothing. */
  keys(): readonly string[] {
    return [...this.#keys];
  }

  lookUp(given: string): LookUp {
    const key = nameKey(given);
    const imported = this.#beyond.imported?.names;
    const exact = exactTerm(key, this.#index);
    if (exact) return this.#found(exact, false);
    const brought = imported && exactTerm(key, imported);
    if (brought) return this.#found(brought, false);
    const own = findTerm(key, this.#index, owner);
    if (own.band === 'typo') return this.#found(own.found, true);
    const typo = imported ? findTerm(key, imported) : notFound;
    if (typo.band === 'typo') return this.#found(typo.found, true);
    return this.#unknown(key, own.band === 'like' ? own.meant : []);
  }

  #found({ id, name }: NamedItem, corrected: boolean): LookUp {
    const { kind, id: entryId } = ownerOf(id);
    if (kind === 'imported') {
      const entry = this.#beyond.imported?.entry(entryId);
      if (entry) return { kind, entry, matched: name, corrected };
    }
    const entry = this.#entries.get(entryId);
    return entry ? { kind: 'found', entry, matched: name, corrected } : this.#unknown(nameKey(name), []);
  }

  #unknown(key: string, meant: readonly NamedItem[]): LookUp {
    if (meant.length === 0) this.#beyond.noteGap?.(key);
    const ids = new Set([...meant, ...this.#index.nearest(key, 10)].map(({ id }) => owner(id)));
    const nearest = [...ids].slice(0, 3).flatMap(id => this.#entries.get(id) ?? []);
    return { kind: 'unknown', nearest, likely: meant.length > 0 };
  }
}
