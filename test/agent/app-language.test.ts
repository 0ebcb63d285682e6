import { afterEach, describe, expect, it } from 'vitest';
import { chloe, onTelegram, telegramWorld } from '../kit/telegram-world.ts';
import { say, testAgent, testSettings } from '../kit/test-agent.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** Chloé, whose app is French, may approve; the settings speak English. */
async function withChloe() {
  const { agent } = await testAgent({ settings: testSettings(onTelegram({ [chloe.id]: 'approver' })) });
  const world = await telegramWorld(agent);
  closers.push(() => world.close());
  const language = () => agent.person('telegram', String(chloe.id)).language;
  return { agent, language, ...world };
}

describe('the language of an app', () => {
  it('is that of what is sent to a person who has chosen none', async () => {
    const { agent, fake, language, settled, news } = await withChloe();
    expect(language(), 'of the settings, before she ever wrote').toBe('en');
    fake.say('/version', chloe);
    await settled();
    expect(language()).toBe('fr');
    await say(agent, '/stop', 'owner', 'web');
    agent.parts.alerting.watch.look();
    await agent.parts.delivery.settled();
    expect(news()).toContain('Le trading est arrêté');
  });

  it('gives way to the one that they choose', async () => {
    const { fake, language, settled } = await withChloe();
    fake.say('/langue en', chloe);
    await settled();
    expect(language()).toBe('en');
    fake.say('/version', chloe);
    await settled();
    expect(language()).toBe('en');
  });

  it('is forgotten with the person', async () => {
    const { fake, agent, settled } = await withChloe();
    fake.say('/version', chloe);
    await settled();
    const account = { channel: 'telegram', id: String(chloe.id) };
    expect(agent.parts.conversations.appLanguage(account)).toBe('fr');
    fake.say('/oublie_moi', chloe);
    await settled();
    fake.say('/oublie_moi oui', chloe);
    await settled();
    expect(agent.parts.conversations.appLanguage(account)).toBeUndefined();
  });
});
