import { Telegram } from 'telegraf';
import { afterEach, describe, expect, it } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import { ChatTurn } from '../../agent/channels/chat-turn.ts';
import type { TelegramOptions } from '../../agent/telegram/telegram.ts';
import { type BotClient, TelegramApi, telegramPace } from '../../agent/telegram/telegram-api.ts';
import { TelegramPort } from '../../agent/telegram/telegram-port.ts';
import { TelegramSender } from '../../agent/telegram/telegram-sender.ts';
import { Card } from '../../tools/card.ts';
import { TelegramRefusal } from '../kit/fake-telegram-rules.ts';
import type { ScriptedStep } from '../kit/scripted-model.ts';
import { soon } from '../kit/soon.ts';
import {
  ann,
  ben,
  group,
  onTelegram,
  quickPace,
  type TelegramTestWorld,
  telegramWorld,
} from '../kit/telegram-world.ts';
import { type HandClock, testAgent, testSettings } from '../kit/test-agent.ts';

let world: TelegramTestWorld | undefined;
afterEach(() => world?.close());

type Opened = { agent: Agent; world: TelegramTestWorld; wall: HandClock };

async function opened(steps?: readonly ScriptedStep[], over?: Partial<TelegramOptions>): Promise<Opened> {
  const settings = testSettings(onTelegram({ [ann.id]: 'admin' }));
  const { agent, wall } = await testAgent({ settings, ...(steps ? { steps } : {}) });
  world = await telegramWorld(agent, over);
  return { agent, world, wall };
}

const tooMany = (seconds: number) =>
  new TelegramRefusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });

const sentence = 'The market moved a little and then it moved back again. ';
const chart = { title: 'C', times: ['2020-01-01', '2020-01-02'], lines: [{ name: 'x', values: [1, 2] }] };

describe('a long answer on Telegram', () => {
  it('is written into as many messages as it needs, each whole', async () => {
    const long = sentence.repeat(180).trim();
    const { world } = await opened([{ text: long }]);
    world.fake.say('/start', ann);
    await world.settled();
    world.fake.say('Tell me a long story about markets', ann);
    await world.settled();
    const parts = world.fake.chat(ann.id).flatMap(({ text }) => (text?.startsWith('The market') ? [text] : []));
    expect(parts).toHaveLength(3);
    expect(parts.join(' '), 'nothing is lost, nothing comes twice').toBe(long);
    for (const part of parts) expect(part).toMatch(/again\.$/);
  });

  it('appears while it is written, and one that starts over leaves nothing of its first words', async () => {
    const { world } = await opened();
    const { fake } = world;
    const api = new TelegramApi(
      new Telegram(fake.token, { apiRoot: fake.apiRoot }) as BotClient,
      new AbortController().signal,
      quickPace,
    );
    const shelf = { keepQuestion: () => undefined, question: () => undefined };
    const port = new TelegramPort(new TelegramSender(api, shelf), '5');
    const turn = new ChatTurn(port, { language: 'en', onShown: () => undefined });
    const shown = () => fake.chat(5).map(({ text }) => text);
    turn.emit({ type: 'text-delta', messageId: 'm1', text: sentence.repeat(3) });
    await soon(() => expect(shown()).toEqual([`${sentence.repeat(3).trim()} ▌`]));
    turn.emit({ type: 'text-delta', messageId: 'm1', text: sentence.repeat(100) });
    await soon(() => expect(shown()).toHaveLength(2));
    expect(fake.chat(5)[0]?.edits, 'the first message grew').toBe(1);
    expect(shown()[1]).toMatch(/ ▌$/);
    turn.emit({ type: 'text-delta', messageId: 'm2', text: 'Short' });
    turn.emit({ type: 'answer-end', text: 'Short.', answeredBy: 'model', asOf: '2020-04-17' });
    await turn.end();
    expect(shown()).toEqual(['Short.']);
  });

  it.each([
    ['5', 900],
    [String(group), 3000],
  ])('in chat %s it is edited every %i ms at most', (chat, ms) => {
    const client = { callApi: () => Promise.resolve(true) };
    expect(new TelegramApi(client, new AbortController().signal).editEveryMs(chat)).toBe(ms);
  });
});

describe('a chart on Telegram', () => {
  it('is a photo with the card as its caption where that fits', async () => {
    const { world } = await opened();
    await world.channel.send('5', { card: Card.parse({ title: 'T', lead: 'Short.', chart }), language: 'en' });
    const [photo, ...rest] = world.fake.chat(5);
    expect([photo?.caption, photo?.photo?.name, rest]).toEqual(['T\nShort.', 'chart.png', []]);
  });

  it('stands above a card of more than 1024 characters', async () => {
    const { world } = await opened();
    const lead = sentence.repeat(30);
    await world.channel.send('5', { card: Card.parse({ title: 'T', lead, chart }), language: 'en' });
    const [photo, text] = world.fake.chat(5);
    expect([photo?.caption, text?.text]).toEqual(['T', `T\n${lead}`.trim()]);
  });

  it('is left out where a group takes no pictures', async () => {
    const { world } = await opened();
    world.fake.fault(
      'sendPhoto',
      new TelegramRefusal(400, 'Bad Request: not enough rights to send photos to the chat'),
    );
    const lead = sentence.repeat(30);
    await world.channel.send(String(group), { card: Card.parse({ title: 'T', lead, chart }), language: 'en' });
    expect(world.fake.chat(group).map(({ text }) => text?.length)).toEqual([`T\n${lead}`.trim().length]);
  });
});

describe('where Telegram refuses', () => {
  it('what it cannot read as HTML is sent again as plain text', async () => {
    const { world } = await opened();
    world.fake.fault('sendMessage', new TelegramRefusal(400, "Bad Request: can't parse entities: Unmatched end tag"));
    await world.channel.send('5', { text: '**Bold** & <plain>', language: 'en' });
    expect(world.fake.chat(5).map(({ text }) => text)).toEqual(['Bold & <plain>']);
    expect(world.fake.called('sendMessage').map(({ parse_mode: mode }) => mode)).toEqual(['HTML', undefined]);
  });

  it('links are never previewed', async () => {
    const { world } = await opened();
    await world.channel.send('5', { text: 'see https://example.org/?leak=1', language: 'en' });
    expect(world.fake.called('sendMessage')[0]?.link_preview_options).toEqual({ is_disabled: true });
  });

  it('an edit that changes nothing is no error, and one of a message that is gone is', async () => {
    const { world } = await opened();
    const id = (await world.channel.send('5', { text: 'same', language: 'en' })) ?? '';
    await world.channel.edit?.('5', id, { text: 'same', language: 'en' });
    expect(world.fake.called('editMessageText')).toHaveLength(1);
    await expect(world.channel.edit?.('5', '999', { text: 'x', language: 'en' })).rejects.toMatchObject({
      code: 'provider.refused',
      details: { description: expect.stringContaining('message to edit not found') },
    });
  });

  it('a turn waits as long as it is asked to, and the answer arrives once', async () => {
    const { world } = await opened([{ text: 'Here it is.' }]);
    world.fake.fault('sendMessage', tooMany(1));
    world.fake.say('What is it?', ann);
    await world.settled();
    const [first, second] = world.fake.calls.filter(({ method }) => method === 'sendMessage');
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990);
    expect(world.fake.chat(ann.id).filter(({ text }) => text?.includes('Here it is.'))).toHaveLength(1);
  });

  it('a delivery is tried again when it was asked to, and nobody else waits', async () => {
    const { agent, world, wall } = await opened();
    const { delivery, outbox } = agent.parts;
    world.fake.fault('sendMessage', tooMany(30));
    delivery.post({ channel: 'telegram', chat: '5' }, { text: 'for five', language: 'en' });
    await delivery.settled();
    delivery.post({ channel: 'telegram', chat: '6' }, { text: 'for six', language: 'en' });
    await delivery.settled();
    expect([world.fake.chat(5), world.fake.chat(6).map(({ text }) => text)]).toEqual([[], ['for six']]);
    wall.advance(29_000);
    await delivery.settled();
    expect(world.fake.chat(5)).toEqual([]);
    wall.advance(1_000);
    await delivery.settled();
    expect(world.fake.chat(5).map(({ text }) => text)).toEqual(['for five']);
    expect(outbox.counts()).toEqual({ waiting: 0, sent: 2, dead: 0 });
  });

  it('a message in parts that is held up in the middle goes on there: nothing arrives twice', async () => {
    const { world } = await opened();
    const long = sentence.repeat(100).trim();
    world.fake.fault('sendMessage', 'pass', tooMany(1), 'hang-up');
    await world.channel.send('5', { text: long, language: 'en' });
    expect(world.fake.called('sendMessage')).toHaveLength(4);
    expect(
      world.fake
        .chat(5)
        .map(({ text }) => text)
        .join(' '),
    ).toBe(long);
  });

  it('a person who blocked the bot is given up, on the dead-letter list', async () => {
    const { agent, world } = await opened();
    world.fake.fault('sendMessage', new TelegramRefusal(403, 'Forbidden: bot was blocked by the user'));
    agent.parts.delivery.post({ channel: 'telegram', chat: String(ben.id) }, { text: 'hello', language: 'en' });
    await agent.parts.delivery.settled();
    expect(agent.parts.outbox.dead().map(({ error }) => error)).toEqual([
      'Telegram refused sendMessage with 403: Forbidden: bot was blocked by the user',
    ]);
  });

  it('no error holds the token', async () => {
    const { world } = await opened();
    world.fake.fault('sendMessage', 'hang-up');
    const thrown = await world.channel.send('5', { text: 'x', language: 'en' }).catch((error: Error) => error);
    expect(thrown).toMatchObject({ code: 'provider.unavailable' });
    expect(String(thrown)).not.toContain('test-token');
  });
});

describe('the pace on Telegram', () => {
  it('a few messages of a chat go out at once, then one each second, and other chats do not wait', async () => {
    const { world } = await opened(undefined, { pace: { ...telegramPace, sendPrivateMs: 200 } });
    const send = (chat: string) => world.channel.send(chat, { text: 'x', language: 'en' });
    const at = Date.now();
    await Promise.all([...Array.from({ length: 7 }, () => send('5')), send('6')]);
    const sentTo = (chat: string) =>
      world.fake.calls.flatMap(({ method, body, at: then }) =>
        method === 'sendMessage' && body.chat_id === chat ? [then - at] : [],
      );
    expect(sentTo('5').filter(ms => ms < 150)).toHaveLength(5);
    expect(sentTo('5').at(-1)).toBeGreaterThanOrEqual(395);
    expect(sentTo('6')[0]).toBeLessThan(150);
  });
});
