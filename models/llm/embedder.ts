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

/** Where vectors are kept by their key. */
export interface EmbeddingCache {
  get(key: string): Float32Array | undefined;
  keep(vectors: ReadonlyMap<string, Float32Array>): void;
}

/** Texts that are asked for, and kept, at a time: what a failure leaves is not asked for again. */
const portion = 100;

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
      for (let from = 0; from < unseen.length; from += portion) {
        const asked = unseen.slice(from, from + portion);
        const made = await embedder.embed(asked, signal);
        cache.keep(new Map(asked.map((text, k) => [embeddingKey(embedder, text), made[k] ?? new Float32Array()])));
      }
      return texts.map(text => cache.get(embeddingKey(embedder, text)) ?? new Float32Array());
    },
  };
}
