import { at } from '../../data/at.ts';
import { type CandleSeries, closedAt, lastClosedIndex } from '../../data/candle.ts';
import type { Fill, LedgerBody, LedgerRow, OrderRow, Trade } from '../../data/ledger-row.ts';
import { type Lesson, lessonText } from './lesson.ts';

/** What the lessons are resolved with. */
export type LessonWorld = {
  /** Daily candles up to the market's clock. */
  seriesOf: (symbol: string) => CandleSeries | undefined;
  benchmark: string;
  regimeAt: (symbol: string, instant: number) => string | undefined;
};

/** Candles after which an idea that nobody took up is looked back on. */
export const missedHorizon = 5;

/** Move of a series between the last closes known at two instants, as a share; undefined where either is missing. */
function moveBetween(series: CandleSeries | undefined, from: number, to: number): number | undefined {
  if (!series) return undefined;
  const [first, last] = [
    at(series.close, lastClosedIndex(series, from)),
    at(series.close, lastClosedIndex(series, to)),
  ];
  return Number.isFinite(last / first) ? last / first - 1 : undefined;
}

const source = (kind: string, sequence: number): string => `${kind}-${sequence}`;

/** The decision behind a trade: that of the order whose fill opened the position. */
function decisionsByEntry(rows: readonly LedgerRow[]): (trade: Trade) => string | undefined {
  const orders = new Map<string, string>();
  const openings = new Map<string, string>();
  for (const { kind, body } of rows) {
    if (kind === 'order') orders.set((body as OrderRow).clientOrderId, (body as OrderRow).decisionId);
    if (kind !== 'fill') continue;
    const { symbol, side, filledAt, clientOrderId } = body as Fill;
    openings.set(`${symbol} ${side} ${filledAt}`, orders.get(clientOrderId) ?? '');
  }
  return ({ symbol, direction, openedAt }) =>
    openings.get(`${symbol} ${direction === 'long' ? 'buy' : 'sell'} ${openedAt}`) || undefined;
}

function tradeLesson(trade: Trade, world: LessonWorld, decisionId: string | undefined): Lesson {
  const {
    symbol,
    direction,
    openedAt: fromAt,
    closedAt: toAt,
    entryPrice,
    quantity,
    profitUsd,
    exitReason,
    thesis,
  } = trade;
  const facts = {
    kind: 'trade' as const,
    symbol,
    direction,
    fromAt,
    toAt,
    returnShare: profitUsd / (entryPrice * quantity),
    benchmark: world.benchmark,
    benchmarkShare: moveBetween(world.seriesOf(world.benchmark), fromAt, toAt) ?? null,
    regime: world.regimeAt(symbol, fromAt) ?? null,
    ending: exitReason,
    thesis: thesis ?? null,
    decisionId: decisionId ?? null,
  };
  return { ...facts, text: lessonText(facts) };
}

type DraftSaid = {
  symbol?: unknown;
  side?: unknown;
  thesis?: unknown;
  decisionId?: unknown;
  decidedAt?: unknown;
  sizing?: { kind?: unknown };
};

/** What would have come of a proposal that ended without an order, once enough candles are there; undefined before. */
function missedLesson(
  draft: DraftSaid,
  decision: LedgerBody<'approval'>['decision'],
  world: LessonWorld,
): Lesson | undefined {
  const { symbol, side, thesis, decisionId, decidedAt, sizing } = draft;
  if (
    typeof symbol !== 'string' ||
    typeof decidedAt !== 'number' ||
    sizing?.kind === 'close' ||
    decision === 'approved'
  )
    return undefined;
  const series = world.seriesOf(symbol);
  const first = series ? lastClosedIndex(series, decidedAt) : -1;
  if (!series || first < 0 || first + missedHorizon >= series.length) return undefined;
  const toAt = closedAt(at(series.openAt, first + missedHorizon), series.timeframe);
  const sign = side === 'sell' ? -1 : 1;
  const facts = {
    kind: 'missed' as const,
    symbol,
    direction: sign > 0 ? ('long' as const) : ('short' as const),
    fromAt: decidedAt,
    toAt,
    returnShare: sign * (moveBetween(series, decidedAt, toAt) ?? 0),
    benchmark: world.benchmark,
    benchmarkShare: moveBetween(world.seriesOf(world.benchmark), decidedAt, toAt) ?? null,
    regime: world.regimeAt(symbol, decidedAt) ?? null,
    ending: decision,
    thesis: typeof thesis === 'string' ? thesis : null,
    decisionId: typeof decisionId === 'string' ? decisionId : null,
  };
  return { ...facts, text: lessonText(facts) };
}

/** Drafts by proposal: the verdict that names it stands right behind. */
function draftsByProposal(rows: readonly LedgerRow[]): Map<string, DraftSaid> {
  const found = new Map<string, DraftSaid>();
  let draft: DraftSaid | undefined;
  for (const { kind, body } of rows) {
    if (kind === 'draft') draft = body as DraftSaid;
    const { proposalId } = body as { proposalId?: unknown };
    if (kind !== 'verdict') continue;
    if (draft && typeof proposalId === 'string') found.set(proposalId, draft);
    // A verdict at the tap judges no new draft.
    draft = undefined;
  }
  return found;
}

/**
 * The lessons of all that has ended, by their source: every closed trade, and every proposal that ended without an order
 * once five candles have passed. The same ledger and candles give the same lessons: what was resolved stays resolved.
 * @param known sources that are resolved already
 */
export function resolveLessons(
  rows: readonly LedgerRow[],
  known: ReadonlySet<string>,
  world: LessonWorld,
): Map<string, Lesson> {
  const lessons = new Map<string, Lesson>();
  const decisionOf = decisionsByEntry(rows);
  const drafts = draftsByProposal(rows);
  for (const row of rows) {
    const name = source(row.kind, row.sequence);
    if (known.has(name)) continue;
    if (row.kind === 'trade') lessons.set(name, tradeLesson(row.body as Trade, world, decisionOf(row.body as Trade)));
    if (row.kind !== 'approval') continue;
    const { proposalId, decision } = row.body as LedgerBody<'approval'>;
    const missed = missedLesson(drafts.get(proposalId) ?? {}, decision, world);
    if (missed) lessons.set(name, missed);
  }
  return lessons;
}

const sameMost = 5;
const otherMost = 3;

/** The few lessons that the next decision on an instrument reads: its own, those of the same regime first, then others'. Newest first. */
export function fittingLessons(lessons: readonly Lesson[], symbol: string, regime: string | undefined): Lesson[] {
  const newest = [...lessons].sort((a, b) => b.toAt - a.toAt || a.text.localeCompare(b.text));
  const fits = (one: Lesson) => Number(one.regime !== null && one.regime === regime);
  const chosen = (own: boolean, most: number) =>
    newest
      .filter(one => (one.symbol === symbol) === own)
      .sort((a, b) => fits(b) - fits(a))
      .slice(0, most);
  return [...chosen(true, sameMost), ...chosen(false, otherMost)];
}
