import type { CandleSeries } from '../data/candle.ts';
import { offlineEmbedder } from '../models/hybrid/offline-embedding.ts';
import { marketSummaries, textVectors } from '../models/hybrid/text-vectors.ts';

/** The generated summaries of a market's days as numbers, and what made them. */
export async function generatedText(candles: CandleSeries, signal: AbortSignal) {
  const { name, source } = offlineEmbedder;
  return {
    vectors: await textVectors(marketSummaries(candles), offlineEmbedder, signal),
    source: { kind: 'generated' as const, embedder: { name, source } },
  };
}
