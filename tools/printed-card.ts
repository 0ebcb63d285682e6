import type { Translate } from '../config/text.ts';
import type { Card } from './card.ts';

/** A card as the reader's language is printed: also what was put together of several translated pieces. */
export function printedCard(card: Card, t: Translate): Card {
  const say = (text: string): string => t({ en: text, fr: text });
  const { title, lead, lines, table, actions, sources, footnote } = card;
  return {
    ...card,
    title: say(title),
    ...(lead === undefined ? {} : { lead: say(lead) }),
    lines: lines.map(say),
    ...(table ? { table: { columns: table.columns.map(say), rows: table.rows.map(row => row.map(say)) } } : {}),
    actions: actions.map(action => ({ ...action, label: say(action.label) })),
    sources: sources.map(say),
    ...(footnote === undefined ? {} : { footnote: say(footnote) }),
  };
}
