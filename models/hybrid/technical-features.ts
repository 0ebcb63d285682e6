import type { CandleSeries } from '../../data/candle.ts';
import { candleColumns, compute } from '../../data/features/compute.ts';
import { FeatureCatalogue } from '../../data/features/feature-catalogue.ts';
import { type RowFeatures, rowFeatures, warmUpOf } from './row-features.ts';

/** The set of `config/feature-sets.yaml` that the technical branch reads: stationary measures of candles alone. */
const technicalSet = 'technical-38';

export type TechnicalFeatures = RowFeatures;

/** Names of the technical features, in the order of the network's inputs. */
export const technicalNames = (): readonly string[] => FeatureCatalogue.open().namesOf(technicalSet);

/** Rows before every technical feature has forgotten where the history began (to a millionth). */
export const technicalWarmUp = (): number => warmUpOf(technicalNames());

/** The technical features of every candle, each known at its close. O(candles). */
export const technicalFeatures = (series: CandleSeries): TechnicalFeatures =>
  rowFeatures(series.length, compute(technicalNames(), candleColumns(series)).columns);
