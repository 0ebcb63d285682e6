import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Telegraf } from 'telegraf';
import type { UserFromGetMe } from 'telegraf/types';
import { asQuaestorError, QuaestorError } from '../../config/errors.ts';
import type { Agent } from '../agent.ts';
import { commands } from '../commands.ts';
import type { Channel } from '../delivery/channel.ts';
import { type BotClient, TelegramApi, type TelegramPace } from './telegram-api.ts';
import { heardOf, pressedOf, unreadOf } from './telegram-inbox.ts';
import { setMenu } from './telegram-menu.ts';
import { TelegramSender } from './telegram-sender.ts';
import { channel, TelegramTurns } from './telegram-turns.ts';
import { allowedUpdates, pollUpdates, type UpdateParts, untilItWorks } from './telegram-updates.ts';

export type TelegramOptions = {
  token: string;
  /** Another server of the Bot API than Telegram's own. */
  apiRoot?: string;
  /** Lets Telegram call instead of being asked: the public https address, and a secret of 1 to 256 of A-Z a-z 0-9 _ - */
  webhook?: { url: string; secret: string };
  pace?: TelegramPace;
};

/** The channel, with the handler for its webhook's path where it has one. */
export type TelegramChannel = Channel & {
  readonly handler?: (request: IncomingMessage, response: ServerResponse) => void;
  /** Resolves when everything that was heard is answered. */
  idle(): Promise<void>;
};

const secretRule = /^[\w-]{1,256}$/;

function checkSecret(secret: string): void {
  if (secretRule.test(secret)) return;
  throw new QuaestorError(
    'config.invalid',
    'TELEGRAM_WEBHOOK_SECRET is not valid: Telegram takes 1 to 256 letters, digits, "_" and "-". Set another one.',
  );
}

/** Names that a group's command may have without the bot's own name behind it. */
function knownCommands(agent: Agent): (name: string) => boolean {
  const tools = agent.parts.tools.flatMap(({ command }) => command ?? []);
  const names = new Set(['start', ...[...commands, ...tools].flatMap(({ en, fr }) => [en, fr])]);
  return name => names.has(name.toLowerCase());
}

/** Reads what comes in; every handler returns at once, so that no update waits for another. */
function listen(bot: Telegraf, agent: Agent, turns: TelegramTurns): void {
  const knows = knownCommands(agent);
  bot.on('message', ctx => {
    const heard = heardOf(ctx.message, ctx.botInfo, knows);
    const unread = unreadOf(ctx.message);
    if (heard) turns.hear(heard);
    else if (unread) turns.refuse(unread);
  });
  bot.on('callback_query', ctx => {
    const pressed = pressedOf(ctx.callbackQuery);
    if (pressed) turns.press(pressed);
  });
  bot.catch(thrown => agent.parts.log.error('a telegram update failed', { error: asQuaestorError(thrown) }));
}

/** Who the bot is and how updates come; then they come, until the channel closes. */
async function run(
  bot: Telegraf,
  agent: Agent,
  parts: UpdateParts,
  webhook: TelegramOptions['webhook'],
): Promise<void> {
  const { api, log } = parts;
  const begin = async (): Promise<boolean> => {
    bot.botInfo = (await api.call('getMe')) as UserFromGetMe;
    if (!webhook) await api.call('deleteWebhook');
    else {
      const { url, secret } = webhook;
      await api.call('setWebhook', { url, secret_token: secret, allowed_updates: allowedUpdates });
    }
    return true;
  };
  if (!(await untilItWorks(parts, begin))) return;
  log.info('telegram is reached', { name: bot.botInfo?.username });
  const menu = setMenu(agent, api).catch((thrown: unknown) =>
    log.warn('the menu of commands could not be set', { error: asQuaestorError(thrown) }),
  );
  if (!webhook) await pollUpdates(parts, update => void bot.handleUpdate(update));
  await menu;
}

/**
 * Opens the Telegram channel. It returns at once: where Telegram cannot be reached it goes on trying, and what has to be
 * sent waits in the delivery. Polls by default; with a webhook, `handler` belongs behind its path on a server of ours.
 * @throws QuaestorError `config.invalid` where the webhook's secret is none
 */
export async function openTelegram(agent: Agent, options: TelegramOptions): Promise<TelegramChannel> {
  const { token, apiRoot, webhook, pace } = options;
  if (webhook) checkSecret(webhook.secret);
  const { Telegraf } = await import('telegraf');
  const bot = new Telegraf(token, { telegram: { webhookReply: false, ...(apiRoot ? { apiRoot } : {}) } });
  const closer = new AbortController();
  const api = new TelegramApi(bot.telegram as BotClient, closer.signal, pace);
  const sender = new TelegramSender(api, agent.parts.outbox);
  const turns = new TelegramTurns(agent, sender, closer.signal);
  listen(bot, agent, turns);
  const running = run(bot, agent, { api, log: agent.parts.log, closing: closer.signal }, webhook);
  const opened: TelegramChannel = {
    name: channel,
    send: (chat, message) => sender.send(chat, message),
    edit: (chat, messageId, message) => sender.edit(chat, messageId, message),
    idle: () => turns.idle(),
    async close() {
      closer.abort();
      await Promise.all([running, turns.idle()]);
    },
  };
  return webhook ? { ...opened, handler: webhookHandler(bot, webhook) } : opened;
}

/** Anything but Telegram's own call with the secret finds nothing here. */
function webhookHandler(bot: Telegraf, { url, secret }: { url: string; secret: string }) {
  const take = bot.webhookCallback(new URL(url).pathname, { secretToken: secret });
  return (request: IncomingMessage, response: ServerResponse): void => {
    void take(request, response, () => response.writeHead(404).end());
  };
}
