import { routeFeatures } from './route-features.ts';
import { trainedWeights } from './trained-weights.ts';
import { TypoIndex } from './typo-index.ts';

/** One sentence to learn from: its words and mentions, and the class that it belongs to. */
export type Lesson = { readonly tokens: readonly string[]; readonly label: number; readonly weight: number };

/** Scores a sentence for each class by the weights of its features. */
export class LinearRouter {
  readonly #index = new Map<string, number>();
  readonly #weights: Float64Array;
  readonly #classes: number;
  readonly #typos = new TypoIndex();

  constructor(lessons: readonly Lesson[], classes: number) {
    this.#classes = classes;
    const rows = lessons.map(({ tokens, label, weight }) => ({ features: this.#learnIndexes(tokens), label, weight }));
    this.#weights = trainedWeights(rows, this.#index.size, classes);
  }

  /** Whether a lesson has this word. */
  knows = (word: string): boolean => this.#index.has(word);

  /** A known word for one that is one letter away from it; the word itself otherwise. */
  mend = (word: string): string => (this.knows(word) ? word : this.#typos.mend(word));

  /** How well each class fits, as log-odds that are comparable across classes. */
  scores(tokens: readonly string[]): number[] {
    const sums = new Array<number>(this.#classes).fill(0);
    for (const feature of routeFeatures.ofTokens(tokens)) {
      const at = this.#index.get(feature);
      if (at === undefined) continue;
      for (let label = 0; label < this.#classes; label += 1)
        sums[label] = (sums[label] ?? 0) + (this.#weights[at * this.#classes + label] ?? 0);
    }
    return sums;
  }

  /** What a feature by itself says for a class, against the average of all classes. */
  evidence(feature: string, label: number): number {
    const at = this.#index.get(feature);
    if (at === undefined) return 0;
    const own = this.#weights.subarray(at * this.#classes, (at + 1) * this.#classes);
    return (own[label] ?? 0) - own.reduce((sum, value) => sum + value, 0) / this.#classes;
  }

  #learnIndexes(tokens: readonly string[]): Int32Array {
    for (const token of tokens) if (!this.#index.has(token)) this.#typos.add(token);
    return Int32Array.from(routeFeatures.ofTokens(tokens), feature => {
      const at = this.#index.get(feature) ?? this.#index.size;
      this.#index.set(feature, at);
      return at;
    });
  }
}
