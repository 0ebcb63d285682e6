import { ButtonStyle, ComponentType, MessageFlags, type RawFile } from 'discord.js';
import type { Language } from '../../config/settings.ts';
import { translateTo } from '../../config/text.ts';
import type { Card, CardAction, CardTable } from '../../tools/card.ts';
import { chartPicture } from '../../tools/chart-picture.ts';
import { encodeButton, type QuestionShelf } from '../channels/button-code.ts';
import { cardText, tableText } from '../channels/card-text.ts';
import type { Outgoing } from '../delivery/channel.ts';
import type { DiscordPayload } from './discord-api.ts';
import { cutTo, safeText, splitText } from './discord-text.ts';

/** Discord's limits, in characters. Source: its reference of embeds and components. */
const most = { title: 256, description: 4096, total: 6000, footer: 2048, label: 80, buttons: 25, inRow: 5 } as const;
const mostFields = 25;
const mostField = { name: 256, value: 1024 } as const;
/** Characters across that a phone shows of a fixed-width line without breaking it. */
const phoneWidth = 46;
const picture = { width: 1040, height: 640 } as const;
const fileWidth = 100;
const colours = { neutral: 0x5865f2, good: 0x2e9e5b, bad: 0xd64545 } as const;
/** Nobody is called by a message of ours, whoever wrote its words. */
const callsNobody = { allowed_mentions: { parse: [], replied_user: false } } as const;

type Field = { name: string; value: string };
type Body = { description: string; fields: Field[] };

const code = (lines: readonly string[]): string => `\`\`\`\n${lines.join('\n').replaceAll('```', "'''")}\n\`\`\``;

const named = (columns: readonly string[], cells: readonly string[]): string[] =>
  cells.flatMap((cell, i) => (cell === '' ? [] : [`${columns[i + 1] || '·'}: ${cell}`]));

/** A table in fixed width where a phone can show it, as pairs of name and value, or a field for each row. */
function tableBody(table: CardTable): Body {
  const lines = tableText(table);
  if (lines.every(line => [...line].length <= phoneWidth)) return { description: code(lines), fields: [] };
  const { columns, rows } = table;
  if (columns.length <= 2) {
    const pairs = rows.map(([name = '', value = '']) => (name && value ? `${name}: **${value}**` : name || value));
    return { description: safeText(pairs.join('\n')), fields: [] };
  }
  const fields = rows.map(([name = '', ...cells]) => ({
    name: safeText(name) || '·',
    value: safeText(named(columns, cells).join('\n')) || '–',
  }));
  const fits = ({ name, value }: Field) => name.length <= mostField.name && value.length <= mostField.value;
  if (fields.length <= mostFields && fields.every(fits)) return { description: '', fields };
  return { description: fields.map(({ name, value }) => `**${name}**\n${value}`).join('\n'), fields: [] };
}

function bodyOf({ lead, lines, table, sources, until, actions }: Card, language: Language): Body {
  const t = translateTo(language);
  const { description, fields } = table ? tableBody(table) : { description: '', fields: [] };
  const seconds = Math.floor((until ?? 0) / 1000);
  const parts = [
    ...[lead ?? '', ...lines].filter(Boolean).map(safeText),
    description,
    ...sources.map(source => `-# ${safeText(source)}`),
    // Discord counts it down by itself, in the reader's own words.
    until !== undefined && actions.length > 0 ? `⏳ ${t({ en: 'Ends', fr: 'Se termine' })} <t:${seconds}:R>` : '',
  ];
  return { description: parts.filter(Boolean).join('\n'), fields };
}

/** The start of a text up to the end of a line, its code closed. */
function startOf(text: string, length: number): string {
  const cut = text.slice(0, length);
  const start = cut.slice(0, Math.max(cut.lastIndexOf('\n'), length / 2));
  return start.split('```').length % 2 === 0 ? `${start}\n\`\`\`` : start;
}

const lengthOf = (title: string, { description, fields }: Body, footer: string): number =>
  title.length +
  description.length +
  footer.length +
  fields.reduce((sum, { name, value }) => sum + name.length + value.length, 0);

const reportOf = (card: Card): RawFile => ({
  name: 'report.md',
  contentType: 'text/markdown',
  data: Buffer.from(
    `${cardText(card, { withLead: true, width: fileWidth, approve: id => `/approve ${id}` })}\n`,
    'utf8',
  ),
});

/** The card within an embed's limits; one with more to say is there as a file as well, whole. */
function embedOf(card: Card, language: Language): { embed: Record<string, unknown>; report: RawFile | undefined } {
  const title = cutTo(card.title, most.title);
  const footer = cutTo(card.footnote ?? '', most.footer);
  const whole = bodyOf(card, language);
  const tooLong = whole.description.length > most.description || lengthOf(title, whole, footer) > most.total;
  const more = translateTo(language)({
    en: 'The whole is in the file below.',
    fr: 'Le tout est dans le fichier joint.',
  });
  const room = Math.min(most.description, most.total - title.length - footer.length) - more.length - 10;
  const { description, fields } = tooLong
    ? { description: `${startOf(whole.description, room)}\n${more}`, fields: [] }
    : whole;
  const embed = {
    title,
    color: colours[card.tone],
    ...(description === '' ? {} : { description }),
    ...(fields.length > 0 ? { fields } : {}),
    ...(footer === '' ? {} : { footer: { text: footer } }),
  };
  return { embed, report: tooLong ? reportOf(card) : undefined };
}

const styles: Readonly<Partial<Record<CardAction['kind'], ButtonStyle>>> = {
  approve: ButtonStyle.Success,
  reject: ButtonStyle.Danger,
  edit: ButtonStyle.Primary,
};

/** The buttons of a card in rows of five; no two of them say the same. */
export function buttonRows({ actions }: Pick<Card, 'actions'>, shelf: QuestionShelf): object[] {
  const buttons = new Map<string, object>();
  for (const action of actions) {
    const custom_id = encodeButton(action, shelf);
    if (custom_id === undefined || buttons.has(custom_id) || buttons.size === most.buttons) continue;
    const style = styles[action.kind] ?? ButtonStyle.Secondary;
    buttons.set(custom_id, { type: ComponentType.Button, style, label: cutTo(action.label, most.label), custom_id });
  }
  const all = [...buttons.values()];
  const rows = Array.from({ length: Math.ceil(all.length / most.inRow) }, (_, i) =>
    all.slice(i * most.inRow, (i + 1) * most.inRow),
  );
  return rows.map(components => ({ type: ComponentType.ActionRow, components }));
}

const chartOf = async ({ chart }: Card, language: Language): Promise<RawFile[]> => {
  if (!chart) return [];
  const data = await chartPicture(chart, { ...picture, theme: 'dark', language });
  return [{ name: 'chart.png', contentType: 'image/png', data: Buffer.from(data) }];
};

/** A card as one message: an embed with its chart as a picture, and buttons. What the message had before is replaced. */
export async function cardPayload(card: Card, language: Language, shelf: QuestionShelf): Promise<DiscordPayload> {
  const { embed, report } = embedOf(card, language);
  const charts = await chartOf(card, language);
  const files = [...charts, ...(report ? [report] : [])];
  const image = charts.length > 0 ? { image: { url: 'attachment://chart.png' } } : {};
  return {
    body: {
      embeds: [{ ...embed, ...image }],
      components: buttonRows(card, shelf),
      attachments: files.map(({ name }, id) => ({ id, filename: name, description: cutTo(card.title, most.title) })),
      ...callsNobody,
    },
    files,
  };
}

/** One part of a text as a message. Links in it unfold into nothing. */
export const textPayload = (content: string): DiscordPayload => ({
  body: { content, flags: MessageFlags.SuppressEmbeds, ...callsNobody },
});

/** A message in as many as it takes; a card stands in the last, below the end of the text. */
export async function payloadsOf({ text, card, language }: Outgoing, shelf: QuestionShelf): Promise<DiscordPayload[]> {
  const parts = splitText(text ?? '');
  if (!card) return parts.map(textPayload);
  const shown = await cardPayload(card, language, shelf);
  const last = parts.pop();
  const below = last === undefined ? shown : { ...shown, body: { ...shown.body, content: last } };
  return [...parts.map(textPayload), below];
}
