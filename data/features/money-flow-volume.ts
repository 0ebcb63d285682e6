import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { noParameters } from './rows-parameter.ts';

/**
 * Volume times the close location value (-1 at the low, 1 at the high), which Chaikin's money flow adds up; 0 for a candle
 * without range, as in the accumulation / distribution line. In units of the volume.
 */
export const moneyFlowVolumeKernel = defineKernel({
  name: 'money_flow_volume',
  inputs: ['high', 'low', 'close', 'volume'],
  outputs: ['value'],
  schema: noParameters,
  open:
    ({ inputs: { high, low, close, volume }, outputs: { value } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) {
        const range = here(high, i) - here(low, i);
        const lean = 2 * here(close, i) - here(high, i) - here(low, i);
        value[i] = (range === 0 ? 0 * lean : lean / range) * here(volume, i);
      }
    },
});
