import { randomBytes } from 'node:crypto';
import { QuaestorError } from '../../config/errors.ts';
import type { ClearedOrder } from '../../data/broker/order.ts';
import type { Actor, OrderRow } from '../../data/ledger-row.ts';
import { foldPortfolio, portfolioKinds } from '../../data/portfolio.ts';
import type { Draft } from '../../models/risk/draft.ts';
import type { RiskView } from '../../models/risk/risk-view.ts';
import { heldWhenChecked, isReduction, type Verdict } from '../../models/risk/verdict.ts';
import { atLeast, type Person } from '../people.ts';
import { advance } from './advance.ts';
import { alreadyDecided, changed, expired, notYours, positionMoved, priceMoved, refusedNow } from './desk-errors.ts';
import { type DeskParts, orderIdOf } from './desk-parts.ts';
import { flatten } from './flatten.ts';
import { type Proposal, proposalHash } from './proposal.ts';
import { readRisk } from './risk-reader.ts';
import { settle } from './settle.ts';

/** A tap on a button: what it decides, and which version of the card it was on. */
export type Tap = { verb: 'approve' | 'reject'; proposalId: string; version: number; nonce: string };

export type Proposed = { kind: 'proposed'; proposal: Proposal } | { kind: 'refused'; draft: Draft; verdict: Verdict };

const actorOf = (person: Person): Actor => ({ channel: person.channel, id: person.id });

/** The order that a person approved, word for word: what was sized then is a plain quantity now. */
const bound = (draft: Draft, { quantity }: OrderRow): Draft =>
  draft.sizing.kind === 'close' ? draft : { ...draft, sizing: { kind: 'quantity', amount: quantity } };

/**
 * From a draft to a fill: proposal, approval, execution, reconciliation. Deterministic; no language model is near it.
 * Decisions are taken one at a time, and each changes the state by compare-and-set in one transaction with its rows.
 */
export class Desk {
  readonly #parts: DeskParts;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** Writes the draft and its verdict down and, when it passed, makes a proposal that waits for a person. */
  propose(draft: Draft, person: Person): Proposed {
    const { database, ledger, gate, store, settings, wall } = this.#parts;
    const actor = actorOf(person);
    return database
      .transaction((): Proposed => {
        const id = store.nextId();
        const risk = this.risk(draft.symbol);
        const verdict = gate.check(draft, orderIdOf(settings, id, 1), risk);
        ledger.append('draft', { ...draft, decidedAt: risk.now }, actor);
        ledger.append('verdict', { proposalId: id, ...verdict }, actor);
        const content = { id, version: 1, draft, verdict };
        const proposal: Proposal = {
          ...content,
          nonce: randomBytes(6).toString('hex'),
          hash: proposalHash(content),
          state: verdict.passed ? 'pending' : 'refused',
          expiresAt: wall.now() + settings.desk.proposalMinutes * 60_000,
          proposedBy: { channel: person.channel, id: person.id },
        };
        store.insert(proposal);
        if (!verdict.passed) return { kind: 'refused', draft, verdict };
        ledger.append(
          'proposal',
          { id, version: 1, hash: proposal.hash, expiresAt: proposal.expiresAt, order: verdict.order },
          actor,
        );
        return { kind: 'proposed', proposal };
      })
      .immediate();
  }

  /**
   * Decides on a tap. The first valid answer wins; everything else is answered politely and written down.
   * @throws QuaestorError `desk.not-found`, `desk.not-yours`, `desk.already-decided`, `desk.expired`, `desk.changed`,
   * `desk.price-moved`, `desk.refused`, `desk.unresolved`
   */
  decide(tap: Tap, person: Person): Promise<Proposal> {
    const turn = this.#queue.then(() => this.#decideNow(tap, person));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /**
   * Settles orders whose outcome is not known, by asking the broker for their client order id, and lets waiting orders,
   * stops and targets act on the candles that came since. Nothing is ever sent again.
   */
  reconcile(): Promise<void> {
    const turn = this.#queue.then(() => this.#catchUp());
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** Proposals that wait for a person, after those whose time is over were closed. */
  waiting(): Proposal[] {
    const { database, store, wall } = this.#parts;
    const overdue = () => store.inState('pending').filter(({ expiresAt }) => wall.now() >= expiresAt);
    const close = database.transaction(() => {
      for (const proposal of overdue()) this.#expire(proposal);
    });
    if (overdue().length > 0) close.immediate();
    return store.inState('pending');
  }

  find(id: string): Proposal | undefined {
    return this.#parts.store.find(id);
  }

  /** True while a proposal or an order of this symbol is not settled. */
  busyWith(symbol: string): boolean {
    this.waiting();
    return this.#parts.store.inState('pending', 'executing').some(one => one.draft.symbol === symbol);
  }

  /** Orders of a symbol that were sent and are not settled, oldest first. */
  working(symbol: string): OrderRow[] {
    return this.#parts.store
      .inState('executing')
      .flatMap(({ verdict: { order } }) => (order?.symbol === symbol ? [order] : []));
  }

  /** Takes a waiting order back; what it filled stays. An order that has ended stays as it is. */
  async withdraw(clientOrderId: string): Promise<void> {
    await this.#parts.broker.cancel(clientOrderId);
    await settle(this.#parts);
  }

  /** The kill switch: from now on no new risk, until an admin resumes. */
  halt(person: Person, reason: string): void {
    this.#parts.ledger.append('kill-switch', { state: 'halted', reason }, actorOf(person));
  }

  /** @throws QuaestorError `tool.forbidden` for anybody but an admin */
  resume(person: Person): void {
    if (!atLeast(person.role, 'admin')) {
      throw new QuaestorError('tool.forbidden', {
        en: `Only an admin can resume trading; you are a ${person.role}.`,
        fr: `Seul un administrateur peut reprendre le trading ; vous êtes ${person.role}.`,
      });
    }
    this.#parts.ledger.append('kill-switch', { state: 'active', reason: 'resumed' }, actorOf(person));
  }

  halted(): boolean {
    return foldPortfolio(this.#parts.ledger.rows(...portfolioKinds)).halted;
  }

  risk(symbol: string): RiskView {
    const { market, ledger, settings, store, wall, regimeOf } = this.#parts;
    const sent = store.inState('executing').map(({ id, version }) => orderIdOf(settings, id, version));
    return readRisk(symbol, market, ledger, settings, new Set(sent), wall.now(), regimeOf);
  }

  /** What was filled before is booked before the candles after it are played; what they ended is closed, by the ladder too. */
  async #catchUp(): Promise<void> {
    await settle(this.#parts);
    if (advance(this.#parts)) await settle(this.#parts);
    if (await flatten(this.#parts, symbol => this.risk(symbol))) await settle(this.#parts);
  }

  async #decideNow(tap: Tap, person: Person): Promise<Proposal> {
    const { ledger, store } = this.#parts;
    this.waiting();
    try {
      if (tap.verb === 'reject') return this.#reject(tap, person);
      await this.#catchUp();
      const cleared = this.#approve(tap, person);
      await this.#execute(cleared, tap.proposalId);
      return store.get(tap.proposalId);
    } catch (thrown) {
      if (thrown instanceof QuaestorError && store.find(tap.proposalId)) {
        ledger.append(
          'note',
          { event: 'click-refused', proposalId: tap.proposalId, code: thrown.code },
          actorOf(person),
        );
      }
      throw thrown;
    }
  }

  /** The proposal and its order when this tap may decide on it now. */
  #checked(tap: Tap, person: Person): { proposal: Proposal; order: OrderRow } {
    const { store, wall } = this.#parts;
    const proposal = store.get(tap.proposalId);
    if (!atLeast(person.role, 'trader')) throw notYours(proposal.id, person.role);
    if (proposal.state !== 'pending') throw alreadyDecided(proposal.id, proposal.state, proposal.decidedBy);
    if (wall.now() >= proposal.expiresAt) throw expired(proposal.id);
    const same =
      proposal.version === tap.version && proposal.nonce === tap.nonce && proposal.hash === proposalHash(proposal);
    const { order } = proposal.verdict;
    if (!same || !order) throw changed(proposal.id);
    return { proposal, order };
  }

  #reject(tap: Tap, person: Person): Proposal {
    const { database, store, wall } = this.#parts;
    return database
      .transaction(() => {
        const { proposal } = this.#checked(tap, person);
        store.move(proposal.id, 'pending', 'rejected', person.id, wall.now());
        this.#writeDecision(proposal, 'rejected', actorOf(person));
        return store.get(proposal.id);
      })
      .immediate();
  }

  /** Everything up to the sending, in one transaction: the kill switch cannot fall between the check and the intent. */
  #approve(tap: Tap, person: Person): ClearedOrder {
    const { database, ledger, gate, store, settings, wall } = this.#parts;
    const outcome = database
      .transaction((): ClearedOrder | QuaestorError => {
        const { proposal, order } = this.#checked(tap, person);
        const view = this.risk(proposal.draft.symbol);
        const [then, now] = [order.referencePrice, view.quote?.price ?? Number.NaN];
        if (!(Math.abs(now / then - 1) <= settings.desk.priceBandShare)) {
          this.#expire(proposal);
          return priceMoved(proposal.id, then, now);
        }
        const orderId = orderIdOf(settings, proposal.id, proposal.version);
        const { verdict, cleared, refusal } = gate.clear(bound(proposal.draft, order), orderId, view);
        if (refusal) {
          store.move(proposal.id, 'pending', 'refused', person.id, wall.now());
          ledger.append('verdict', { proposalId: proposal.id, ...verdict }, actorOf(person));
          return refusedNow(proposal.id, refusal.reason);
        }
        const meant = isReduction(heldWhenChecked(proposal.verdict), order);
        if (cleared.quantity !== order.quantity || meant !== isReduction(heldWhenChecked(verdict), order)) {
          this.#expire(proposal);
          return positionMoved(proposal.id);
        }
        store.move(proposal.id, 'pending', 'executing', person.id, wall.now());
        this.#writeDecision(proposal, 'approved', actorOf(person));
        ledger.append('order', { ...cleared }, actorOf(person));
        return cleared;
      })
      .immediate();
    if (outcome instanceof QuaestorError) throw outcome;
    return outcome;
  }

  async #execute(cleared: ClearedOrder, proposalId: string): Promise<void> {
    const { broker, log } = this.#parts;
    try {
      const outcome = await broker.submit(cleared);
      if (outcome.class === 'unresolved') log.warn('order unresolved', { proposalId, reason: outcome.reason });
    } catch (error) {
      log.error('broker failed', { proposalId, error });
    }
    await settle(this.#parts, proposalId);
  }

  /** Inside a transaction that has seen the proposal pending. */
  #expire(proposal: Proposal): void {
    this.#parts.store.move(proposal.id, 'pending', 'expired', undefined, this.#parts.wall.now());
    this.#writeDecision(proposal, 'expired', { channel: 'desk', id: 'expiry' });
  }

  #writeDecision({ id, version, hash }: Proposal, decision: 'approved' | 'rejected' | 'expired', actor: Actor): void {
    this.#parts.ledger.append('approval', { proposalId: id, version, hash, decision }, actor);
  }
}
