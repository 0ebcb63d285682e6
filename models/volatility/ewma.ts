import { at } from '../../data/at.ts';
import type { VarianceModel } from './variance-model.ts';
import { WindowForecaster, type WindowOptions } from './window-forecaster.ts';

/** Squared returns whose mean starts the average. */
const startRows = 50;

/** s(t+1) = decay s(t) + (1 - decay) r(t)^2 at the close of each row. */
function averages(returns: Float64Array, decay: number): Float64Array {
  const rows = Math.min(startRows, returns.length);
  let average = 0;
  for (let i = 0; i < rows; i += 1) average += at(returns, i) ** 2 / rows;
  return returns.map(r => {
    average = decay * average + (1 - decay) * r ** 2;
    return average;
  });
}

const modelOf = (decay: number): VarianceModel => ({
  name: 'ewma',
  warmUp: startRows,
  leastRows: 120,
  ofReturns: true,
  learn: () => ({ decay }),
  forecasts: ({ returns }) => averages(returns, decay).fill(Number.NaN, 0, startRows),
});

/**
 * Exponentially weighted mean of squared log returns, the same for every horizon; started at the mean of the first 50.
 * Source: J. P. Morgan and Reuters, "RiskMetrics Technical Document", 4th edition, 1996, section 5.2 (decay 0.94).
 */
export const openEwma = ({ decay = 0.94, ...options }: WindowOptions & { decay?: number } = {}): WindowForecaster =>
  new WindowForecaster(modelOf(decay), options);
