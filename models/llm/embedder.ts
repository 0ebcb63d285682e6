import { createHash } from 'node:crypto';

/** Turns texts into vectors of one length; texts of like meaning lie near each other. */
export interface Embedder {
  /** Names the provider and the model: vectors of different names are never mixed. */
  readonly name: string;
  readonly dimensions: number;
  /** `provider` for a language model's own vectors, `offline` for those that stand in without one. */
  readonly source: 'provider' | 'offline';
  /**
   * One vector of length 1 for each text, in their order.
   * @throws QuaestorError `provider.*` when the provider fails; the signal's reason when it is aborted
   */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>;
}

/** Where vectors are kept by their key; a `Map` will do. */
export interface EmbeddingCache {
  get(key: string): Float32Array | undefined;
  set(key: string, vector: Float32Array): unknown;
}

/** The key of a text's vector: a hash of its content and of whoever makes the vector. */
export const embeddingKey = ({ name, dimensions }: Embedder, text: string): string =>
  createHash('sha256')
    .update(JSON.stringify([name, dimensions, text]))
    .digest('hex');

/** The same embedder, which asks for each text once, however often it is met. */
export function cachedEmbedder(embedder: Embedder, cache: EmbeddingCache): Embedder {
  const { name, dimensions, source } = embedder;
  return {
    name,
    dimensions,
    source,
    embed: async (texts, signal) => {
      const unseen = [...new Set(texts)].filter(text => cache.get(embeddingKey(embedder, text)) === undefined);
      const made = unseen.length > 0 ? await embedder.embed(unseen, signal) : [];
      const fresh = new Map(unseen.map((text, k) => [text, made[k]]));
      for (const [text, vector] of fresh) if (vector) cache.set(embeddingKey(embedder, text), vector);
      return texts.map(text => fresh.get(text) ?? cache.get(embeddingKey(embedder, text)) ?? new Float32Array());
    },
  };
}
