import type { SqliteLedger } from '../../data/ledger.ts';
import type { Actor, LedgerRow, OrderRow } from '../../data/ledger-row.ts';
import { AuditedPeople } from './audit-people.ts';

/** What a sequence of steps did, and what of it must not be. */
export type Outcome = {
  faults: string[];
  fills: number;
  approvals: number;
  crashes: number;
  refusedClicks: number;
  /** Approvals that took two persons. */
  pairs: number;
};

type Proposals = { first: Actor | undefined; proposers: Actor[] };

const isUnique = (ids: readonly string[]): boolean => new Set(ids).size === ids.length;

function countFaults(ledger: SqliteLedger, outcome: Outcome): string[] {
  const approvals = ledger.rows('approval').filter(({ body }) => body.decision === 'approved');
  const orders = ledger.rows('order');
  const fills = ledger.rows('fill').filter(({ body }) => body.reason === 'order');
  Object.assign(outcome, { fills: fills.length, approvals: approvals.length });
  const checks: [boolean, string][] = [
    [orders.length <= approvals.length, `${orders.length} orders, ${approvals.length} approvals`],
    [fills.length <= approvals.length, `${fills.length} fills, ${approvals.length} approvals`],
    [isUnique(fills.map(({ body }) => body.clientOrderId)), 'an order was filled twice'],
    [isUnique(orders.map(({ body }) => body.clientOrderId)), 'an order was sent twice'],
    [isUnique(approvals.map(({ body }) => body.proposalId)), 'a proposal was approved twice'],
  ];
  return checks.flatMap(([holds, fault]) => (holds ? [] : [fault]));
}

/** Of an order that two persons have to approve: what is wrong with those who did. */
function pairFaults(people: AuditedPeople, { first, proposers }: Proposals, second: Actor, id: string): string[] {
  if (!first) return [`${id} needed two persons`];
  const checks: [boolean, string][] = [
    [people.mayDecide(first), `${id}: who approved first had the right no more`],
    [!people.areOne(first, second), `${id} was approved by one human twice`],
    [
      !proposers.some(one => people.areOne(one, first) || people.areOne(one, second)),
      `${id} was approved by a proposer`,
    ],
  ];
  return checks.flatMap(([holds, fault]) => (holds ? [] : [fault]));
}

/** Reads the ledger from its first row on, as an auditor would. */
class Audit {
  readonly faults: string[] = [];
  pairs = 0;
  readonly #people: AuditedPeople;
  readonly #large: number;
  readonly #proposals = new Map<string, Proposals>();
  readonly #orders: ReadonlyMap<string, OrderRow>;

  constructor(ledger: SqliteLedger, roles: Readonly<Record<string, string>>, large: number) {
    this.#people = new AuditedPeople(roles);
    this.#large = large;
    this.#orders = new Map(ledger.rows('order').map(({ body }) => [body.clientOrderId, body]));
    for (const row of ledger.rows('note', 'proposal', 'approval')) this.#read(row);
  }

  #read(row: LedgerRow<'note' | 'proposal' | 'approval'>): void {
    if (row.kind === 'approval') this.#decided(row.body as LedgerRow<'approval'>['body'], row.actor);
    else if (row.kind === 'proposal') this.#of(String((row.body as { id: string }).id)).proposers.push(row.actor);
    else this.#noted(row.body as LedgerRow<'note'>['body'], row.actor);
  }

  #noted(body: LedgerRow<'note'>['body'], actor: Actor): void {
    this.#people.read(body);
    if (body.event === 'proposal-edited') this.#of(body.proposalId).first = undefined;
    if (body.event === 'first-approval') this.#of(body.proposalId).first = actor;
  }

  #decided({ proposalId, version, decision }: LedgerRow<'approval'>['body'], actor: Actor): void {
    if (decision === 'expired') return;
    if (!this.#people.mayDecide(actor)) this.faults.push(`${actor.channel}:${actor.id} decided on ${proposalId}`);
    if (decision !== 'approved') return;
    const order = this.#orders.get(`paper-${proposalId}-v${version}`);
    if (!order) this.faults.push(`${proposalId} was approved without its order`);
    if (!order || order.reduceOnly || order.quantity * order.referencePrice <= this.#large) return;
    this.pairs += 1;
    this.faults.push(...pairFaults(this.#people, this.#of(proposalId), actor, proposalId));
  }

  #of(proposalId: string): Proposals {
    const known = this.#proposals.get(proposalId) ?? { first: undefined, proposers: [] };
    this.#proposals.set(proposalId, known);
    return known;
  }
}

/** Checks what must hold whatever happened, on the ledger alone: it is all that an auditor has. */
export function auditLedger(
  ledger: SqliteLedger,
  roles: Readonly<Record<string, string>>,
  largeUsd: number,
  outcome: Outcome,
): void {
  const { faults, pairs } = new Audit(ledger, roles, largeUsd);
  outcome.faults.push(...countFaults(ledger, outcome), ...faults);
  outcome.pairs = pairs;
  ledger.verify();
}
