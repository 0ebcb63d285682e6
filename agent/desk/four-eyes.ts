import type { Settings } from '../../config/settings.ts';
import type { OrderRow } from '../../data/ledger-row.ts';
import { atLeast, ownerOf, type Person, samePerson } from '../people.ts';
import { alreadyApproved, othersMust } from './desk-errors.ts';
import type { DeskParts } from './desk-parts.ts';
import { type Doer, type Proposal, proposersOf } from './proposal.ts';

/** How many persons have to approve an order: two above the set value, one for whatever only reduces. */
export function approversNeeded({ desk }: Settings, { reduceOnly, quantity, referencePrice }: OrderRow): 1 | 2 {
  const above = desk.twoApproversAboveUsd;
  return above !== null && !reduceOnly && quantity * referencePrice > above ? 2 : 1;
}

/** A person as what they do is written down. */
export const doerOf = (person: Person): Doer => ({
  channel: person.channel,
  id: person.id,
  ...(person.primary ? { primary: ownerOf(person) } : {}),
});

type People = Pick<DeskParts, 'personOf' | 'kinOf'>;

function isOneOf({ kinOf }: People, doer: Doer, others: readonly Doer[]): boolean {
  const kin = kinOf(doer);
  return others.some(other => kinOf(other).some(account => kin.some(one => samePerson(one, account))));
}

/**
 * The approvals of a proposal that still count: a right that was taken takes the approval with it, and nobody approves an
 * idea that they had a hand in.
 */
export const approvalsOf = (people: People, proposal: Proposal): Doer[] =>
  proposal.approvals.filter(
    one => atLeast(people.personOf(one)?.role ?? 'viewer', 'approver') && !isOneOf(people, one, proposersOf(proposal)),
  );

/**
 * Checks that a person may be one of two who approve: neither who proposed or edited it, nor who approved already.
 * @throws QuaestorError `desk.not-yours`, `desk.already-decided`
 */
export function checkFourEyes(people: People, proposal: Proposal, person: Person): void {
  const doer = doerOf(person);
  if (isOneOf(people, doer, proposersOf(proposal))) throw othersMust(proposal.id);
  if (isOneOf(people, doer, approvalsOf(people, proposal))) throw alreadyApproved(proposal.id);
}
