import { withoutInvisible } from '../../config/clean-text.ts';
import type { Language } from '../../config/settings.ts';
import type { Card, CardAction, CardTable } from '../../tools/card.ts';
import { encodeButton, type QuestionShelf } from '../channels/button-code.ts';
import { tableText } from '../channels/card-text.ts';
import type { Span } from '../channels/split-spans.ts';
import { spansOf } from './telegram-text.ts';

/** Characters across that a phone shows of a fixed-width line without breaking it. */
const phoneWidth = 40;

const line: Span = { text: '\n' };

/** Between a name and its value, as the language writes it. */
const colons: Readonly<Record<Language, string>> = { en: ': ', fr: '\u202F: ' };

/** Rows of a name and a value: one line each, the value in bold. */
const pairs = ({ rows }: CardTable, colon: string): Span[] =>
  rows.flatMap(([name = '', value = '']): Span[] => [
    { text: name === '' || value === '' ? name : `${name}${colon}` },
    { text: value, tag: 'b' },
    line,
  ]);

/** A row too wide for a phone: its first cell, and the others with their names below it. */
const records = ({ columns, rows }: CardTable, colon: string): Span[] =>
  rows.flatMap(([first = '', ...cells]): Span[] => [
    { text: first, tag: 'b' },
    line,
    ...cells.flatMap((cell, i) => (cell === '' ? [] : [{ text: `  ${columns[i + 1] || '·'}${colon}${cell}` }, line])),
  ]);

const fixed = (lines: readonly string[]): Span[] => [{ text: lines.join('\n'), tag: 'pre' }, line];

const fits = (lines: readonly string[]): boolean => lines.every(one => [...one].length <= phoneWidth);

/** In fixed width where a phone shows it so, with the names of its columns above where these alone are too wide. */
function tableSpans(table: CardTable, language: Language): Span[] {
  const { columns, rows } = table;
  const whole = tableText(table);
  if (fits(whole)) return fixed(whole);
  if (columns.length <= 2) return pairs(table, colons[language]);
  const bare = tableText({ columns: columns.map(() => ''), rows });
  return fits(bare) ? [...quiet(columns.join(' · ')), ...fixed(bare)] : records(table, colons[language]);
}

const paragraph = (text: string | undefined): Span[] => (text ? [...spansOf(text), line] : []);

const quiet = (text: string): Span[] => [{ text, tag: 'i' }, line];

/** A card as a message. */
export function cardSpans({ title, lead, lines, table, sources, footnote }: Card, language: Language): Span[] {
  const spans: Span[] = [
    { text: title, tag: 'b' },
    line,
    ...paragraph(lead),
    ...lines.flatMap(paragraph),
    ...(table ? [line, ...tableSpans(table, language)] : []),
    ...(footnote || sources.length > 0 ? [line] : []),
    ...sources.flatMap(source => quiet(`[${source}]`)),
    ...(footnote ? quiet(footnote) : []),
  ];
  return spans
    .slice(0, -1)
    .map(span => ({ ...span, text: withoutInvisible(span.text) }))
    .filter(({ text }) => text !== '');
}

export type Keyboard = { inline_keyboard: { text: string; callback_data: string }[][] };

/** Short buttons stand side by side with those of their family; a question has a row of its own. */
const family = ({ kind }: CardAction): string =>
  kind === 'answer' || kind === 'rate' || kind === 'ask' ? kind : 'decide';

/** The buttons of a card; undefined where it has none. */
export function keyboardOf(card: Card, shelf: QuestionShelf): Keyboard | undefined {
  const rows: { family: string; buttons: Keyboard['inline_keyboard'][number] }[] = [];
  for (const action of card.actions) {
    const code = encodeButton(action, shelf);
    if (code === undefined) continue;
    const button = { text: action.label, callback_data: code };
    const last = rows.at(-1);
    if (last && last.family === family(action) && last.family !== 'ask' && last.buttons.length < 3)
      last.buttons.push(button);
    else rows.push({ family: family(action), buttons: [button] });
  }
  return rows.length === 0 ? undefined : { inline_keyboard: rows.map(({ buttons }) => buttons) };
}

/** True for the card of a proposal that waits: its message is edited later. */
export const isLiving = ({ actions }: Card): boolean => actions.some(one => family(one) === 'decide');
