import type { Settings } from '../../config/settings.ts';
import type { OrderRow } from '../../data/ledger-row.ts';
import type { AccountId } from '../../data/people-store.ts';
import { samePerson } from '../people.ts';
import { alreadyApproved, othersMust } from './desk-errors.ts';
import type { Proposal } from './proposal.ts';

/** How many persons have to approve an order: two above the set value, one for whatever only reduces. */
export function approversNeeded({ desk }: Settings, { reduceOnly, quantity, referencePrice }: OrderRow): 1 | 2 {
  const above = desk.twoApproversAboveUsd;
  return above !== null && !reduceOnly && quantity * referencePrice > above ? 2 : 1;
}

/**
 * Checks that a person may be one of two who approve: neither who proposed or edited it, nor who approved already.
 * @throws QuaestorError `desk.not-yours`, `desk.already-decided`
 */
export function checkFourEyes({ id, proposedBy, approvals }: Proposal, owner: AccountId): void {
  if (samePerson(proposedBy.primary ?? proposedBy, owner)) throw othersMust(id);
  if (approvals.some(one => samePerson(one, owner))) throw alreadyApproved(id);
}
