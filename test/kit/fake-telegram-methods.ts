import { checkCommands, checkedMarkup, type Markup, shownText, TelegramRefusal } from './fake-telegram-rules.ts';
import type { FormFile } from './multipart.ts';

/** A message as everybody in its chat sees it. */
export type ShownMessage = {
  message_id: number;
  date: number;
  chat: { id: number; type: string };
  from: { id: number; is_bot: boolean; first_name: string; username?: string };
  text?: string;
  caption?: string;
  photo?: { name: string; bytes: Buffer };
  reply_markup?: Markup | undefined;
  message_thread_id?: number;
  edits: number;
};

export type Body = Record<string, unknown>;

export const me = { id: 7_000_001, is_bot: true, first_name: 'Quaestor', username: 'quaestor_bot' } as const;

/** What the server knows: messages, presses that wait for their answer, answers, menus. */
export type TelegramWorld = {
  readonly messages: Map<string, ShownMessage>;
  readonly queries: Set<string>;
  readonly toasts: { id: string; text: string; alert: boolean }[];
  readonly menus: Map<string, { command: string; description: string }[]>;
  webhook: { url: string; secret: string } | undefined;
  nextId(): number;
  changed(message: ShownMessage): void;
};

const bad = (words: string): TelegramRefusal => new TelegramRefusal(400, `Bad Request: ${words}`);

const keyOf = (body: Body): string => `${body.chat_id}/${body.message_id}`;

const chatOf = (body: Body): ShownMessage['chat'] => {
  const id = Number(body.chat_id);
  if (!Number.isInteger(id) || id === 0) throw bad('chat not found');
  return { id, type: id < 0 ? 'supergroup' : 'private' };
};

function photoOf(file: unknown): NonNullable<ShownMessage['photo']> {
  const { name, bytes } = (file ?? { name: '', bytes: Buffer.alloc(0) }) as FormFile;
  if (bytes.subarray(1, 4).toString() !== 'PNG') throw bad('IMAGE_PROCESS_FAILED');
  return { name, bytes };
}

function add(world: TelegramWorld, body: Body, content: Partial<ShownMessage>): ShownMessage {
  const topic = body.message_thread_id;
  const message: ShownMessage = {
    message_id: world.nextId(),
    date: Math.floor(Date.now() / 1000),
    chat: chatOf(body),
    from: me,
    reply_markup: checkedMarkup(body.reply_markup),
    ...(topic === undefined ? {} : { message_thread_id: Number(topic) }),
    ...content,
    edits: 0,
  };
  world.messages.set(`${message.chat.id}/${message.message_id}`, message);
  world.changed(message);
  return message;
}

function change(world: TelegramWorld, body: Body, content: Partial<ShownMessage>): ShownMessage {
  const message = world.messages.get(keyOf(body));
  if (!message || message.from.id !== me.id) throw bad('message to edit not found');
  const changes = { ...content, reply_markup: checkedMarkup(body.reply_markup) };
  const same = Object.entries(changes).every(
    ([name, value]) => JSON.stringify(message[name as keyof ShownMessage]) === JSON.stringify(value),
  );
  if (same) {
    throw bad(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  Object.assign(message, changes, { edits: message.edits + 1 });
  world.changed(message);
  return message;
}

function editMedia(world: TelegramWorld, body: Body): ShownMessage {
  const media = JSON.parse(String(body.media)) as { media: string; caption?: string };
  const photo = photoOf(body[media.media.replace('attach://', '')]);
  if (world.messages.get(keyOf(body))?.photo === undefined) throw bad("message can't be edited");
  return change(world, body, { photo, caption: shownText(media, 'caption') });
}

function answerQuery(world: TelegramWorld, body: Body): true {
  const id = String(body.callback_query_id);
  if (!world.queries.delete(id)) throw bad('query is too old and response timeout expired or query ID is invalid');
  const text = String(body.text ?? '');
  if (text.length > 200) throw bad('MESSAGE_TOO_LONG');
  world.toasts.push({ id, text, alert: body.show_alert === true });
  return true;
}

/** The methods of the Bot API, with its limits. */
export const methods: Readonly<Record<string, (world: TelegramWorld, body: Body) => unknown>> = {
  getMe: () => me,
  deleteWebhook: world => {
    world.webhook = undefined;
    return true;
  },
  setWebhook: (world, body) => {
    world.webhook = { url: String(body.url), secret: String(body.secret_token ?? '') };
    return true;
  },
  setMyCommands: (world, body) => {
    world.menus.set(String(body.language_code ?? ''), checkCommands(body.commands));
    return true;
  },
  sendChatAction: (_, body) => chatOf(body).id !== 0,
  sendMessage: (world, body) => add(world, body, { text: shownText(body, 'text') }),
  sendPhoto: (world, body) => add(world, body, { photo: photoOf(body.photo), caption: shownText(body, 'caption') }),
  editMessageText: (world, body) => change(world, body, { text: shownText(body, 'text') }),
  editMessageMedia: editMedia,
  deleteMessage: (world, body) => {
    if (!world.messages.delete(keyOf(body))) throw bad('message to delete not found');
    return true;
  },
  answerCallbackQuery: answerQuery,
};
