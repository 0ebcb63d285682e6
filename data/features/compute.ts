import { QuaestorError } from '../../config/errors.ts';
import { didYouMean, nearest } from '../../config/suggest.ts';
import type { CandleSeries } from '../candle.ts';
import { IndicatorName, indicators } from './indicators.ts';

/** Columns by name, each of the length of the series it was computed on. */
export type Features = {
  readonly length: number;
  /** Values; NaN where there is none. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** 1 where the column of the same name is finite, else 0. */
  readonly available: Readonly<Record<string, Uint8Array>>;
};

function indicatorNamed(given: string): IndicatorName {
  const name = IndicatorName.safeParse(given);
  if (name.success) return name.data;
  const known = IndicatorName.options;
  const near = nearest(given, known);
  throw new QuaestorError(
    'data.unknown-feature',
    {
      en: `Unknown feature "${given}". Known: ${known.join(', ')}.${didYouMean(given, known)}`,
      fr: `Indicateur inconnu « ${given} ». Connus : ${known.join(', ')}.${near === undefined ? '' : ` Vouliez-vous dire « ${near} » ?`}`,
    },
    { given, known },
  );
}

/**
 * Computes indicators with their default parameters.
 * @throws QuaestorError `data.unknown-feature` that lists the known names
 */
export function compute(names: readonly string[], series: CandleSeries): Features {
  const columns: Record<string, Float64Array> = {};
  for (const name of names.map(indicatorNamed)) Object.assign(columns, indicators[name].compute(series));
  const available = Object.fromEntries(
    Object.entries(columns).map(([name, values]) => [name, Uint8Array.from(values, value => +Number.isFinite(value))]),
  );
  return { length: series.length, columns, available };
}
