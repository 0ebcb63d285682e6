import { z } from 'zod';

/** What can be quoted and traded. Prices are in `currency` per unit; a quantity is a multiple of `lot`. */
export const Instrument = z.strictObject({
  symbol: z.string().regex(/^[A-Z0-9][A-Z0-9./^=-]{0,19}$/),
  name: z.strictObject({ en: z.string(), fr: z.string() }),
  /** What people call it, in both languages, lower case. */
  nicknames: z.array(z.string()),
  assetClass: z.enum(['index', 'equity', 'etf', 'crypto', 'currency', 'future']),
  currency: z.string().length(3),
  /** Smallest price step. */
  tick: z.number().positive(),
  /** Smallest quantity step. */
  lot: z.number().positive(),
  /** Units of the underlying that a quantity of 1 stands for. */
  multiplier: z.number().positive().optional(),
  calendar: z.enum(['NYSE', '24/7', 'EURONEXT', 'FOREX', 'CME']),
  /** Trading days a year, for annualisation. */
  daysPerYear: z.int(),
  tradable: z.boolean(),
  /** Last instant of trading (UTC ms) of a dated future. */
  expiresAt: z.int().optional(),
  /** A continuous future: the contract in front, rolled by the rules of `data/calendar/contract.ts`. */
  front: z.enum(['ES', 'NQ', 'CL', 'GC']).optional(),
  /** Share splits that are known: the day from which prices are on the new scale, and new shares for one old. */
  splits: z.array(z.strictObject({ on: z.iso.date(), ratio: z.number().positive() })).optional(),
});
export type Instrument = z.infer<typeof Instrument>;
