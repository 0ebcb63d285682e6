/** From here on the series has 16 digits. */
const seriesFrom = 10;
/** Coefficients B(2k) / (2k (2k - 1)) of the series in 1 / x. */
const coefficients = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];

/** ln of the gamma function of x > 0, to 1e-14. Source: Stirling's series after the recurrence, NIST DLMF 5.11.1 and 5.5.1. */
export function logGamma(x: number): number {
  let product = 1;
  let shifted = x;
  for (; shifted < seriesFrom; shifted += 1) product *= shifted;
  let power = 1 / shifted;
  let series = 0;
  for (const coefficient of coefficients) {
    series += coefficient * power;
    power /= shifted ** 2;
  }
  return (shifted - 0.5) * Math.log(shifted) - shifted + Math.log(2 * Math.PI) / 2 + series - Math.log(product);
}
