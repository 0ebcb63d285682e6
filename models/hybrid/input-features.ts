import { calendarOf } from '../../data/calendar/calendar-of.ts';
import { candleColumns, compute } from '../../data/features/compute.ts';
import { type FeatureSources, featureInputs } from '../../data/features/feature-inputs.ts';
import { everyFeature } from '../explain/driver-table.ts';
import type { InputChoice } from './input-choice.ts';
import { rollingMinMax, rollingWindow } from './rolling-min-max.ts';
import { type RowFeatures, rowFeatures } from './row-features.ts';
import { technicalFeatures } from './technical-features.ts';

/** Daily candles and what is at hand beside them: without an instrument no calendar, without macro series no macro. */
export type InputSources = Pick<FeatureSources, 'series'> & Partial<Pick<FeatureSources, 'instrument' | 'macro'>>;

const columnsOf = ({ series, instrument, macro }: InputSources) =>
  instrument
    ? featureInputs({ series, instrument, calendar: calendarOf(instrument.calendar), ...(macro ? { macro } : {}) })
    : candleColumns(series);

/** Features of the catalogue: those at hand, or those that `names` wants, which keep their place without a value too. */
function catalogueFeatures(sources: InputSources, names: readonly string[] | undefined): RowFeatures {
  const { columns, missing } = compute(names ?? everyFeature, columnsOf(sources));
  const kept = Object.entries(columns).filter(([name]) => names || !missing.has(name));
  return rowFeatures(sources.series.length, Object.fromEntries(kept));
}

/**
 * What a network may read of every candle, each known at its close; 0 to 1 under the rolling normalisation.
 * @param names of all features those that are wanted
 */
export function inputFeatures(
  sources: InputSources,
  { features, normalisation }: InputChoice,
  names?: readonly string[],
): RowFeatures {
  const raw = features === 'technical' ? technicalFeatures(sources.series) : catalogueFeatures(sources, names);
  if (normalisation === 'fold') return raw;
  return {
    ...raw,
    warmUp: raw.warmUp + rollingWindow - 1,
    values: rollingMinMax(raw.values, raw.names.length),
  };
}
