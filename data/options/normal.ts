const rootOfTwoPi = Math.sqrt(2 * Math.PI);

export const normalDensity = (x: number): number => Math.exp(-(x * x) / 2) / rootOfTwoPi;

const numerator = [
  0.0352624965998911, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931,
  220.206867912376,
];
const denominator = [
  0.0883883476483184, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831,
  793.826512519948, 440.413735824752,
];

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);

/** Beyond the reach of the two polynomials: a continued fraction. */
const tail = (x: number): number => normalDensity(x) / (x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65)))));

/**
 * The standard normal distribution function, to 1e-15.
 * Source: Hart's algorithm 5666 as given by West, "Better approximations to cumulative normal functions", 2005.
 */
export function normalCdf(x: number): number {
  const z = Math.abs(x);
  const upper =
    z > 37
      ? 0
      : z < 10 / Math.SQRT2
        ? (Math.exp((-z * z) / 2) * polynomial(numerator, z)) / polynomial(denominator, z)
        : tail(z);
  return x > 0 ? 1 - upper : upper;
}
