import { fileURLToPath } from 'node:url';
import type { Agent } from '../../agent/agent.ts';
import { cardText } from '../../agent/channels/card-text.ts';
import { converse } from '../../agent/channels/demo.ts';
import type { Language } from '../../config/settings.ts';
import { translateTo } from '../../config/text.ts';
import type { Card } from '../../tools/card.ts';
import { callTool, type Tool } from '../../tools/tool.ts';
import { deskWords } from './desk-words.ts';
import { gateWords } from './gate-words.ts';
import { scriptedDecider } from './managed-agent.ts';
import { type HandClock, testAgent, testSettings } from './test-agent.ts';

const root = new URL('../../', import.meta.url);
export const readmePath = fileURLToPath(new URL('README.md', root));
export const goldenPath = (name: string): string => fileURLToPath(new URL(`test/golden/${name}`, root));

const inputs: Readonly<Record<string, Record<string, unknown>>> = {
  get_price: { symbol: 'SPX', on: '2008-10-12' },
  show_chart: { symbol: 'SPX', days: 40, indicators: ['sma', 'rsi'] },
  show_indicators: { symbol: 'SPX' },
  predict_volatility: { symbol: 'SPX', days: 2 },
  explain_term: { term: 'implied volatility', level: 'intermediate' },
  run_backtest: { strategy: 'sma_cross', symbol: 'SPX', from: '2010-01-01' },
};

/** What the teacher is asked, in this order: an answer is one to the question before it. */
const taught: readonly (readonly [tool: string, input: Record<string, unknown>])[] = [
  ['explain_term', { term: 'diversification', level: 'beginner' }],
  ['take_quiz', { topic: 'risk' }],
  ['take_quiz', { answer: 'a' }],
  ['give_lesson', { term: 'drawdown', step: 2 }],
  ['what_if', { example: 'fall', amountUsd: 12000, percent: 35 }],
  ['search_library', { term: 'margin calls' }],
];

const rendered = (card: Card): string =>
  cardText(card, { withLead: true, width: 92, approve: id => `[Approve] [Reject] ${id}` });

async function toolCard(agent: Agent, tool: Tool, input: unknown, language: Language): Promise<string> {
  const person = agent.person('golden', 'owner', language);
  const context = agent.parts.contextFor(person, new AbortController().signal, () => 'Q-1');
  const result = await callTool(tool, input, context);
  return `## ${tool.name} ${JSON.stringify(input)} (${language})\n${rendered(result.card)}\n\ntext for the model: ${result.text}\n`;
}

/** The cards of the tools that teach, in both languages. */
async function teacherCards(agent: Agent): Promise<string> {
  const cards: string[] = [];
  for (const language of ['en', 'fr'] as const)
    for (const [name, input] of taught) {
      const tool = agent.parts.tools.find(one => one.name === name);
      if (!tool) throw new Error(`no tool ${name}`);
      cards.push(await toolCard(agent, tool, input, language));
    }
  return cards.join('\n');
}

/** A proposal that was approved, so that prompt and portfolio have something to tell. */
async function withPosition(): Promise<{ agent: Agent; wall: HandClock; proposal: Card }> {
  const settings = testSettings({ cycle: { manager: { symbols: ['SPX'] } } });
  const { agent, wall } = await testAgent({ settings, ask: scriptedDecider(['{"decisions": []}']).ask });
  const person = agent.person('golden', 'owner', 'en');
  const draft = {
    accountId: 'paper',
    symbol: 'SPX',
    side: 'buy' as const,
    sizing: { kind: 'risk-percent' as const, amount: 1 },
    entry: 2874.56,
    stop: 2700,
    target: 3200,
    thesis: 'volatility is falling',
    invalidation: 'close@1d < 2750 for 2 or candles_held@1d >= 60',
    decisionId: 'D-golden',
    tainted: false,
  };
  const made = agent.parts.desk.propose(draft, person);
  if (made.kind !== 'proposed') throw new Error('the golden draft was refused');
  const proposal = agent.parts.scenes.proposal(made.proposal, translateTo('fr'));
  const { id: proposalId, version, nonce } = made.proposal;
  await agent.parts.desk.decide({ verb: 'approve', proposalId, version, nonce }, person);
  return { agent, wall, proposal };
}

/** What the portfolio manager is asked of the account, system part first. */
async function decisionText(agent: Agent): Promise<string> {
  const { manager } = await agent.parts.cycle.decide(agent.person('golden', 'owner', 'en'));
  if (!manager) throw new Error('nothing was decided');
  return `${manager.call.system}\n\n${manager.call.user}\n`;
}

/** Every golden file by its name, as the program makes it now. */
export async function goldenFiles(): Promise<Record<string, string>> {
  const { agent, proposal } = await withPosition();
  const tools = agent.parts.tools.filter(tool => tool.name in inputs);
  const cards: string[] = [];
  for (const tool of tools) {
    if (tool.name === 'run_backtest') continue;
    for (const language of ['en', 'fr'] as const) cards.push(await toolCard(agent, tool, inputs[tool.name], language));
  }
  const backtest = tools.find(tool => tool.name === 'run_backtest');
  const account = agent.parts.scenes.account(translateTo('fr')).card;
  return {
    'gate.txt': gateWords(),
    'desk.txt': deskWords(),
    'decision-prompt.txt': await decisionText(agent),
    'prompt.txt': `${agent.parts.scenes.prompt(agent.person('test', 'owner', 'en'))}\n`,
    'cards.txt': `${[...cards, rendered(proposal), '', rendered(account)].join('\n')}\n`,
    'teacher.txt': await teacherCards(agent),
    'backtest.txt': backtest ? await toolCard(agent, backtest, inputs.run_backtest, 'en') : '',
  };
}

/** What `npm run demo` prints. */
export async function demoTranscript(
  ...market: Parameters<typeof converse> extends [unknown, ...infer Rest] ? Rest : never
): Promise<string> {
  let text = '';
  await converse(
    part => {
      text += part;
    },
    ...market,
  );
  // When the card expires hangs on the wall clock: one instant stands for all.
  return text.replaceAll(/\d{4}-\d{2}-\d{2} \d{2}:\d{2} UTC/g, '2026-01-05 12:30 UTC');
}

const fence = /(<!-- npm run demo -->\n```text\n)[\s\S]*?(```\n<!-- end -->)/;

/** The transcript as it stands in the README, or undefined when it has none. */
export const transcriptIn = (readme: string): string | undefined =>
  /<!-- npm run demo -->\n```text\n([\s\S]*?)```\n<!-- end -->/.exec(readme)?.[1];

export const withTranscript = (readme: string, transcript: string): string =>
  readme.replace(fence, (_, before, after) => `${before}${transcript}${after}`);
