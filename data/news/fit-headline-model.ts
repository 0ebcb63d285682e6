import { headlineFeatures } from './headline-features.ts';
import { type HeadlineLabel, headlineLabels } from './headline-label.ts';
import { HeadlineModel, type HeadlineParameters, type HeadlineVector } from './headline-model.ts';

export type Lesson = { readonly headline: string; readonly label: HeadlineLabel };

const epochs = 10;
const firstRate = 0.5;
const rateDecay = 0.1;
const shrinkage = 1e-5;
const biasShare = 0.1;
const leastHeadlines = 2;
const classes = headlineLabels.length;

function emptyParameters(lessons: readonly Lesson[]): HeadlineParameters {
  const counts = new Map<number, number>();
  for (const { headline } of lessons)
    for (const hash of headlineFeatures(headline)) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  const kept = [...counts].filter(([, count]) => count >= leastHeadlines).sort(([a], [b]) => a - b);
  return {
    hashes: Uint32Array.from(kept, ([hash]) => hash),
    rarity: Float64Array.from(kept, ([, count]) => Math.log((1 + lessons.length) / (1 + count)) + 1),
    weights: new Float64Array(kept.length * classes),
    bias: new Float64Array(classes),
  };
}

type Row = { readonly vector: HeadlineVector; readonly label: number };

/** One step down the gradient of the log loss for one headline. */
function learn(
  { weights, bias }: HeadlineParameters,
  { vector, label }: Row,
  chances: Float64Array,
  rate: number,
): void {
  const { rows, values } = vector;
  for (let one = 0; one < classes; one += 1) {
    const slope = rate * ((one === label ? 1 : 0) - (chances[one] ?? 0));
    bias[one] = (bias[one] ?? 0) + biasShare * slope;
    for (let i = 0; i < rows.length; i += 1) {
      const at = (rows[i] ?? 0) * classes + one;
      weights[at] = (weights[at] ?? 0) * (1 - rate * shrinkage) + slope * (values[i] ?? 0);
    }
  }
}

/** Walks through the lessons in one fixed order in which neighbours of the file lie far apart. */
function mixed<Item>(items: readonly Item[]): Item[] {
  const step = [6101, 6113, 6121].find(prime => items.length % prime !== 0) ?? 1;
  return items.flatMap((_item, i) => items[(i * step) % items.length] ?? []);
}

/**
 * Learns a headline model by stochastic gradient descent from zero in a fixed order: the same lessons always give the
 * same bytes. Features of a single headline are left out. Source: Bottou, "Stochastic Gradient Descent Tricks", 2012.
 */
export function fitHeadlineModel(lessons: readonly Lesson[]): HeadlineModel {
  const parameters = emptyParameters(lessons);
  const model = new HeadlineModel(parameters);
  const rows = mixed(lessons).map(
    ({ headline, label }): Row => ({ vector: model.vector(headline), label: headlineLabels.indexOf(label) }),
  );
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    const rate = firstRate / (1 + rateDecay * epoch);
    for (const row of rows) learn(parameters, row, model.chances(row.vector), rate);
  }
  return model;
}
