import { afterEach, describe, expect, it } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import { buttonsOf, type FakeDiscordPerson, generalId, until, wordsOf } from '../kit/fake-discord-person.ts';
import { botId, type FakeMessage } from '../kit/fake-discord-wire.ts';
import { type FakeDiscordWorld, openDiscordWorld } from '../kit/fake-discord-world.ts';
import { people, testAgent, testSettings } from '../kit/test-agent.ts';

let world: FakeDiscordWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

type Approvals = FakeDiscordWorld & {
  agent: Agent;
  clock: { now: number };
  ann: FakeDiscordPerson;
  ben: FakeDiscordPerson;
  card: FakeMessage;
};

/** Ann, a trader, has proposed P-1 to the bot on the server; Ben approves. */
async function proposed(channelId?: string, desk: Record<string, unknown> = {}): Promise<Approvals> {
  const rooms = { roles: people, accountRooms: [`discord:${generalId}`] };
  const { agent } = await testAgent({ settings: testSettings({ desk, people: rooms }) });
  const clock = { now: Date.now() };
  const opened = await openDiscordWorld(agent, { now: () => clock.now });
  world = opened;
  const [ann, ben] = [opened.person('1001', 'trader'), opened.person('1002', 'admin')];
  const mention = channelId === undefined ? '' : `<@${botId}> `;
  const said = await opened.answered(() => ann.say(`${mention}Buy 5 units of SPX with a stop at 2700`, channelId));
  const card = said.find(message => buttonsOf(message).some(({ label }) => label === 'Approve'));
  if (!card) throw new Error(`no card: ${said.map(wordsOf).join('\n')}`);
  return { ...opened, agent, clock, ann, ben, card };
}

const refusals = ({ parts }: Agent) =>
  parts.ledger
    .rows('note')
    .flatMap(({ body, actor }) => (body.event === 'click-refused' ? [{ ...body, by: actor.id }] : []));

describe('a proposal on Discord', () => {
  it('is a card with its levels drawn, its figures and its buttons, and counts down by itself', async () => {
    const { card, agent } = await proposed();
    expect(buttonsOf(card).map(({ label }) => label)).toEqual(['Approve', 'Reject', 'Edit']);
    expect(wordsOf(card)).toContain('Stop: **2,700.00**');
    const seconds = Math.floor((agent.parts.desk.find('P-1')?.expiresAt ?? 0) / 1000);
    expect(wordsOf(card)).toContain(`<t:${seconds}:R>`);
    expect(card.files.map(({ name, type }) => [name, type])).toEqual([['chart.png', 'image/png']]);
  });

  it('asks the check question before a first approval, by buttons, and takes the approval after the right answer', async () => {
    const { agent, ben, card, answered } = await proposed(undefined, { checkQuestion: 'always' });
    const proposal = agent.parts.desk.find('P-1');
    if (!proposal) throw new Error('P-1 is gone');
    agent.parts.delivery.postProposal({ channel: 'discord', chat: 'dm:1002' }, proposal, 'en');
    await agent.parts.delivery.settled();
    const [copy] = ben.received();
    const [question] = await answered(() => ben.press(copy as FakeMessage, 'Approve'));
    expect(wordsOf(question as FakeMessage)).toContain('about how much is lost');
    expect(buttonsOf(question as FakeMessage).map(({ label }) => label)).toContain('$895.80');
    expect(agent.parts.ledger.rows('fill')).toEqual([]);
    const [right] = await answered(() => ben.press(question as FakeMessage, '$895.80'));
    expect(wordsOf(right as FakeMessage)).toContain('Right');
    await answered(() => ben.press(copy as FakeMessage, 'Approve'));
    expect(agent.parts.ledger.rows('fill')).toHaveLength(1);
    expect(card.id).not.toBe(copy?.id);
  });

  it('stands in two private chats: one approves, and the other copy is edited to the end state', async () => {
    const { agent, ben, card, answered, fake } = await proposed();
    const proposal = agent.parts.desk.find('P-1');
    if (!proposal) throw new Error('P-1 is gone');
    agent.parts.delivery.postProposal({ channel: 'discord', chat: 'dm:1002' }, proposal, 'fr');
    await agent.parts.delivery.settled();
    const [copy] = ben.received();
    expect(wordsOf(copy as FakeMessage)).toContain('P-1');
    await answered(() => ben.press(copy as FakeMessage, 'Approuver'));
    await agent.parts.delivery.settled();
    expect(agent.parts.ledger.rows('fill')).toHaveLength(1);
    expect(wordsOf(card)).toContain('Filled: bought 5 SPX at 2,875.43');
    expect(wordsOf(copy as FakeMessage)).toContain('Exécuté');
    for (const message of [card, copy as FakeMessage]) expect(buttonsOf(message)).toEqual([]);
    expect(fake.state.messages.filter(({ hidden }) => hidden)).toEqual([]);
  });

  it('is seen by everybody on a server, and a foreign click there is refused politely and recorded', async () => {
    const { agent, card, ann, answered } = await proposed(generalId);
    expect(card.hidden, 'a card that is edited later cannot be for one person').toBe(false);
    const [answer] = await answered(() => ann.press(card, 'Approve'));
    expect(answer?.hidden, 'only who pressed reads the refusal').toBe(true);
    expect(wordsOf(answer as FakeMessage)).toMatch(/approver/);
    expect(refusals(agent)).toEqual([
      expect.objectContaining({ proposalId: 'P-1', code: 'desk.not-yours', by: '1001' }),
    ]);
    expect(agent.parts.ledger.rows('fill')).toEqual([]);
    expect(buttonsOf(card), 'the card still waits').toHaveLength(3);
  });

  it('answers a late click politely and records it', async () => {
    const { agent, card, ben, answered } = await proposed(generalId);
    const code = buttonsOf(card)[0]?.custom_id ?? '';
    await answered(() => ben.press(card, 'Reject'));
    expect(wordsOf(card)).toMatch(/rejected/i);
    const [answer] = await answered(() => ben.pressCode(card, code));
    expect(wordsOf(answer as FakeMessage)).toContain('already rejected');
    expect(refusals(agent)).toEqual([expect.objectContaining({ code: 'desk.already-decided', by: '1002' })]);
    expect(agent.parts.ledger.rows('fill')).toEqual([]);
  });

  it('is edited in a form that holds its figures; the change is a new version in the same message', async () => {
    const { agent, card, ann, answered } = await proposed(generalId);
    const form = ann.press(card, 'Edit');
    await until(() => form.state === 'asked', 'the form');
    const inputs = form.modal?.components.flatMap(row => row.components) ?? [];
    expect(inputs.map(({ label, value }) => [label, value])).toEqual([
      ['Quantity', '5'],
      ['Stop', '2700'],
      ['Target', undefined],
    ]);
    const changed = await answered(() => ann.submit(form, { quantity: '3', stop: '2,750.50' }));
    expect(changed).toEqual([card]);
    expect(agent.parts.desk.find('P-1')).toMatchObject({
      version: 2,
      draft: { stop: 2750.5, sizing: { kind: 'quantity', amount: 3 } },
    });
    expect(wordsOf(card)).toContain('2,750.50');
  });

  it('is not changed by a figure that cannot be read, nor by a form that changes nothing', async () => {
    const { agent, card, ann, answered } = await proposed();
    const form = ann.press(card, 'Edit');
    await until(() => form.state === 'asked', 'the form');
    const [unread] = await answered(() => ann.submit(form, { quantity: '3', stop: 'low' }));
    expect(wordsOf(unread as FakeMessage)).toBe(
      'Stop: "low" is no figure. Nothing was changed. Write for example 2700 or 2,700.50.',
    );
    const [same] = await answered(() => ann.submit(form, {}));
    expect(wordsOf(same as FakeMessage)).toContain('Nothing was changed');
    expect(agent.parts.desk.find('P-1')?.version).toBe(1);
  });

  it('opens no form for who may not edit it, and records the click', async () => {
    const { agent, card, answered, person } = await proposed(generalId);
    const reader = person('1003', 'viewer');
    const [answer] = await answered(() => reader.press(card, 'Edit'));
    expect(answer?.hidden).toBe(true);
    expect(refusals(agent)).toEqual([expect.objectContaining({ code: 'desk.not-yours', by: '1003' })]);
  });

  it('is not decided by a press that Discord brought after three seconds: its person is told', async () => {
    const { agent, card, ben, clock, fake } = await proposed(generalId);
    const late = ben.press(card, 'Approve');
    clock.now += 3001;
    await until(() => late.state === 'failed', 'the refusal of Discord');
    await until(() => ben.received()[0], 'the message');
    expect(wordsOf(ben.received()[0] as FakeMessage)).toContain('so I did nothing');
    expect(agent.parts.desk.find('P-1')?.state).toBe('pending');
    expect(fake.state.messages.filter(({ hidden }) => hidden)).toEqual([]);
  });

  it('is edited by its message once the token of the interaction is over, after 15 minutes', async () => {
    const { agent, ben, answered, clock, fake } = await proposed();
    const [listed] = (await answered(() => ben.slash('proposals', {}, generalId))).filter(
      one => buttonsOf(one).length > 0,
    );
    clock.now += 15 * 60_000 + 1;
    const waiting = agent.parts.desk.find('P-1');
    if (!waiting) throw new Error('P-1 is gone');
    const { id: proposalId, version, nonce } = waiting;
    await agent.parts.desk.decide({ verb: 'reject', proposalId, version, nonce }, agent.person('web', 'owner'));
    await agent.parts.delivery.settled();
    expect(wordsOf(listed as FakeMessage)).toMatch(/rejected/i);
    expect(fake.calls(new RegExp(`^PATCH /channels/${generalId}/messages/${listed?.id}`))).toHaveLength(1);
  });
});

describe('a slow answer to a slash command', () => {
  it('comes as a message of the channel where its token is over', async () => {
    const { clock, ann, fake, channel } = await proposed();
    fake.fail({ match: /^PATCH .*@original$/, status: 401, body: { message: 'Invalid Webhook Token', code: 50_027 } });
    ann.slash('version', {}, generalId);
    await until(() => fake.calls(/@original$/).length > 0, 'the try by the token');
    await channel.idle();
    expect(
      fake.state.messages
        .filter(({ channelId }) => channelId === generalId)
        .map(wordsOf)
        .join(' '),
    ).toContain('0.1.0');
    expect(clock.now).toBeGreaterThan(0);
  });

  it('for one person alone comes in private', async () => {
    const { ann, fake, channel } = await proposed();
    const before = ann.received().length;
    fake.fail({ match: /^PATCH .*@original$/, status: 401, body: { message: 'Invalid Webhook Token', code: 50_027 } });
    fake.fail({ match: /^POST \/webhooks/, status: 401, body: { message: 'Invalid Webhook Token', code: 50_027 } });
    ann.slash('portfolio', {}, generalId);
    await until(() => fake.calls(/@original$/).length > 0, 'the try by the token');
    await channel.idle();
    expect(ann.received().length).toBeGreaterThan(before);
    expect(fake.state.messages.filter(({ channelId }) => channelId === generalId)).toEqual([]);
  });
});
