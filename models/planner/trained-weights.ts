type Row = { readonly features: Int32Array; readonly label: number; readonly weight: number };

const epochs = 11;
const rate = 0.5;
const decay = 2e-4;

/** Walks through the lessons in a fixed order that mixes the classes. */
function mixed<Item>(items: readonly Item[]): Item[] {
  const step = [613, 619, 631, 641].find(prime => items.length % prime !== 0) ?? 1;
  return items.flatMap((_item, i) => items[(i * step) % items.length] ?? []);
}

/** Chances of the classes for one row, written into `chances`. Plain loops: this runs ten thousand times at start-up. */
function predict(weights: Float64Array, features: Int32Array, chances: Float64Array): void {
  chances.fill(0);
  const { length } = chances;
  for (let i = 0; i < features.length; i += 1) {
    const base = (features[i] ?? 0) * length;
    for (let label = 0; label < length; label += 1)
      chances[label] = (chances[label] ?? 0) + (weights[base + label] ?? 0);
  }
  const top = chances.reduce((a, b) => Math.max(a, b));
  let total = 0;
  for (let label = 0; label < length; label += 1) {
    const power = Math.exp((chances[label] ?? 0) - top);
    chances[label] = power;
    total += power;
  }
  for (let label = 0; label < length; label += 1) chances[label] = (chances[label] ?? 0) / total;
}

/** One step down the gradient for one row; classes that are nearly right are left alone. */
function learn(
  weights: Float64Array,
  { features, label: right, weight }: Row,
  chances: Float64Array,
  step: number,
): void {
  const scale = (step * weight) / Math.sqrt(features.length + 1);
  for (let label = 0; label < chances.length; label += 1) {
    const slope = scale * ((label === right ? 1 : 0) - (chances[label] ?? 0));
    if (Math.abs(slope) < 1e-3) continue;
    for (let i = 0; i < features.length; i += 1) {
      const at = (features[i] ?? 0) * chances.length + label;
      weights[at] = (weights[at] ?? 0) * (1 - decay) + slope;
    }
  }
}

/**
 * Multinomial logistic regression by stochastic gradient descent in a fixed order from zero: the same lessons always
 * give the same weights, shape [features, classes]. Source: Bishop, "Pattern Recognition and Machine Learning", 2006, 4.3.4.
 */
export function trainedWeights(rows: readonly Row[], features: number, classes: number): Float64Array {
  const weights = new Float64Array(features * classes);
  const chances = new Float64Array(classes);
  const order = mixed(rows);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    const step = rate / (1 + 0.15 * epoch);
    for (const row of order) {
      predict(weights, row.features, chances);
      learn(weights, row, chances, step);
    }
  }
  return weights;
}
