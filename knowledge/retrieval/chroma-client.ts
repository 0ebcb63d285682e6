import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';

/** What is used of a collection of Chroma. */
export interface ChromaCollection {
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  upsert(records: { ids: string[]; embeddings: number[][]; metadatas: Record<string, string>[] }): Promise<unknown>;
  query(asked: {
    queryEmbeddings: number[][];
    nResults: number;
    where?: Record<string, string>;
    include: string[];
  }): Promise<{ ids: string[][]; distances: (number | null)[][] }>;
  delete(which: { ids: string[] }): Promise<unknown>;
  count(): Promise<number>;
}

/** What is used of the client of Chroma. */
export interface ChromaClient {
  heartbeat(): Promise<number>;
  getOrCreateCollection(asked: {
    name: string;
    embeddingFunction: null;
    configuration: { hnsw: { space: 'cosine' } };
    metadata: Record<string, string | number>;
  }): Promise<ChromaCollection>;
  getCollection(asked: { name: string; embeddingFunction: null }): Promise<ChromaCollection>;
  deleteCollection(asked: { name: string }): Promise<unknown>;
}

/** An optional package: it is looked for when an address is set, and not before. */
const packageName = 'chromadb';
const ChromaModule = z.looseObject({
  ChromaClient: z.custom<new (options: { host: string; port: number; ssl: boolean }) => ChromaClient>(
    value => typeof value === 'function',
  ),
});

const notInstalled = (cause: unknown): QuaestorError =>
  new QuaestorError(
    'config.missing-key',
    {
      en: 'CHROMA_URL is set, and the package "chromadb" is not installed. Run npm install chromadb@3.5.0, or unset CHROMA_URL to search in SQLite.',
      fr: "CHROMA_URL est défini, et le paquet « chromadb » n'est pas installé. Lancez npm install chromadb@3.5.0, ou retirez CHROMA_URL pour chercher dans SQLite.",
    },
    {},
    cause,
  );

const badAddress = (url: string): QuaestorError =>
  new QuaestorError('config.invalid', {
    en: `CHROMA_URL is "${url}", which is no address. Valid: http://127.0.0.1:8000.`,
    fr: `CHROMA_URL vaut « ${url} », ce qui n'est pas une adresse. Exemple valable : http://127.0.0.1:8000.`,
  });

/** @throws QuaestorError `config.missing-key` where the package is not there, `config.invalid` for what is no address */
export async function openChromaClient(url: string): Promise<ChromaClient> {
  if (!URL.canParse(url) || !/^https?:/.test(url)) throw badAddress(url);
  const { hostname, port, protocol } = new URL(url);
  const ssl = protocol === 'https:';
  const loaded: unknown = await import(packageName).catch((cause: unknown) => Promise.reject(notInstalled(cause)));
  const { ChromaClient: Client } = ChromaModule.parse(loaded);
  return new Client({ host: hostname, port: port === '' ? (ssl ? 443 : 80) : Number(port), ssl });
}
