import { logGamma } from '../../../models/volatility/log-gamma.ts';

const steps = 400;

/** Share of Student's t below x <= 0, by Simpson's rule from 0. */
function shareBelow(x: number, freedom: number): number {
  const density = (at: number) => (1 + at ** 2 / freedom) ** (-(freedom + 1) / 2);
  const width = x / steps;
  let sum = density(0) + density(x);
  for (let i = 1; i < steps; i += 1) sum += (i % 2 === 1 ? 4 : 2) * density(i * width);
  const height = Math.exp(logGamma((freedom + 1) / 2) - logGamma(freedom / 2)) / Math.sqrt(Math.PI * freedom);
  return 0.5 + (height * sum * width) / 3;
}

/** Quantile of Student's t at a probability below one half, by bisection. */
export function studentQuantile(probability: number, freedom: number): number {
  let [low, high] = [-60, 0];
  for (let i = 0; i < 60; i += 1) {
    const middle = (low + high) / 2;
    if (shareBelow(middle, freedom) < probability) low = middle;
    else high = middle;
  }
  return low;
}
