import { afterEach, describe, expect, it } from 'vitest';
import { openDiscord } from '../../agent/discord/discord.ts';
import { until, wordsOf } from '../kit/fake-discord-person.ts';
import { discordToken, FakeDiscordServer } from '../kit/fake-discord-server.ts';
import { openDiscordWorld } from '../kit/fake-discord-world.ts';
import { testAgent } from '../kit/test-agent.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function connected(heartbeatMs?: number) {
  const { agent } = await testAgent();
  const world = await openDiscordWorld(agent, heartbeatMs === undefined ? {} : { heartbeatMs });
  ends.push(() => world.close());
  return world;
}

describe('the connection to Discord', () => {
  it('keeps its heartbeat', async () => {
    const { fake } = await connected(100);
    await until(() => fake.gateway.heartbeats.length >= 3, 'the heartbeats');
    expect(fake.gateway.identified).toBe(1);
  });

  it.each([
    ['asks for it', 'askReconnect'],
    ['cuts the line', 'cut'],
  ] as const)('is resumed when Discord %s, and nothing that was said meanwhile is lost', async (_, how) => {
    const { fake, person, channel } = await connected();
    const ann = person('1001', 'viewer');
    fake.gateway[how]();
    ann.slash('version');
    ann.say('help');
    await until(() => fake.gateway.resumed === 1, 'the resumption');
    await until(() => ann.received().length >= 2, 'both answers');
    await channel.idle();
    const words = ann.received().map(wordsOf).join('\n');
    expect(words).toContain('0.1.0');
    expect(words).toContain('Ask in your own words');
    expect(fake.gateway.identified, 'no second session').toBe(1);
  });

  it('comes back after Discord was away for a while', async () => {
    const { fake, person } = await connected();
    fake.gateway.accepts = false;
    fake.gateway.cut();
    await new Promise(resolve => setTimeout(resolve, 300));
    fake.gateway.accepts = true;
    const ann = person('1001', 'viewer');
    ann.slash('version');
    await until(() => ann.received().length > 0, 'the answer');
  });

  it('says that a wrong token is refused, and what to do', async () => {
    const { agent } = await testAgent();
    const fake = await new FakeDiscordServer().listen();
    ends.push(() => fake.close());
    await expect(openDiscord(agent, { token: 'wrong', api: fake.api })).rejects.toMatchObject({
      code: 'config.invalid',
      message: expect.stringContaining('Discord refuses DISCORD_TOKEN'),
    });
  });

  it('is opened later where Discord cannot be reached at the start', async () => {
    const { agent } = await testAgent();
    const fake = await new FakeDiscordServer().listen();
    ends.push(() => fake.close());
    fake.fail(...Array.from({ length: 4 }, () => ({ match: /gateway/, status: 503 })));
    const channel = await openDiscord(agent, { token: discordToken, api: fake.api });
    ends.unshift(() => channel.close());
    expect(fake.gateway.identified).toBe(0);
    await until(() => fake.commands.length > 0, 'the connection');
  });
});
