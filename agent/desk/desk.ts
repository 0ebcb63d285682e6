import { QuaestorError } from '../../config/errors.ts';
import type { ClearedOrder } from '../../data/broker/order.ts';
import type { OrderRow } from '../../data/ledger-row.ts';
import type { AccountId } from '../../data/people-store.ts';
import { foldPortfolio, portfolioKinds } from '../../data/portfolio.ts';
import type { Draft } from '../../models/risk/draft.ts';
import type { RiskView } from '../../models/risk/risk-view.ts';
import { atLeast, type Person } from '../people.ts';
import { advance } from './advance.ts';
import { approve, type CardRef, expire, pendingOn, reject } from './approval.ts';
import type { Change } from './change.ts';
import { type CheckQuestion, checkQuestion, hasAnswered, needsCheck } from './check-question.ts';
import { checkFirst } from './desk-errors.ts';
import { actorOf, type DeskParts, orderIdOf } from './desk-parts.ts';
import { flatten } from './flatten.ts';
import { approvalsOf } from './four-eyes.ts';
import type { Refusal } from './order-failure.ts';
import type { Proposal } from './proposal.ts';
import { type Proposed, propose, proposeAgain, revise } from './propose.ts';
import { readRisk } from './risk-reader.ts';
import { settle } from './settle.ts';

export type { Proposed } from './propose.ts';

/** A tap on a button: what it decides, and which version of the card it was on. */
export type Tap = CardRef & { readonly verb: 'approve' | 'reject' };

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
    return propose(this.#parts, draft, person, this.#riskOf);
  }

  /**
   * A new version of a proposal that waits, through the gate again; where the gate refuses, the old one stays.
   * @throws QuaestorError as `decide`
   */
  edit(card: CardRef, change: Change, person: Person): Promise<Proposed> {
    return this.#inTurn(card, person, () => revise(this.#parts, card, change, person, this.#riskOf));
  }

  /** Proposes once more what no longer held. @throws QuaestorError as `decide` */
  again(card: CardRef, person: Person): Promise<Proposed> {
    return this.#inTurn(card, person, () => proposeAgain(this.#parts, card, person, this.#riskOf));
  }

  /** The question that this person has to answer before their first approval; undefined where they need not. */
  question(card: CardRef, person: Person): Promise<CheckQuestion | undefined> {
    return this.#inTurn(card, person, () => this.#question(card, person));
  }

  /** Takes the answer to that question; true when it is right, and then approving is open to this person. */
  answer(card: CardRef, choice: number, person: Person): Promise<boolean> {
    return this.#inTurn(card, person, () => hasAnswered(this.#parts, card, choice, person));
  }

  /**
   * Decides on a tap. The first valid answer wins; everything else is answered politely and written down.
   * @throws QuaestorError `desk.not-found`, `desk.not-yours`, `desk.already-decided`, `desk.expired`, `desk.changed`,
   * `desk.price-moved`, `desk.refused`, `desk.unresolved`
   */
  decide(tap: Tap, person: Person): Promise<Proposal> {
    return this.#inTurn(tap, person, () => this.#decideNow(tap, person));
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
      for (const proposal of overdue()) expire(this.#parts, proposal);
    });
    if (overdue().length > 0) close.immediate();
    return store.inState('pending');
  }

  find(id: string): Proposal | undefined {
    return this.#parts.store.find(id);
  }

  /** Who has approved a proposal that needs two, as far as it still counts. */
  approvers(proposal: Proposal): AccountId[] {
    return approvalsOf(this.#parts, proposal).map(({ primary, channel, id }) => primary ?? { channel, id });
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

  #question(card: CardRef, person: Person): CheckQuestion | undefined {
    const asked = pendingOn(this.#parts, card, person, 'approver');
    return needsCheck(this.#parts, person) ? checkQuestion(this.#parts, asked) : undefined;
  }

  readonly #riskOf = (symbol: string): RiskView => this.risk(symbol);

  /** One tap at a time; one that is refused is written down. */
  #inTurn<T>(card: CardRef, person: Person, work: () => T | Promise<T>): Promise<T> {
    const turn = this.#queue.then(async () => {
      this.waiting();
      try {
        return await work();
      } catch (thrown) {
        this.#noteRefused(thrown, card, person);
        throw thrown;
      }
    });
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  #noteRefused(thrown: unknown, { proposalId }: CardRef, person: Person): void {
    const { ledger, store } = this.#parts;
    if (!(thrown instanceof QuaestorError) || !store.find(proposalId)) return;
    ledger.append('note', { event: 'click-refused', proposalId, code: thrown.code }, actorOf(person));
  }

  async #decideNow(tap: Tap, person: Person): Promise<Proposal> {
    const { store } = this.#parts;
    if (tap.verb === 'reject') return reject(this.#parts, tap, person);
    pendingOn(this.#parts, tap, person, 'approver');
    if (needsCheck(this.#parts, person)) throw checkFirst(tap.proposalId);
    await this.#catchUp();
    const cleared = approve(this.#parts, tap, person, this.#riskOf);
    if (cleared) await this.#execute(cleared, tap.proposalId);
    return store.get(tap.proposalId);
  }

  async #execute(cleared: ClearedOrder, proposalId: string): Promise<void> {
    const { broker, log } = this.#parts;
    let refusal: Refusal | undefined;
    try {
      const outcome = await broker.submit(cleared);
      if (outcome.class !== 'confirmed') refusal = outcome;
      if (outcome.class === 'unresolved') log.warn('order unresolved', { proposalId, reason: outcome.reason });
    } catch (error) {
      log.error('broker failed', { proposalId, error });
    }
    await settle(this.#parts, proposalId, refusal);
  }
}
