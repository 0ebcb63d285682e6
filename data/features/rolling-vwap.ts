import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { quotient } from './pointwise.ts';
import { openRollingSum } from './rolling-sum.ts';
import { periodOf } from './rows-parameter.ts';
import { typicalPrice } from './typical-price.ts';

/** Volume-weighted average of the typical price over the last `period` rows; NaN where nothing was traded. */
export const rollingVwapKernel = defineKernel({
  name: 'rolling_vwap',
  inputs: ['high', 'low', 'close', 'volume'],
  outputs: ['value'],
  schema: periodOf(20),
  lookback: ({ period }) => period - 1,
  open({ inputs: { high, low, close, volume }, outputs: { value }, parameters: { period }, scratch }) {
    const [traded, sizes, worth, size] = [scratch(), scratch(), scratch(), scratch()];
    const stages = [openRollingSum(traded, worth, period, 1), openRollingSum(sizes, size, period, 1)];
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        traded[i] = typicalPrice(high, low, close, i) * here(volume, i);
        sizes[i] = here(volume, i) + 0 * here(traded, i);
      }
      for (const stage of stages) stage(from, to);
      for (let i = from; i < to; i += 1) value[i] = quotient(here(worth, i), here(size, i));
    };
  },
});
