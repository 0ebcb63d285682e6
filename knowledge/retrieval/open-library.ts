import { attempt } from '../../config/attempt.ts';
import type { Clock } from '../../config/clock.ts';
import type { Secrets } from '../../config/secrets.ts';
import type { Settings } from '../../config/settings.ts';
import { CoverageGaps } from '../../data/coverage-gaps.ts';
import type { Database } from '../../data/database.ts';
import { SqliteEmbeddingCache } from '../../data/embedding-cache.ts';
import { ImportedEntryStore } from '../../data/imported-entry-store.ts';
import { LsaStore } from '../../data/lsa-store.ts';
import type { Embedder } from '../../models/llm/embedder.ts';
import { openEmbedder } from '../../models/llm/open-embedder.ts';
import type { GlossaryEntry } from '../glossary/entry.ts';
import { Glossary } from '../glossary/glossary.ts';
import { openChromaClient } from './chroma-client.ts';
import { ChromaIndex } from './chroma-index.ts';
import { fitInThread } from './fit-in-thread.ts';
import { importedNames } from './imported-names.ts';
import type { KnowledgeIndex } from './knowledge-index.ts';
import { Library } from './library.ts';
import { type FitLsa, keptLsaEmbedder, openLsaEmbedder } from './lsa-embedder.ts';
import { SqliteIndex } from './sqlite-index.ts';

export type OpenLibrary = {
  readonly database: Database;
  readonly clock: Clock;
  readonly entries: readonly GlossaryEntry[];
  /** Of these `models.embedding` says who makes vectors; latent semantics where it names nobody. */
  readonly settings: Pick<Settings, 'models' | 'llm'>;
  readonly secrets: Secrets;
  /** Where latent semantics are learnt; a thread of its own by default. */
  readonly learn?: FitLsa;
  /** Runs what nobody waits for; after a while by default, so that a process of one question learns nothing. */
  readonly later?: (work: () => void) => void;
  readonly env?: NodeJS.ProcessEnv;
};

const indexName = 'library';

/** Numbers of a provider's vector. */
const dimensions = 768;

/** How long a process has to live before it learns, in ms. */
const learnAfterMs = 15_000;

/** No process stays for it. */
const afterAWhile = (work: () => void): void => {
  setTimeout(work, learnAfterMs).unref();
};

/** The index of a server is opened at its first use: whoever only looks terms up needs none. */
function lazily(open: () => Promise<KnowledgeIndex>): KnowledgeIndex {
  let opened: Promise<KnowledgeIndex> | undefined;
  const index = (): Promise<KnowledgeIndex> => {
    opened ??= open();
    return opened;
  };
  return {
    upsert: async items => (await index()).upsert(items),
    replace: async (items, embedder) => (await index()).replace(items, embedder),
    query: async query => (await index()).query(query),
    delete: async ids => (await index()).delete(ids),
    stats: async () => (await index()).stats(),
    health: async () => (await index()).health(),
  };
}

function providerOf({ database, clock, settings, secrets }: OpenLibrary): Embedder | undefined {
  const { models, llm } = settings;
  if (models.embedding === null) return undefined;
  const cache = new SqliteEmbeddingCache(database, clock);
  return openEmbedder(models.embedding, secrets, { dimensions, deadlineMs: 1000 * llm.deadlineSeconds, cache });
}

/**
 * The glossary and the library of the settings: SQLite, or Chroma for the vectors where CHROMA_URL is set. Nothing is
 * indexed or learnt before it is asked for.
 */
export function openLibrary(parts: OpenLibrary): { glossary: Glossary; library: Library } {
  const { database, clock, entries, learn = fitInThread, later = afterAWhile, env = process.env } = parts;
  const words = new SqliteIndex(database, indexName, clock);
  const url = env.CHROMA_URL?.trim();
  const index = url ? lazily(async () => new ChromaIndex(await openChromaClient(url), words, indexName)) : words;
  const shelf = new LsaStore(database, clock);
  const library = new Library({
    index,
    entries,
    imported: new ImportedEntryStore(database, clock),
    embedderFor: async texts => providerOf(parts) ?? openLsaEmbedder(texts, learn, shelf),
    embedderAtHand: texts => attempt(() => providerOf(parts) ?? keptLsaEmbedder(texts, shelf)),
    later,
  });
  const gaps = new CoverageGaps(database, clock);
  const glossary = new Glossary(entries, {
    imported: { names: importedNames(words), entry: id => library.importedEntry(id) },
    noteGap: term => gaps.note(term),
  });
  return { glossary, library };
}
