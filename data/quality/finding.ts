import { z } from 'zod';

/** Every fault that candles are looked through for. */
export const Fault = z.enum([
  'gap',
  'duplicate',
  'out-of-order',
  'bad-price',
  'high-below-low',
  'outside-range',
  'bad-volume',
  'zero-volume-run',
  'mixed-time-units',
  'bad-time',
  'off-grid',
  'time-zone-slip',
  'outside-session',
  'split',
  'spike',
  'unclosed',
  'future',
]);
export type Fault = z.infer<typeof Fault>;

/** What was done about a fault: repaired where only one reading is possible, dropped, or left for a person to judge. */
export const Remedy = z.enum(['repaired', 'dropped', 'reported']);
export type Remedy = z.infer<typeof Remedy>;

/** One row of a quality report: one fault over one stretch of time. */
export const Finding = z.strictObject({
  fault: Fault,
  remedy: Remedy,
  /** First and last instant (UTC ms) that are concerned. */
  fromAt: z.number(),
  toAt: z.number(),
  /** Candles concerned; for a gap the number that is missing. */
  count: z.int().min(1),
  /** What was seen, with its numbers: in English, for the report's detail column. */
  detail: z.string(),
});
export type Finding = z.infer<typeof Finding>;
