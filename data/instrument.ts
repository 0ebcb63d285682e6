import { z } from 'zod';

/** What can be quoted and traded. Prices are in `currency` per unit; a quantity is a multiple of `lot`. */
export const Instrument = z.strictObject({
  symbol: z.string().regex(/^[A-Z0-9][A-Z0-9./^=-]{0,19}$/),
  name: z.strictObject({ en: z.string(), fr: z.string() }),
  /** What people call it, in both languages, lower case. */
  nicknames: z.array(z.string()),
  assetClass: z.enum(['index', 'equity', 'etf', 'crypto', 'currency']),
  currency: z.string().length(3),
  /** Smallest price step. */
  tick: z.number().positive(),
  /** Smallest quantity step. */
  lot: z.number().positive(),
  calendar: z.enum(['NYSE', '24/7', 'EURONEXT', 'FOREX']),
  /** Trading days a year, for annualisation. */
  daysPerYear: z.int(),
  tradable: z.boolean(),
});
export type Instrument = z.infer<typeof Instrument>;
