import { z } from 'zod';
import { hasItsPrices, OrderTerms, wrongPrices } from '../../data/ledger-row.ts';

/** How large: exactly one way of saying it. Money and quantity are computed by the gate's sizing, never by a model. */
export const Sizing = z.strictObject({
  kind: z.enum(['quantity', 'notional', 'equity-percent', 'risk-percent', 'close']),
  /** Units, USD, percent of equity, or percent of equity at risk to the stop; absent for `close`. */
  amount: z.number().positive().optional(),
});
export type Sizing = z.infer<typeof Sizing>;

/** An idea for a trade. It binds nobody: only the gate and a person make more of it. */
export const Draft = z.strictObject({
  accountId: z.string(),
  symbol: z.string(),
  side: z.enum(['buy', 'sell']),
  sizing: Sizing,
  /** How to fill it; a market order when absent. */
  order: OrderTerms.refine(hasItsPrices, { path: ['type'], message: wrongPrices }).optional(),
  /** Price at which the idea was had, for the record. */
  entry: z.number().positive(),
  stop: z.number().positive().optional(),
  target: z.number().positive().optional(),
  thesis: z.string().max(600).optional(),
  invalidation: z.string().max(600).optional(),
  decisionId: z.string(),
  /** Made in a turn that read outside text: never executed automatically. */
  tainted: z.boolean(),
});
export type Draft = z.infer<typeof Draft>;
