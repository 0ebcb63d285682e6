import type { CallbackQuery, Message } from 'telegraf/types';

/** The bot itself, as Telegram names it. */
export type Me = { readonly id: number; readonly username: string };

/** Who wrote or pressed, and where. */
export type Sender = {
  readonly userId: string;
  readonly name: string;
  /** The language of their app, such as "fr" or "pt-br". */
  readonly languageCode: string | undefined;
  /** Where an answer goes: a chat, with the topic where a group has some. */
  readonly chat: string;
  /** The group; undefined in a private chat. */
  readonly room: string | undefined;
};

/** A message for the bot. */
export type Heard = Sender & {
  readonly text: string;
  /** The text of the bot's own message to which this one replies. */
  readonly repliesTo: string | undefined;
};

/** A button that was pressed. */
export type PressedButton = Sender & { readonly queryId: string; readonly data: string; readonly messageId: number };

type From = NonNullable<Message['from']>;
type Where = Pick<Message, 'chat'> & { message_thread_id?: number | undefined; is_topic_message?: boolean | undefined };

function senderOf(from: From, { chat, message_thread_id: topic, is_topic_message: inTopic }: Where): Sender {
  const id = String(chat.id);
  return {
    userId: String(from.id),
    name: [from.first_name, from.last_name].filter(Boolean).join(' '),
    languageCode: from.language_code,
    chat: inTopic && topic !== undefined ? `${id}/${topic}` : id,
    room: chat.type === 'private' ? undefined : id,
  };
}

const command = /^\/(\w{1,32})(?:@(\w+))?/;

const sameName = (one: string | undefined, other: string): boolean => one?.toLowerCase() === other.toLowerCase();

/** True where a group's message is meant for the bot: its command, its name, or a reply to it. */
function isMeant(message: Message.TextMessage, me: Me, knows: (name: string) => boolean): boolean {
  const [, name, target] = command.exec(message.text) ?? [];
  if (name !== undefined) return target === undefined ? knows(name) : sameName(target, me.username);
  if (message.reply_to_message?.from?.id === me.id) return true;
  return (message.entities ?? []).some(entity => {
    if (entity.type === 'text_mention') return entity.user.id === me.id;
    const said = message.text.slice(entity.offset, entity.offset + entity.length);
    return entity.type === 'mention' && sameName(said, `@${me.username}`);
  });
}

/**
 * A text message that the bot has to answer. In groups these are its commands, its name and replies to it alone; what
 * other bots say is nobody's.
 */
export function heardOf(message: Message, me: Me, knows: (name: string) => boolean): Heard | undefined {
  const { from } = message;
  if (!from || from.is_bot || !('text' in message)) return undefined;
  const sender = senderOf(from, message);
  if (sender.room !== undefined && !isMeant(message, me, knows)) return undefined;
  const replied = message.reply_to_message;
  return {
    ...sender,
    text: message.text.replaceAll(new RegExp(`@${me.username}\\b`, 'gi'), '').trim(),
    repliesTo: replied?.from?.id === me.id && 'text' in replied ? replied.text : undefined,
  };
}

const otherKinds = ['photo', 'voice', 'audio', 'video', 'video_note', 'document', 'sticker'] as const;

/** Who sent privately what cannot be read, such as a voice or a picture. */
export function unreadOf(message: Message): Sender | undefined {
  const { from } = message;
  if (!from || from.is_bot || !otherKinds.some(kind => kind in message)) return undefined;
  const sender = senderOf(from, message);
  return sender.room === undefined ? sender : undefined;
}

/** A button; undefined where Telegram does not say on which message it was. */
export function pressedOf(query: CallbackQuery): PressedButton | undefined {
  if (!('data' in query) || !query.message) return undefined;
  const { message_id: messageId } = query.message;
  return { ...senderOf(query.from, query.message), queryId: query.id, data: query.data, messageId };
}
