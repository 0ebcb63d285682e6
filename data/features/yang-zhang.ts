import { at } from '../at.ts';
import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { logOf } from './log-of.ts';
import { rangeVarianceKernel } from './range-variance.ts';
import { openRollingSum } from './rolling-sum.ts';
import { periodOf } from './rows-parameter.ts';
import { openRollingVariance } from './standard-deviation.ts';

/**
 * Mean variance of the last `period` candles with their opening gaps, as a plain fraction: s^2(gap) + k s^2(open to
 * close) + (1 - k) mean Rogers-Satchell with k = 0.34 / (1.34 + (period + 1) / (period - 1)).
 * First value at row `period`, since the first gap needs a close before it.
 * Source: Yang and Zhang, Journal of Business 73 (2000) 477-491.
 */
export const yangZhangKernel = defineKernel({
  name: 'yang_zhang',
  inputs: ['open', 'high', 'low', 'close'],
  outputs: ['value'],
  schema: periodOf(21, 2),
  lookback: ({ period }) => period,
  open({ inputs, outputs: { value }, parameters: { period }, scratch }) {
    const { open, close } = inputs;
    const weight = 0.34 / (1.34 + (period + 1) / (period - 1));
    const [gaps, bodies, within] = [scratch(), scratch(), scratch()];
    const [overnight, openToClose, drifting] = [scratch(), scratch(), scratch()];
    const unused = { parkinson: scratch(), garman_klass: scratch() };
    const range = rangeVarianceKernel.open({
      inputs,
      outputs: { ...unused, rogers_satchell: within },
      parameters: {},
      scratch,
    });
    const stages = [
      range,
      openRollingVariance(gaps, overnight, period, period - 1, false),
      openRollingVariance(bodies, openToClose, period, period - 1, false),
      openRollingSum(within, drifting, period, period),
    ];
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        gaps[i] = logOf(here(open, i), at(close, i - 1));
        bodies[i] = logOf(here(close, i), here(open, i));
      }
      for (const stage of stages) stage(from, to);
      for (let i = from; i < to; i += 1) {
        value[i] = here(overnight, i) + weight * here(openToClose, i) + (1 - weight) * here(drifting, i);
      }
    };
  },
});
