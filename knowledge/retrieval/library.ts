import { createHash } from 'node:crypto';
import type { Embedder } from '../../models/llm/embedder.ts';
import type { GlossaryEntry } from '../glossary/entry.ts';
import { ImportedEntry } from '../glossary/imported-entry.ts';
import { importedPassage, ownerOf, passagesOf } from './entry-passages.ts';
import type { Hit, IndexStats, KnowledgeIndex } from './knowledge-index.ts';
import { type Passage, passageText } from './passage.ts';
import { isQuestion } from './question-text.ts';
import { contentWords } from './words.ts';

/** Where imported entries are kept. */
export interface ImportedShelf {
  keep(collection: string, entries: readonly { id: string; body: ImportedEntry }[]): void;
  find(id: string): unknown;
  all(): unknown[];
}

/** What a free question found: our entry or an imported one, the best first. */
export type Found =
  | { readonly kind: 'own'; readonly entry: GlossaryEntry; readonly lang: Passage['lang']; readonly score: number }
  | { readonly kind: 'imported'; readonly entry: ImportedEntry; readonly score: number };

export type LibraryParts = {
  readonly index: KnowledgeIndex;
  readonly entries: readonly GlossaryEntry[];
  readonly imported: ImportedShelf;
  /** Who makes vectors for these texts: a provider, or latent semantics learnt from them. */
  readonly embedderFor: (texts: readonly string[]) => Promise<Embedder>;
};

const hashOf = (passages: readonly Passage[]): string =>
  createHash('sha256').update(JSON.stringify(passages)).digest('hex').slice(0, 16);

/**
 * Everything that has been written, ours and imported, searched by meaning. The words of it are indexed at once; its
 * vectors are made when they are first asked for.
 */
export class Library {
  readonly #parts: LibraryParts;
  readonly #own: ReadonlyMap<string, GlossaryEntry>;
  #ready: Promise<Embedder> | undefined;

  constructor(parts: LibraryParts) {
    this.#parts = parts;
    this.#own = new Map(parts.entries.map(entry => [entry.id, entry]));
  }

  /**
   * Puts the entries of one collection in the place of those that it had. They are found by their names at once.
   * @returns entries that are imported now, of all collections
   */
  async bring(collection: string, entries: readonly ImportedEntry[]): Promise<number> {
    this.#parts.imported.keep(
      collection,
      entries.map(entry => ({ id: entry.id, body: entry })),
    );
    this.#ready = undefined;
    const passages = this.#passages();
    await this.#parts.index.replace(passages, `words@${hashOf(passages)}`);
    return passages.filter(({ id }) => ownerOf(id).kind === 'imported').length;
  }

  /** Brings the vectors up to date; the index that was there answers until then. */
  async prepare(): Promise<Embedder> {
    this.#ready ??= this.#build();
    try {
      return await this.#ready;
    } catch (cause) {
      this.#ready = undefined;
      throw cause;
    }
  }

  /**
   * The entries nearest to a free question or a description. Nothing when no passage shares a word with it that says
   * something: retrieved and irrelevant text makes an answer wrong, not better.
   */
  async search(asked: string, options: { readonly lang?: Passage['lang']; readonly k: number }): Promise<Found[]> {
    if (contentWords(asked).length === 0) return [];
    const embedder = await this.prepare();
    const query = { ...options, k: 3 * options.k };
    const byWords = await this.#parts.index.query({ ...query, text: asked });
    if (byWords.length === 0) return [];
    const [vector = new Float32Array()] = await embedder.embed([asked]);
    // A description of a thing has none of its words: there the meaning alone ranks, and words would only lower it.
    const hits = await this.#parts.index.query({ ...query, vector, ...(isQuestion(asked) ? { text: asked } : {}) });
    return this.#found(hits).slice(0, options.k);
  }

  /** An imported entry by its id. */
  importedEntry(id: string): ImportedEntry | undefined {
    return ImportedEntry.safeParse(this.#parts.imported.find(id)).data;
  }

  stats(): Promise<IndexStats> {
    return this.#parts.index.stats();
  }

  #passages(): Passage[] {
    const imported = this.#parts.imported.all().map(raw => importedPassage(ImportedEntry.parse(raw)));
    return [...this.#parts.entries.flatMap(passagesOf), ...imported];
  }

  async #build(): Promise<Embedder> {
    const passages = this.#passages();
    const texts = passages.map(passageText);
    const embedder = await this.#parts.embedderFor(texts);
    const label = `${embedder.name}@${hashOf(passages)}`;
    if ((await this.#parts.index.stats()).embedder === label) return embedder;
    const vectors = await embedder.embed(texts);
    const items = passages.map((passage, i) => ({ ...passage, vector: vectors[i] ?? new Float32Array() }));
    await this.#parts.index.replace(items, label);
    return embedder;
  }

  /** Each entry once, at the place of its better wording. */
  #found(hits: readonly Hit[]): Found[] {
    const seen = new Set<string>();
    return hits.flatMap(({ id: passage, score }): Found[] => {
      const { kind, id } = ownerOf(passage);
      if (seen.has(`${kind}/${id}`)) return [];
      seen.add(`${kind}/${id}`);
      if (kind === 'imported') {
        const entry = this.importedEntry(id);
        return entry ? [{ kind, entry, score }] : [];
      }
      const entry = this.#own.get(id);
      return entry ? [{ kind, entry, lang: passage.endsWith('/fr') ? 'fr' : 'en', score }] : [];
    });
  }
}
