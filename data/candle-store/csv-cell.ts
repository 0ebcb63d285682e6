import { QuaestorError } from '../../config/errors.ts';
import type { Text } from '../../config/text.ts';
import { instantOfDay } from '../candle.ts';

/** Where a cell stands; lines count from 1. */
export type Place = { file: string; line: number; column: string; value: string };

/** The error of a cell that cannot be read: `data.bad-candle` with file, line, column and value. */
export function cellFault(place: Place, why: Text): QuaestorError {
  const { file, line, column, value } = place;
  return new QuaestorError(
    'data.bad-candle',
    {
      en: `"${file}", line ${line}, column "${column}": "${value}" ${why.en}`,
      fr: `« ${file} », ligne ${line}, colonne « ${column} » : « ${value} » ${why.fr}`,
    },
    place,
  );
}

/** Why a cell is no instant. */
export const notAnInstant: Text = {
  en: 'is not a date (YYYY-MM-DD), an ISO instant or epoch seconds or milliseconds.',
  fr: "n'est ni une date (AAAA-MM-JJ), ni un instant ISO, ni un temps Unix en secondes ou millisecondes.",
};

export const notAPrice: Text = { en: 'is not a positive price.', fr: "n'est pas un prix positif." };

export const notAVolume: Text = { en: 'is not a volume of zero or more.', fr: "n'est pas un volume nul ou positif." };

const iso = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;
const zone = /(Z|[+-]\d{2}:?\d{2})$/;

/** UTC ms of a calendar day or an ISO instant, which count as UTC where they name no zone; NaN for anything else. */
export function readIso(text: string): number {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return instantOfDay(text);
  if (!iso.test(text) || Number.isNaN(instantOfDay(text.slice(0, 10)))) return Number.NaN;
  const withT = text.replace(' ', 'T');
  return Date.parse(zone.test(withT) ? withT : `${withT}Z`);
}

/** A number in whatever unit it is, or the UTC ms of a day or an ISO instant; NaN for anything else. */
export const readTime = (text: string): number => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : readIso(text));
