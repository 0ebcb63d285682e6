import { QuaestorError } from '../config/errors.ts';
import { at } from '../data/at.ts';
import { type CandleSeries, closedAt, dayOf, instantOfDay, lastClosedIndex, sliceSeries } from '../data/candle.ts';

const weekMs = 7 * 86_400_000;

/**
 * The last instant (UTC ms) that a day of a daily history knows; that of its last candle when no day is named.
 * @throws QuaestorError `data.no-history` for a day before the history, or more than a week after it
 */
export function knownUntil({ symbol, openAt, length }: CandleSeries, on: string | undefined): number {
  const last = at(openAt, length - 1);
  if (on === undefined) return closedAt(last, '1d');
  const asked = instantOfDay(on);
  if (asked >= at(openAt, 0) && asked <= last + weekMs) return closedAt(asked, '1d');
  const [from, to] = [dayOf(at(openAt, 0)), dayOf(last)];
  throw new QuaestorError('data.no-history', {
    en: `The history of ${symbol} runs from ${from} to ${to}; "${on}" lies outside.`,
    fr: `L'historique de ${symbol} va du ${from} au ${to} ; « ${on} » est en dehors.`,
  });
}

/** The candles that were closed on a day, all of them without one. @throws QuaestorError as `knownUntil` */
export function untilDay(series: CandleSeries, on: string | undefined): CandleSeries {
  if (on === undefined) return series;
  return sliceSeries(series, 0, lastClosedIndex(series, knownUntil(series, on)) + 1);
}
