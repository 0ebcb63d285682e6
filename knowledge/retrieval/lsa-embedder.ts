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

async function factorsOf(texts: readonly string[], analyser: AnalyserName, learn: FitLsa, shelf: LsaShelf) {
  const key = hashOf([version, analyser, texts]);
  const kept = shelf.find(key);
  if (kept) return { ...kept, analyser };
  const learnt = await learn(texts, analyser);
  shelf.keep(key, learnt);
  return learnt;
}

/** Words and letters side by side: the cosine of two such vectors is the mean of both cosines. */
const sideBySide = (parts: readonly Float32Array[]): Float32Array =>
  unit(Float32Array.from(parts.flatMap(part => [...part])));

/**
 * Vectors without any provider: latent semantic analysis of the very texts that are searched. Learnt once for the same
 * texts, then read from the shelf.
 */
export async function openLsaEmbedder(texts: readonly string[], learn: FitLsa, shelf: LsaShelf): Promise<Embedder> {
  const wanted: AnalyserName[] = texts.length > mostWithLetters ? ['words'] : ['words', 'chars'];
  const factors: LsaFactors[] = [];
  for (const analyser of wanted) factors.push(await factorsOf(texts, analyser, learn, shelf));
  const places = factors.map(placeInLsa);
  return {
    name: `lsa-${hashOf([version, wanted, texts]).slice(0, 16)}`,
    dimensions: factors.reduce((sum, { rank }) => sum + rank, 0),
    source: 'offline',
    embed: async asked => asked.map(text => sideBySide(places.map(place => place(text)))),
  };
}
