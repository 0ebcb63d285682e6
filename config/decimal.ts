/**
 * Money and quantities are numbers rounded at named points, never accumulated raw.
 * With prices below 1e6 and six decimals every result is the nearest double, so sums to the cent are exact.
 */
const moneyScale = 1e6;

/** Rounds money to a millionth, half away from zero. */
export function roundMoney(amount: number): number {
  const scaled = Math.round(Math.abs(amount) * moneyScale) / moneyScale;
  return amount < 0 && scaled !== 0 ? -scaled : scaled;
}

/** Decimals that a step such as 0.01, 0.25 or 5 needs. */
export function decimalsOf(step: number): number {
  const text = step.toFixed(12).replace(/0+$/, '');
  return text.split('.')[1]?.length ?? 0;
}

const scales = new Map<number, number>();

/** Ten to the power of a step's decimals. */
function scaleOf(step: number): number {
  const known = scales.get(step);
  if (known !== undefined) return known;
  const scale = 10 ** decimalsOf(step);
  scales.set(step, scale);
  return scale;
}

/** The double nearest to a multiple of `step`: both sides of the quotient are exact, so its rounding is the only one. */
function nearestDouble(multiple: number, step: number): number {
  const scale = scaleOf(step);
  const scaled = Math.round(multiple * scale);
  // Adding zero turns a negative zero into zero.
  return Number.isSafeInteger(scaled) ? scaled / scale + 0 : Number(multiple.toFixed(decimalsOf(step)));
}

/** Floating noise of a quotient; it grows with the quotient, since a double keeps its digits and not its decimals. */
const slackOf = (quotient: number): number => Math.max(1e-9, Math.abs(quotient) * 1e-15);

/** Largest multiple of `step` that is at most `value`; 0.3 with step 0.1 stays 0.3. */
export function floorToStep(value: number, step: number): number {
  const quotient = value / step;
  return nearestDouble(Math.floor(quotient + slackOf(quotient)) * step, step);
}

/** Smallest multiple of `step` that is at least `value`. */
export function ceilToStep(value: number, step: number): number {
  const quotient = value / step;
  return nearestDouble(Math.ceil(quotient - slackOf(quotient)) * step, step);
}

/** Nearest multiple of `step`. */
export function roundToStep(value: number, step: number): number {
  return nearestDouble(Math.round(value / step) * step, step);
}

/** True when `value` is a multiple of `step` up to floating noise. */
export const isMultipleOf = (value: number, step: number): boolean =>
  Number.isFinite(value) && Math.abs(value / step - Math.round(value / step)) < 1e-6;
