import { atLeast, ownerOf, type Person, samePerson } from '../../agent/people.ts';
import type { SqliteLedger } from '../../data/ledger.ts';
import type { Actor, LedgerRow } from '../../data/ledger-row.ts';

/** What one sequence did, and in words what of it must not be; no faults where all is well. */
export type Outcome = { faults: string[]; fills: number; approvals: number; crashes: number; refusedClicks: number };

type Rows = { approvals: LedgerRow<'approval'>[]; orders: LedgerRow<'order'>[]; fills: LedgerRow<'fill'>[] };

const isUnique = (values: readonly string[]): boolean => new Set(values).size === values.length;

function countFaults({ approvals, orders, fills }: Rows): string[] {
  const checks: [boolean, string][] = [
    [orders.length <= approvals.length, `${orders.length} orders, ${approvals.length} approvals`],
    [fills.length <= approvals.length, `${fills.length} fills, ${approvals.length} approvals`],
    [isUnique(orders.map(({ body }) => body.clientOrderId)), 'an order was written twice'],
    [isUnique(fills.map(({ body }) => body.clientOrderId)), 'an order was filled twice'],
    [isUnique(approvals.map(({ body }) => body.proposalId)), 'a proposal was approved twice'],
  ];
  return checks.flatMap(([holds, fault]) => (holds ? [] : [fault]));
}

/** Of each large approval: that another person gave the first one, on the same version. */
function fourEyesFault(
  ledger: SqliteLedger,
  { sequence, actor, body }: LedgerRow<'approval'>,
  orders: Rows['orders'],
  personOf: (actor: Actor) => Person | undefined,
  largeUsd: number,
): string[] {
  const { proposalId, version } = body;
  const order = orders.find(row => row.body.clientOrderId === `paper-${proposalId}-v${version}`)?.body;
  if (!order) return [`${proposalId} was approved without its order`];
  if (order.reduceOnly || order.quantity * order.referencePrice <= largeUsd) return [];
  const first = ledger.rows('note').find(row => {
    const note = row.body;
    return (
      row.sequence < sequence &&
      note.event === 'first-approval' &&
      note.proposalId === proposalId &&
      note.version === version
    );
  });
  const [one, two] = [first && personOf(first.actor), personOf(actor)];
  return one && two && !samePerson(ownerOf(one), ownerOf(two)) ? [] : [`${proposalId} needed two persons`];
}

/** Checks what must hold whatever happened, on the ledger alone: it is all that an auditor has. */
export function auditLedger(
  ledger: SqliteLedger,
  everybody: readonly Person[],
  largeUsd: number,
  outcome: Outcome,
): void {
  const personOf = ({ channel, id }: Actor) => everybody.find(one => one.channel === channel && one.id === id);
  const decisions = ledger.rows('approval');
  const rows: Rows = {
    approvals: decisions.filter(({ body }) => body.decision === 'approved'),
    orders: ledger.rows('order'),
    fills: ledger.rows('fill').filter(({ body }) => body.reason === 'order'),
  };
  outcome.fills = rows.fills.length;
  outcome.approvals = rows.approvals.length;
  const withoutRight = decisions.flatMap(({ actor, body }) => {
    const who = personOf(actor);
    const may = body.decision === 'expired' || (who !== undefined && atLeast(who.role, 'approver'));
    return may ? [] : [`${actor.channel}:${actor.id} decided on ${body.proposalId}`];
  });
  const alone = rows.approvals.flatMap(row => fourEyesFault(ledger, row, rows.orders, personOf, largeUsd));
  outcome.faults.push(...countFaults(rows), ...withoutRight, ...alone);
  ledger.verify();
}
