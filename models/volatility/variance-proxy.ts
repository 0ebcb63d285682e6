import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';
import { type CandleSeries, dayOf } from '../../data/candle.ts';
import { leastVariance, rangeVariance } from './range-variance.ts';

/**
 * What stands for the variance of a day, which nobody sees: `range`, the range of the daily candle widened to the close
 * before (`rangeVariance`), or `realised`, the sum of squared returns inside the day (`realisedVariance`). Losses on
 * different proxies do not compare.
 */
export const VarianceProxy = z.enum(['range', 'realised']);
export type VarianceProxy = z.infer<typeof VarianceProxy>;

/** Values by day: `dayAt` is the UTC midnight of the day, rising, as `openAt` of a daily candle. */
export type DayColumn = { readonly dayAt: Float64Array; readonly values: Float64Array };

/** The values of a column on the days of daily candles, NaN where a day is not there. */
export function onDaysOf(series: CandleSeries, { dayAt, values }: DayColumn): Float64Array {
  const byDay = new Map(Array.from(dayAt, (day, i) => [day, values[i] ?? Number.NaN]));
  return series.openAt.map(day => byDay.get(day) ?? Number.NaN);
}

/**
 * Daily variance in %^2, at least `leastVariance`: the realised one where a column of it is given, otherwise the range
 * proxy. NaN where there is none, and at row 0 of the range.
 */
export function proxyOf(series: CandleSeries, realised?: DayColumn): Float64Array {
  if (!realised) return rangeVariance(series, leastVariance);
  return onDaysOf(series, realised).map(value => Math.max(value, leastVariance));
}

export const proxyName = (realised: DayColumn | undefined): VarianceProxy => (realised ? 'realised' : 'range');

/** @throws QuaestorError `model.bad-data` that names the column and the first day in rows [from, to) without a value */
export function refuseHoles(name: string, values: Float64Array, series: CandleSeries, from: number, to: number): void {
  for (let i = from; i < to; i += 1) {
    if (Number.isFinite(values[i])) continue;
    const day = dayOf(series.openAt[i] ?? Number.NaN);
    throw new QuaestorError(
      'model.bad-data',
      {
        en: `Column "${name}" of "${series.symbol}" has no value on ${day}. Fill it in, or start after that day.`,
        fr: `La colonne « ${name} » de « ${series.symbol} » n'a pas de valeur le ${day}. Complétez-la, ou commencez après ce jour.`,
      },
      { column: name, symbol: series.symbol, day },
    );
  }
}
