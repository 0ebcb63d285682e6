import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openAgent } from '../../agent/open-agent.ts';
import { openLog } from '../../config/log.ts';
import type { Broker, SubmitOutcome } from '../../data/broker/broker.ts';
import type { Fill } from '../../data/ledger-row.ts';
import { temporaryFolder, testAgent, testSettings } from '../kit/test-agent.ts';

const child = fileURLToPath(new URL('../kit/crash-child.ts', import.meta.url));

async function killedAt(point: string): Promise<string> {
  const folder = temporaryFolder();
  const run = spawn(process.execPath, ['--import', 'tsx', child, folder, point], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [, signal] = await once(run, 'exit');
  expect(signal, 'the child was killed, it did not end').toBe('SIGKILL');
  return folder;
}

async function restarted(stateFolder: string) {
  const settings = testSettings({ stateFolder });
  const agent = await openAgent({ settings, log: openLog('silent') });
  const { ledger, database, desk } = agent.parts;
  const seen = {
    fills: ledger.rows('fill').length,
    orders: ledger.rows('order').length,
    state: desk.find('P-1')?.state,
    rows: ledger.verify(),
    position: agent.parts.scenes.memory().valuation.positions[0]?.quantity ?? 0,
  };
  return { agent, seen, close: () => database.close() };
}

describe('a process killed between approval and fill', () => {
  const expected: [string, number, string][] = [
    ['order-row', 0, 'pending'],
    ['before-submit', 0, 'failed'],
    ['venue-row', 0, 'failed'],
    ['after-submit', 1, 'done'],
    ['fill-row', 1, 'done'],
    ['done-state', 1, 'done'],
    ['after-all', 1, 'done'],
  ];

  it.concurrent.each(expected)(
    'at %s has %i fill after the restart and is %s',
    async (point, fills, state) => {
      const folder = await killedAt(point);
      const first = await restarted(folder);
      expect(first.seen).toMatchObject({ fills, state, position: fills * 5 });
      first.close();
      const second = await restarted(folder);
      expect(second.seen, 'a second restart changes nothing').toEqual(first.seen);
      const person = second.agent.person('test', 'owner');
      const { version = 1, nonce = '' } = second.agent.parts.desk.find('P-1') ?? {};
      await second.agent.parts.desk
        .decide({ verb: 'approve', proposalId: 'P-1', version, nonce }, person)
        .catch(() => undefined);
      const after = second.agent.parts.ledger.rows('fill').length;
      expect(after, 'never two fills; a proposal that was still pending may be approved now').toBe(
        state === 'pending' ? 1 : fills,
      );
      second.agent.parts.ledger.verify();
      second.close();
    },
    60_000,
  );
});

const fill = (clientOrderId: string): Fill => ({
  clientOrderId,
  symbol: 'SPX',
  side: 'buy',
  quantity: 2,
  price: 2875,
  commissionUsd: 1,
  filledAt: Date.UTC(2020, 3, 17),
  reason: 'order',
});

/** A broker that answers as it is told. */
function toldBroker(submit: () => Promise<SubmitOutcome>, find: Broker['find']): Broker & { sent: string[] } {
  const sent: string[] = [];
  return {
    name: 'told',
    sent,
    submit: order => {
      sent.push(order.clientOrderId);
      return submit();
    },
    cancel: () => Promise.reject(new Error('not here')),
    find,
  };
}

async function approvedWith(broker: Broker) {
  const { agent, wall } = await testAgent({ broker });
  const person = agent.person('test', 'owner');
  const entry = agent.parts.market.quote('SPX').price;
  const propose = () =>
    agent.parts.desk.propose(
      {
        accountId: 'paper',
        symbol: 'SPX',
        side: 'buy',
        sizing: { kind: 'quantity', amount: 2 },
        entry,
        decisionId: 'D',
        tainted: false,
      },
      person,
    );
  const approve = async () => {
    const made = propose();
    if (made.kind !== 'proposed') throw new Error('refused');
    const { id: proposalId, version, nonce } = made.proposal;
    return agent.parts.desk.decide({ verb: 'approve', proposalId, version, nonce }, person);
  };
  const outcome = await approve().catch((error: unknown) => error);
  return { agent, wall, outcome, approve };
}

describe('a broker whose answer is not known', () => {
  it('is asked by client order id, nothing is sent again, and the fill is booked once it says so', async () => {
    let known = false;
    const broker = toldBroker(
      () => Promise.reject(new Error('connection reset')),
      id =>
        known
          ? Promise.resolve({ clientOrderId: id, state: 'filled', fills: [fill(id)] })
          : Promise.reject(new Error('still down')),
    );
    const { agent, outcome, approve } = await approvedWith(broker);
    expect(outcome).toMatchObject({ code: 'desk.unresolved' });
    expect(agent.parts.desk.find('P-1')?.state).toBe('executing');
    await expect(approve(), 'nothing new is sent before that is settled').rejects.toMatchObject({
      code: 'desk.unresolved',
    });
    expect(broker.sent).toEqual(['paper-P-1-v1']);
    known = true;
    await agent.parts.desk.reconcile();
    await agent.parts.desk.reconcile();
    expect(agent.parts.desk.find('P-1')?.state).toBe('done');
    expect(agent.parts.ledger.rows('fill')).toHaveLength(1);
    expect(broker.sent).toEqual(['paper-P-1-v1']);
  });

  it('that never saw the order makes it failed, with a note', async () => {
    const broker = toldBroker(
      () => Promise.resolve({ class: 'unresolved', reason: 'timeout' }),
      () => Promise.resolve(undefined),
    );
    const { agent, outcome } = await approvedWith(broker);
    expect(outcome).toMatchObject({ state: 'failed' });
    expect(agent.parts.ledger.rows('note').map(row => row.body.event)).toContain('order-failed');
  });

  it('that rejects makes it failed', async () => {
    const broker = toldBroker(
      () => Promise.resolve({ class: 'rejected', reason: 'no' }),
      id => Promise.resolve({ clientOrderId: id, state: 'rejected', fills: [] }),
    );
    expect((await approvedWith(broker)).outcome).toMatchObject({ state: 'failed' });
  });

  it('that works on the order keeps it executing without an error', async () => {
    const broker = toldBroker(
      () => Promise.resolve({ class: 'unresolved', reason: 'slow' }),
      id => Promise.resolve({ clientOrderId: id, state: 'working', fills: [] }),
    );
    expect((await approvedWith(broker)).outcome).toMatchObject({ state: 'executing' });
  });

  it('that is asked by another live process is left to that process for a minute', async () => {
    const broker = toldBroker(
      () => Promise.reject(new Error('down')),
      () => Promise.resolve(undefined),
    );
    const { agent, wall } = await approvedWith(broker);
    agent.parts.database.prepare("update proposal set state = 'executing', executor_pid = ?").run(process.ppid);
    await agent.parts.desk.reconcile();
    expect(agent.parts.desk.find('P-1')?.state).toBe('executing');
    wall.advance(61_000);
    await agent.parts.desk.reconcile();
    expect(agent.parts.desk.find('P-1')?.state).toBe('failed');
  });
});
