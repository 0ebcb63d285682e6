import type { CandleSeries } from '../../data/candle.ts';
import { candleColumns, compute } from '../../data/features/compute.ts';
import { FeatureCatalogue } from '../../data/features/feature-catalogue.ts';

/** The set of `config/feature-sets.yaml` that the technical branch reads: stationary measures of candles alone. */
const technicalSet = 'technical-38';

export type TechnicalFeatures = {
  readonly names: readonly string[];
  /** Rows before every feature can be trusted. */
  readonly warmUp: number;
  /** Row-major [candles x names]; NaN where a feature has no value. */
  readonly values: Float32Array;
};

/** Names of the technical features, in the order of the network's inputs. */
export const technicalNames = (): readonly string[] => FeatureCatalogue.open().namesOf(technicalSet);

/** Rows before every technical feature has forgotten where the history began (to a millionth). */
export const technicalWarmUp = (): number => warmUpOf(technicalNames());

/** The technical features of every candle, each known at its close. O(candles). */
export function technicalFeatures(series: CandleSeries): TechnicalFeatures {
  const names = technicalNames();
  const { columns } = compute(names, candleColumns(series));
  const values = new Float32Array(series.length * names.length).fill(Number.NaN);
  for (const [k, name] of names.entries()) {
    const column = columns[name] ?? new Float64Array();
    for (let row = 0; row < column.length; row += 1) values[row * names.length + k] = column[row] ?? Number.NaN;
  }
  return { names, warmUp: warmUpOf(names), values };
}

function warmUpOf(names: readonly string[]): number {
  const wanted = new Set(names);
  return Math.max(...FeatureCatalogue.open().features.map(({ name, warmUp }) => (wanted.has(name) ? warmUp : 0)));
}
