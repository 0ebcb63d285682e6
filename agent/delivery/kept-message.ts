import { z } from 'zod';
import { Language } from '../../config/settings.ts';
import { Card } from '../../tools/card.ts';
import { Recipient } from './recipient.ts';

/** A message as it is kept: a proposal by its id, so that its card is never older than its sending. */
export const KeptMessage = z.object({
  language: Language,
  text: z.string().optional(),
  card: Card.optional(),
  proposalId: z.string().optional(),
  to: Recipient.optional(),
});
export type KeptMessage = z.infer<typeof KeptMessage>;
