import { z } from 'zod';
import type { OrderRow } from '../../data/ledger-row.ts';
import type { Draft } from '../../models/risk/draft.ts';

/** What a person may change of a proposal that waits. What is absent stays. */
export const Change = z
  .strictObject({
    quantity: z.number().positive().optional(),
    stop: z.number().positive().optional(),
    target: z.number().positive().optional(),
  })
  .refine(change => Object.values(change).some(value => value !== undefined), { message: 'change at least one' });
export type Change = z.infer<typeof Change>;

/** The draft with what a person changed; an order that closes has no quantity of its own before it gets one. */
export const changedDraft = (draft: Draft, { quantity, stop, target }: Change): Draft => ({
  ...draft,
  ...(quantity === undefined ? {} : { sizing: { kind: 'quantity' as const, amount: quantity } }),
  ...(stop === undefined ? {} : { stop }),
  ...(target === undefined ? {} : { target }),
});

/** The order that a person approved, word for word: what was sized then is a plain quantity now. */
export const boundDraft = (draft: Draft, { quantity }: Pick<OrderRow, 'quantity'>): Draft =>
  draft.sizing.kind === 'close' ? draft : { ...draft, sizing: { kind: 'quantity', amount: quantity } };
