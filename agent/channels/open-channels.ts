import type { IncomingMessage, ServerResponse } from 'node:http';
import { asQuaestorError, QuaestorError } from '../../config/errors.ts';
import type { Secrets } from '../../config/secrets.ts';
import type { Agent } from '../agent.ts';
import type { Channel } from '../delivery/channel.ts';
import { openWays } from './open-ways.ts';

/** Who answers a path of our web server that a provider calls. */
export type WebHook = {
  readonly path: string;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
};

/** What was opened, what could not be and why. */
export type OpenedChannels = { names: readonly string[]; failed: readonly QuaestorError[]; hooks: readonly WebHook[] };

type Opening = () => Promise<{ channel: Channel; hooks?: readonly WebHook[] }>;

function telegramOpening(agent: Agent, token: string, secret: string | undefined): Opening {
  const { apiUrl, webhookUrl } = agent.parts.settings.channels.telegram;
  return async () => {
    if (webhookUrl !== null && secret === undefined) {
      throw new QuaestorError(
        'config.missing-key',
        'channels.telegram.webhookUrl is set: set TELEGRAM_WEBHOOK_SECRET as well, so that nobody but Telegram can call it.',
      );
    }
    const { openTelegram } = await import('../telegram/telegram.ts');
    const channel = await openTelegram(agent, {
      token,
      ...(apiUrl === null ? {} : { apiRoot: apiUrl }),
      ...(webhookUrl === null || secret === undefined ? {} : { webhook: { url: webhookUrl, secret } }),
    });
    const { handler } = channel;
    return { channel, hooks: handler && webhookUrl ? [{ path: new URL(webhookUrl).pathname, handle: handler }] : [] };
  };
}

function discordOpening(agent: Agent, token: string): Opening {
  const { apiUrl } = agent.parts.settings.channels.discord;
  return async () => {
    const { openDiscord } = await import('../discord/discord.ts');
    return { channel: await openDiscord(agent, { token, ...(apiUrl === null ? {} : { api: apiUrl }) }) };
  };
}

/**
 * Opens every chat channel whose token is set and every way out that is configured, and attaches them. One that cannot be
 * reached or refuses its token is told of and keeps no other back; of those without a token nothing is loaded.
 * @throws QuaestorError `config.missing-key`, `config.invalid` where a way out is set up by halves
 */
export async function openChannels(agent: Agent, secrets: Secrets): Promise<OpenedChannels> {
  const { delivery, log } = agent.parts;
  const { TELEGRAM_TOKEN: telegram, TELEGRAM_WEBHOOK_SECRET: secret, DISCORD_TOKEN: discord } = secrets;
  const openings: Opening[] = [
    ...(telegram === undefined ? [] : [telegramOpening(agent, telegram, secret)]),
    ...(discord === undefined ? [] : [discordOpening(agent, discord)]),
    ...openWays(agent, secrets).map(channel => () => Promise.resolve({ channel })),
  ];
  const failed: QuaestorError[] = [];
  const hooks: WebHook[] = [];
  for (const open of openings) {
    try {
      const opened = await open();
      delivery.attach(opened.channel);
      hooks.push(...(opened.hooks ?? []));
    } catch (thrown) {
      const error = asQuaestorError(thrown);
      log.error('a channel could not be opened', { error });
      failed.push(error);
    }
  }
  return { names: delivery.names(), failed, hooks };
}
