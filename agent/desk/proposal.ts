import { z } from 'zod';
import { canonicalJson, sha256 } from '../../data/ledger-chain.ts';
import { Draft } from '../../models/risk/draft.ts';
import { Verdict } from '../../models/risk/verdict.ts';
import { Outlook } from './outlook.ts';

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

const Account = z.strictObject({ channel: z.string(), id: z.string() });

/** Whoever did something, by the account that they used and the one that stood for them on all channels then. */
export const Doer = z.strictObject({ ...Account.shape, primary: Account.optional() });
export type Doer = z.infer<typeof Doer>;

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
  /** Who proposed this version. */
  proposedBy: Doer,
  /** Who had a hand in it before: the versions that it was edited from, the proposals that it repeats. */
  proposedBefore: z.array(Doer).default([]),
  /** Who has approved this version while it waits for more. */
  approvals: z.array(Doer).default([]),
  /** How the market looked when this version was proposed. */
  outlook: Outlook.default({}),
  decidedBy: z.string().optional(),
});
export type Proposal = z.infer<typeof Proposal>;

/** True for a proposal that ended without anybody's no: it may be proposed again. */
export const canComeAgain = ({ state }: Proposal): boolean =>
  state === 'expired' || state === 'refused' || state === 'failed';

/** Hash of what an approval is bound to: id, version, draft and the order that it becomes. */
export const proposalHash = (proposal: Pick<Proposal, 'id' | 'version' | 'draft' | 'verdict'>): string =>
  sha256(canonicalJson([proposal.id, proposal.version, proposal.draft, proposal.verdict.order ?? null]));

/** Everybody who had a hand in a version, the one who proposed it last. */
export const proposersOf = ({ proposedBefore, proposedBy }: Proposal): Doer[] => [...proposedBefore, proposedBy];

/** How a version is named where it is typed: who approves one that was edited says that they have seen it. */
export const nameOf = (id: string, version: number): string => (version > 1 ? `${id} v${version}` : id);
