import type { ForecastDays } from './forecaster.ts';

/** What a variance model sees: the same rows of every column, oldest first, all finite. */
export type VarianceWindow = {
  /** Log returns of the close, in %. */
  readonly returns: Float64Array;
  /** Daily variance proxy in %^2. */
  readonly variance: Float64Array;
};

/** Numbers that a model learned, by name. */
export type Learned = Readonly<Record<string, number>>;

/** A model of daily variance that learns from a window; `WindowForecaster` makes a forecaster of it. */
export interface VarianceModel {
  readonly name: string;
  /** Rows at the start of a window that have no forecast. */
  readonly warmUp: number;
  /** Rows with a forecast and a known outcome that it learns from at least. */
  readonly leastRows: number;
  /** True when it forecasts the variance of returns, whose level differs from that of the proxy. */
  readonly ofReturns: boolean;
  /**
   * Learns from all rows of the window.
   * @param earlier what it learned on an earlier window, to start from
   */
  learn(window: VarianceWindow, earlier?: Learned): Learned;
  /**
   * For each row the forecast, made at its close, of the mean daily variance of the next `days` days in %^2; NaN in the
   * first `warmUp` rows.
   */
  forecasts(window: VarianceWindow, learned: Learned, days: ForecastDays): Float64Array;
}
