import { settingsFrom } from '../../config/load-settings.ts';
import { openDatabase } from '../../data/database.ts';
import type { MarketData } from '../../data/market/market-data.ts';
import type { CardAction } from '../../tools/card.ts';
import type { Agent } from '../agent.ts';
import type { AgentEvent } from '../events.ts';
import { openAgent } from '../open-agent.ts';
import { quietly, turnPrinter } from './turn-printer.ts';

const script = [
  'What is the price of the S&P 500?',
  'How volatile will it be tomorrow?',
  'What is implied volatility?',
  'Backtest an SMA cross on the S&P 500 since 2010',
  'Buy 5 units of the S&P 500 with a stop at 2700 and a target of 3200 because volatility is falling',
  'tap Approve',
  'Show my portfolio',
  '/memory',
];

const user = 'owner';

/** The whole conversation as text, on defaults alone: an account in memory, the bundled history, the offline planner. */
export async function converse(write: (text: string) => void, market?: MarketData): Promise<void> {
  const settings = settingsFrom({ llm: { chain: [] }, stateFolder: '.quaestor-demo-writes-nothing' });
  const agent = await openAgent({ settings, database: openDatabase(':memory:'), ...(market ? { market } : {}) });
  let approve: CardAction | undefined;
  for (const text of script) {
    write(`› ${text === 'tap Approve' ? '[Approve]' : text}\n\n`);
    const printer = turnPrinter(write, 'en', true);
    const emit = (event: AgentEvent) => {
      if (event.type === 'proposal-made') approve = event.card.actions.find(action => action.kind === 'approve');
      printer.print(event);
    };
    if (text === 'tap Approve') await tapApprove(agent, approve, emit);
    else await agent.hear({ channel: 'demo', personId: user, text }, emit);
    write('\n');
  }
  await agent.parts.close();
}

function tapApprove(agent: Agent, action: CardAction | undefined, emit: (event: AgentEvent) => void): Promise<void> {
  const { proposalId = '', version = 0, nonce = '' } = action ?? {};
  return agent.tap({ verb: 'approve', proposalId, version, nonce }, 'demo', user, emit);
}

/** `npm run demo`. */
export async function demo(): Promise<number> {
  await converse(quietly(process.stdout));
  return 0;
}
