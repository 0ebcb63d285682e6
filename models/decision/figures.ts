/** Decimals with which a tick is written: 0.25 has two, 5 has none. */
const decimalsOfTick = (tick: number): number => (tick.toFixed(12).replace(/0+$/, '').split('.')[1] ?? '').length;

/** Decimals that keep `significant` digits of the largest value, so that one series has one precision. */
function decimalsOf(values: readonly number[], significant: number): number {
  const largest = Math.max(0, ...values.filter(Number.isFinite).map(Math.abs));
  return largest === 0 ? 0 : Math.min(12, Math.max(0, significant - 1 - Math.floor(Math.log10(largest))));
}

/**
 * Numbers for a prompt: prices by their tick, anything else by significant digits, never by a fixed number of decimals; a
 * value that is not zero never prints as zero.
 */
export function figures(
  values: readonly number[],
  { tick, significant = 6 }: { tick?: number; significant?: number } = {},
): string[] {
  const decimals = tick === undefined ? decimalsOf(values, significant) : decimalsOfTick(tick);
  return values.map(value => {
    if (!Number.isFinite(value)) return 'n/a';
    const text = value.toFixed(decimals);
    return value !== 0 && Number(text) === 0 ? String(Number(value.toPrecision(2))) : text;
  });
}

export const figure = (value: number, options: { tick?: number; significant?: number } = {}): string =>
  figures([value], options)[0] ?? 'n/a';
