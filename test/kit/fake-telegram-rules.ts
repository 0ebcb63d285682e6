/** An answer of the Bot API that refuses. */
export class TelegramRefusal extends Error {
  readonly code: number;
  readonly parameters: { retry_after?: number } | undefined;

  constructor(code: number, description: string, parameters?: { retry_after?: number }) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

const bad = (words: string): TelegramRefusal => new TelegramRefusal(400, `Bad Request: ${words}`);

const tags = ['b', 'strong', 'i', 'em', 'u', 's', 'code', 'pre', 'a', 'blockquote', 'tg-spoiler'];
const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"' };

/** Opens or closes a tag. */
function nest(open: string[], closes: boolean, name: string): void {
  if (!closes) open.push(name);
  else if (open.pop() !== name) throw bad(`can't parse entities: Unexpected end tag "${name}"`);
}

/** The sign that stands for a token that is no tag. */
function signOf(token: string): string {
  const sign = entities[token] ?? token;
  if (sign === token && (token.length > 1 || token === '<')) {
    throw bad(`can't parse entities: Unsupported start tag "${token}"`);
  }
  return sign;
}

/** What a person reads of HTML. @throws TelegramRefusal where a tag is unknown or not balanced, or a sign not escaped */
export function parsedHtml(html: string): string {
  const open: string[] = [];
  let text = '';
  for (const [token] of html.matchAll(/<[^<>]*>|&[a-z]+;|[\s\S]/g)) {
    const [, slash, name = ''] = /^<(\/?)([a-z-]+)(?: [^<>]*)?>$/.exec(token) ?? [];
    if (tags.includes(name)) nest(open, slash === '/', name);
    else text += signOf(token);
  }
  if (open.length > 0) throw bad(`can't parse entities: Can't find end tag corresponding to start tag "${open[0]}"`);
  return text;
}

/** The text of a message as it is shown. @throws TelegramRefusal over the limits: 4096 characters, 1024 of a caption */
export function shownText(body: Record<string, unknown>, field: 'text' | 'caption'): string {
  const given = String(body[field] ?? '');
  const text = (body.parse_mode === 'HTML' ? parsedHtml(given) : given).trim();
  if (field === 'text' && text === '') throw bad('message text is empty');
  if (field === 'text' && text.length > 4096) throw bad('message is too long');
  if (field === 'caption' && text.length > 1024) throw bad('message caption is too long');
  return text;
}

export type Markup = {
  inline_keyboard?: { text: string; callback_data: string }[][];
  force_reply?: boolean;
  input_field_placeholder?: string;
};

/** The buttons below a message. @throws TelegramRefusal on an empty label, no code, or one of more than 64 bytes */
export function checkedMarkup(given: unknown): Markup | undefined {
  if (given === undefined) return undefined;
  const markup = (typeof given === 'string' ? JSON.parse(given) : given) as Markup;
  for (const { text, callback_data: code } of (markup.inline_keyboard ?? []).flat()) {
    if (!text) throw bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
    const bytes = Buffer.byteLength(code ?? '');
    if (bytes === 0 || bytes > 64) throw bad('BUTTON_DATA_INVALID');
  }
  if ((markup.input_field_placeholder ?? '').length > 64) throw bad('input field placeholder is too long');
  return markup;
}

/** @throws TelegramRefusal on more than 100 commands, a name that is none, or a description of 0 or over 256 characters */
export function checkCommands(given: unknown): { command: string; description: string }[] {
  const list = given as { command: string; description: string }[];
  if (list.length > 100) throw bad('BOT_COMMANDS_TOO_MUCH');
  for (const { command, description } of list) {
    if (!/^[a-z0-9_]{1,32}$/.test(command)) throw bad('BOT_COMMAND_INVALID');
    if (description.length < 1 || description.length > 256) throw bad('BOT_COMMAND_DESCRIPTION_INVALID');
  }
  return list;
}
