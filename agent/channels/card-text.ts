import { withoutInvisible } from '../../config/clean-text.ts';
import type { Card, CardTable } from '../../tools/card.ts';
import type { ChartSpec } from '../../tools/chart-spec.ts';

export type CardTextOptions = {
  /** False where the lead was spoken already. */
  withLead: boolean;
  width: number;
  /** How an action is typed in this channel. */
  approve: (proposalId: string) => string;
  /** The number of the first question that the card offers, where a number can be typed to ask it. */
  firstChoice?: number;
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
export function tableText(table: CardTable): string[] {
  const rows = [table.columns, ...table.rows];
  const widths = table.columns.map((_, column) => Math.max(...rows.map(row => widthOf(row[column] ?? ''))));
  const right = table.columns.map((_, column) => column > 0 && table.rows.every(row => isFigure(row[column] ?? '')));
  const line = (row: readonly string[]) =>
    widths
      .map((width, column) => padded(row[column] ?? '', width, right[column] ?? false))
      .join('  ')
      .trimEnd();
  const rule = widths.map(width => '─'.repeat(width)).join('──');
  const headed = table.columns.some(name => name !== '');
  return [...(headed ? [line(table.columns), rule] : []), ...table.rows.map(line)];
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

/** A card as plain text: for terminals, scripts, and every channel that has nothing better. */
export function cardText(card: Card, options: CardTextOptions): string {
  const { withLead, width, approve, firstChoice } = options;
  const mark = (i: number): string => (firstChoice === undefined ? '→' : `${firstChoice + i}.`);
  const decisions = card.actions.filter(action => action.kind !== 'ask');
  const proposalId = decisions[0]?.proposalId;
  const body = [
    ...(withLead && card.lead ? [wrap(card.lead, width)] : []),
    ...card.lines.map(line => wrap(line, width)),
    ...(card.table ? tableText(card.table) : []),
    ...(card.chart ? chartText(card.chart, width) : []),
    ...card.sources.map(source => wrap(`[${source}]`, width)),
    ...(card.footnote ? [wrap(card.footnote, width)] : []),
    ...questionsOf(card).map((question, i) => wrap(`${mark(i)} ${question}`, width)),
    ...(proposalId ? [approve(proposalId)] : []),
  ];
  const indented = body.flatMap(part => part.split('\n')).map(line => `  ${line}`.trimEnd());
  return withoutInvisible([`┌ ${card.title}`, ...indented].join('\n'));
}
