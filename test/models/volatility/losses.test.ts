import { describe, expect, it } from 'vitest';
import { pinball } from '../../../models/volatility/pinball.ts';
import { qlike } from '../../../models/volatility/qlike.ts';

describe('losses', () => {
  it('QLIKE costs more when the forecast is half of the outcome than when it is twice', () => {
    expect(qlike(2, 1), 'closed form 2 - ln 2 - 1').toBeCloseTo(0.3068528194, 10);
    expect(qlike(1, 2), 'closed form 1/2 + ln 2 - 1').toBeCloseTo(0.1931471806, 10);
    expect(qlike(3, 3), 'no loss when both are equal').toBe(0);
  });

  it('pinball weighs what lies above by p and what lies below by 1 - p', () => {
    expect(pinball(3, 1, 0.9), '0.9 x 2').toBeCloseTo(1.8, 12);
    expect(pinball(1, 3, 0.9), '0.1 x 2').toBeCloseTo(0.2, 12);
    expect(pinball(2, 2, 0.1), 'no loss on the quantile').toBe(0);
  });

  it('twice the mean pinball over many levels is the CRPS of a standard normal', () => {
    const levels = 20_000;
    let sum = 0;
    for (let k = 0; k < levels; k += 1) {
      const p = (k + 0.5) / levels;
      sum += pinball(1, normalQuantile(p), p);
    }
    expect((2 * sum) / levels, 'CRPS of N(0,1) at 1, Gneiting and Raftery 2007, equation 21').toBeCloseTo(
      0.6024413576,
      4,
    );
  });
});

/** Inverse of the normal distribution by bisection of a numerically integrated erf series (Abramowitz and Stegun 7.1.5). */
function normalQuantile(p: number): number {
  let [low, high] = [-6, 6];
  for (let i = 0; i < 50; i += 1) {
    const middle = (low + high) / 2;
    if (normalShare(middle) < p) low = middle;
    else high = middle;
  }
  return low;
}

function normalShare(x: number): number {
  let [term, sum] = [x, x];
  for (let k = 1; k < 120; k += 1) {
    term *= (-x * x) / (2 * k);
    sum += term / (2 * k + 1);
  }
  return 0.5 + sum / Math.sqrt(2 * Math.PI);
}
