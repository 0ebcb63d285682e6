import { z } from 'zod';
import { OrderRow } from '../../data/ledger-row.ts';

const Said = z.strictObject({ en: z.string(), fr: z.string() });

/** One rule's answer with the numbers it compared. */
export const RuleResult = z.strictObject({
  rule: z.string(),
  passed: z.boolean(),
  reason: Said,
  numbers: z.record(z.string(), z.number()),
});
export type RuleResult = z.infer<typeof RuleResult>;

/** The gate's answer on a draft: what it would become as an order, and each rule's result. A refusal is a value. */
export const Verdict = z.strictObject({
  passed: z.boolean(),
  order: OrderRow.optional(),
  results: z.array(RuleResult),
});
export type Verdict = z.infer<typeof Verdict>;

/** The first rule that refused, if any. */
export const refusalOf = (verdict: Verdict): RuleResult | undefined => verdict.results.find(result => !result.passed);
