import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openTelegram } from '../../agent/telegram/telegram.ts';
import { Card } from '../../tools/card.ts';
import { until, wordsOf } from '../kit/fake-discord-person.ts';
import { openDiscordWorld } from '../kit/fake-discord-world.ts';
import { ann, ben, onTelegram, quickPace, telegramWorld } from '../kit/telegram-world.ts';
import { answerOf, say, testAgent, testSettings } from '../kit/test-agent.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const question = 'What is drawdown?';
const slowDown = 'What you sent just now was not read.';
/** What the agent itself says. */
const notRead = 'That is more than I can answer at once';

describe('a flood from one person', () => {
  it('on Telegram fills that one’s lane alone: others wait for nothing of it', async () => {
    const { agent } = await testAgent({
      settings: testSettings(onTelegram({ [ann.id]: 'trader', [ben.id]: 'trader' })),
    });
    const world = await telegramWorld(agent);
    closers.push(() => world.close());
    const { fake } = world;
    const answers = (chat: number) => fake.chat(chat).filter(({ text = '' }) => text.includes('high'));
    for (let i = 0; i < 300; i += 1) fake.say(question, ann);
    fake.say(question, ben);
    await vi.waitUntil(() => answers(ben.id).length > 0, { timeout: 20_000, interval: 2 });
    expect(answers(ann.id).length, 'Ben waits for the answer that was begun, not for 300').toBeLessThanOrEqual(3);
    await world.settled();
    expect(answers(ann.id), 'five in her lane, and the rest not read').toHaveLength(5);
    expect(
      fake.chat(ann.id).filter(({ text = '' }) => text.includes(slowDown)),
      'told once',
    ).toHaveLength(1);
    fake.say(question, ann);
    await world.settled();
    expect(answers(ann.id), 'and is read again').toHaveLength(6);
  });

  it('that says everything at once to the agent is bounded, and delays nobody else, nor her own command', async () => {
    const { agent } = await testAgent();
    const { waitingMessages } = agent.parts.settings.conversation;
    await say(agent, question, 'trader');
    const answers: string[] = [];
    const ask = async () => {
      const answer = answerOf(await say(agent, question, 'owner'));
      if (!answer.includes(notRead)) answers.push(answer);
      return answer;
    };
    const flood = Array.from({ length: 200 }, ask);
    await say(agent, question, 'trader');
    expect(answers.length, 'Ben waits for the answer that was begun').toBeLessThanOrEqual(3);
    await say(agent, '/status', 'owner');
    expect(answers.length, 'a command passes what waits').toBeLessThanOrEqual(6);
    await Promise.all(flood);
    expect(answers, 'one that is being answered, and those that may wait').toHaveLength(1 + waitingMessages);
    expect(await ask(), 'and she is heard again').not.toContain(notRead);
  });
});

const news = (text: string) => ({ card: Card.parse({ title: text }), language: 'en' as const });
const texts = ['first', 'second', 'third'];

/** An agent on a Discord that works, with somebody there. */
async function onDiscord() {
  const { agent, wall } = await testAgent();
  const discord = await openDiscordWorld(agent);
  closers.push(() => discord.close());
  const person = discord.person('1001', 'trader');
  const received = () => person.received().map(wordsOf);
  const post = () => {
    for (const text of texts) {
      agent.parts.delivery.post({ channel: 'telegram', chat: '5' }, news(text), { key: `telegram ${text}` });
      agent.parts.delivery.post({ channel: 'discord', chat: 'dm:1001' }, news(text), { key: `discord ${text}` });
    }
  };
  return { agent, wall, received, post };
}

describe('a channel that is down', () => {
  it('delays no other, and its messages arrive later, once, in their order', async () => {
    const { agent, wall, received, post } = await onDiscord();
    const { fake } = await telegramWorld(agent);
    closers.push(() => fake.close());
    const port = Number(new URL(fake.apiRoot).port);
    await fake.close();
    post();
    await agent.parts.delivery.settled();
    expect(received()).toEqual(texts);
    expect(fake.chat(5)).toEqual([]);
    for (let hour = 0; hour < 3; hour += 1) {
      wall.advance(3_600_000);
      await agent.parts.delivery.settled();
    }
    await fake.open(port);
    wall.advance(3_600_000);
    await agent.parts.delivery.settled();
    post();
    await agent.parts.delivery.settled();
    expect(fake.chat(5).map(({ text }) => text)).toEqual(texts);
    expect(received(), 'said again under its key, nothing is sent again').toEqual(texts);
    expect(agent.parts.outbox.dead(10)).toEqual([]);
  });

  it('that takes calls and never answers delays no other either', async () => {
    const { agent, received, post } = await onDiscord();
    const silent = createServer(() => undefined);
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const telegram = await openTelegram(agent, { token: '7:t', apiRoot: `http://127.0.0.1:${port}`, pace: quickPace });
    closers.push(async () => {
      const closed = telegram.close();
      silent.closeAllConnections();
      silent.close();
      await closed;
    });
    agent.parts.delivery.attach(telegram);
    post();
    await until(() => received().length === texts.length, 'the messages on Discord');
    expect(received()).toEqual(texts);
    const waiting = agent.parts.database
      .prepare("select chat from outgoing where channel = 'telegram' and state = 'waiting'")
      .all();
    expect(waiting, 'the others wait, and none is lost').toHaveLength(3);
  });
});
