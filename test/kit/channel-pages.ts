import type { Email } from 'postal-mime';
import { buttonsOf } from './fake-discord-person.ts';
import type { FakeMessage } from './fake-discord-wire.ts';
import type { Body, ShownMessage } from './fake-telegram-methods.ts';

/** A client's page as it lays out what it was sent: our own plain drawing, no client's code, fonts or signs. */

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

const icon = (shape: string): string =>
  `<svg width="15" height="15" viewBox="0 0 16 16" fill="currentColor" style="vertical-align:-2px">${shape}</svg>`;
const thumb = '<path d="M1 7h3v8H1zM5 7l3-6c2 0 2 1 1.500 5H14c1 0 1.500 1 1 2l-2 6c0 .6-.6 1-1 1H5z"/>';

/** Signs that a machine without a font of emoji cannot draw. */
const signs: Readonly<Record<string, string>> = {
  '👍': icon(thumb),
  '👎': icon(`<g transform="rotate(180 8 8)">${thumb}</g>`),
  '⏳': icon('<path d="M3 1h10v3L9.500 8 13 12v3H3v-3l3.500-4L3 4z"/>'),
};

const dataUrl = (bytes: Buffer): string => `data:image/png;base64,${bytes.toString('base64')}`;

const page = (style: string, body: string, note: string): string => `<!doctype html><meta charset="utf-8"><style>
* { box-sizing: border-box; margin: 0 }
body { font: 15px/1.4 'Liberation Sans', 'DejaVu Sans', sans-serif }
main { padding: 14px; display: flex; flex-direction: column; gap: 8px }
img { display: block; max-width: 100% }
pre { font: 12px/1.35 'DejaVu Sans Mono', monospace; white-space: pre-wrap }
.note { font-size: 11px; text-align: center; opacity: .65; margin-top: 4px }
${style}</style><main>${body.replace(/👍|👎|⏳/gu, sign => signs[sign] ?? sign)}<p class="note">${note}</p></main>`;

const sentTo = (provider: string): string => `Drawn from the payload that was sent to ${provider}.`;

const telegramStyle = `
main { background: #d5e3cf; color: #111 }
.said { align-self: flex-end; background: #e2fbc9; border-radius: 14px 14px 4px 14px; padding: 8px 12px; max-width: 85% }
.bubble { background: #fff; border-radius: 14px 14px 14px 4px; overflow: hidden; max-width: 94%; align-self: flex-start }
.bubble .text { padding: 8px 12px; white-space: pre-wrap; overflow-wrap: anywhere }
.bubble pre { background: #f1f4ee; border-radius: 6px; padding: 6px 8px }
.rows { align-self: flex-start; width: 94%; display: grid; gap: 4px }
.row { display: flex; gap: 4px }
.row span { flex: 1; background: #7d9a77; color: #fff; border-radius: 8px; padding: 8px; text-align: center; font-size: 14px }`;

/** The HTML of the last call that wrote a message: Telegram's own tags are those of a browser. */
function htmlIn(calls: readonly { method: string; body: Body }[], { text, caption }: ShownMessage): string {
  const said = text ?? caption ?? '';
  const plain = (html: string) =>
    html
      .replace(/<[^<>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
      .trim();
  const sent = calls.map(({ body }) => String(body.text ?? body.caption ?? ''));
  const html = sent.findLast(one => plain(one) === said) ?? escaped(said);
  // Below a block the client shows no empty line for its end.
  return html.replaceAll('</pre>\n', '</pre>');
}

/** A private chat on Telegram: what was asked, and the messages that answered. */
export function telegramPage(
  asked: string,
  messages: readonly ShownMessage[],
  calls: readonly { method: string; body: Body }[],
): string {
  const drawn = messages.map(message => {
    const photo = message.photo ? `<img src="${dataUrl(message.photo.bytes)}">` : '';
    const rows = (message.reply_markup?.inline_keyboard ?? []).map(
      row => `<div class="row">${row.map(({ text }) => `<span>${escaped(text)}</span>`).join('')}</div>`,
    );
    const keyboard = rows.length > 0 ? `<div class="rows">${rows.join('')}</div>` : '';
    return `<div class="bubble">${photo}<div class="text">${htmlIn(calls, message)}</div></div>${keyboard}`;
  });
  return page(telegramStyle, `<p class="said">${escaped(asked)}</p>${drawn.join('')}`, sentTo('Telegram'));
}

const discordStyle = `
main { background: #313338; color: #dbdee1 }
.message { display: grid; grid-template-columns: 40px 1fr; gap: 2px 12px }
main { gap: 14px }
.message.more { margin-top: -10px } .more .face, .more .name { visibility: hidden; height: 0 }
.face { grid-row: 1 / span 4; width: 40px; height: 40px; border-radius: 50%; background: #5865f2; color: #fff; display: grid; place-items: center; font-weight: bold }
.face.person { background: #4e7d6a }
.name { color: #fff; font-weight: bold }
.content { grid-column: 2; white-space: pre-wrap; overflow-wrap: anywhere }
.embed { grid-column: 2; background: #2b2d31; border-left: 4px solid; border-radius: 4px; padding: 10px 14px; font-size: 14px; white-space: pre-wrap; overflow-wrap: anywhere }
.embed h2 { font-size: 15px; color: #fff; margin-bottom: 4px }
.embed pre { background: #1e1f22; border-radius: 4px; padding: 8px; margin: 4px 0 }
.embed small { font-size: 11px; opacity: .75 }
.embed img { margin-top: 8px; border-radius: 4px }
.footer { font-size: 11px; margin-top: 8px; opacity: .8 }
.buttons { grid-column: 2; display: flex; flex-wrap: wrap; gap: 8px; margin-top: 6px }
.buttons span { color: #fff; background: #4e5058; border-radius: 4px; padding: 6px 14px; font-size: 14px }
.buttons .s1 { background: #5865f2 } .buttons .s3 { background: #248046 } .buttons .s4 { background: #da373c }`;

/** Discord's Markdown as far as our cards use it, seen at an instant (UTC ms). */
const markdown = (text: string, now: number): string =>
  escaped(text)
    .replace(/```\n?([\s\S]*?)\n?```\n?/g, (_, code: string) => `<pre>${code}</pre>`)
    .replace(/\*\*([^*\n]+)\*\*/g, '<b>$1</b>')
    .replace(/^-# (.*)$/gm, '<small>$1</small>')
    .replace(/&lt;t:(\d+):R&gt;/g, (_, seconds) => `in ${Math.round(Number(seconds) / 60 - now / 60_000)} minutes`)
    .replace(/\\([\\*_`~|>#-])/g, '$1');

const hex = (colour = 0): string => `#${colour.toString(16).padStart(6, '0')}`;

/** @param more whether it follows another of the same sender, whose name stands there already */
function discordMessage(message: FakeMessage, now: number, more: boolean): string {
  const said = (text: string) => markdown(text, now);
  const { content = '', embeds = [] } = message.body;
  const picture = message.files.find(({ type }) => type === 'image/png');
  const cards = embeds.map(({ title = '', description = '', fields = [], footer, color, image }) => {
    const pairs = fields.map(({ name, value }) => `<p><b>${said(name)}</b>\n${said(value)}</p>`);
    const shown = image && picture ? `<img src="${dataUrl(picture.data)}">` : '';
    const end = footer ? `<p class="footer">${escaped(footer.text)}</p>` : '';
    const body = `<h2>${escaped(title)}</h2>${said(description)}${pairs.join('')}${shown}${end}`;
    return `<div class="embed" style="border-color: ${hex(color)}">${body}</div>`;
  });
  const buttons = buttonsOf(message).map(({ label, style }) => `<span class="s${style}">${escaped(label)}</span>`);
  const row = buttons.length > 0 ? `<div class="buttons">${buttons.join('')}</div>` : '';
  const head = '<div class="face">Q</div><div class="name">Quaestor</div>';
  const words = content === '' ? '' : `<div class="content">${said(content)}</div>`;
  return `<div class="message${more ? ' more' : ''}">${head}${words}${cards.join('')}${row}</div>`;
}

/** A private chat on Discord: what was asked, and the messages that answered. */
export function discordPage(asked: string, messages: readonly FakeMessage[], now: number): string {
  const person = `<div class="message"><div class="face person">Y</div><div class="name">You</div><div class="content">${escaped(asked)}</div></div>`;
  return page(
    discordStyle,
    `${person}${messages.map((message, i) => discordMessage(message, now, i > 0)).join('')}`,
    sentTo('Discord'),
  );
}

const terminalStyle = `
main { background: #16181d; color: #d6d9df }
.terminal { font: 13px/1.4 'DejaVu Sans Mono', monospace; white-space: pre }
.e1 { font-weight: bold; color: #fff } .e2 { opacity: .6 } .e31 { color: #ff7b72 } .e32 { color: #7ee787 }`;

/** Bold, dim, red and green, and the ends of a weight and of a colour. */
const spanOf = (_: string, code: string): string =>
  code === '22' || code === '39' ? '</span>' : `<span class="e${code}">`;

/** What a terminal shows of text with its colours. */
export function terminalPage(text: string): string {
  const [first = '', ...rest] = escaped(text).split('\u001b[');
  const coloured = [first, ...rest.map(part => part.replace(/^(\d+)m/, spanOf))].join('');
  return page(terminalStyle, `<pre class="terminal">${coloured}</pre>`, 'What npm run chat prints.');
}

const mailStyle = `
main { background: #eceff3; color: #111 }
.head { font-size: 14px } .head b { font-size: 17px; display: block; margin-bottom: 4px }
.mail { background: #fff; border-radius: 8px; padding: 12px; border: 1px solid #d5d9e0 }`;

/** An e-mail as it came to a mail server: its head, and its HTML part with the picture in it. */
export function mailPage({ subject = '', from, html = '', attachments }: Email): string {
  const [chart] = attachments;
  const picture = chart ? dataUrl(Buffer.from(chart.content as ArrayBuffer)) : '';
  const body = (/<body[^>]*>([\s\S]*)<\/body>/.exec(html)?.[1] ?? html).replace(/cid:[^"']+/g, picture);
  const head = `<p class="head"><b>${escaped(subject)}</b>${escaped(from?.address ?? '')}</p>`;
  return page(
    mailStyle,
    `${head}<div class="mail">${body}</div>`,
    'Drawn from the e-mail that a mail server received.',
  );
}
