import type { Agent } from '../../agent/agent.ts';
import { openTelegram, type TelegramChannel, type TelegramOptions } from '../../agent/telegram/telegram.ts';
import type { Role } from '../../config/settings.ts';
import { type FakeTelegram, openFakeTelegram, type ShownMessage, type TelegramUser } from './fake-telegram-server.ts';

/** Fast enough for a test, slow enough to be seen. */
export const quickPace = { sendPrivateMs: 5, sendGroupMs: 5, editPrivateMs: 20, editGroupMs: 20 };

export const ann: TelegramUser = { id: 1001, first_name: 'Ann', language_code: 'en-GB' };
export const ben: TelegramUser = { id: 1002, first_name: 'Ben', language_code: 'en' };
export const chloe: TelegramUser = { id: 1003, first_name: 'Chloé', language_code: 'fr-CA' };
/** Nobody has named them. */
export const stranger: TelegramUser = { id: 1009, first_name: 'Zoe', language_code: 'en' };
export const group = -100_123;

export type TelegramTestWorld = {
  fake: FakeTelegram;
  channel: TelegramChannel;
  /** Everything said and pressed so far is answered. */
  settled(): Promise<void>;
  /** What was shown, and said at buttons, since the last call. */
  news(): string;
  /** The newest button with this label, in any chat or in one. */
  button(label: string, chat?: number): { data: string; message: ShownMessage };
  close(): Promise<void>;
};

/** An agent's Telegram channel against the fake server, attached to its delivery. */
export async function telegramWorld(agent: Agent, over: Partial<TelegramOptions> = {}): Promise<TelegramTestWorld> {
  const fake = await openFakeTelegram();
  const channel = await openTelegram(agent, { token: fake.token, apiRoot: fake.apiRoot, pace: quickPace, ...over });
  agent.parts.delivery.attach(channel);
  let [shown, toasts] = [0, 0];
  const settled = async () => {
    await fake.taken();
    await channel.idle();
  };
  return {
    fake,
    channel,
    settled,
    news: () => {
      const messages = fake.shown.slice(shown).map(({ text, caption }) => text ?? caption ?? '');
      const said = fake.world.toasts.slice(toasts).map(({ text }) => text);
      [shown, toasts] = [fake.shown.length, fake.world.toasts.length];
      return [...messages, ...said].join('\n');
    },
    button: (label, chat) => {
      for (const message of [...fake.world.messages.values()].reverse()) {
        const buttons = (message.reply_markup?.inline_keyboard ?? []).flat();
        const found = buttons.find(({ text }) => text === label);
        if (found && (chat === undefined || chat === message.chat.id)) return { data: found.callback_data, message };
      }
      throw new Error(
        `No button "${label}" among ${[...fake.world.messages.values()].map(({ text }) => text).join(' | ')}`,
      );
    },
    close: async () => {
      await agent.parts.delivery.close();
      await channel.close();
      await fake.close();
    },
  };
}

/** Settings of people: accounts of Telegram by their role. */
export const onTelegram = (roles: Readonly<Record<number, Role>>) => ({
  people: { roles: Object.fromEntries(Object.entries(roles).map(([id, role]) => [`telegram:${id}`, role])) },
});
