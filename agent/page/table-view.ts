import type { Translate } from '../../config/text.ts';
import type { CardTable } from '../../tools/card.ts';
import { button, element } from './element.ts';
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

/** A card's table: figures flush right in equal digits, long ones folded, wide ones scrolled inside the card. */
export function tableView(table: CardTable, t: Translate): HTMLElement {
  const right = rightColumns(table);
  const cell = (row: readonly string[], tag: 'td' | 'th', scope?: string) =>
    table.columns.map((_, column) => {
      const text = row[column] ?? '';
      const first = column === 0 && tag === 'td';
      const name = right[column] ? `figure${toneOf(text)}` : undefined;
      return element(first ? 'th' : tag, { class: name, scope: first ? 'row' : scope }, text);
    });
  const rows = table.rows.map((row, index) => element('tr', { hidden: index >= shownRows }, ...cell(row, 'td')));
  const headed = table.columns.some(name => name !== '');
  const head = headed ? element('thead', {}, element('tr', {}, ...cell(table.columns, 'th', 'col'))) : undefined;
  const made = element(
    'table',
    { class: table.columns.length === 2 && right[1] ? 'pairs' : undefined },
    head,
    element('tbody', {}, ...rows),
  );
  const scroller = element('div', { class: 'table', tabindex: table.columns.length > 3 ? '0' : undefined }, made);
  if (rows.length <= shownRows) return scroller;
  const more = button(`${t(words.showAll)} (${rows.length})`, { class: 'quiet more' }, () => {
    for (const row of rows) row.hidden = false;
    more.remove();
  });
  return element('div', {}, scroller, more);
}
