import type { Passage } from './passage.ts';

/** A passage with its place among the others; the vectors of one index come from one embedder. */
export type IndexItem = Passage & { readonly vector?: Float32Array };

/** By words, by place, or by both, which are then fused. */
export type IndexQuery = {
  readonly text?: string;
  readonly vector?: Float32Array;
  /** Only passages of this language. */
  readonly lang?: Passage['lang'];
  readonly k: number;
};

/** A passage that was found; scores of one list can be compared, and larger is better. */
export type Hit = { readonly id: string; readonly score: number };

export type IndexStats = {
  readonly store: 'sqlite' | 'chroma';
  readonly items: number;
  /** Numbers of a vector; 0 where there are none. */
  readonly dimensions: number;
  /** Name of whoever made the vectors; null where there are none. */
  readonly embedder: string | null;
};

/** The port to where passages are searched. */
export interface KnowledgeIndex {
  /** Adds items or writes them anew. @throws QuaestorError `model.bad-data` for a vector of another length */
  upsert(items: readonly IndexItem[]): Promise<void>;
  /**
   * Puts these items in the place of all others: they are written beside them, and until the last is written the old
   * ones answer, whatever becomes of the process.
   * @param embedder name of whoever made the vectors; null when the items have none
   * @throws QuaestorError `model.bad-data` for vectors of several lengths
   */
  replace(items: readonly IndexItem[], embedder: string | null): Promise<void>;
  /** The best `k`, the best first; none when nothing is left to search by. @throws QuaestorError as `upsert` */
  query(query: IndexQuery): Promise<Hit[]>;
  delete(ids: readonly string[]): Promise<void>;
  stats(): Promise<IndexStats>;
  /** Whether it answers, and when not, why. */
  health(): Promise<{ readonly ok: boolean; readonly why?: string }>;
}
