import { at } from '../at.ts';
import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { openRollingSum } from './rolling-sum.ts';
import { periodOf } from './rows-parameter.ts';
import { typicalPrice } from './typical-price.ts';

/**
 * Money flow index, 0 to 100: share of rising days in the traded value (typical price x volume) of the last `period`
 * changes; an unchanged typical price counts on neither side; 0 where less than one unit was traded.
 * First value at row `period` (TA-Lib MFI).
 */
export const mfiKernel = defineKernel({
  name: 'mfi',
  inputs: ['high', 'low', 'close', 'volume'],
  outputs: ['value'],
  schema: periodOf(14),
  lookback: ({ period }) => period,
  open({ inputs: { high, low, close, volume }, outputs: { value }, parameters: { period }, scratch }) {
    const [typical, rising, falling, gains, losses] = [scratch(), scratch(), scratch(), scratch(), scratch()];
    const stages = [openRollingSum(rising, gains, period, 1), openRollingSum(falling, losses, period, 1)];
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        const price = typicalPrice(high, low, close, i);
        typical[i] = price;
        const step = Math.sign(price - at(typical, i - 1));
        const flow = price * here(volume, i);
        rising[i] = flow * Math.max(step, 0);
        falling[i] = flow * Math.max(-step, 0);
      }
      for (const stage of stages) stage(from, to);
      for (let i = from; i < to; i += 1) {
        const total = here(gains, i) + here(losses, i);
        value[i] = total < 1 ? 0 : (100 * here(gains, i)) / total;
      }
    };
  },
});
