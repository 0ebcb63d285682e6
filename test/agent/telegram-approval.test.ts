import { afterEach, describe, expect, it } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import type { ShownMessage } from '../kit/fake-telegram-server.ts';
import { soon } from '../kit/soon.ts';
import { ann, ben, chloe, onTelegram, stranger, type TelegramTestWorld, telegramWorld } from '../kit/telegram-world.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';

let world: TelegramTestWorld | undefined;
afterEach(() => world?.close());

/** Ann proposes and edits, Ben decides, Chloé reads. */
async function opened(): Promise<{ agent: Agent; world: TelegramTestWorld }> {
  const settings = testSettings(onTelegram({ [ann.id]: 'trader', [ben.id]: 'approver', [chloe.id]: 'viewer' }));
  const { agent } = await testAgent({ settings });
  world = await telegramWorld(agent);
  return { agent, world };
}

async function proposed() {
  const made = await opened();
  made.world.fake.say('/start', ben);
  made.world.fake.say('Buy 5 units of SPX with a stop at 2700', ann);
  await made.world.settled();
  return made;
}

/** Puts the card into another chat as well, as the desk's alerts do. */
async function askedToo({ agent, world }: Awaited<ReturnType<typeof opened>>, chat: number): Promise<void> {
  const proposal = agent.parts.desk.find('P-1');
  if (!proposal) throw new Error('There is no P-1.');
  agent.parts.delivery.postProposal({ channel: 'telegram', chat: String(chat) }, proposal, 'en');
  await agent.parts.delivery.settled();
  expect(world.button('Approve', chat)).toBeDefined();
}

const cardIn = (world: TelegramTestWorld, chat: number): ShownMessage => {
  const card = world.fake.chat(chat).findLast(({ text }) => text?.startsWith('P-1'));
  if (!card) throw new Error(`No card of P-1 in chat ${chat}.`);
  return card;
};

const refusals = (agent: Agent) =>
  agent.parts.ledger
    .rows('note')
    .flatMap(({ body, actor }) => (body.event === 'click-refused' ? [`${actor.id} ${body.code}`] : []));

describe('a proposal on Telegram', () => {
  it('shows its chart above and its buttons below', async () => {
    const { world } = await proposed();
    const card = cardIn(world, ann.id);
    expect(card.text).toContain('Stop: 2,700.00');
    expect(card.reply_markup?.inline_keyboard?.flat().map(({ text }) => text)).toEqual(['Approve', 'Reject', 'Edit']);
    const picture = world.fake.chat(ann.id).find(({ photo }) => photo !== undefined);
    expect(picture?.message_id).toBeLessThan(card.message_id);
    expect(picture?.caption).toBe('P-1: buy S&P 500');
  });

  it('stands in two chats: one approves, and the other copy says so without a button', async () => {
    const made = await proposed();
    const { agent, world } = made;
    await askedToo(made, ben.id);
    const { data, message } = world.button('Approve', ben.id);
    world.fake.tap(data, message, ben);
    await world.settled();
    await agent.parts.delivery.settled();
    expect(agent.parts.ledger.rows('fill')).toHaveLength(1);
    for (const chat of [ann.id, ben.id]) {
      expect(cardIn(world, chat).text).toContain('Filled: bought 5 SPX at 2,875.43');
      expect(cardIn(world, chat).reply_markup).toBeUndefined();
      expect(cardIn(world, chat).edits, 'the card that stood there, edited').toBeGreaterThan(0);
    }
    expect(agent.parts.outbox.copiesOf('P-1'), 'each card is one copy').toHaveLength(2);
    expect(world.fake.world.toasts.at(-1)).toMatchObject({ alert: false, text: expect.stringContaining('Filled') });
  });

  it('a late press is answered at the button alone, and nothing is filled again', async () => {
    const { agent, world } = await proposed();
    await askedToo({ agent, world }, ben.id);
    const { data, message } = world.button('Approve', ben.id);
    world.fake.tap(data, message, ben);
    await world.settled();
    const messages = world.fake.world.messages.size;
    world.fake.tap(data, message, ben);
    await world.settled();
    expect(world.fake.world.toasts.at(-1)).toMatchObject({ alert: true, text: expect.stringContaining('already') });
    expect(world.fake.world.messages.size, 'no message about it').toBe(messages);
    expect(agent.parts.ledger.rows('fill')).toHaveLength(1);
    expect(refusals(agent)).toEqual(['1002 desk.already-decided']);
  });

  it.each([
    ['a viewer', chloe, '1003'],
    ['a stranger', stranger, '1009'],
  ])('the press of %s is refused in their language and written down', async (_, who, id) => {
    const { agent, world } = await proposed();
    for (const label of ['Approve', 'Reject', 'Edit']) {
      const { data, message } = world.button(label);
      world.fake.tap(data, message, who);
      await world.settled();
      expect(world.fake.world.toasts.at(-1)?.text).toMatch(/needs the role|demande le rôle/);
    }
    expect(refusals(agent)).toEqual(Array.from({ length: 3 }, () => `${id} desk.not-yours`));
    expect(agent.parts.desk.find('P-1')?.state).toBe('pending');
  });

  it('a press that Telegram holds for too old is answered by a message', async () => {
    const { world } = await proposed();
    const { data, message } = world.button('Approve');
    world.fake.tap(data, message, ann);
    world.fake.world.queries.clear();
    await world.settled();
    expect(world.fake.chat(ann.id).at(-1)?.text).toContain('needs the role approver');
  });

  it('a button that nobody of us made says that it is too old', async () => {
    const { world } = await proposed();
    world.fake.tap('q:0000', cardIn(world, ann.id), ann);
    await world.settled();
    expect(world.fake.world.toasts.at(-1)?.text).toContain('too old');
  });
});

describe('the question before a first approval', () => {
  it('comes with three amounts side by side, and the right one opens approving', async () => {
    const roles = onTelegram({ [ann.id]: 'trader', [ben.id]: 'approver' });
    const { agent } = await testAgent({ settings: testSettings({ ...roles, desk: { checkQuestion: 'always' } }) });
    world = await telegramWorld(agent);
    world.fake.say('Buy 5 units of SPX with a stop at 2700', ann);
    await world.settled();
    await askedToo({ agent, world }, ben.id);
    const { data, message } = world.button('Approve', ben.id);
    world.fake.tap(data, message, ben);
    await world.settled();
    const asked = world.fake.chat(ben.id).at(-1);
    const [amounts = [], ...more] = asked?.reply_markup?.inline_keyboard ?? [];
    expect([asked?.text, amounts.length, more]).toEqual([expect.stringContaining('Before your first approval'), 3, []]);
    // 5 * (2,874.56 - 2,700) + 23.00 = 895.80: the card's own figure.
    const right = amounts.find(({ text }) => text === '$895.80');
    if (right && asked) world.fake.tap(right.callback_data, asked, ben);
    await world.settled();
    expect(world.fake.world.toasts.at(-1)?.text).toContain('Right');
    world.fake.tap(data, message, ben);
    await world.settled();
    expect(agent.parts.ledger.rows('fill')).toHaveLength(1);
  });
});

describe('editing a proposal on Telegram', () => {
  /** Ann presses Edit and replies to the prompt. */
  async function edited(made: Awaited<ReturnType<typeof opened>>, text: string, who = ann) {
    const { world } = made;
    const { data, message } = world.button('Edit', ann.id);
    world.fake.tap(data, message, who);
    await world.settled();
    const prompt = world.fake.chat(ann.id).at(-1);
    expect(prompt?.reply_markup?.force_reply).toBe(true);
    world.fake.say(text, who, { chat: ann.id, ...(prompt ? { replyTo: prompt } : {}) });
    await world.settled();
    return prompt;
  }

  it('a reply makes a new version in the place of the old card, with its levels drawn anew', async () => {
    const made = await proposed();
    const { agent, world } = made;
    const before = world.fake.chat(ann.id).find(({ photo }) => photo)?.photo?.bytes;
    const prompt = await edited(made, 'quantity 3 stop 2750.5 target 3200');
    expect(prompt?.text).toContain('Reply with: quantity 5 stop 2700 target 3200');
    expect(agent.parts.desk.find('P-1')).toMatchObject({
      version: 2,
      state: 'pending',
      draft: { stop: 2750.5, target: 3200, sizing: { kind: 'quantity', amount: 3 } },
    });
    const card = cardIn(world, ann.id);
    expect(card.text).toContain('Stop: 2,750.50');
    expect(card.edits).toBe(1);
    const after = world.fake.chat(ann.id).find(({ photo }) => photo);
    expect([after?.edits, after?.photo?.bytes.equals(before ?? Buffer.alloc(0))]).toEqual([1, false]);
  });

  it('understands French words and a decimal comma', async () => {
    const made = await proposed();
    const prompt = await edited(made, 'quantité 2 stop 2750,5', { ...ann, language_code: 'fr' });
    expect(prompt?.text).toMatch(/Répondez avec\s: quantité 5 stop 2700 objectif 3200/);
    expect(made.agent.parts.desk.find('P-1')?.draft).toMatchObject({ stop: 2750.5, sizing: { amount: 2 } });
  });

  it('nonsense gets a clear answer and another try, and the proposal stays', async () => {
    const made = await proposed();
    const { agent, world } = made;
    await edited(made, 'make it nicer');
    expect(agent.parts.desk.find('P-1')?.version).toBe(1);
    const again = world.fake.chat(ann.id).at(-1);
    expect(again?.text).toContain('Say what to change and to which figure');
    expect(again?.reply_markup?.force_reply).toBe(true);
    world.fake.say('stop 2750', ann, again ? { replyTo: again } : {});
    await world.settled();
    expect(agent.parts.desk.find('P-1')?.version).toBe(2);
  });

  it('a reply that comes when it is decided changes nothing and is told why', async () => {
    const made = await proposed();
    const { agent, world } = made;
    const { data, message } = world.button('Edit', ann.id);
    world.fake.tap(data, message, ann);
    await world.settled();
    const prompt = world.fake.chat(ann.id).at(-1);
    await askedToo(made, ben.id);
    const reject = world.button('Reject', ben.id);
    world.fake.tap(reject.data, reject.message, ben);
    await world.settled();
    world.fake.say('stop 2750', ann, prompt ? { replyTo: prompt } : {});
    await world.settled();
    expect(world.fake.chat(ann.id).at(-1)?.text).toContain('was already rejected');
    expect(agent.parts.desk.find('P-1')).toMatchObject({ version: 1, state: 'rejected' });
    expect(refusals(agent)).toEqual(['1001 desk.already-decided']);
  });

  it('"stop" as a reply stops trading, whatever it replies to', async () => {
    const made = await proposed();
    await edited(made, 'stop');
    await soon(() => expect(made.agent.parts.desk.halted()).toBe(true));
  });
});

describe('other buttons on Telegram', () => {
  it('a question is asked as if it were typed, and a thumb is thanked for at the button', async () => {
    const { agent, world } = await opened();
    world.fake.say('/explain VaR', ann);
    world.fake.say('/volatility SPX', ann);
    await world.settled();
    const ask = world.button('Expected shortfall');
    world.fake.tap(ask.data, ask.message, ann);
    await world.settled();
    expect(world.news()).toContain('Expected shortfall');
    const thumb = world.button('👍 Helpful');
    const messages = world.fake.world.messages.size;
    world.fake.tap(thumb.data, thumb.message, ann);
    await world.settled();
    expect(world.fake.world.toasts.at(-1)?.text).toContain('Thank you');
    expect(world.fake.world.messages.size).toBe(messages);
    expect(agent.parts.ledger.rows('fill')).toEqual([]);
  });
});
