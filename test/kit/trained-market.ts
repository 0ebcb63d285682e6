import { type CandleSeries, sliceSeries } from '../../data/candle.ts';
import { SampleSource } from '../../data/market/sample-source.ts';
import { HybridConfig } from '../../models/hybrid/hybrid-config.ts';
import type { MarketTraining } from '../../models/hybrid/train-on-market.ts';

/** The last candles of the bundled S&P 500. */
export function lastCandles(count: number): CandleSeries {
  const series = new SampleSource().read('SPX', '1d');
  if (!series) throw new Error('The bundled history is not there.');
  return sliceSeries(series, series.length - count);
}

/** A network so small, and so few folds, that a training takes a second: for tests of the way, not of the skill. */
export const tinyTraining: MarketTraining = {
  seeds: [1, 2, 3],
  folds: 2,
  config: HybridConfig.parse({ epochs: 2, batch: 64, technicalUnits: 8, textUnits: 4, trunkUnits: 8 }),
};
