import type { Text } from '../../config/text.ts';
import { readPeriods } from './read-periods.ts';
import type { Route } from './route.ts';

/** Says that a clause asks for a period that its tool cannot take; undefined where it asks for none or a good one. */
export function noPeriodText({ known, read }: Route): Text | undefined {
  const field = known?.slots.find(({ slot }) => slot === 'period');
  if (!field) return undefined;
  const { minimum, maximum } = field;
  const odd = readPeriods(read.sentence, known?.slots ?? []).find(
    one => !Number.isInteger(one) || one < minimum || one > maximum,
  );
  if (odd === undefined) return undefined;
  return {
    en: `A period of ${odd} candles cannot be computed. Valid: whole numbers from ${minimum} to ${maximum}.`,
    fr: `Une période de ${odd} bougies ne peut pas être calculée. Valides : les nombres entiers de ${minimum} à ${maximum}.`,
  };
}
