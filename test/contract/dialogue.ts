import { expect } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import type { Change } from '../../agent/desk/change.ts';
import { roundTripCost } from '../../data/broker/costs.ts';
import type { LedgerRow } from '../../data/ledger-row.ts';
import type { Rating } from '../../knowledge/memory/feedback.ts';
import { people, testAgent, testSettings } from '../kit/test-agent.ts';

/** A channel as a person has it. Each call gives what they then see, on one line and without marks of style. */
export type Talk = {
  say(text: string): Promise<string>;
  /** Presses Edit on the card that waits, and gives the figures the channel's way. */
  edit(change: Change): Promise<string>;
  /** Presses Approve on the card that waits. */
  approve(): Promise<string>;
  /** What came without having been asked for since the last call of anything. */
  alerts(): Promise<string>;
  /** Presses a thumb below the last answer that has one. */
  rate(rating: Rating): Promise<string>;
  close(): Promise<void>;
};

/** Who holds the dialogue, on each channel an admin. */
export const speaker = { name: 'owner', outsideId: '1001' } as const;

const roles = {
  ...people,
  [`telegram:${speaker.outsideId}`]: 'admin',
  [`discord:${speaker.outsideId}`]: 'admin',
};

/** A row without who, when, its place in the chain, and what is drawn by lot: the id of the decision, and hashes over it. */
type Content = { kind: LedgerRow['kind']; body: Readonly<Record<string, unknown>> };

const contentOf = ({ kind, body }: LedgerRow): Content => ({
  kind,
  body: JSON.parse(JSON.stringify(body), (name, value) => {
    if (name === 'hash') return undefined;
    return name === 'decisionId' ? 'D' : value;
  }),
});

/** What a dialogue left behind. */
export type Held = { rows: Content[]; ratings: readonly Rating[]; judged: readonly unknown[] };

const close = 2874.56;
const edited = { quantity: 3, stop: 2750.5, target: 3150 } as const;
/** 2,874.560059 with half a spread of 1 and slippage of 2 basis points against us, rounded up to the cent. */
const filled = 'bought 3 SPX at 2,875.43';

const usd = (value: number): string =>
  `$${value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

/** The figures of a proposal's card, from their definitions. */
function figuresOf(quantity: number, stop: number, target: number, { parts }: Agent): string[] {
  const cost = roundTripCost(close, quantity, parts.settings.broker);
  const risk = (close - stop) * quantity + cost;
  const reward = ((target - close) * quantity - cost) / risk;
  return [`${quantity} × 2,874.56`, usd(quantity * close), usd(cost), usd(risk), reward.toFixed(2)];
}

function expectAll(seen: string, wanted: readonly string[]): void {
  for (const one of wanted) expect(seen).toContain(one);
}

/** Question, proposal, edit, approval, fill, alert, feedback: one script for every two-way channel. */
export async function holdDialogue(open: (agent: Agent) => Promise<Talk>): Promise<Held> {
  const settings = testSettings({ web: { port: 0 }, alerts: { groupSeconds: 0 }, people: { roles } });
  const { agent } = await testAgent({ settings });
  const { ledger, alerting, delivery, feedback, desk } = agent.parts;
  const talk = await open(agent);
  try {
    const question = await talk.say('How volatile will the S&P 500 be tomorrow?');
    expectAll(question, ['2.22%', '35.27%', '0.92%', '4.03%']);

    const proposal = await talk.say('Buy 5 units of the S&P 500 with a stop at 2700 and a target of 3200');
    expectAll(proposal, ['P-1: buy S&P 500', '2,700.00', '3,200.00', 'PAPER', ...figuresOf(5, 2700, 3200, agent)]);

    const second = await talk.edit(edited);
    expectAll(second, ['P-1 v2: buy S&P 500', '2,750.50', '3,150.00', ...figuresOf(3, 2750.5, 3150, agent)]);
    expect(desk.find('P-1')).toMatchObject({ version: 2, state: 'pending' });
    expect(ledger.rows('fill'), 'nothing is filled before a person says yes').toEqual([]);

    expect(await talk.approve()).toContain(`Filled: ${filled}`);
    expect(desk.find('P-1')?.state).toBe('done');

    alerting.watch.look();
    await delivery.settled();
    expect(await talk.alerts()).toContain(`Filled: ${filled}`);

    expect(await talk.rate('good')).toContain('Thank you: noted for the next training.');
    expect(ledger.verify(), 'every row of the chain').toBe(ledger.rows().length);
    const labels = feedback.labels();
    return {
      rows: ledger.rows().map(contentOf),
      ratings: labels.map(({ rating }) => rating),
      judged: labels.map(({ rated }) => rated),
    };
  } finally {
    await talk.close();
    await agent.parts.close();
  }
}
