import { z } from 'zod';
import { ChartSpec } from './chart-spec.ts';

/**
 * A button of a card: what it asks for is decided by code alone. Of a proposal: approve, reject, edit, again (propose what
 * no longer held once more), answer (to the question before a first approval). Of anything: rate, ask.
 */
export const CardAction = z.strictObject({
  kind: z.enum(['approve', 'reject', 'edit', 'again', 'answer', 'rate', 'ask']),
  label: z.string(),
  /** Of the proposal, for all kinds that are about one. */
  proposalId: z.string().optional(),
  version: z.int().optional(),
  nonce: z.string().optional(),
  /** Of an `answer` button: the place of the answer, from 0. */
  choice: z.int().min(0).optional(),
  /** Of a `rate` button: what is rated, and how. */
  ratedId: z.string().optional(),
  rating: z.enum(['good', 'bad']).optional(),
  /** The question that an `ask` button sends. */
  question: z.string().optional(),
});
export type CardAction = z.infer<typeof CardAction>;

export const CardTable = z.strictObject({ columns: z.array(z.string()), rows: z.array(z.array(z.string())) });
export type CardTable = z.infer<typeof CardTable>;

/** What a person sees of a result, in no channel's own words. Every text is in the reader's language already. */
export const Card = z.strictObject({
  title: z.string(),
  /** The answer in one or two sentences: spoken in a conversation, shown where a card stands alone. */
  lead: z.string().optional(),
  lines: z.array(z.string()).default([]),
  table: CardTable.optional(),
  chart: ChartSpec.optional(),
  actions: z.array(CardAction).default([]),
  sources: z.array(z.string()).default([]),
  /** As of when, and what else must be said. */
  footnote: z.string().optional(),
  /** Wall time (UTC ms) until which its buttons work, where that ends. */
  until: z.int().optional(),
  tone: z.enum(['neutral', 'good', 'bad']).default('neutral'),
});
export type Card = z.infer<typeof Card>;
/** A card as it is written down: defaults may be left out. */
export type CardInput = z.input<typeof Card>;
