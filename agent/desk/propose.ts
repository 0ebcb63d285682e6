import { randomBytes } from 'node:crypto';
import { quietUntil } from '../../config/quiet-hours.ts';
import type { Draft } from '../../models/risk/draft.ts';
import type { RiskView } from '../../models/risk/risk-view.ts';
import type { Verdict } from '../../models/risk/verdict.ts';
import type { Person } from '../people.ts';
import { type CardRef, checkRight, pendingOn } from './approval.ts';
import { type Change, changedDraft } from './change.ts';
import { alreadyDecided, changed } from './desk-errors.ts';
import { actorOf, type DeskParts, orderIdOf } from './desk-parts.ts';
import { doerOf } from './four-eyes.ts';
import { canComeAgain, type Doer, type Proposal, proposalHash, proposersOf } from './proposal.ts';

export type Proposed = { kind: 'proposed'; proposal: Proposal } | { kind: 'refused'; draft: Draft; verdict: Verdict };

type RiskOf = (symbol: string) => RiskView;

/** The end of its time (UTC ms), counted from the morning where nobody is asked before. */
function endOf({ settings: { desk }, wall }: DeskParts): number {
  const now = wall.now();
  const begin = desk.delegate === null ? (quietUntil(desk.quietHours, now) ?? now) : now;
  return begin + desk.proposalMinutes * 60_000;
}

/** A version of a proposal that nobody has seen yet: its own nonce, its own time, no approvals. */
function freshVersion(
  parts: DeskParts,
  content: Pick<Proposal, 'id' | 'version' | 'draft' | 'verdict'>,
  person: Person,
  proposedBefore: readonly Doer[],
): Proposal {
  return {
    ...content,
    nonce: randomBytes(6).toString('hex'),
    hash: proposalHash(content),
    state: content.verdict.passed ? 'pending' : 'refused',
    expiresAt: endOf(parts),
    proposedBy: doerOf(person),
    proposedBefore: [...proposedBefore],
    approvals: [],
    outlook: parts.outlookOf(content.draft.symbol),
  };
}

/** Writes down what was judged, and the proposal where it passed. */
function write({ ledger }: DeskParts, { id, version, hash, expiresAt, verdict }: Proposal, person: Person): void {
  const actor = actorOf(person);
  ledger.append('verdict', { proposalId: id, ...verdict }, actor);
  if (verdict.passed) ledger.append('proposal', { id, version, hash, expiresAt, order: verdict.order }, actor);
}

/** Writes the draft and its verdict down and, when it passed, makes a proposal that waits for a person. */
export function propose(
  parts: DeskParts,
  draft: Draft,
  person: Person,
  riskOf: RiskOf,
  before: readonly Doer[] = [],
): Proposed {
  const { database, ledger, gate, store, settings } = parts;
  return database
    .transaction((): Proposed => {
      const id = store.nextId();
      const risk = riskOf(draft.symbol);
      const verdict = gate.check(draft, orderIdOf(settings, id, 1), risk);
      ledger.append('draft', { ...draft, decidedAt: risk.now }, actorOf(person));
      const proposal = freshVersion(parts, { id, version: 1, draft, verdict }, person, before);
      store.insert(proposal);
      write(parts, proposal, person);
      return verdict.passed ? { kind: 'proposed', proposal } : { kind: 'refused', draft, verdict };
    })
    .immediate();
}

/**
 * Proposes once more what no longer held, on today's prices: a new proposal with its own judgement. A card can do so once.
 * @throws QuaestorError `desk.not-found`, `desk.not-yours`, `desk.changed`, and `desk.already-decided` for what did not end by itself
 */
export function proposeAgain(parts: DeskParts, card: CardRef, person: Person, riskOf: RiskOf): Proposed {
  const { database, store } = parts;
  return database
    .transaction((): Proposed => {
      const old = store.get(card.proposalId);
      checkRight(parts, old.id, person, 'trader');
      if (!canComeAgain(old)) throw alreadyDecided(old.id, old.state, old.decidedBy);
      if (old.version !== card.version || !store.useUp(old.id, card.nonce)) throw changed(old.id);
      const entry = riskOf(old.draft.symbol).quote?.price ?? old.draft.entry;
      return propose(parts, { ...old.draft, entry }, person, riskOf, proposersOf(old));
    })
    .immediate();
}

/**
 * Makes a new version of a proposal that waits: the old one is worth nothing with its buttons, and the gate judges the
 * new one. Where it refuses, the old version stays as it was.
 * @throws QuaestorError as `pendingOn`
 */
export function revise(parts: DeskParts, card: CardRef, change: Change, person: Person, riskOf: RiskOf): Proposed {
  const { database, ledger, gate, store, settings } = parts;
  return database
    .transaction((): Proposed => {
      const { proposal: old } = pendingOn(parts, card, person, 'trader');
      const risk = riskOf(old.draft.symbol);
      const draft = { ...changedDraft(old.draft, change), entry: risk.quote?.price ?? old.draft.entry };
      const version = old.version + 1;
      const verdict = gate.check(draft, orderIdOf(settings, old.id, version), risk);
      ledger.append('draft', { ...draft, decidedAt: risk.now }, actorOf(person));
      const proposal = freshVersion(parts, { id: old.id, version, draft, verdict }, person, proposersOf(old));
      if (verdict.passed) {
        store.replace(old, proposal);
        const edited = { event: 'proposal-edited', proposalId: old.id, version: old.version, by: version } as const;
        ledger.append('note', edited, actorOf(person));
      }
      write(parts, proposal, person);
      return verdict.passed ? { kind: 'proposed', proposal } : { kind: 'refused', draft, verdict };
    })
    .immediate();
}
