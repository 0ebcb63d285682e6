import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { ChatTurn } from '../../agent/channels/chat-turn.ts';
import { DiscordApi } from '../../agent/discord/discord-api.ts';
import { cardPayload } from '../../agent/discord/discord-card.ts';
import { discordCommands, optionsOf, spokenCommand } from '../../agent/discord/discord-commands.ts';
import { formChange } from '../../agent/discord/discord-edit.ts';
import { ChannelPlace } from '../../agent/discord/discord-place.ts';
import { DiscordPort } from '../../agent/discord/discord-port.ts';
import { safeText, splitText } from '../../agent/discord/discord-text.ts';
import { InstrumentRegistry } from '../../data/instrument-registry.ts';
import { Card, type CardInput } from '../../tools/card.ts';
import { shippedTools } from '../../tools/index.ts';
import { FakeCommands, FakeMessageBody } from '../kit/fake-discord-limits.ts';
import { generalId, until } from '../kit/fake-discord-person.ts';
import { discordToken, FakeDiscordServer, rateLimit } from '../kit/fake-discord-server.ts';
import { seeded } from '../kit/seeded.ts';

const shelf = { keepQuestion: () => {}, question: () => undefined };
const payloadOf = (card: CardInput) => cardPayload(Card.parse(card), 'en', shelf);
const isTaken = async (card: CardInput): Promise<FakeMessageBody> =>
  FakeMessageBody.parse((await payloadOf(card)).body);

let fake: FakeDiscordServer | undefined;
afterEach(async () => {
  await fake?.close();
  fake = undefined;
});

async function opened(): Promise<{ server: FakeDiscordServer; api: DiscordApi }> {
  const server = await new FakeDiscordServer().listen();
  fake = server;
  return { server, api: new DiscordApi(discordToken, server.api) };
}

const text = (content: string) => ({ body: { content, allowed_mentions: { parse: [] } } });

describe('a card on Discord', () => {
  it('is within the limits whatever it says', async () => {
    const word = fc.string({ maxLength: 300 });
    const cards = fc.record({
      title: fc.string({ maxLength: 400 }),
      lead: fc.string({ maxLength: 5000 }),
      lines: fc.array(word, { maxLength: 40 }),
      table: fc.integer({ min: 1, max: 5 }).chain(width =>
        fc.record({
          columns: fc.array(word, { minLength: width, maxLength: width }),
          rows: fc.array(fc.array(word, { minLength: width, maxLength: width }), { maxLength: 40 }),
        }),
      ),
      sources: fc.array(word, { maxLength: 5 }),
      footnote: fc.string({ maxLength: 3000 }),
      actions: fc.array(
        fc.record({
          kind: fc.constant('ask' as const),
          label: fc.string({ minLength: 1, maxLength: 200 }),
          question: word,
        }),
        { maxLength: 40 },
      ),
    });
    await fc.assert(
      fc.asyncProperty(cards, async card => void (await isTaken(card))),
      { seed: 7, numRuns: 200 },
    );
  });

  it('with more to say than an embed holds is there whole, as a file', async () => {
    const lines = Array.from({ length: 300 }, (_, i) => `Line ${i + 1} of the report, with some words in it.`);
    const { body, files = [] } = await payloadOf({ title: 'Report', lines });
    expect(files.map(({ name }) => name)).toEqual(['report.md']);
    const whole = String(files[0]?.data);
    for (const line of lines) expect(whole).toContain(line);
    expect(JSON.stringify(body)).toContain('The whole is in the file below.');
  });

  it('shows a table in fixed width where a phone can, and as fields where it cannot', async () => {
    const narrow = await isTaken({ title: 'T', table: { columns: ['', 'Value'], rows: [['Price', '2,874.56']] } });
    expect(narrow.embeds?.[0]?.description).toMatch(/^```\n[\s\S]*Price {2}2,874\.56\n```$/);
    const wide = ['Account', 'A name that is long enough for a phone', 'Another that is longer still'];
    const fields = await isTaken({ title: 'T', table: { columns: wide, rows: [['telegram:12345', 'a', 'b']] } });
    expect(fields.embeds?.[0]?.fields).toEqual([{ name: 'telegram:12345', value: `${wide[1]}: a\n${wide[2]}: b` }]);
  });

  it('has its buttons in rows of five, each once', async () => {
    const actions = Array.from({ length: 7 }, (_, i) => ({
      kind: 'ask' as const,
      label: `Q${i % 6}`,
      question: `q${i % 6}`,
    }));
    const { components } = await isTaken({ title: 'T', actions });
    expect(components?.map(row => row.components.map(({ label }) => label))).toEqual([
      ['Q0', 'Q1', 'Q2', 'Q3', 'Q4'],
      ['Q5'],
    ]);
  });
});

describe('a text on Discord', () => {
  it('hides no link behind words, unfolds none, and carries nothing that cannot be seen', () => {
    expect(safeText('see [your account](https://evil.example/?q=1) now')).toBe(
      'see your account <https://evil.example/?q=1> now',
    );
    expect(safeText('![](https://evil.example/pixel.png)')).toBe('! <https://evil.example/pixel.png>');
    expect(safeText('a\u200bb\u{e0041}')).toBe('ab');
  });

  it('is cut into parts of at most 2000 characters that hold every word, and code stays code', () => {
    const random = seeded(3);
    const words = Array.from({ length: 2500 }, (_, i) => `w${i}${'x'.repeat(Math.floor(random() * 8))}`);
    const said = `Before\n\`\`\`\n${words.slice(0, 1500).join(' ')}\n\`\`\`\n${words.slice(1500).join(' ')}`;
    const parts = splitText(said);
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(2000);
    for (const part of parts) expect(part.split('```').length % 2, 'fences are closed').toBe(1);
    expect(parts.join(' ').match(/w\d+x*/g)).toEqual(words);
  });
});

describe('the commands for Discord', () => {
  const all = discordCommands({ tools: shippedTools });

  it('pass every rule of names, descriptions and options, in both languages', () => {
    expect(FakeCommands.parse(all)).toHaveLength(all.length);
    expect(all.length).toBeGreaterThan(50);
  });

  it('have a symbol or a term to choose where a tool takes one', () => {
    const options = (name: string) => all.find(one => one.name === name)?.options?.map(one => one.name);
    expect(options('price')).toEqual(['symbol', 'text']);
    expect(options('explain')).toEqual(['term']);
    expect(options('portfolio')).toEqual([]);
    expect(shippedTools.filter(tool => optionsOf(tool).includes('symbol')).length).toBeGreaterThan(10);
  });

  it('become the words that a person would have written', () => {
    const registry = new InstrumentRegistry();
    expect(spokenCommand('chart', { symbol: 'S&P 500', text: 'days=30' }, registry)).toBe('/chart symbol=SPX days=30');
    expect(spokenCommand('explain', { term: 'Sharpe ratio' }, registry)).toBe('/explain Sharpe ratio');
    expect(spokenCommand('ask', { text: 'how is the market?' }, registry)).toBe('how is the market?');
  });
});

describe('figures of the form', () => {
  it('are read as people write them in both languages', () => {
    const change = (written: Readonly<Record<string, string>>) => formChange(undefined, field => written[field] ?? '');
    expect(change({ quantity: '3', stop: '2 700,50', target: '$3,200.25' })).toEqual({
      quantity: 3,
      stop: 2700.5,
      target: 3200.25,
    });
    expect(() => change({ stop: '10 shares' })).toThrow('"10 shares" is no figure');
    expect(() => change({ stop: '0' })).toThrow('Say what to change');
  });
});

describe('what Discord refuses', () => {
  it.each([
    [10_003, 404],
    [10_008, 404],
    [50_007, 403],
  ])('with code %i is not tried again', async (code, status) => {
    const { server, api } = await opened();
    server.fail({ match: /messages/, status, body: { code, message: 'no' } });
    await expect(new ChannelPlace(api, generalId).create(text('hello'))).rejects.toMatchObject({
      code: 'provider.refused',
      retryable: false,
      details: { discordCode: code, status },
    });
  });

  it('for somebody who takes no private messages is refused as well', async () => {
    const { server, api } = await opened();
    server.state.closed.add('1001');
    await expect(new ChannelPlace(api, 'dm:1001').create(text('hello'))).rejects.toMatchObject({
      details: { discordCode: 50_007 },
    });
  });

  it('by a rate limit is waited for where it is short', async () => {
    const { server, api } = await opened();
    server.fail(rateLimit(/messages/, 0.4));
    const before = performance.now();
    await new ChannelPlace(api, generalId).create(text('hello'));
    expect(performance.now() - before, 'ms').toBeGreaterThanOrEqual(400);
    expect(server.state.messages).toHaveLength(1);
  });

  it('by a long rate limit is said with its time', async () => {
    const { server, api } = await opened();
    server.fail(rateLimit(/messages/, 90));
    await expect(new ChannelPlace(api, generalId).create(text('hello'))).rejects.toMatchObject({
      code: 'provider.rate-limited',
      retryable: true,
      // discord.js adds 50 ms for the way.
      details: { retryAfterMs: 90_050 },
    });
  });

  it('with a server error is tried again, and a message whose answer was lost stands there once', async () => {
    const { server, api } = await opened();
    server.fail({ match: /messages/, status: 502, done: true }, { match: /messages/, status: 502, done: true });
    await new ChannelPlace(api, generalId).create(text('hello'));
    expect(server.calls(/messages/)).toHaveLength(3);
    expect(server.state.messages).toHaveLength(1);
  });

  it('with server errors that go on is unavailable, to be tried later', async () => {
    const { server, api } = await opened();
    server.fail(...Array.from({ length: 4 }, () => ({ match: /messages/, status: 503 })));
    await expect(new ChannelPlace(api, generalId).create(text('hello'))).rejects.toMatchObject({
      code: 'provider.unavailable',
      retryable: true,
    });
    await server.close();
    fake = undefined;
    await expect(new ChannelPlace(api, generalId).create(text('hello'))).rejects.toMatchObject({
      code: 'provider.unavailable',
    });
  });

  it('as a wrong form is refused by the loopback too, with 50035', async () => {
    const { api } = await opened();
    await expect(new ChannelPlace(api, generalId).create(text('x'.repeat(2001)))).rejects.toMatchObject({
      details: { discordCode: 50_035 },
    });
  });
});

describe('an answer that is still being written', () => {
  it('is edited at most once in 1.1 seconds, and stands there whole at its end', async () => {
    const { server, api } = await opened();
    const place = new ChannelPlace(api, generalId);
    const port = new DiscordPort({ place, shelf, editEveryMs: 1100, topic: '' });
    const turn = new ChatTurn(port, { language: 'en', onShown: () => {} });
    for (let i = 0; i < 50; i += 1) {
      turn.emit({ type: 'text-delta', messageId: 'm', text: `word${i} ` });
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    await until(() => server.calls(/^PATCH/).length >= 2, 'the edits');
    const streamed = server.calls(/messages/).map(({ at }) => at);
    turn.emit({ type: 'answer-end', text: 'The whole.', answeredBy: 'model', asOf: '' });
    await turn.end();
    const pauses = streamed.slice(1).map((at, i) => at - (streamed[i] ?? 0));
    expect(Math.min(...pauses), 'five in five seconds, as Discord counts').toBeGreaterThanOrEqual(1000);
    expect(server.state.messages.map(({ body }) => body.content)).toEqual(['The whole.']);
  });
});
