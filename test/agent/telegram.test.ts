import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import type { ScriptedStep } from '../kit/scripted-model.ts';
import { soon } from '../kit/soon.ts';
import {
  ann,
  chloe,
  group,
  onTelegram,
  stranger,
  type TelegramTestWorld,
  telegramWorld,
} from '../kit/telegram-world.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';

let world: TelegramTestWorld | undefined;
afterEach(() => world?.close());

async function opened(steps?: readonly ScriptedStep[]): Promise<{ agent: Agent; world: TelegramTestWorld }> {
  const settings = testSettings(onTelegram({ [ann.id]: 'admin', [chloe.id]: 'viewer' }));
  const { agent } = await testAgent({ settings, ...(steps ? { steps } : {}) });
  world = await telegramWorld(agent);
  return { agent, world };
}

describe('first contact on Telegram', () => {
  it('binds nobody to anything: a stranger is welcomed as a viewer, told of /link, and given the notices', async () => {
    const { agent, world } = await opened();
    const before = agent.parts.ledger.rows().length;
    world.fake.say('/start abc', stranger);
    await world.settled();
    const news = world.news();
    expect(news).toContain('not to a person; it can be wrong');
    expect(news).toContain('Say /link there');
    expect(agent.parts.ledger.rows(), 'no role, no link').toHaveLength(before);
    expect(agent.person('telegram', String(stranger.id))).toMatchObject({ role: 'viewer', stranger: true });
    world.fake.say('/portfolio', stranger);
    await world.settled();
    expect(world.news(), 'the account is none of theirs').not.toMatch(/\$|100,000/);
  });

  it('of somebody who is known says where proposals reach them', async () => {
    const { agent, world } = await opened();
    world.fake.say('/start', ann);
    await world.settled();
    expect(world.news()).not.toContain('Say /link there');
    expect(agent.parts.register.chatsOf({ channel: 'telegram', id: '1001' })).toEqual([
      { channel: 'telegram', chat: '1001' },
    ]);
  });

  it('speaks the language of the app until another one is chosen', async () => {
    const { world } = await opened();
    world.fake.say('/start', chloe);
    await world.settled();
    expect(world.news()).toContain('Je suis Quaestor');
    world.fake.say('/prix SPX', chloe);
    await world.settled();
    expect(world.news()).toContain('Clôture');
    world.fake.say('/langue en', chloe);
    world.fake.say('/price SPX', chloe);
    await world.settled();
    expect(world.news()).toContain('closed at');
  });

  it('says of a voice message that it reads text only, and in a group nothing', async () => {
    const { world } = await opened();
    world.fake.speak(ann);
    world.fake.speak(ann, group);
    await world.settled();
    expect(world.news()).toBe('I read text only. Please write it to me in words.');
  });

  it('puts the commands behind the slash, in English and French', async () => {
    const { world } = await opened();
    await soon(() => expect(world.fake.world.menus.size).toBe(2));
    const names = (code: string) => world.fake.world.menus.get(code)?.map(({ command }) => command);
    expect(names('')).toEqual(expect.arrayContaining(['help', 'stop', 'price', 'approve', 'link']));
    expect(names('fr')).toEqual(expect.arrayContaining(['aide', 'stop', 'prix', 'approuver', 'lier']));
  });
});

describe('behind a slow answer', () => {
  it('stopping is done at once', async () => {
    const { agent, world } = await opened([{ hang: true }]);
    world.fake.say('What do you think of everything?', ann);
    await soon(() => expect(world.fake.called('sendChatAction').length).toBeGreaterThan(0));
    const at = performance.now();
    world.fake.say('stop', ann);
    await vi.waitFor(() => expect(agent.parts.desk.halted()).toBe(true), { timeout: 1000, interval: 2 });
    expect(performance.now() - at, 'measured in ms').toBeLessThan(100);
    await soon(() => expect(world.news()).toContain('Trading is stopped'));
  });

  it('a flood fills its own lane alone, is answered politely once, and never holds a stop', async () => {
    const { agent, world } = await opened([{ hang: true }]);
    for (let i = 0; i < 30; i += 1) world.fake.say(`What is number ${i}?`, ann);
    world.fake.say('stop', ann);
    world.fake.say('/price SPX', chloe);
    await soon(() => expect(agent.parts.desk.halted()).toBe(true));
    await soon(() => expect(world.news()).toContain('Clôture'));
    const told = world.fake.chat(ann.id).filter(({ text }) => text?.startsWith('One moment, please'));
    expect(told).toHaveLength(1);
  });

  it('an answer goes out before the next question of the same person is taken', async () => {
    const { world } = await opened([{ text: 'First answer.' }, { text: 'Second answer.' }]);
    world.fake.say('What is one?', ann);
    world.fake.say('What is two?', ann);
    await world.settled();
    const texts = world.fake.chat(ann.id).map(({ text }) => text ?? '');
    expect(texts.findIndex(text => text.includes('First'))).toBeLessThan(
      texts.findIndex(text => text.includes('Second')),
    );
  });
});

describe('in a group', () => {
  const where = { chat: group };

  it('commands, the name of the bot and replies are answered, and nothing else is', async () => {
    const { world } = await opened();
    world.fake.say('What a day on the market', ann, where);
    world.fake.say('/price@other_bot SPX', ann, where);
    world.fake.say('/roll 6', ann, where);
    await world.settled();
    expect(world.news()).toBe('');
    world.fake.say('/price@quaestor_bot SPX', ann, where);
    await world.settled();
    expect(world.news()).toContain('closed at 2,874.56');
    world.fake.say('Hey @quaestor_bot, what is the price of the S&P 500?', ann, { ...where, mentions: true });
    await world.settled();
    expect(world.news()).toContain('2,874.56');
    const [answer] = world.fake.chat(group);
    world.fake.say('and how volatile is SPX?', ann, { ...where, ...(answer ? { replyTo: answer } : {}) });
    await world.settled();
    expect(world.news()).toContain('volatility');
  });

  it('answers stay in their topic, and the talk is not that of the private chat', async () => {
    const { agent, world } = await opened();
    world.fake.say('/price SPX', ann, { ...where, topic: 7 });
    world.fake.say('@quaestor_bot What is volatility?', ann, { ...where, topic: 7, mentions: true });
    await world.settled();
    expect(world.fake.chat(group).every(({ message_thread_id: topic }) => topic === 7)).toBe(true);
    expect(agent.parts.conversations.load({ channel: 'telegram', id: '1001' })).toEqual([]);
    expect(agent.parts.conversations.load({ channel: 'telegram', id: `1001@${group}` })).not.toEqual([]);
    expect(agent.parts.register.chatsOf({ channel: 'telegram', id: '1001' }), 'a group is no private chat').toEqual([]);
  });

  it('a code to link accounts is not said where others read it', async () => {
    const { world } = await opened();
    world.fake.say('/link', ann, where);
    await world.settled();
    expect(world.news()).toContain('in a private message');
  });
});
