import { type AsOfOptions, asOfJoin } from '../as-of-join.ts';
import type { ChainMeasures } from './measure-chain.ts';

const columns = {
  atmVolatility30: (m: ChainMeasures) => m.atmVolatility30,
  riskReversal30: (m: ChainMeasures) => m.riskReversal30,
  skew30: (m: ChainMeasures) => m.skew30,
  termSlope: (m: ChainMeasures) => m.termSlope,
  putCallVolume: (m: ChainMeasures) => m.putCallVolume,
  putCallOpenInterest: (m: ChainMeasures) => m.putCallOpenInterest,
  gammaUsd: (m: ChainMeasures) => m.gamma.totalUsd,
  gammaSlopeUsd: (m: ChainMeasures) => m.gamma.slopeUsd,
  zeroGammaDistance: (m: ChainMeasures) => m.gamma.zeroGamma / m.spot - 1,
  maxPainDistance: (m: ChainMeasures) => m.maxPain / m.spot - 1,
} as const;

export type OptionColumn = keyof typeof columns;
export const optionColumns = Object.keys(columns) as readonly OptionColumn[];

/**
 * Measures of chains beside candles: for each close the newest chain that stood by then.
 * @param closeAt instants (UTC ms) at which the candles are closed, oldest first
 * @param measured chains of one underlying, in any order
 * @returns columns of the length of `closeAt`; NaN before the first chain and where a chain does not tell. A measure
 * that the newest chain lacks is not taken from an older one.
 */
export function alignOptions(
  closeAt: Float64Array,
  measured: readonly ChainMeasures[],
  options: AsOfOptions = {},
): Record<OptionColumn, Float64Array> {
  const inOrder = [...measured].sort((a, b) => a.asOf - b.asOf);
  const rows = asOfJoin(
    closeAt,
    Float64Array.from(inOrder, one => one.asOf),
    Float64Array.from(inOrder, (_, row) => row),
    options,
  );
  const columnOf = (read: (measures: ChainMeasures) => number): Float64Array =>
    rows.map(row => {
      const found = inOrder[row];
      return found ? read(found) : Number.NaN;
    });
  return Object.fromEntries(optionColumns.map(name => [name, columnOf(columns[name])])) as Record<
    OptionColumn,
    Float64Array
  >;
}
