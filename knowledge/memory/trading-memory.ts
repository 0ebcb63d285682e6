import { dayMs } from '../../data/calendar/calendar-days.ts';
import { dayOf } from '../../data/candle.ts';
import type { LedgerRow, Trade } from '../../data/ledger-row.ts';
import type { Valuation, ValuedPosition } from '../../data/valuation.ts';
import type { AccountSharpe } from './account-sharpe.ts';

/** Whether an open position's thesis is proved wrong: by code where its invalidation is written in our language. */
export type PlanState = boolean | 'unknown' | 'in words only';

/** What the memory needs beside the ledger's rows. Instants are UTC ms; money in USD. */
export type MemoryWorld = {
  /** Of the market's clock. */
  now: number;
  wallNow: number;
  /** Decisions that a language model was asked for so far. */
  invocations: number;
  dayStartEquityUsd: number | undefined;
  peakEquityUsd: number | undefined;
  sharpe: readonly AccountSharpe[];
  /** The most positions that may be opened a day and an hour; null for no limit. */
  mostPerDay: number | null;
  mostPerHour: number | null;
  planOf: (position: ValuedPosition) => PlanState | undefined;
};

/** What the account has lived, read from the ledger for the prompt. It decides nothing. Money in USD. */
export type TradingMemory = {
  asOf: string;
  session: { minutes: number; invocations: number };
  valuation: Valuation;
  investedUsd: number;
  dayProfitUsd: number | undefined;
  drawdownShare: number | undefined;
  plans: ReadonlyMap<string, PlanState | undefined>;
  sharpe: readonly AccountSharpe[];
  tradesToday: number;
  opened: { today: number; mostPerDay: number | null; hour: number; mostPerHour: number | null };
  winRate: number | undefined;
  best: Trade | undefined;
  worst: Trade | undefined;
  /** Decisions on proposals so far. */
  approved: number;
  rejected: number;
  expired: number;
  refused: number;
  /** The newest rejections of a person, with the reason where one was given. */
  rejections: readonly string[];
};

const hourMs = 3_600_000;
const minuteMs = 60_000;
const shownRejections = 3;

const bodies = <K extends 'trade' | 'approval' | 'fill'>(rows: readonly LedgerRow[], kind: K) =>
  rows.filter((row): row is LedgerRow<K> => row.kind === kind).map(row => row.body);

/** Instants at which a position was opened: of each that is open, and of each trade. */
function openings({ positions }: Valuation, trades: readonly Trade[]): number[] {
  const all = [...positions, ...trades].map(({ symbol, openedAt }) => `${openedAt} ${symbol}`);
  return [...new Set(all)].map(one => Number(one.split(' ')[0]));
}

/** What was rejected by a person, newest first, in the words of the draft and the person. */
function rejectionsOf(rows: readonly LedgerRow[]): string[] {
  const drafts = new Map<string, string>();
  const said: string[] = [];
  let draft = '';
  for (const { kind, body } of rows) {
    const { symbol, side, proposalId, decision, reason } = body as Record<string, unknown>;
    if (kind === 'draft') draft = `${String(side)} ${String(symbol)}`;
    if (kind === 'verdict' && !drafts.has(String(proposalId))) drafts.set(String(proposalId), draft);
    if (kind !== 'approval' || decision !== 'rejected') continue;
    const why = typeof reason === 'string' ? `: ${quoted(reason)}` : ', no reason given';
    said.push(`${drafts.get(String(proposalId)) ?? String(proposalId)}${why}`);
  }
  return said.reverse().slice(0, shownRejections);
}

/** Reads the memory from ledger rows, oldest first, and the account's valuation. */
export function readMemory(rows: readonly LedgerRow[], valuation: Valuation, world: MemoryWorld): TradingMemory {
  const { now, wallNow, invocations, dayStartEquityUsd, peakEquityUsd, sharpe, mostPerDay, mostPerHour, planOf } =
    world;
  const trades = bodies(rows, 'trade');
  const decisions = bodies(rows, 'approval').map(body => body.decision);
  const count = (decision: string) => decisions.filter(one => one === decision).length;
  const ranked = [...trades].sort((a, b) => a.profitUsd - b.profitUsd);
  const startedAt = rows.find(row => row.kind === 'note')?.at ?? wallNow;
  const today = Math.floor(now / dayMs) * dayMs;
  const opened = openings(valuation, trades);
  return {
    asOf: dayOf(now),
    session: { minutes: (wallNow - startedAt) / minuteMs, invocations },
    valuation,
    investedUsd: valuation.positions.reduce((sum, { valueUsd }) => sum + valueUsd, 0),
    dayProfitUsd: dayStartEquityUsd === undefined ? undefined : valuation.equityUsd - dayStartEquityUsd,
    drawdownShare:
      peakEquityUsd === undefined || !(peakEquityUsd > 0)
        ? undefined
        : Math.max(0, 1 - valuation.equityUsd / peakEquityUsd),
    plans: new Map(valuation.positions.map(position => [position.symbol, planOf(position)])),
    sharpe,
    tradesToday: trades.filter(trade => Math.floor(trade.closedAt / dayMs) * dayMs === today).length,
    opened: {
      today: opened.filter(at => at >= today).length,
      mostPerDay,
      hour: opened.filter(at => at > now - hourMs).length,
      mostPerHour,
    },
    winRate: trades.length === 0 ? undefined : trades.filter(trade => trade.profitUsd > 0).length / trades.length,
    best: ranked.at(-1),
    worst: ranked[0],
    approved: count('approved'),
    rejected: count('rejected'),
    expired: count('expired'),
    refused: rows.filter(row => row.kind === 'verdict' && (row.body as { passed?: unknown }).passed === false).length,
    rejections: rejectionsOf(rows),
  };
}

/** Six significant digits: a price below a dollar keeps its meaning, an index does not drown in decimals. */
const price = (value: number): string => String(Number(value.toPrecision(6)));

const money = (value: number): string => `${value < 0 ? '-' : ''}$${Math.abs(value).toFixed(2)}`;
const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

/** Words of somebody, word for word and as a quotation: no line end and no sign of ours can stand in them. */
const quoted = (text: string): string => JSON.stringify(text).replaceAll('<', '\\u003c');

function positionText(position: ValuedPosition, plan: PlanState | undefined): string {
  const { symbol, quantity, averagePrice, profitUsd, openedAt, stop, target, thesis, invalidation } = position;
  const parts = [
    stop === undefined ? 'no stop' : `stop ${stop}`,
    target === undefined ? 'no target' : `target ${target}`,
    `thesis: ${thesis === undefined ? 'none was given' : quoted(thesis)}`,
    ...(invalidation === undefined ? [] : [`wrong if: ${quoted(invalidation)}`]),
    ...(plan === undefined ? [] : [`wrong now: ${plan === true ? 'YES' : plan === false ? 'no' : plan}`]),
  ];
  return `- ${symbol} ${quantity} at ${price(averagePrice)}, now ${price(position.price)}, profit ${money(profitUsd)}, opened ${dayOf(openedAt)}; ${parts.join('; ')}`;
}

const limitText = (count: number, most: number | null): string => (most === null ? `${count}` : `${count} of ${most}`);

const sharpeText = ({ days, observations, value }: AccountSharpe): string =>
  `${days} days ${value === undefined ? 'too few' : value.toFixed(2)} (${observations} returns)`;

function resultsText({ winRate, valuation, best, worst, tradesToday }: TradingMemory): string {
  return winRate === undefined
    ? 'Closed trades: none yet, so there is no win rate and no lesson.'
    : `Closed trades: ${valuation.tradeCount}, ${Math.round(winRate * 100)} % winners, best ${money(best?.profitUsd ?? 0)}, worst ${money(worst?.profitUsd ?? 0)}, today ${tradesToday}.`;
}

const known = (value: number | undefined, say: (value: number) => string): string =>
  value === undefined || !Number.isFinite(value) ? 'unknown' : say(value);

/** The memory as the language model reads it: English, dated, the thesis of each position word for word. */
export function memoryText(memory: TradingMemory): string {
  const { valuation: account, session, opened } = memory;
  const positions = account.positions.map(position => positionText(position, memory.plans.get(position.symbol)));
  const rejected = memory.rejections.length === 0 ? '' : ` Rejected by a person: ${memory.rejections.join('; ')}.`;
  return [
    `As of ${memory.asOf}. Running ${Math.round(session.minutes)} minutes, ${session.invocations} decision${session.invocations === 1 ? '' : 's'} asked of a model.`,
    `Equity ${money(account.equityUsd)} (started with ${money(account.initialCashUsd)}, ${percent(account.profitUsd / account.initialCashUsd)}), cash ${money(account.cashUsd)}, invested ${money(memory.investedUsd)}, commissions ${money(account.commissionUsd)}.`,
    `Profit today ${known(memory.dayProfitUsd, money)}, in all ${money(account.profitUsd)}; drawdown ${known(memory.drawdownShare, percent)}. Sharpe: ${memory.sharpe.map(sharpeText).join(', ') || 'unknown'}.`,
    account.halted ? 'Kill switch: HALTED, only orders that reduce pass.' : 'Kill switch: off.',
    positions.length === 0 ? 'Positions: none.' : `Positions:\n${positions.join('\n')}`,
    resultsText(memory),
    `Opened today ${limitText(opened.today, opened.mostPerDay)}, within the hour ${limitText(opened.hour, opened.mostPerHour)}.`,
    `Proposals: ${memory.approved} approved, ${memory.rejected} rejected, ${memory.expired} expired, ${memory.refused} drafts refused by the gate.${rejected}`,
  ].join('\n');
}
