/**
 * Where the series hands over to the continued fraction. `1 - erf` cancels beyond: at 1 it still keeps 15 digits, and the
 * fraction converges there within `fractionTerms`.
 */
const handover = 1;
const fractionTerms = 120;
/** From here on erfc is below the least double. */
const vanishing = 27.3;

/** erf by its series of positive terms. Source: NIST DLMF 7.6.2. */
function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * 1e-17; n += 1) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** erfc of x >= `handover` by the even part of its continued fraction, from the far end. Source: NIST DLMF 7.9.2. */
function erfcFraction(x: number): number {
  const square = 2 * x * x;
  let tail = 0;
  for (let k = fractionTerms; k >= 1; k -= 1) tail = ((2 * k - 1) * (2 * k)) / (square + 4 * k + 1 - tail);
  return (2 * x * Math.exp(-x * x)) / (Math.sqrt(Math.PI) * (square + 1 - tail));
}

/** Complementary error function, relative error below 1e-14 up to x = 7. */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x < 0) return 2 - erfc(-x);
  if (x < handover) return x === 0 ? 1 : 1 - erfSeries(x);
  return x > vanishing ? 0 : erfcFraction(x);
}

/** Probability that a standard normal variable is at most z. */
export const normalCdf = (z: number): number => erfc(-z / Math.SQRT2) / 2;

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);

/** Acklam's rational approximation of the lower half, relative error 1.15e-9. Source: P. J. Acklam, 2003. */
const centre = {
  above: [
    -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
  ],
  below: [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1],
};
const tail = {
  above: [
    -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
  ],
  below: [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1],
};

function acklam(probability: number): number {
  if (probability < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(probability));
    return polynomial(tail.above, q) / polynomial(tail.below, q);
  }
  const q = probability - 0.5;
  return (q * polynomial(centre.above, q * q)) / polynomial(centre.below, q * q);
}

/**
 * The z below which a standard normal variable lies with this probability, to 1e-14.
 * @throws RangeError outside the open interval from 0 to 1
 */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`The probability ${probability} does not lie between 0 and 1.`);
  }
  if (probability > 0.5) return -normalQuantile(1 - probability);
  const start = acklam(probability);
  // One step of Halley's method cubes the error of the start.
  const density = Math.exp((-start * start) / 2) / Math.sqrt(2 * Math.PI);
  const newton = (normalCdf(start) - probability) / density;
  return start - newton / (1 + (start * newton) / 2);
}
