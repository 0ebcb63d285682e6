import { seededRandom } from '../../models/performance/seeded-random.ts';
import { rightFactors } from './randomised-svd.ts';
import { vocabularyOf, weightRows, weightsOf } from './term-weights.ts';
import { charGrams, contentWords, englishStem, wordsOf } from './words.ts';

/** What a text is cut into before it is weighed. */
export const analysers = {
  words: (text: string): string[] => contentWords(text, 'en').map(englishStem),
  chars: (text: string): string[] => charGrams(wordsOf(text)),
} as const;
export type AnalyserName = keyof typeof analysers;
export const analyserNames = ['words', 'chars'] as const satisfies readonly AnalyserName[];

/** What was learnt from some texts, as plain values: it can be kept and sent between threads. */
export type LsaFactors = {
  readonly analyser: AnalyserName;
  readonly tokens: readonly string[];
  /** One number for each token. */
  readonly idf: Float32Array;
  readonly rank: number;
  /** [tokens x rank] by rows. */
  readonly projection: Float32Array;
};

/** Dimensions that are kept, as in the published comparisons of latent semantic analysis with small collections. */
export const lsaRank = 256;

/**
 * Learns the latent semantic space of some texts: the singular vectors of their TF-IDF weights.
 * Source: Deerwester et al., "Indexing by latent semantic analysis", JASIS 41, 1990.
 */
export function fitLsa(texts: readonly string[], analyser: AnalyserName, rank = lsaRank): LsaFactors {
  const cut = texts.map(analysers[analyser]);
  const vocabulary = vocabularyOf(cut);
  const factors = rightFactors(weightRows(cut, vocabulary), rank, seededRandom(20_260_101));
  return {
    analyser,
    tokens: [...vocabulary.columnOf.keys()],
    idf: vocabulary.idf,
    rank: factors.columns,
    projection: Float32Array.from(factors.values),
  };
}

/** Places texts in a learnt space: vectors of length 1, or of zeros where no token of the text is known. */
export function placeInLsa({ analyser, tokens, idf, rank, projection }: LsaFactors): (text: string) => Float32Array {
  const vocabulary = { columnOf: new Map(tokens.map((token, column) => [token, column])), idf };
  return text => {
    const place = new Float32Array(rank);
    for (const [column, weight] of weightsOf(analysers[analyser](text), vocabulary))
      for (let k = 0; k < rank; k += 1) place[k] = (place[k] ?? 0) + weight * (projection[column * rank + k] ?? 0);
    return unit(place);
  };
}

/** A vector at length 1; zeros stay zeros. */
export function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map(value => value / length);
}
