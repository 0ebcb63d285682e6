import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { openRollingSum } from './rolling-sum.ts';
import { periodOf } from './rows-parameter.ts';
import { openRollingVariance } from './standard-deviation.ts';

/**
 * Mean variance of the last `period` candles with their opening gaps, as a plain fraction: s^2(gap) + k s^2(open to
 * close) + (1 - k) mean Rogers-Satchell with k = 0.34 / (1.34 + (period + 1) / (period - 1)), from the logarithmic gap
 * before each candle, its logarithmic move from open to close and its Rogers-Satchell variance.
 * Source: Yang and Zhang, Journal of Business 73 (2000) 477-491.
 */
export const yangZhangKernel = defineKernel({
  name: 'yang_zhang',
  inputs: ['gap', 'body', 'rogers_satchell'],
  outputs: ['value'],
  schema: periodOf(21, 2),
  lookback: ({ period }) => period - 1,
  open({ inputs: { gap, body, rogers_satchell: within }, outputs: { value }, parameters: { period }, scratch }) {
    const weight = 0.34 / (1.34 + (period + 1) / (period - 1));
    const [overnight, openToClose, drifting] = [scratch(), scratch(), scratch()];
    const stages = [
      openRollingVariance(gap, overnight, period, period - 1, false),
      openRollingVariance(body, openToClose, period, period - 1, false),
      openRollingSum(within, drifting, period, period),
    ];
    return (from, to) => {
      for (const stage of stages) stage(from, to);
      for (let i = from; i < to; i += 1) {
        value[i] = here(overnight, i) + weight * here(openToClose, i) + (1 - weight) * here(drifting, i);
      }
    };
  },
});
