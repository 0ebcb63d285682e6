import { createHash } from 'node:crypto';
import type { Embedder } from '../../models/llm/embedder.ts';
import { type AnalyserName, type LsaFactors, placeInLsa, unit } from './lsa.ts';

/** Learns latent semantic factors, wherever that runs. */
export type FitLsa = (texts: readonly string[], analyser: AnalyserName) => Promise<LsaFactors>;

/** Where factors are kept by the hash of what they were learnt from. */
export interface LsaShelf {
  find(key: string): Omit<LsaFactors, 'analyser'> | undefined;
  keep(key: string, factors: Omit<LsaFactors, 'analyser'>): void;
}

/** Raised when the same texts would give other factors than before. */
const version = 1;

/** Above this many texts only words are learnt: letters take three times as long, and a query twice. */
const mostWithLetters = 5000;

const hashOf = (values: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(values)).digest('hex');

const keyOf = (texts: readonly string[], analyser: AnalyserName): string => hashOf([version, analyser, texts]);

async function factorsOf(
  texts: readonly string[],
  analyser: AnalyserName,
  learn: FitLsa,
  shelf: LsaShelf,
): Promise<LsaFactors> {
  const key = keyOf(texts, analyser);
  const kept = shelf.find(key);
  if (kept) return { ...kept, analyser };
  const learnt = await learn(texts, analyser);
  shelf.keep(key, learnt);
  return learnt;
}

/** Words and letters side by side: the cosine of two such vectors is the mean of both cosines. */
const sideBySide = (parts: readonly Float32Array[]): Float32Array =>
  unit(Float32Array.from(parts.flatMap(part => [...part])));

const analysersFor = (texts: readonly string[]): readonly AnalyserName[] =>
  texts.length > mostWithLetters ? ['words'] : ['words', 'chars'];

/** Texts that are placed before whoever waits has a turn. */
const portion = 16;

function embedderOf(texts: readonly string[], factors: readonly LsaFactors[]): Embedder {
  const places = factors.map(placeInLsa);
  return {
    name: `lsa-${hashOf([version, analysersFor(texts), texts]).slice(0, 16)}`,
    dimensions: factors.reduce((sum, { rank }) => sum + rank, 0),
    source: 'offline',
    async embed(asked) {
      const vectors: Float32Array[] = [];
      for (const [at, text] of asked.entries()) {
        if (at % portion === portion - 1) await new Promise(setImmediate);
        vectors.push(sideBySide(places.map(place => place(text))));
      }
      return vectors;
    },
  };
}

/** The embedder of these very texts where its factors are on the shelf: nothing is learnt. */
export function keptLsaEmbedder(texts: readonly string[], shelf: LsaShelf): Embedder | undefined {
  const factors = analysersFor(texts).flatMap(analyser => {
    const kept = shelf.find(keyOf(texts, analyser));
    return kept ? [{ ...kept, analyser }] : [];
  });
  return factors.length === analysersFor(texts).length ? embedderOf(texts, factors) : undefined;
}

/**
 * Vectors without any provider: latent semantic analysis of the very texts that are searched. Learnt once for the same
 * texts, then read from the shelf.
 */
export async function openLsaEmbedder(texts: readonly string[], learn: FitLsa, shelf: LsaShelf): Promise<Embedder> {
  const factors: LsaFactors[] = [];
  for (const analyser of analysersFor(texts)) factors.push(await factorsOf(texts, analyser, learn, shelf));
  return embedderOf(texts, factors);
}
