import type { CandleSeries } from '../data/candle.ts';
import type { Regime } from '../models/regime/regime.ts';

/** The models that tools ask, opened once: what they made of a history is kept until the history changes. */
export type Models = {
  /** The regime at the last candle of a daily series. @throws QuaestorError as `lastRegime` */
  readonly regime: (series: CandleSeries) => Regime;
};
