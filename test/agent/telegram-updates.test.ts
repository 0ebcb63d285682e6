import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openTelegram, type TelegramChannel } from '../../agent/telegram/telegram.ts';
import { TelegramRefusal } from '../kit/fake-telegram-rules.ts';
import { type FakeTelegram, openFakeTelegram } from '../kit/fake-telegram-server.ts';
import { soon } from '../kit/soon.ts';
import { ann, quickPace } from '../kit/telegram-world.ts';
import { testAgent } from '../kit/test-agent.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function opened(before: (fake: FakeTelegram) => void, token?: string) {
  const fake = await openFakeTelegram();
  closers.push(() => fake.close());
  before(fake);
  const { agent } = await testAgent();
  const options = { token: token ?? fake.token, apiRoot: fake.apiRoot, pace: quickPace };
  const channel: TelegramChannel = await openTelegram(agent, options);
  closers.push(() => channel.close());
  return { fake, agent, channel };
}

const conflict = new TelegramRefusal(
  409,
  'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
);
const texts = (fake: FakeTelegram) => fake.chat(ann.id).map(({ text }) => text ?? '');

describe('polling Telegram', () => {
  it('survives a network that is down at the start', async () => {
    const { fake } = await opened(fake => fake.fault('getMe', 'hang-up'));
    fake.say('/version', ann);
    await soon(() => expect(texts(fake).join()).toContain('Version'));
  });

  it('survives a broken connection, a bad gateway and another process with the same token', async () => {
    const { fake } = await opened(fake =>
      fake.fault('getUpdates', 'hang-up', new TelegramRefusal(502, 'Bad Gateway'), conflict),
    );
    fake.say('/version', ann);
    await soon(() => expect(texts(fake).join()).toContain('Version'));
    expect(fake.called('getUpdates').length).toBeGreaterThan(3);
  }, 15_000);

  it('waits as long as Telegram asks to', async () => {
    const { fake } = await opened(fake =>
      fake.fault('getMe', new TelegramRefusal(429, 'Too Many Requests: retry after 1', { retry_after: 1 })),
    );
    await soon(() => expect(fake.called('getMe')).toHaveLength(2));
    const [first, second] = fake.calls.filter(({ method }) => method === 'getMe');
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it('hears nothing twice after a fault', async () => {
    const { fake, channel } = await opened(() => undefined);
    fake.say('/version', ann);
    await soon(() => expect(texts(fake).join()).toContain('Version'));
    const before = texts(fake).length;
    fake.fault('getUpdates', 'hang-up', 'hang-up');
    fake.say('/language en', ann);
    await soon(() => expect(texts(fake).join()).toContain('in English now'));
    await channel.idle();
    expect(
      texts(fake)
        .slice(before)
        .filter(text => text.includes('Version')),
    ).toEqual([]);
  }, 15_000);

  it('the next start does not hear again what was heard before', async () => {
    const { fake, agent, channel } = await opened(() => undefined);
    fake.say('/version', ann);
    await soon(() => expect(texts(fake).join()).toContain('Version'));
    await channel.close();
    const shown = texts(fake).length;
    const next = await openTelegram(agent, { token: fake.token, apiRoot: fake.apiRoot, pace: quickPace });
    closers.push(() => next.close());
    fake.say('/language en', ann);
    await soon(() => expect(texts(fake).join()).toContain('in English now'));
    expect(texts(fake).slice(shown).join()).not.toContain('Version');
  });

  it('a wrong token is given up at once, and closing takes no time', async () => {
    const { fake, channel } = await opened(() => undefined, '7000001:another');
    await soon(() => expect(fake.called('getMe')).toHaveLength(1));
    const at = performance.now();
    await channel.close();
    expect(performance.now() - at).toBeLessThan(500);
    expect(fake.called('getMe')).toHaveLength(1);
  });

  it('closing ends an open poll at once', async () => {
    const { fake, channel } = await opened(() => undefined);
    await soon(() => expect(fake.called('getUpdates')).toHaveLength(1));
    const at = performance.now();
    await channel.close();
    expect(performance.now() - at).toBeLessThan(1000);
  });
});

describe('the webhook of Telegram', () => {
  async function hooked() {
    const fake = await openFakeTelegram();
    const { agent } = await testAgent();
    let handle: TelegramChannel['handler'];
    const server = createServer((request, response) => handle?.(request, response));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const webhook = { url: `https://${address}/telegram`, secret: 'a-secret_1' };
    const channel = await openTelegram(agent, { token: fake.token, apiRoot: fake.apiRoot, webhook, pace: quickPace });
    handle = channel.handler;
    closers.push(
      () => fake.close(),
      () => new Promise(resolve => server.close(resolve)),
      () => channel.close(),
    );
    return { fake, channel, url: `http://${address}/telegram` };
  }

  const update = {
    update_id: 1,
    message: { message_id: 1, date: 1, chat: { id: 1, type: 'private' }, text: '/version' },
  };
  const push = (url: string, headers: Record<string, string>) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(update),
    });

  it('is told to Telegram with its secret, and what Telegram pushes is answered without polling', async () => {
    const { fake } = await hooked();
    await soon(() => expect(fake.world.webhook).toBeDefined());
    expect(fake.called('setWebhook')[0]).toMatchObject({ secret_token: 'a-secret_1' });
    fake.say('/version', ann);
    await soon(() => expect(texts(fake).join()).toContain('Version'));
    expect(fake.called('getUpdates')).toEqual([]);
  });

  it('finds nothing for anybody without the secret', async () => {
    const { url, fake } = await hooked();
    const name = 'x-telegram-bot-api-secret-token';
    expect((await push(url, {})).status).toBe(404);
    expect((await push(url, { [name]: 'wrong' })).status).toBe(404);
    expect((await push(`${url}/other`, { [name]: 'a-secret_1' })).status).toBe(404);
    expect((await fetch(url)).status).toBe(404);
    expect(fake.called('sendMessage')).toEqual([]);
    expect((await push(url, { [name]: 'a-secret_1' })).status).toBe(200);
  });

  it('does not open with a secret that Telegram does not take', async () => {
    const { agent } = await testAgent();
    const webhook = { url: 'https://example.org/telegram', secret: 'no spaces please' };
    await expect(openTelegram(agent, { token: '1:x', webhook })).rejects.toMatchObject({
      code: 'config.invalid',
      message: expect.stringContaining('TELEGRAM_WEBHOOK_SECRET'),
    });
  });
});
