import type { Translate } from '../../config/text.ts';
import type { CardTable } from '../../tools/card.ts';
import { button, element } from './element.ts';
import { removeFocused } from './keep-focus.ts';
import { words } from './words.ts';

const shownRows = 12;
const figure = /^[±+\-−–]?\s?[$€]?\s?\d[\d\s.,:%$€×x()+\-–\u00a0\u202f]*/;
const longestFigure = 44;

const isFigure = (text: string): boolean =>
  text.length <= longestFigure && figure.test(text) && !/^\d{4}-\d\d-\d\d$/.test(text);

/** Columns of figures stand flush right: those where most of what is written begins like a number. */
function rightColumns({ columns, rows }: CardTable): boolean[] {
  return columns.map((_, column) => {
    const written = rows.map(row => row[column] ?? '').filter(text => text !== '' && text !== '–');
    return column > 0 && written.length > 0 && written.filter(isFigure).length * 2 > written.length;
  });
}

const toneOf = (text: string): string => (/^[-\u2212][$\d]/.test(text) ? ' loss' : '');

/** Columns of a table that stands as it is in the narrowest window. */
const narrowColumns = 3;

/**
 * A card's table: figures flush right in equal digits, long ones folded. Where a wide one has no room, CSS shows each row as
 * a small card whose cells carry the names of their columns; the roles keep it a table for those who hear it.
 */
export function tableView(table: CardTable, t: Translate): HTMLElement {
  const right = rightColumns(table);
  const classOf = (column: number, text: string) => (right[column] ? `figure${toneOf(text)}` : undefined);
  const names = table.columns.map((name, column) =>
    element('th', { class: classOf(column, name), scope: 'col', role: 'columnheader' }, name),
  );
  const cell = (row: readonly string[]) =>
    table.columns.map((name, column) => {
      const text = row[column] ?? '';
      const kind = classOf(column, text);
      return column === 0
        ? element('th', { class: kind, scope: 'row', role: 'rowheader' }, text)
        : element('td', { class: kind, role: 'cell', 'data-name': name }, text);
    });
  const rows = table.rows.map((row, index) => element('tr', { role: 'row', hidden: index >= shownRows }, ...cell(row)));
  const headed = table.columns.some(name => name !== '');
  const head = headed ? element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...names)) : undefined;
  const isWide = headed && table.columns.length > narrowColumns;
  const made = element(
    'table',
    { role: 'table', class: isWide ? 'wide' : table.columns.length === 2 && right[1] ? 'pairs' : undefined },
    head,
    element('tbody', { role: 'rowgroup' }, ...rows),
  );
  const scroller = element('div', { class: 'table', tabindex: isWide ? '0' : undefined }, made);
  if (rows.length <= shownRows) return scroller;
  const more = button(`${t(words.showAll)} (${rows.length})`, { class: 'quiet more' }, () => {
    for (const row of rows) row.hidden = false;
    const first = rows[shownRows];
    if (first) removeFocused(more, first);
  });
  return element('div', {}, scroller, more);
}
