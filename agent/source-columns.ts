import type { InputSources } from '../models/hybrid/input-features.ts';

/** Every number that features are made from, as columns: an answer is kept until one of them changes. */
export function sourceColumns({ series, macro = [] }: InputSources): Float64Array[] {
  const { openAt, open, high, low, close, volume } = series;
  return [openAt, open, high, low, close, volume, ...macro.flatMap(({ knownAt, values }) => [knownAt, values])];
}
