import { z } from 'zod';
import { canonicalJson, sha256 } from '../../data/ledger.ts';
import { Draft } from '../../models/risk/draft.ts';
import { Verdict } from '../../models/risk/verdict.ts';

/** Where a proposal stands. Only `pending` can be decided; `executing` is settled by the broker's answer alone. */
export const ProposalState = z.enum([
  'pending',
  'approved',
  'executing',
  'done',
  'rejected',
  'expired',
  'refused',
  'failed',
]);
export type ProposalState = z.infer<typeof ProposalState>;

/** A draft that passed the gate and waits for a person. */
export const Proposal = z.strictObject({
  id: z.string(),
  version: z.int(),
  /** Secret of this version's buttons; single use, since one decision ends the version. */
  nonce: z.string(),
  /** Of the content that a person sees and approves. */
  hash: z.string(),
  state: ProposalState,
  /** Wall time, UTC ms. */
  expiresAt: z.int(),
  draft: Draft,
  verdict: Verdict,
  proposedBy: z.strictObject({ channel: z.string(), id: z.string() }),
  decidedBy: z.string().optional(),
});
export type Proposal = z.infer<typeof Proposal>;

/** Hash of what an approval is bound to: id, version, draft and the order that it becomes. */
export const proposalHash = (proposal: Pick<Proposal, 'id' | 'version' | 'draft' | 'verdict'>): string =>
  sha256(canonicalJson([proposal.id, proposal.version, proposal.draft, proposal.verdict.order ?? null]));
