import { z } from 'zod';

export const impacts = ['low', 'medium', 'high'] as const;
export type Impact = (typeof impacts)[number];

/** One entry of the economic calendar. Figures stand as they were published, with their units. */
export const EconomicEvent = z.strictObject({
  /** UTC ms at which it takes place. */
  at: z.int(),
  /** Currency that it concerns, such as USD; ALL for those that concern every one. */
  currency: z.string().regex(/^[A-Z]{3}$/),
  title: z.string().min(1),
  impact: z.enum([...impacts, 'holiday']),
  forecast: z.string().nullable(),
  previous: z.string().nullable(),
  /** UTC ms at which this entry was first read: before it nobody here knew of it. */
  seenAt: z.int(),
});
export type EconomicEvent = z.infer<typeof EconomicEvent>;

/** Whether an event concerns a currency with at least this impact; bank holidays move no price and concern nobody. */
export function concerns({ currency, impact }: EconomicEvent, wanted: string, least: Impact): boolean {
  const matters = impact !== 'holiday' && impacts.indexOf(impact) >= impacts.indexOf(least);
  return matters && (currency === wanted || currency === 'ALL');
}
