import { withoutInvisible } from '../../config/clean-text.ts';
import type { Card, CardTable } from '../../tools/card.ts';
import type { ChartSpec } from '../../tools/chart-spec.ts';
import { nameOf } from '../desk/proposal.ts';
import { type Paint, plain } from './card-paint.ts';

export type CardTextOptions = {
  /** False where the lead was spoken already. */
  withLead: boolean;
  width: number;
  /** How approving is typed, where the card is all that is said about it. */
  approve?: (name: string) => string;
  /** The number of the first question that the card offers, where a number can be typed to ask it. */
  firstChoice?: number;
  paint?: Paint;
};

/** The questions that a card's buttons ask, in their order. */
export const questionsOf = ({ actions }: Card): string[] =>
  actions.flatMap(({ kind, question }) => (kind === 'ask' && question !== undefined ? [question] : []));

const widthOf = (text: string): number => [...text].length;
const padded = (text: string, width: number, right: boolean): string => {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return right ? space + text : text + space;
};

/** Words of a text in lines of at most `width` characters; later lines start with `indent`. */
export function wrap(text: string, width: number, indent = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = indent + word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}

/** A cell of digits, signs and the spaces of number formats: such columns stand to the right. */
const isFigure = (text: string): boolean =>
  /^[±+\u2212-]?\$?[\d\s.,\u00A0\u202F\u2212-]+[%$]?$/.test(text) || text === '–' || text === '';

/** A table in lines of one width per column, figures to the right. */
export function tableText(table: CardTable, paint: Paint = plain): string[] {
  const rows = [table.columns, ...table.rows];
  const widths = table.columns.map((_, column) => Math.max(...rows.map(row => widthOf(row[column] ?? ''))));
  const right = table.columns.map((_, column) => column > 0 && table.rows.every(row => isFigure(row[column] ?? '')));
  const cellsOf = (row: readonly string[]) =>
    widths.map((width, column) => padded(row[column] ?? '', width, right[column] ?? false));
  const line = (row: readonly string[]) => {
    const namesOf = (column: number) => [table.columns[column] ?? '', ...(column > 0 ? [row[0] ?? ''] : [])];
    const cells = cellsOf(row).map((cell, column) => paint.cell(cell, namesOf(column)));
    return cells.join('  ').trimEnd();
  };
  const rule = widths.map(width => '─'.repeat(width)).join('──');
  const headed = table.columns.some(name => name !== '');
  const head = [cellsOf(table.columns).join('  ').trimEnd(), rule].map(paint.quiet);
  return [...(headed ? head : []), ...table.rows.map(line)];
}

const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

type Range = readonly [low: number, high: number];

function rangeOf(values: readonly (number | null)[]): Range {
  const known = values.filter((value): value is number => value !== null);
  return [Math.min(...known), Math.max(...known)];
}

/** A row of blocks: the shape of a series at a glance, with its ends and a blank where there is no value. */
export function sparkline(values: readonly (number | null)[], width: number, [low, high] = rangeOf(values)): string {
  if (values.filter(value => value !== null).length < 2) return '';
  const columns = Math.min(width, values.length);
  const picked = Array.from(
    { length: columns },
    (_, i) => values[Math.round((i * (values.length - 1)) / Math.max(1, columns - 1))] ?? null,
  );
  const level = (value: number) =>
    high === low ? 3 : Math.round(((value - low) / (high - low)) * (blocks.length - 1));
  return picked.map(value => (value === null ? ' ' : blocks[level(value)])).join('');
}

/** The lines of the main pane on one scale and one axis of time. */
function chartText(chart: ChartSpec, width: number): string[] {
  const [first, last] = [chart.times[0] ?? '', chart.times.at(-1) ?? ''];
  const series = [
    ...(chart.candles ? [{ name: '', values: chart.candles.map(candle => candle[3]) }] : []),
    ...chart.lines.filter(line => line.pane === 0 && !chart.candles),
  ];
  const range = rangeOf(series.flatMap(({ values }) => values));
  const label = Math.max(0, ...series.map(one => widthOf(one.name)));
  const rows = series.map(({ name, values }) =>
    `${padded(name, label, false)}${label > 0 ? ' ' : ''}${sparkline(values, Math.min(60, width - label - 2), range)}`.trimEnd(),
  );
  return rows.length === 0 ? [] : [...rows, `${' '.repeat(label + (label > 0 ? 1 : 0))}${first} – ${last}`];
}

const cleanTable = ({ columns, rows }: CardTable): CardTable => ({
  columns: columns.map(withoutInvisible),
  rows: rows.map(row => row.map(withoutInvisible)),
});

/** A card as text: for terminals, scripts, and every channel that has nothing better. Without `paint` it is plain. */
export function cardText(card: Card, options: CardTextOptions): string {
  const { withLead, width, approve, firstChoice, paint = plain } = options;
  const mark = (i: number): string => (firstChoice === undefined ? '→' : `${firstChoice + i}.`);
  const inLines = (text: string): string[] => withoutInvisible(wrap(text, width)).split('\n');
  const said = (text: string): string[] => inLines(text).map(paint.line);
  const quiet = (text: string): string[] => inLines(text).map(paint.quiet);
  const { proposalId, version = 1 } = card.actions.find(({ kind }) => kind === 'approve') ?? {};
  const body = [
    ...(withLead && card.lead ? said(card.lead) : []),
    ...card.lines.flatMap(said),
    ...(card.table ? tableText(cleanTable(card.table), paint) : []),
    ...(card.chart ? chartText(card.chart, width).map(withoutInvisible) : []),
    ...card.sources.flatMap(source => quiet(`[${source}]`)),
    ...(card.footnote ? quiet(card.footnote) : []),
    ...questionsOf(card).flatMap((question, i) => inLines(`${mark(i)} ${question}`)),
    ...(approve && proposalId ? inLines(approve(nameOf(proposalId, version))) : []),
  ];
  const indented = body.map(line => `  ${line}`.trimEnd());
  return [paint.title(`┌ ${withoutInvisible(card.title)}`, card.tone), ...indented].join('\n');
}
