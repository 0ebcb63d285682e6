import { fold } from '../../config/suggest.ts';
import type { Embedder } from '../llm/embedder.ts';
import { textCount } from './hybrid-rows.ts';

/** Parts of a text count by what they say: whole words and pairs of them more than pieces of a word. */
const weights = { word: 1, pair: 0.7, piece: 0.3 } as const;
const [shortestPiece, longestPiece] = [3, 4];

/** 32-bit FNV-1a of a text's UTF-16 code units, low byte first. Source: Fowler, Noll and Vo, draft-eastlake-fnv. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    if (unit > 0xff) hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return hash >>> 0;
}

/** Every part of a text with its weight: a part that is met often is listed as often. */
function* partsOf(text: string): Generator<[part: string, weight: number]> {
  const words = fold(text).match(/[\p{L}\p{N}]+(?:[.,]\p{N}+)*/gu) ?? [];
  for (const [k, word] of words.entries()) {
    yield [`w ${word}`, weights.word];
    if (k > 0) yield [`p ${words[k - 1]} ${word}`, weights.pair];
    const padded = `<${word}>`;
    for (let length = shortestPiece; length <= longestPiece; length += 1) {
      for (let from = 0; from + length <= padded.length; from += 1) {
        yield [`c ${padded.slice(from, from + length)}`, weights.piece];
      }
    }
  }
}

/**
 * A text as 768 numbers without any language model: words, pairs of neighbouring words and pieces of 3 and 4 letters are
 * hashed to a place and a sign, weighted by 1 + ln(times met), and the vector is scaled to length 1. It knows which texts
 * share words and word stems, not what they mean. The same text gives the same numbers everywhere; a text without a word
 * gives zeros.
 * Source: Weinberger, Dasgupta, Langford, Smola and Attenberg, "Feature Hashing for Large Scale Multitask Learning",
 * ICML 2009; pieces with word borders as in Bojanowski, Grave, Joulin and Mikolov, TACL 5 (2017) 135-146.
 */
export function offlineEmbedding(text: string): Float32Array {
  const times = new Map<string, { count: number; weight: number }>();
  for (const [part, weight] of partsOf(text)) times.set(part, { count: (times.get(part)?.count ?? 0) + 1, weight });
  const vector = new Float64Array(textCount);
  for (const [part, { count, weight }] of times) {
    const hash = fnv1a(part);
    // The sign takes the top bit, the place the rest: they do not depend on each other.
    const place = (hash & 0x7fffffff) % textCount;
    vector[place] = (vector[place] ?? 0) + (hash >>> 31 === 1 ? -1 : 1) * weight * (1 + Math.log(count));
  }
  const length = Math.hypot(...vector);
  return Float32Array.from(vector, value => (length > 0 ? value / length : 0));
}

/** The embedder that stands in while no provider is set up. */
export const offlineEmbedder: Embedder = {
  name: 'offline-hashed-words-1',
  dimensions: textCount,
  source: 'offline',
  embed: async (texts, signal) => {
    signal?.throwIfAborted();
    return texts.map(offlineEmbedding);
  },
};
