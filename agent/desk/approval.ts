import { QuaestorError } from '../../config/errors.ts';
import type { ClearedOrder } from '../../data/broker/order.ts';
import type { Actor, OrderRow } from '../../data/ledger-row.ts';
import type { RiskView } from '../../models/risk/risk-view.ts';
import { heldWhenChecked, meaningOf } from '../../models/risk/verdict.ts';
import { atLeast, type Person } from '../people.ts';
import { boundDraft } from './change.ts';
import {
  alreadyDecided,
  changed,
  expired,
  notYours,
  positionMoved,
  priceMoved,
  refusedNow,
  regimeChanged,
} from './desk-errors.ts';
import { actorOf, type DeskParts, orderIdOf } from './desk-parts.ts';
import { approvalsOf, approversNeeded, checkFourEyes, doerOf } from './four-eyes.ts';
import { type Proposal, proposalHash } from './proposal.ts';

/** Which card a button is on. */
export type CardRef = { readonly proposalId: string; readonly version: number; readonly nonce: string };

type Ended = 'approved' | 'rejected' | 'expired';

export function writeApproval(parts: DeskParts, { id, version, hash }: Proposal, decision: Ended, actor: Actor): void {
  parts.ledger.append('approval', { proposalId: id, version, hash, decision }, actor);
}

/** Inside a transaction that has seen the proposal pending. */
export function expire(parts: DeskParts, proposal: Proposal): void {
  parts.store.move(proposal.id, 'pending', 'expired', undefined, parts.wall.now());
  writeApproval(parts, proposal, 'expired', { channel: 'desk', id: 'expiry' });
}

const personNow = ({ personOf }: DeskParts, person: Person): Person => personOf(person) ?? person;

/** Checks that a person may do something, and still may: not only when they pressed. @throws QuaestorError `desk.not-yours` */
export function checkRight(parts: DeskParts, id: string, person: Person, role: 'trader' | 'approver'): void {
  const lacking = [person, personNow(parts, person)].find(one => !atLeast(one.role, role) || one.stranger);
  if (lacking) throw notYours(id, role, lacking.role);
}

/**
 * The proposal and its order when this card may be acted upon now.
 * @throws QuaestorError `desk.not-found`, `desk.not-yours`, `desk.already-decided`, `desk.expired`, `desk.changed`
 */
export function pendingOn(
  parts: DeskParts,
  card: CardRef,
  person: Person,
  role: 'trader' | 'approver',
): { proposal: Proposal; order: OrderRow } {
  const { store, wall } = parts;
  const proposal = store.get(card.proposalId);
  checkRight(parts, proposal.id, person, role);
  if (proposal.state !== 'pending') throw alreadyDecided(proposal.id, proposal.state, proposal.decidedBy);
  if (wall.now() >= proposal.expiresAt) throw expired(proposal.id);
  const same =
    proposal.version === card.version && proposal.nonce === card.nonce && proposal.hash === proposalHash(proposal);
  const { order } = proposal.verdict;
  if (!same || !order) throw changed(proposal.id);
  return { proposal, order };
}

export function reject(parts: DeskParts, card: CardRef, person: Person): Proposal {
  const { database, store, wall } = parts;
  return database
    .transaction(() => {
      const { proposal } = pendingOn(parts, card, person, 'approver');
      store.move(proposal.id, 'pending', 'rejected', person.id, wall.now());
      writeApproval(parts, proposal, 'rejected', actorOf(person));
      return store.get(proposal.id);
    })
    .immediate();
}

/** Why a proposal no longer holds on today's prices and in today's regime; undefined where it does. */
function outlived(parts: DeskParts, proposal: Proposal, order: OrderRow, view: RiskView): QuaestorError | undefined {
  // The reference price of an order that waits for a price is that price: the market's own is the one of the idea.
  const then = order.type === 'market' ? order.referencePrice : proposal.draft.entry;
  const price = view.quote?.price ?? Number.NaN;
  if (!(Math.abs(price / then - 1) <= parts.settings.desk.priceBandShare)) return priceMoved(proposal.id, then, price);
  const { regime } = proposal.outlook;
  if (order.reduceOnly || regime === undefined) return undefined;
  const now = parts.regimeOf?.(order.symbol);
  return now === regime ? undefined : regimeChanged(proposal.id, regime, now);
}

/** The first of two approvals: written down, and the proposal goes on waiting. */
function approveFirst(parts: DeskParts, proposal: Proposal, person: Person): undefined {
  parts.store.replace(proposal, { ...proposal, approvals: [doerOf(person)] });
  const { id: proposalId, version, hash } = proposal;
  parts.ledger.append('note', { event: 'first-approval', proposalId, version, hash }, actorOf(person));
}

/**
 * Everything up to the sending, in one transaction: the kill switch cannot fall between the check and the intent.
 * @returns the order to send, or undefined where another person has to approve as well
 */
export function approve(
  parts: DeskParts,
  card: CardRef,
  person: Person,
  riskOf: (symbol: string) => RiskView,
): ClearedOrder | undefined {
  const { database, ledger, gate, store, settings, wall } = parts;
  const outcome = database
    .transaction((): ClearedOrder | QuaestorError | undefined => {
      const { proposal, order } = pendingOn(parts, card, person, 'approver');
      const needed = approversNeeded(settings, order);
      if (needed === 2) checkFourEyes(parts, proposal, personNow(parts, person));
      const view = riskOf(proposal.draft.symbol);
      const over = outlived(parts, proposal, order, view);
      if (over) {
        expire(parts, proposal);
        return over;
      }
      const orderId = orderIdOf(settings, proposal.id, proposal.version);
      const { verdict, cleared, refusal } = gate.clear(boundDraft(proposal.draft, order), orderId, view);
      if (refusal) {
        store.move(proposal.id, 'pending', 'refused', person.id, wall.now());
        ledger.append('verdict', { proposalId: proposal.id, ...verdict }, actorOf(person));
        return refusedNow(proposal.id, refusal.reason);
      }
      const meant = meaningOf(heldWhenChecked(proposal.verdict), order);
      if (cleared.quantity !== order.quantity || meant !== meaningOf(heldWhenChecked(verdict), order)) {
        expire(parts, proposal);
        return positionMoved(proposal.id);
      }
      if (approvalsOf(parts, proposal).length + 1 < needed)
        return approveFirst(parts, proposal, personNow(parts, person));
      store.move(proposal.id, 'pending', 'executing', person.id, wall.now());
      writeApproval(parts, proposal, 'approved', actorOf(person));
      ledger.append('order', { ...cleared }, actorOf(person));
      return cleared;
    })
    .immediate();
  if (outcome instanceof QuaestorError) throw outcome;
  return outcome;
}
