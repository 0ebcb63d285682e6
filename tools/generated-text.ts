import type { CandleSeries } from '../data/candle.ts';
import { marketSummaries, textVectors } from '../models/hybrid/text-vectors.ts';
import type { Embedder } from '../models/llm/embedder.ts';

/** The generated summaries of a market's days as numbers, and what made them. @throws what the embedder throws */
export async function generatedText(candles: CandleSeries, embedder: Embedder, signal: AbortSignal) {
  const { name, source } = embedder;
  return {
    vectors: await textVectors(marketSummaries(candles), embedder, signal),
    source: { kind: 'generated' as const, embedder: { name, source } },
  };
}
