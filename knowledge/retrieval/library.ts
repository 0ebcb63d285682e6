import { createHash } from 'node:crypto';
import type { Embedder } from '../../models/llm/embedder.ts';
import type { GlossaryEntry } from '../glossary/entry.ts';
import { ImportedEntry } from '../glossary/imported-entry.ts';
import { nameKey, stemKey } from '../glossary/term-key.ts';
import { importedPassage, ownerOf, passagesOf } from './entry-passages.ts';
import type { Hit, IndexStats, KnowledgeIndex } from './knowledge-index.ts';
import { type Passage, passageText } from './passage.ts';
import { askedKey, isQuestion } from './question-text.ts';
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
  /** The same where nothing has to be learnt for it. */
  readonly embedderAtHand: (texts: readonly string[]) => Embedder | undefined;
  /** Runs work that nobody waits for. */
  readonly later: (work: () => void) => void;
};

/** How searches rank now: by words alone, or by meaning too; `failed` where vectors could not be made. */
export type Ranking = 'words' | 'meaning' | 'failed';

const hashOf = (passages: readonly Passage[]): string =>
  createHash('sha256').update(JSON.stringify(passages)).digest('hex').slice(0, 16);

const wordsLabel = (hash: string): string => `words@${hash}`;
const labelOf = ({ name }: Embedder, hash: string): string => `${name}@${hash}`;

/** What the index held when it was last looked at, and who made its vectors where they are of the texts of then. */
type Seen = { readonly label: string | null; readonly embedder: Embedder | undefined };

/**
 * Everything that has been written, ours and imported, searched by words at once and by meaning as soon as the vectors
 * stand. They are made in the background: no search waits for them.
 */
export class Library {
  readonly #parts: LibraryParts;
  readonly #own: ReadonlyMap<string, GlossaryEntry>;
  /** Ids of our entries by the stems of their names. */
  readonly #byName: ReadonlyMap<string, string>;
  #building: Promise<Embedder> | undefined;
  #scheduled = false;
  #ranking: Ranking = 'words';
  #seen: Seen | undefined;
  #looking: Promise<Seen> | undefined;

  constructor(parts: LibraryParts) {
    this.#parts = parts;
    this.#own = new Map(parts.entries.map(entry => [entry.id, entry]));
    this.#byName = new Map(
      parts.entries.flatMap(({ id, en, fr }) =>
        [en, fr].flatMap(({ term, aliases }) => [term, ...aliases].map(name => [stemKey(nameKey(name)), id] as const)),
      ),
    );
  }

  /** How the last search ranked. */
  get ranking(): Ranking {
    return this.#ranking;
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
    this.#building = undefined;
    const passages = this.#passages();
    await this.#parts.index.replace(passages, wordsLabel(hashOf(passages)));
    return passages.filter(({ id }) => ownerOf(id).kind === 'imported').length;
  }

  /** Brings the vectors up to date; the index that was there answers until then. */
  async prepare(): Promise<Embedder> {
    this.#building ??= this.#build();
    try {
      return await this.#building;
    } finally {
      this.#building = undefined;
    }
  }

  /**
   * The entries nearest to a free question or a description. Nothing when no passage shares a word with it that says
   * something: retrieved and irrelevant text makes an answer wrong, not better.
   */
  async search(asked: string, options: { readonly lang?: Passage['lang']; readonly k: number }): Promise<Found[]> {
    if (contentWords(asked).length === 0) return [];
    const embedder = await this.#embedderNow();
    const query = { ...options, k: 3 * options.k };
    const byWords = await this.#parts.index.query({ ...query, text: asked });
    if (byWords.length === 0) return [];
    const [vector] = embedder ? await this.#vectorOf(asked, embedder) : [];
    // A description of a thing has none of its words: there the meaning alone ranks, and words would only lower it.
    const text = isQuestion(asked) ? { text: asked } : {};
    const hits = vector ? await this.#parts.index.query({ ...query, vector, ...text }) : byWords;
    return this.#namedFirst(asked, this.#found(hits)).slice(0, options.k);
  }

  /** Who asks for a term by its name means that one, not the compounds of it: "sharpe" is not "deflated Sharpe ratio". */
  #namedFirst(asked: string, found: readonly Found[]): readonly Found[] {
    const id = this.#byName.get(stemKey(askedKey(asked)));
    const named = found.filter(({ kind, entry }) => kind === 'own' && entry.id === id);
    return named.length > 0 ? [...named, ...found.filter(one => !named.includes(one))] : found;
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

  /**
   * Whoever made the vectors that stand, where they are those of the very texts of now. Where they are not, the words are
   * indexed, and the vectors are made later.
   */
  async #embedderNow(): Promise<Embedder | undefined> {
    const { embedder: label } = await this.#parts.index.stats();
    if (this.#seen?.label !== label) await this.#lookOnce();
    const { embedder } = this.#seen ?? {};
    if (!embedder) this.#learnLater();
    else this.#ranking = 'meaning';
    return embedder;
  }

  /** Who asks meanwhile waits for the same look. */
  async #lookOnce(): Promise<void> {
    this.#looking ??= this.#look();
    try {
      this.#seen = await this.#looking;
    } finally {
      this.#looking = undefined;
    }
  }

  async #look(): Promise<Seen> {
    const passages = this.#passages();
    const hash = hashOf(passages);
    const { embedder: label } = await this.#parts.index.stats();
    const embedder = this.#parts.embedderAtHand(passages.map(passageText));
    if (embedder && label === labelOf(embedder, hash)) return { label, embedder };
    this.#ranking = 'words';
    if (label?.endsWith(`@${hash}`)) return { label, embedder: undefined };
    await this.#parts.index.replace(passages, wordsLabel(hash));
    return { label: wordsLabel(hash), embedder: undefined };
  }

  /** Makes the vectors when nobody waits. What goes wrong there is tried again at the next search. */
  #learnLater(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const learn = async (): Promise<void> => {
      await this.prepare().catch(() => {
        this.#ranking = 'failed';
      });
      this.#scheduled = false;
    };
    this.#parts.later(() => void learn());
  }

  /** A provider that does not answer leaves the words. */
  async #vectorOf(asked: string, embedder: Embedder): Promise<readonly Float32Array[]> {
    return embedder.embed([asked]).catch(() => {
      this.#ranking = 'failed';
      return [];
    });
  }

  async #build(): Promise<Embedder> {
    const passages = this.#passages();
    const texts = passages.map(passageText);
    const hash = hashOf(passages);
    const embedder = await this.#parts.embedderFor(texts);
    const label = labelOf(embedder, hash);
    if ((await this.#parts.index.stats()).embedder !== label) {
      const vectors = await embedder.embed(texts);
      // What came in meanwhile must not fall out of the index again.
      if (hashOf(this.#passages()) !== hash) return this.#build();
      const items = passages.map((passage, i) => ({ ...passage, vector: vectors[i] ?? new Float32Array() }));
      await this.#parts.index.replace(items, label);
    }
    this.#seen = { label, embedder };
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
