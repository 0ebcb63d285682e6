import { afterEach, describe, expect, it } from 'vitest';
import { generalId, wordsOf } from '../kit/fake-discord-person.ts';
import { botId } from '../kit/fake-discord-wire.ts';
import { openDiscordWorld } from '../kit/fake-discord-world.ts';
import { ann, group, onTelegram, telegramWorld } from '../kit/telegram-world.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const ofTheAccount = [
  '/portfolio',
  '/trades',
  '/status',
  '/daily',
  '/memory',
  '/people',
  '/logs',
  '/health',
  '/alerts',
  '/proposals',
  '/approve P-1',
  '/keys',
  'show my portfolio',
  'Buy 5 units of the S&P 500 with a stop at 2700',
  'verify the audit log',
  'warn me when my portfolio falls below 95000',
  'alert me if my drawdown passes 5 %',
];

/** Ann, an admin, in a group on Telegram. */
async function inAGroup(accountRooms: string[] = []) {
  const named = onTelegram({ [ann.id]: 'admin' });
  const { agent } = await testAgent({
    settings: testSettings({ people: { roles: named.people.roles, accountRooms } }),
  });
  const world = await telegramWorld(agent);
  closers.push(() => world.close());
  const said = async (text: string, chat?: number) => {
    world.news();
    const mentions = chat !== undefined && !text.startsWith('/');
    world.fake.say(mentions ? `@quaestor_bot ${text}` : text, ann, {
      ...(chat === undefined ? {} : { chat }),
      mentions,
    });
    await world.settled();
    return world.news();
  };
  return { agent, said };
}

describe('a group', () => {
  it.each(ofTheAccount)('does not hear of the account: %s', async text => {
    const { agent, said } = await inAGroup();
    expect(await said(text, group)).toContain('Everybody in this group would read it');
    expect(agent.parts.desk.waiting()).toEqual([]);
    expect(await said(text), 'a private chat does').not.toContain('Everybody in this group');
  });

  it('hears of the market, learns, and stops trading', async () => {
    const { agent, said } = await inAGroup();
    expect(await said('/price SPX', group)).toContain('2,874.56');
    expect(await said('What is drawdown?', group)).toContain('high');
    expect(await said('/stop', group)).toContain('Trading is stopped');
    expect(agent.parts.desk.halted()).toBe(true);
  });

  it('that an admin named in the settings hears of the account', async () => {
    const { said } = await inAGroup([`telegram:${group}`]);
    expect(await said('/portfolio', group)).toContain('worth');
  });

  it('on Discord hears what is asked aloud as little, and a command that only its person sees is answered', async () => {
    const { agent } = await testAgent();
    const world = await openDiscordWorld(agent);
    closers.push(() => world.close());
    const person = world.person('1001', 'admin');
    const words = (messages: readonly { readonly id: string }[]) =>
      messages.map(one => wordsOf(one as never)).join('\n');
    const aloud = await world.answered(() => person.say(`<@${botId}> show my portfolio`, generalId));
    expect(words(aloud)).toContain('Everybody in this group would read it');
    const asked = await world.answered(() => person.slash('ask', { text: 'show my portfolio' }, generalId));
    expect(words(asked)).toContain('Everybody in this group would read it');
    const [hidden] = await world.answered(() => person.slash('portfolio', {}, generalId));
    expect(hidden?.hidden).toBe(true);
    expect(words(hidden ? [hidden] : [])).toContain('worth');
  });
});
