import type { CandleSeries } from '../../data/candle.ts';
import { regimePath } from '../regime/regime-path.ts';
import { type HybridDataset, type HybridOptions, hybridRows } from './hybrid-dataset.ts';
import { marketRegimeClasses, unknownClass } from './hybrid-rows.ts';

const [bull, bear] = [marketRegimeClasses.indexOf('bull'), marketRegimeClasses.indexOf('bear')];

/** Rows of a market with the regime that was read at the close of each: what a forecast of the regime has to beat. */
export type MarketRows = HybridDataset & {
  /** Index into `marketRegimeClasses`, or `unknownClass` before the first reading. */
  readonly regimeNow: Int8Array;
};

/**
 * The rows of a market, with the online regime of the jump model as label of the market-regime head: later candles revise
 * neither features nor regimes.
 * @throws QuaestorError as `hybridRows` and `regimePath`
 */
export function marketRows(candles: CandleSeries, options: Omit<HybridOptions, 'marketRegime'> = {}): MarketRows {
  const { first, falling } = regimePath(candles);
  const marketRegime = Int8Array.from(falling, (state, row) => {
    if (row < first) return unknownClass;
    return state === 1 ? bear : bull;
  });
  const rows = hybridRows(candles, { ...options, marketRegime });
  return { ...rows, regimeNow: marketRegime.slice(candles.length - rows.count) };
}
