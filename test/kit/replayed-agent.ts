import type { Agent } from '../../agent/agent.ts';
import type { Proposed } from '../../agent/desk/desk.ts';
import type { Proposal } from '../../agent/desk/proposal.ts';
import type { Brought } from '../../agent/open-agent.ts';
import { PaperBroker } from '../../data/broker/paper-broker.ts';
import { SqliteVenue } from '../../data/broker/paper-venue.ts';
import type { CandleSeries } from '../../data/candle.ts';
import { openDatabase } from '../../data/database.ts';
import type { Draft } from '../../models/risk/draft.ts';
import { MovingMarket } from './moving-market.ts';
import { type HandClock, testAgent, testSettings } from './test-agent.ts';

/** An agent on a market that moves candle by candle, with a paper broker that fills at the next open. */
export type ReplayedAgent = {
  agent: Agent;
  market: MovingMarket;
  wall: HandClock;
  /** Closes the next candle: the desk lets waiting orders, stops and targets act on it. */
  step(): Promise<void>;
  propose(draft: Partial<Draft>): Proposed;
  approve(made: Proposed): Promise<Proposal>;
};

export async function replayedAgent(
  series: CandleSeries,
  settings = testSettings(),
  start = 0,
  brought: Pick<Brought, 'ask'> = {},
): Promise<ReplayedAgent> {
  const database = openDatabase(':memory:');
  const market = new MovingMarket(series, start);
  const paper = new PaperBroker({
    costs: settings.broker,
    venue: new SqliteVenue(database, settings.broker.accountId),
    instrument: symbol => market.instrument(symbol),
    fillOn: 'next-candle',
    now: symbol => market.now(symbol),
  });
  const { agent, wall } = await testAgent({ settings, database, market, broker: paper, venue: paper, ...brought });
  const { desk } = agent.parts;
  const person = agent.person('test', 'owner');
  let index = start;
  return {
    agent,
    market,
    wall,
    async step() {
      index += 1;
      market.moveTo(index);
      await desk.reconcile();
    },
    propose: draft =>
      desk.propose(
        {
          accountId: settings.broker.accountId,
          symbol: series.symbol,
          side: 'buy',
          sizing: { kind: 'quantity', amount: 1 },
          entry: market.quote(series.symbol).price,
          decisionId: 'D',
          tainted: false,
          ...draft,
        },
        person,
      ),
    approve(made) {
      if (made.kind !== 'proposed') throw new Error(`refused: ${JSON.stringify(made.verdict.results)}`);
      const { id: proposalId, version, nonce } = made.proposal;
      return desk.decide({ verb: 'approve', proposalId, version, nonce }, person);
    },
  };
}
