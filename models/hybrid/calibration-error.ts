import { unknownClass } from './hybrid-rows.ts';

/** The class with the highest probability in a row; the first of equals. */
export function topClass(probabilities: Float64Array, row: number, classes: number): number {
  let best = 0;
  for (let k = 1; k < classes; k += 1) {
    if ((probabilities[row * classes + k] ?? 0) > (probabilities[row * classes + best] ?? 0)) best = k;
  }
  return best;
}

/**
 * Expected calibration error of the class that a head names: the rows are sorted into equal-width bins (l, u] of its
 * probability, and the gaps between mean probability and share of hits are averaged over the rows. NaN without a known
 * label.
 * Source: Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks", ICML 2017, equation 3.
 * @param probabilities row-major [rows x classes]
 */
export function calibrationError(probabilities: Float64Array, labels: Int8Array, classes: number, bins = 15): number {
  // Each bin keeps its sum of (probability - hit): |gap| x rows of the bin.
  const gaps = new Float64Array(bins);
  let known = 0;
  for (const [row, label] of labels.entries()) {
    if (label === unknownClass) continue;
    const top = topClass(probabilities, row, classes);
    const probability = probabilities[row * classes + top] ?? Number.NaN;
    const bin = Math.max(0, Math.ceil(probability * bins) - 1);
    gaps[bin] = (gaps[bin] ?? 0) + probability - (top === label ? 1 : 0);
    known += 1;
  }
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / known;
}

/**
 * Brier score, the mean over rows of the squared distances from probabilities to what happened: 0 to 2; NaN without a
 * known label.
 * Source: Brier, Monthly Weather Review 78 (1950) 1-3.
 */
export function brierScore(probabilities: Float64Array, labels: Int8Array, classes: number): number {
  let [sum, known] = [0, 0];
  for (const [row, label] of labels.entries()) {
    if (label === unknownClass) continue;
    known += 1;
    for (let k = 0; k < classes; k += 1) {
      sum += ((probabilities[row * classes + k] ?? Number.NaN) - (k === label ? 1 : 0)) ** 2;
    }
  }
  return sum / known;
}
