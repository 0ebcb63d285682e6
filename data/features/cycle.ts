import { z } from 'zod';
import { here } from './here.ts';
import { defineKernel } from './kernel.ts';

/** A quantity that comes round every `period`, such as the minute of the day, as a point on the unit circle. */
export const cycleKernel = defineKernel({
  name: 'cycle',
  inputs: ['values'],
  outputs: ['sine', 'cosine'],
  schema: z.strictObject({ period: z.number().positive().default(1) }),
  open:
    ({ inputs: { values }, outputs: { sine, cosine }, parameters: { period } }) =>
    (from, to) => {
      const turn = (2 * Math.PI) / period;
      for (let i = from; i < to; i += 1) {
        const angle = turn * here(values, i);
        sine[i] = Math.sin(angle);
        cosine[i] = Math.cos(angle);
      }
    },
});
