import { type CandleSeries, dayOf } from '../../data/candle.ts';
import type { Embedder } from '../llm/embedder.ts';
import { marketSummary } from './market-summary.ts';
import { technicalFeatures } from './technical-features.ts';

/** A generated summary of each candle after the warm-up of its features, by day (YYYY-MM-DD). */
export function marketSummaries(series: CandleSeries): Map<string, string> {
  const features = technicalFeatures(series);
  const days = Array.from(series.openAt, dayOf);
  return new Map(days.slice(features.warmUp).map((day, k) => [day, marketSummary(features, features.warmUp + k)]));
}

/**
 * The vectors that `hybridRows` takes as its text: one for each day's text.
 * @param texts by day (YYYY-MM-DD), of what was known at the close of that day's candle
 * @throws what the embedder throws
 */
export async function textVectors(
  texts: ReadonlyMap<string, string>,
  embedder: Embedder,
  signal?: AbortSignal,
): Promise<Map<string, Float32Array>> {
  const vectors = await embedder.embed([...texts.values()], signal);
  return new Map([...texts.keys()].map((day, k) => [day, vectors[k] ?? new Float32Array()]));
}
