import { QuaestorError } from '../../config/errors.ts';

/**
 * Cboe publishes the ten-year yield times ten (TNX 42.5 is 4.25 %), and sources differ in whether they divide it. Since
 * 1962 the yield itself has stood between 0.499 % (9 March 2020) and 15.84 % (30 September 1981), so that a value above
 * 16 cannot be a percentage and one below 4.9 cannot be ten times one. Between the two both are possible.
 */
const above = 16;
const below = 4.9;

export type YieldUnit = 'percent' | 'tenfold';

const unitOf = (values: Float64Array): YieldUnit | 'both' | 'unknown' => {
  const tenfold = values.some(value => value > above);
  const percent = values.some(value => value < below);
  if (tenfold && percent) return 'both';
  if (tenfold) return 'tenfold';
  return percent || values.length === 0 ? 'percent' : 'unknown';
};

/**
 * A ten-year yield in percent, whichever of the two units it came in.
 * @param stated what is known about the source; without it the values have to tell
 * @throws QuaestorError `data.bad-file` when the values are in both units, in neither for certain, or not in the stated one
 */
export function yieldInPercent(values: Float64Array, origin: string, stated?: YieldUnit): Float64Array {
  const found = unitOf(values);
  const certain = found === 'unknown' ? stated : found;
  if (certain === undefined || certain === 'both' || (stated ?? certain) !== certain) {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    throw new QuaestorError(
      'data.bad-file',
      {
        en: `"${origin}": the ten-year yield runs from ${low} to ${high}, which is not certain to be ${stated ?? 'percent'}. Valid units: percent (4.25) or tenfold (42.5), one for the whole series; state it in outside.macro.yieldUnit.`,
        fr: `« ${origin} » : le taux à dix ans va de ${low} à ${high}, ce qui n'est pas à coup sûr en ${stated ?? 'percent'}. Unités valables : percent (4,25) ou tenfold (42,5), une seule pour toute la série ; indiquez-la dans outside.macro.yieldUnit.`,
      },
      { origin, low, high, stated },
    );
  }
  return certain === 'tenfold' ? values.map(value => value / 10) : values;
}
