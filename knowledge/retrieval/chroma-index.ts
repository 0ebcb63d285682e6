import { QuaestorError } from '../../config/errors.ts';
import type { ChromaClient, ChromaCollection } from './chroma-client.ts';
import type { Hit, IndexItem, IndexQuery, IndexStats, KnowledgeIndex } from './knowledge-index.ts';
import { reciprocalRankFusion } from './rank-fusion.ts';
import type { SqliteIndex } from './sqlite-index.ts';

const portion = 500;

const withoutVector = ({ vector: _vector, ...item }: IndexItem): IndexItem => item;

const wrongLength = (given: number, stored: number): QuaestorError =>
  new QuaestorError(
    'model.bad-data',
    `Vectors of ${given}, ${stored} numbers cannot stand in one index: build it anew.`,
  );

const silent = (cause: unknown): QuaestorError =>
  new QuaestorError(
    'provider.unavailable',
    {
      en: 'The Chroma server of CHROMA_URL does not answer. Start it, or unset CHROMA_URL to search in SQLite.',
      fr: 'Le serveur Chroma de CHROMA_URL ne répond pas. Démarrez-le, ou retirez CHROMA_URL pour chercher dans SQLite.',
    },
    {},
    cause,
  );

/**
 * Vectors in Chroma, words in SQLite: a server of one's own ranks by vectors alone. Each generation has a collection of
 * its own, and the row in SQLite that says which generation answers speaks for both.
 */
export class ChromaIndex implements KnowledgeIndex {
  readonly #client: ChromaClient;
  readonly #words: SqliteIndex;
  readonly #name: string;

  constructor(client: ChromaClient, words: SqliteIndex, name: string) {
    this.#client = client;
    this.#words = words;
    this.#name = name;
  }

  async upsert(items: readonly IndexItem[]): Promise<void> {
    const placed = items.filter(({ vector }) => vector !== undefined);
    const dimensions = placed[0]?.vector?.length ?? 0;
    if (dimensions > 0) await this.#write(await this.#collection(this.#words.generation(), dimensions), placed);
    await this.#words.upsert(items.map(withoutVector));
  }

  async replace(items: readonly IndexItem[], embedder: string | null): Promise<void> {
    const before = this.#words.generation();
    const next = this.#collectionName(before + 1);
    const dimensions = items.find(({ vector }) => vector)?.vector?.length ?? 0;
    await this.#answered(this.#client.heartbeat());
    await this.#client.deleteCollection({ name: next }).catch(() => undefined);
    if (dimensions > 0) await this.#write(await this.#collection(before + 1, dimensions), items);
    await this.#words.replace(items.map(withoutVector), embedder);
    await this.#client.deleteCollection({ name: this.#collectionName(before) }).catch(() => undefined);
  }

  async query({ text, vector, lang, k }: IndexQuery): Promise<Hit[]> {
    const depth = Math.max(k, 50);
    const words = text === undefined ? [] : [await this.#words.query({ text, k: depth, ...(lang ? { lang } : {}) })];
    const places = vector ? [await this.#byPlace(vector, lang, depth)] : [];
    const lists = [...words, ...places];
    const [only = []] = lists;
    return (lists.length > 1 ? reciprocalRankFusion(lists) : only).slice(0, k);
  }

  async delete(ids: readonly string[]): Promise<void> {
    const collection = await this.#current();
    if (collection && ids.length > 0) await this.#answered(collection.delete({ ids: [...ids] }));
    await this.#words.delete(ids);
  }

  async stats(): Promise<IndexStats> {
    const dimensions = Number((await this.#current())?.metadata?.dimensions ?? 0);
    return { ...(await this.#words.stats()), store: 'chroma', dimensions };
  }

  async health(): Promise<{ ok: boolean; why?: string }> {
    try {
      await this.#answered(this.#client.heartbeat());
      return { ok: true };
    } catch (error) {
      return { ok: false, why: error instanceof Error ? error.message : String(error) };
    }
  }

  async #byPlace(vector: Float32Array, lang: IndexQuery['lang'], depth: number): Promise<Hit[]> {
    const collection = await this.#current();
    if (!collection) return [];
    this.#check(collection, vector.length);
    const count = await this.#answered(collection.count());
    if (count === 0) return [];
    const { ids, distances } = await this.#answered(
      collection.query({
        queryEmbeddings: [[...vector]],
        nResults: Math.min(depth, count),
        include: ['distances'],
        ...(lang ? { where: { lang } } : {}),
      }),
    );
    return (ids[0] ?? []).map((id, i) => ({ id, score: 1 - (distances[0]?.[i] ?? 1) }));
  }

  async #write(collection: ChromaCollection, items: readonly IndexItem[]): Promise<void> {
    for (const { vector } of items) this.#check(collection, vector?.length ?? 0);
    for (let from = 0; from < items.length; from += portion) {
      const some = items.slice(from, from + portion);
      await this.#answered(
        collection.upsert({
          ids: some.map(({ id }) => id),
          embeddings: some.map(({ vector = [] }) => [...vector]),
          metadatas: some.map(({ lang }) => ({ lang })),
        }),
      );
    }
  }

  #check(collection: ChromaCollection, dimensions: number): void {
    const stored = Number(collection.metadata?.dimensions ?? dimensions);
    if (stored !== dimensions) throw wrongLength(dimensions, stored);
  }

  #collection(generation: number, dimensions: number): Promise<ChromaCollection> {
    return this.#answered(
      this.#client.getOrCreateCollection({
        name: this.#collectionName(generation),
        embeddingFunction: null,
        configuration: { hnsw: { space: 'cosine' } },
        metadata: { dimensions },
      }),
    );
  }

  /** The collection that answers; undefined where there are no vectors. */
  async #current(): Promise<ChromaCollection | undefined> {
    await this.#answered(this.#client.heartbeat());
    const name = this.#collectionName(this.#words.generation());
    return this.#client.getCollection({ name, embeddingFunction: null }).catch(() => undefined);
  }

  #collectionName(generation: number): string {
    return `quaestor-${this.#name}-${generation}`;
  }

  #answered<T>(reply: Promise<T>): Promise<T> {
    return reply.catch((cause: unknown) => Promise.reject(silent(cause)));
  }
}
