import { z } from 'zod';
import { here } from './here.ts';
import { defineKernel } from './kernel.ts';

/** 1 where the value is at most `limit`, else 0. */
export const withinKernel = defineKernel({
  name: 'within',
  inputs: ['values'],
  outputs: ['value'],
  schema: z.strictObject({ limit: z.number().default(1) }),
  open:
    ({ inputs: { values }, outputs: { value }, parameters: { limit } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) value[i] = Number(here(values, i) <= limit) + 0 * here(values, i);
    },
});
