import { classProbabilities } from './class-head.ts';
import { unknownClass } from './hybrid-rows.ts';

const [coldest, hottest] = [0.05, 20];
const golden = (Math.sqrt(5) - 1) / 2;
const enoughSteps = 60;

/** Softmax of each row of logits / temperature, row-major [rows x classes]. */
export function probabilitiesOf(logits: Float32Array | Float64Array, classes: number, temperature = 1): Float64Array {
  const out = new Float64Array(logits.length);
  for (let i = 0; i < logits.length; i += classes) {
    out.set(classProbabilities(logits.subarray(i, i + classes).map(logit => logit / temperature)), i);
  }
  return out;
}

/** Mean negative log-likelihood of the known labels, in nats; NaN without any. @param shares row-major [rows x classes] */
export function logLoss(shares: Float64Array, labels: Int8Array, classes: number): number {
  let [sum, known] = [0, 0];
  for (const [row, label] of labels.entries()) {
    if (label === unknownClass) continue;
    sum -= Math.log(shares[row * classes + label] ?? Number.NaN);
    known += 1;
  }
  return sum / known;
}

/**
 * The temperature, from 0.05 to 20, that makes logits fit the labels of rows they were not trained on: it minimises the
 * log loss, which is convex in 1 / T, by golden section on ln T. Above 1 the head was too sure of itself; the class it
 * names never changes.
 * Source: Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks", ICML 2017, section 4.2.
 * @param logits row-major [rows x classes]; logs of probabilities will do, as an ordinal head has them
 */
export function fitTemperature(logits: Float32Array | Float64Array, labels: Int8Array, classes: number): number {
  const lossAt = (logT: number) => logLoss(probabilitiesOf(logits, classes, Math.exp(logT)), labels, classes);
  let [low, high] = [Math.log(coldest), Math.log(hottest)];
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [atLeft, atRight] = [lossAt(left), lossAt(right)];
  for (let step = 0; step < enoughSteps; step += 1) {
    if (atLeft < atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - golden * (high - low);
      atLeft = lossAt(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + golden * (high - low);
      atRight = lossAt(right);
    }
  }
  return Math.exp((low + high) / 2);
}
