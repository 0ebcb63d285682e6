import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import TelegramTestApi from 'telegram-test-api';
import { afterEach, describe, expect, it } from 'vitest';
import { openTelegram, type TelegramChannel } from '../../agent/telegram/telegram.ts';
import { soon } from '../kit/soon.ts';
import { onTelegram, quickPace } from '../kit/telegram-world.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';

/** The package is CommonJS and exports its class itself, other than its types say. */
const PeerServer = TelegramTestApi as unknown as typeof TelegramTestApi.default;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

let peer: InstanceType<typeof PeerServer> | undefined;
let channel: TelegramChannel | undefined;
afterEach(async () => {
  await channel?.close();
  await peer?.stop();
});

describe('another implementation of the Bot API (telegram-test-api)', () => {
  it('carries a message, a command, an inline keyboard, its press and the edit that follows', async () => {
    const token = '42:peer';
    const server = new PeerServer({ port: await freePort(), host: '127.0.0.1' });
    peer = server;
    await server.start();
    const { agent } = await testAgent({ settings: testSettings(onTelegram({ 1: 'admin' })) });
    channel = await openTelegram(agent, { token, apiRoot: server.config.apiURL, pace: quickPace });
    const client = server.getClient(token, { userId: 1, chatId: 1, firstName: 'Ann' });
    const shown = () =>
      server.storage.botMessages.map(({ message }) => ('text' in message ? String(message.text) : ''));

    await client.sendCommand(client.makeCommand('/version'));
    await soon(() => expect(shown().join()).toContain('Version'));
    await client.sendMessage(client.makeMessage('What is volatility?'));
    await soon(() => expect(shown().join()).toContain('glossary'));

    const withButtons = server.storage.botMessages.find(({ message }) => message.reply_markup !== undefined);
    const markup = withButtons?.message.reply_markup;
    const [button] = markup && 'inline_keyboard' in markup ? markup.inline_keyboard.flat() : [];
    expect(button && 'callback_data' in button ? Buffer.byteLength(button.callback_data ?? '') : 0).toBeGreaterThan(0);
    const before = shown().length;
    const data = button && 'callback_data' in button ? button.callback_data : '';
    await client.sendCallback(client.makeCallbackQuery(data, { message: { message_id: withButtons?.messageId ?? 0 } }));
    await soon(() => expect(shown().length).toBeGreaterThan(before));

    const id = (await channel.send('1', { text: 'before', language: 'en' })) ?? '';
    await channel.edit?.('1', id, { text: 'after', language: 'en' });
    expect(shown()).toContain('after');
    expect(shown()).not.toContain('before');
  }, 20_000);
});
