import type { VarianceModel } from './variance-model.ts';
import { WindowForecaster, type WindowOptions } from './window-forecaster.ts';

const model: VarianceModel = {
  name: 'random-walk',
  warmUp: 0,
  leastRows: 120,
  ofReturns: false,
  learn: () => ({}),
  forecasts: ({ variance }) => variance,
};

/** As the last day was: the baseline of every baseline. Quantiles from how far the next days strayed in the window. */
export const openRandomWalk = (options?: WindowOptions): WindowForecaster => new WindowForecaster(model, options);
