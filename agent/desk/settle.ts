import { asQuaestorError } from '../../config/errors.ts';
import { type BrokerOrder, isOpen } from '../../data/broker/broker.ts';
import type { Actor, Fill } from '../../data/ledger-row.ts';
import { foldPortfolio, portfolioKinds } from '../../data/portfolio.ts';
import { recordFill } from '../../models/risk/record-fill.ts';
import { unresolved } from './desk-errors.ts';
import { type DeskParts, orderIdOf } from './desk-parts.ts';
import { failureOf, type Refusal, unseenFailure } from './order-failure.ts';
import type { Proposal } from './proposal.ts';
import { haltOnRejections } from './safe-mode.ts';

const actor: Actor = { channel: 'desk', id: 'settlement' };
const foreignMs = 60_000;

/** A process that may not be signalled lives: only "no such process" means that it is gone. */
export function isAlive(pid: number, signal: (pid: number, signal: 0) => unknown = process.kill): boolean {
  try {
    signal(pid, 0);
    return true;
  } catch (thrown) {
    return !(thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH');
  }
}

/** True while another live process is sending this very order. */
function isForeign({ store, wall }: DeskParts, proposal: Proposal): boolean {
  const pid = store.otherExecutor(proposal.id, wall.now() - foreignMs);
  return pid !== undefined && isAlive(pid);
}

/** Writes the fills that the ledger does not have yet and closes the proposal, in one transaction. */
function book(parts: DeskParts, proposal: Proposal, order: BrokerOrder): void {
  const { database, ledger, store } = parts;
  database
    .transaction(() => {
      const written = ledger.rows('fill').filter(row => row.body.clientOrderId === order.clientOrderId).length;
      let portfolio = foldPortfolio(ledger.rows(...portfolioKinds));
      for (const fill of order.fills.slice(written) as Fill[]) {
        portfolio = recordFill(ledger, portfolio, fill, proposal.verdict.order, actor);
      }
      if (!isOpen(order.state)) store.move(proposal.id, 'executing', 'done');
    })
    .immediate();
}

function fail(parts: DeskParts, proposal: Proposal, clientOrderId: string, reason: string): void {
  parts.database
    .transaction(() => {
      if (!parts.store.move(proposal.id, 'executing', 'failed')) return;
      parts.ledger.append('note', { event: 'order-failed', clientOrderId, reason }, actor);
      haltOnRejections(parts);
    })
    .immediate();
}

function conclude(parts: DeskParts, proposal: Proposal, order: BrokerOrder, refusal: Refusal | undefined): void {
  const failure = failureOf(order, refusal);
  if (failure === undefined) book(parts, proposal, order);
  else fail(parts, proposal, order.clientOrderId, failure);
}

/**
 * Asks the broker what became of every order that was sent, or of one: what it filled is booked once, what it has never
 * seen or refused has failed, what it cannot say stays open. Nothing is sent.
 * @param refusal what the broker answered to the order that is settled, where it said no
 * @throws QuaestorError `desk.unresolved` when the broker cannot say
 */
export async function settle(parts: DeskParts, only?: string, refusal?: Refusal): Promise<void> {
  for (const proposal of parts.store.inState('executing')) {
    if ((only !== undefined && proposal.id !== only) || isForeign(parts, proposal)) continue;
    const clientOrderId = orderIdOf(parts.settings, proposal.id, proposal.version);
    let order: BrokerOrder | undefined;
    try {
      order = await parts.broker.find(clientOrderId);
    } catch (thrown) {
      parts.log.warn('reconciliation failed', { proposalId: proposal.id, error: asQuaestorError(thrown) });
      throw unresolved(proposal.id);
    }
    if (order) conclude(parts, proposal, order, refusal);
    else fail(parts, proposal, clientOrderId, unseenFailure(refusal));
  }
}
