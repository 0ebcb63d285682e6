import { z } from 'zod';
import { priorities } from '../../data/outbox-store.ts';
import { Need } from '../delivery/recipient.ts';

const Said = z.strictObject({ en: z.string(), fr: z.string() });

/** Something that a person is told without having asked just now. */
export const Alert = z.strictObject({
  priority: z.enum(priorities),
  /** What it is about, as a word: fill, stop, regime, data-fault, ... */
  kind: z.string(),
  /** Two alerts with one key are the same alert. */
  key: z.string(),
  text: Said,
  /** The instrument that it tells of, whose chart goes with it where a way has room for one. */
  symbol: z.string().optional(),
  /** A price of that instrument that the chart shows. */
  level: z.number().optional(),
  /** What a person must be when it is sent; everybody that it was written down for where absent. */
  needs: Need.optional(),
  /** The question that looks closer, as a button. */
  ask: Said.optional(),
  /** The forecast that it tells of, where people may judge one. */
  ratedId: z.string().optional(),
});
export type Alert = z.infer<typeof Alert>;
