import { join } from 'node:path';
import { openAgent } from '../../agent/open-agent.ts';
import { settingsFrom } from '../../config/load-settings.ts';
import { PaperBroker } from '../../data/broker/paper-broker.ts';
import { SqliteVenue } from '../../data/broker/paper-venue.ts';
import { openDatabase } from '../../data/database.ts';
import { InstrumentRegistry } from '../../data/instrument-registry.ts';
import { HistoryMarket } from '../../data/market/history-market.ts';
import { SampleSource } from '../../data/market/sample-source.ts';

/** Approves a proposal and kills itself with SIGKILL at a named point between the tap and the end. */
const [folder = '', point = ''] = process.argv.slice(2);

const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
};

const settings = settingsFrom({ stateFolder: folder, llm: { chain: [] } });
const database = openDatabase(join(folder, 'quaestor.db'));
const market = new HistoryMarket(new InstrumentRegistry(), [new SampleSource()], 'SPX');
const paper = new PaperBroker({
  costs: settings.broker,
  venue: new SqliteVenue(database, settings.broker.accountId),
  instrument: symbol => market.instrument(symbol),
  fillOn: symbol => market.quote(symbol),
});
const broker: typeof paper = Object.create(paper, {
  submit: {
    value: async (order: Parameters<typeof paper.submit>[0]) => {
      if (point === 'before-submit') die();
      const outcome = await paper.submit(order);
      if (point === 'after-submit') die();
      return outcome;
    },
  },
  find: { value: (id: string) => paper.find(id) },
});
const agent = await openAgent({ settings, database, market, broker, venue: paper });

/** SQL moments inside a transaction, so that it is cut in the middle. */
const moments: Record<string, string> = {
  'order-row': "insert on ledger when new.kind = 'order'",
  'venue-row': 'insert on paper_order',
  'fill-row': "insert on ledger when new.kind = 'fill'",
  'done-state': "update on proposal when new.state = 'done'",
};
database.function('die', { varargs: true }, die);
const moment = moments[point];
if (moment) {
  const [event = '', condition] = moment.split(' when ');
  database.exec(
    `create temp trigger dying after ${event.replace(' on ', ' on main.')} ${condition ? `when ${condition}` : ''} begin select die(); end`,
  );
}

const person = agent.person('test', 'owner');
const draft = {
  accountId: 'paper',
  symbol: 'SPX',
  side: 'buy' as const,
  sizing: { kind: 'quantity' as const, amount: 5 },
  entry: market.quote('SPX').price,
  decisionId: 'D-crash',
  tainted: false,
};
const made = agent.parts.desk.propose(draft, person);
if (made.kind !== 'proposed') throw new Error('the draft was refused');
const { id: proposalId, version, nonce } = made.proposal;
await agent.parts.desk.decide({ verb: 'approve', proposalId, version, nonce }, person);
if (point === 'after-all') die();
