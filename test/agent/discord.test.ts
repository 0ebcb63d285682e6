import { afterEach, describe, expect, it } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import { buttonsOf, generalId, until, wordsOf } from '../kit/fake-discord-person.ts';
import { botId, type FakeMessage } from '../kit/fake-discord-wire.ts';
import { type FakeDiscordWorld, openDiscordWorld } from '../kit/fake-discord-world.ts';
import type { ScriptedStep } from '../kit/scripted-model.ts';
import { testAgent } from '../kit/test-agent.ts';

let world: FakeDiscordWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

/** An agent on Discord; with steps it has a scripted model, else the offline planner. */
async function onDiscord(steps?: readonly ScriptedStep[]): Promise<FakeDiscordWorld & { agent: Agent }> {
  const { agent } = await testAgent(steps ? { steps } : {});
  world = await openDiscordWorld(agent);
  return { ...world, agent };
}

const words = (messages: readonly FakeMessage[]): string => messages.map(wordsOf).join('\n');
const paragraphs = (count: number): string =>
  Array.from({ length: count }, (_, i) => `Paragraph ${i + 1}. ${'Word '.repeat(79)}`).join('\n\n');

describe('what people say on Discord', () => {
  it('is answered in a private chat, with the chart as a picture in the card', async () => {
    const { person, answered } = await onDiscord();
    const ann = person('1001', 'viewer');
    const messages = await answered(() => ann.say('show me a chart of the S&P 500'));
    const card = messages.find(({ body }) => body.embeds?.length);
    expect(card?.body.embeds?.[0]?.image?.url).toBe('attachment://chart.png');
    const [chart] = card?.files ?? [];
    expect([...(chart?.data.subarray(0, 4) ?? [])], 'the signature of PNG (RFC 2083)').toEqual([137, 80, 78, 71]);
    expect(words(messages), 'the notices stand before a first answer').toContain('not investment advice');
  });

  it('is read on a server where the bot is mentioned, without the mention, and nowhere else', async () => {
    const { person, answered, fake, channel } = await onDiscord([{ text: 'It stands at 2,874.56.' }]);
    const ann = person('1001', 'viewer');
    ann.say('Where is the S&P?', generalId);
    const [answer] = await answered(() => ann.say(`<@${botId}> Where is the S&P?`, generalId));
    expect(answer?.channelId).toBe(generalId);
    expect(answer?.body.content).toContain('It stands at 2,874.56.');
    expect(answer?.body.message_reference, 'it is a reply').toBeDefined();
    await channel.idle();
    expect(fake.state.messages, 'a message without a mention is not answered').toHaveLength(1);
    expect(fake.gateway.intents & ((1 << 1) | (1 << 8) | (1 << 15)), 'no privileged intent is asked for').toBe(0);
  });

  it('shares no memory between a server and a private chat', async () => {
    const { person, answered, agent } = await onDiscord([{ text: 'Hello.' }, { text: 'Hello again.' }]);
    const ann = person('1001', 'viewer');
    await answered(() => ann.say(`<@${botId}> my secret is blue`, generalId));
    await answered(() => ann.say('what do you know?'));
    const talkOf = (id: string) => JSON.stringify(agent.parts.conversations.load({ channel: 'discord', id }));
    expect(talkOf(`1001@${generalId}`)).toContain('my secret is blue');
    expect(talkOf('1001')).not.toContain('my secret is blue');
  });
});

describe('slash commands', () => {
  it('are promised an answer first, and answered in the language of the app until one is chosen', async () => {
    const { person, answered, fake } = await onDiscord();
    const ann = person('1001', 'viewer', 'fr');
    const french = await answered(() => ann.slash('price', { symbol: 'S&P 500' }, generalId));
    expect(words(french)).toMatch(/S&P 500.*2 ?874,56/s);
    expect(fake.requests.find(({ call }) => / \/(interactions|webhooks)\//.test(call))?.call).toContain('/callback');
    await answered(() => ann.slash('language', { text: 'en' }, generalId));
    expect(words(await answered(() => ann.slash('price', { symbol: 'SPX' }, generalId)))).toContain('2,874.56');
  });

  it('carry a question in plain words', async () => {
    const { person, answered } = await onDiscord([{ text: 'It stands at 2,874.56.' }]);
    const [answer] = await answered(() =>
      person('1001', 'viewer').slash('ask', { text: 'Where is the S&P?' }, generalId),
    );
    expect(answer?.body.content).toContain('2,874.56');
  });

  it('show the account and codes to who asks alone, and the market to everybody', async () => {
    const { person, answered } = await onDiscord();
    const ann = person('1001', 'trader');
    const hiddenOf = async (name: string) =>
      (await answered(() => ann.slash(name, {}, generalId))).map(({ hidden }) => hidden);
    expect(await hiddenOf('price')).toEqual(expect.arrayContaining([false]));
    expect(new Set(await hiddenOf('portfolio'))).toEqual(new Set([true]));
    const [code] = await answered(() => ann.slash('link', {}, generalId));
    expect(code?.hidden).toBe(true);
    expect(wordsOf(code as FakeMessage), 'what one person sees is no group').toMatch(/\/link [A-Z0-9]{4}-[A-Z0-9]{4}/);
  });

  it('stop at once behind an answer that hangs', async () => {
    const { person, agent, fake } = await onDiscord([{ hang: true }]);
    const ann = person('1001', 'trader');
    ann.say('Where is the S&P?');
    await until(() => fake.state.typed.length > 0, 'the question');
    const before = performance.now();
    ann.slash('stop');
    await until(() => agent.parts.desk.halted(), 'the stop');
    expect(performance.now() - before, 'ms').toBeLessThan(100);
    await until(() => ann.received().some(message => wordsOf(message).includes('Trading is stopped')), 'the answer');
  });

  it('stop as a bare word in a private chat as well', async () => {
    const { person, agent } = await onDiscord([{ hang: true }]);
    const ann = person('1001', 'trader');
    ann.say('Where is the S&P?');
    ann.say('stop');
    await until(() => agent.parts.desk.halted(), 'the stop');
  });

  it('of one person who floods wait for nobody else, and are told to wait', async () => {
    const { person, fake } = await onDiscord([{ hang: true }]);
    const [ann, ben] = [person('1001', 'viewer'), person('1002', 'viewer')];
    for (let i = 0; i < 12; i += 1) ann.say(`question ${i}`);
    await until(() => ann.received().some(({ body }) => body.content?.includes('One moment')), 'the word to wait');
    ben.slash('version');
    await until(() => ben.received().length > 0, 'an answer to somebody else');
    expect(ann.received().filter(({ body }) => body.content?.includes('One moment'))).toHaveLength(1);
    expect(fake.state.interactions.every(({ state }) => state !== 'failed')).toBe(true);
  });
});

describe('a long answer', () => {
  const long = paragraphs(14);

  it('goes on in a thread of the channel, named after the question', async () => {
    const { person, answered, fake } = await onDiscord([{ text: long }]);
    const messages = await answered(() => person('1001', 'viewer').say(`<@${botId}> explain it all`, generalId));
    const thread = [...fake.state.channels.values()].find(({ type }) => type === 11);
    expect(thread).toMatchObject({ name: 'explain it all', parentId: generalId });
    const places = messages.map(({ channelId }) => channelId);
    expect(places.slice(0, 2)).toEqual([generalId, generalId]);
    expect(new Set(places.slice(2))).toEqual(new Set([thread?.id]));
    const whole = messages.map(({ body }) => body.content).join('\n\n');
    expect(whole.replace(/\s+/g, ' '), 'nothing is lost at a cut').toContain(long.replace(/\s+/g, ' ').trim());
  });

  it('stays in the channel, in parts, where no thread may be opened', async () => {
    const { person, answered, fake } = await onDiscord([{ text: long }]);
    const general = fake.state.channels.get(generalId);
    if (general) general.refuses.thread = 50_013;
    const messages = await answered(() => person('1001', 'viewer').say(`<@${botId}> explain it all`, generalId));
    expect(messages.length).toBeGreaterThan(2);
    expect(new Set(messages.map(({ channelId }) => channelId))).toEqual(new Set([generalId]));
  });

  it('to a slash command goes on in a thread too', async () => {
    const { person, answered, fake } = await onDiscord([{ text: long }]);
    await answered(() => person('1001', 'viewer').slash('ask', { text: 'explain it all' }, generalId));
    expect([...fake.state.channels.values()].filter(({ type }) => type === 11)).toHaveLength(1);
  });
});

describe('what can be chosen while a command is written', () => {
  const choicesFor = async (locale: string, command: string, option: string, typed: string) => {
    const { person } = await onDiscord();
    const asked = person('1001', 'viewer', locale).type(command, option, typed);
    await until(() => asked.state === 'chosen', 'the choices');
    return asked.choices;
  };

  it('is an instrument by symbol or by name, those with a history first', async () => {
    const all = await choicesFor('en-US', 'price', 'symbol', '');
    expect(all[0], 'the only history that is bundled').toEqual({ name: 'SPX · S&P 500', value: 'SPX' });
    expect(all.length).toBeGreaterThan(20);
  });

  it('finds an instrument by its nickname in the other language, without accents', async () => {
    expect((await choicesFor('fr', 'price', 'symbol', 'petrole'))[0]?.value).toMatch(/^CL/);
  });

  it('is a term in the language of the person', async () => {
    expect((await choicesFor('en-US', 'explain', 'term', 'sharpe'))[0]?.name).toBe('Sharpe ratio');
    await world?.close();
    expect((await choicesFor('fr', 'explain', 'term', 'sharpe'))[0]?.name).toBe('Ratio de Sharpe');
    await world?.close();
    expect(await choicesFor('fr', 'explain', 'term', 'e'), 'of hundreds').toHaveLength(25);
  });
});

describe('questions on buttons', () => {
  it('are asked in the name of who presses', async () => {
    const { person, answered } = await onDiscord();
    const ann = person('1001', 'viewer');
    const cards = await answered(() => ann.slash('explain', { term: 'volatility' }));
    const card = cards.find(message => buttonsOf(message).some(({ custom_id }) => custom_id.startsWith('q:')));
    const label = buttonsOf(card as FakeMessage).find(({ custom_id }) => custom_id.startsWith('q:'))?.label ?? '';
    expect(words(await answered(() => ann.press(card as FakeMessage, label))).length).toBeGreaterThan(100);
  });

  it('that judge an answer are thanked for in the presser’s eyes only, and kept once', async () => {
    const { person, answered } = await onDiscord();
    const [ann, ben] = [person('1001', 'viewer'), person('1002', 'viewer')];
    const messages = await answered(() => ann.slash('volatility', { symbol: 'SPX' }, generalId));
    const card = messages.find(message => buttonsOf(message).some(({ custom_id }) => custom_id.startsWith('f:')));
    const code = buttonsOf(card as FakeMessage).find(({ custom_id }) => custom_id.startsWith('f:'))?.custom_id ?? '';
    const press = async (who: typeof ann) => (await answered(() => who.pressCode(card as FakeMessage, code)))[0];
    expect(await press(ann)).toMatchObject({ hidden: true, body: { content: expect.stringContaining('Thank you') } });
    expect(wordsOf((await press(ann)) as FakeMessage)).toContain('You said so already');
    expect(wordsOf((await press(ben)) as FakeMessage), 'each person judges for themselves').toContain(
      'Thank you: noted',
    );
  });

  it('that say nothing any more are answered politely', async () => {
    const { person, answered } = await onDiscord();
    const ann = person('1001', 'viewer');
    const [card] = await answered(() => ann.slash('version'));
    const [answer] = await answered(() => ann.pressCode(card as FakeMessage, 'q:000000000000000000000000'));
    expect(answer).toMatchObject({ hidden: true, body: { content: expect.stringContaining('too old') } });
  });
});
