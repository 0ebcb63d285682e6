import { z } from 'zod';
import { OrderRow } from '../../data/ledger-row.ts';

const Said = z.strictObject({ en: z.string(), fr: z.string() });

/** One rule's answer with the numbers it compared. */
export const RuleResult = z.strictObject({
  rule: z.string(),
  passed: z.boolean(),
  /** It passed, and a person should read the reason. */
  warning: z.literal(true).optional(),
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

/** What a person should know of a verdict that passed. */
export const warningsOf = ({ results }: Verdict): RuleResult[] => results.filter(result => result.warning);

/** Units held when the gate checked: what the order meant then, to open, to add or to reduce, follows from it. */
export const heldWhenChecked = ({ results }: Verdict): number =>
  results.find(({ rule }) => rule === 'reduce-only')?.numbers.held ?? 0;

/** What an order does to a holding: more of it (from nothing too), less of it down to nothing, or through it to the other side. */
export type OrderMeaning = 'more' | 'less' | 'reverse';

/** @param held units held before, negative for a short */
export function meaningOf(held: number, { side, quantity }: Pick<OrderRow, 'side' | 'quantity'>): OrderMeaning {
  if (held === 0 || held > 0 === (side === 'buy')) return 'more';
  return quantity <= Math.abs(held) ? 'less' : 'reverse';
}
