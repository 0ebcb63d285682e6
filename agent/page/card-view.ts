import type { Card, CardAction } from '../../tools/card.ts';
import type { Charts } from './charts.ts';
import { button, element } from './element.ts';
import { rateView } from './rate-view.ts';
import type { Reader } from './reader.ts';
import { tableView } from './table-view.ts';
import { words } from './words.ts';

export type CardWorld = { charts: Charts; reader: Reader; ask(question: string): void };

export type CardLook = {
  /** What was said beside the card: a lead that repeats it is left out. */
  said?: string;
  /** In the side panel there is no room for charts and sources. */
  compact?: boolean;
  /** Buttons and messages at the foot of a proposal. */
  foot?: Node | undefined;
};

const plain = (text: string): string =>
  text
    .replace(/[*_`#\\]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Whether a text says what the lead says already. */
export const repeats = (said: string | undefined, lead: string | undefined): boolean =>
  lead === undefined || (said !== undefined && plain(said).includes(plain(lead)));

/** A text with its web addresses as links. */
function linked(text: string): Node[] {
  return text
    .split(/(https?:\/\/[^\s)\]]+)/)
    .map((part, index) =>
      index % 2 === 0
        ? document.createTextNode(part)
        : element('a', { href: part, rel: 'noopener noreferrer', target: '_blank' }, part.replace(/^https?:\/\//, '')),
    );
}

const chip = (action: CardAction, { ask }: CardWorld): HTMLElement =>
  button(action.label, { class: 'chip' }, () => ask(action.question ?? action.label));

function sourcesView(sources: readonly string[], { reader }: CardWorld): HTMLElement | undefined {
  if (sources.length === 0) return undefined;
  const list = element('ul', {}, ...sources.map(source => element('li', {}, ...linked(source))));
  return element('div', { class: 'sources' }, element('span', {}, reader.t(words.sources)), list);
}

/** A line that ends in a long list of names in brackets, such as those of the rules, folds the list. */
function lineView(line: string): HTMLElement {
  const [, said = '', names = ''] = /^(.+?)\s*\(((?:[^(),]+, ){5,}[^(),]+)\)\.?$/.exec(line) ?? [];
  if (said === '') return element('p', {}, line);
  return element('details', {}, element('summary', {}, said), element('p', {}, names));
}

function linesView(lines: readonly string[]): HTMLElement | undefined {
  return lines.length === 0 ? undefined : element('div', { class: 'lines' }, ...lines.map(lineView));
}

/** Nothing but a title and a sentence that was said already: such a card adds nothing. */
export const isBare = (card: Card): boolean =>
  card.lines.length + card.actions.length + card.sources.length === 0 && !card.table && !card.chart && !card.footnote;

/** Whether the chart's title says what the card's does not. */
const isTitled = ({ title, chart }: Card): boolean =>
  chart !== undefined && chart.title !== '' && !title.includes(chart.title);

/** A card as the page shows it. Every text of it goes in as text. */
export function cardView(card: Card, world: CardWorld, { said, compact = false, foot }: CardLook = {}): HTMLElement {
  const { charts, reader } = world;
  const questions = card.actions.filter(action => action.kind === 'ask');
  const chart = card.chart && !compact ? charts.figure(card.chart, isTitled(card)) : undefined;
  return element(
    'section',
    { class: `card ${card.tone}`, 'aria-label': card.title },
    element('h3', {}, card.title),
    repeats(said, card.lead) ? undefined : element('p', { class: 'lead' }, card.lead),
    linesView(card.lines),
    // What is to be decided comes before the picture of it.
    foot ? undefined : chart,
    card.table ? tableView(card.table, reader.t) : undefined,
    foot,
    foot ? chart : undefined,
    questions.length > 0
      ? element('div', { class: 'chips' }, ...questions.map(action => chip(action, world)))
      : undefined,
    compact ? undefined : sourcesView(card.sources, world),
    compact ? undefined : rateView(card.actions, reader),
    card.footnote ? element('p', { class: 'footnote' }, card.footnote) : undefined,
  );
}
