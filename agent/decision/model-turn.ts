import type { Clock } from '../../config/clock.ts';
import { Note, type Trade } from '../../data/ledger-row.ts';
import { type CallRecord, DecisionRow } from '../../models/decision/call-record.ts';
import type { Route } from '../../models/regime/regime.ts';
import { routing } from '../../models/regime/router.ts';
import type { RiskView } from '../../models/risk/risk-view.ts';
import { equityOf } from '../../models/risk/trading-state.ts';
import type { ToolContext } from '../../tools/tool-context.ts';
import type { Desk } from '../desk/desk.ts';
import { type Acted, act } from './autopilot.ts';
import { buildSnapshot, type SnapshotParts } from './build-snapshot.ts';
import type { Decider } from './decider.ts';
import { draftOf } from './draft-of.ts';

export type ModelTurnParts = SnapshotParts & {
  desk: Desk;
  decider: Decider;
  wall: Clock;
  regimeOf: (symbol: string) => Route | undefined;
};

/** What the portfolio manager did: its call, and what became of each decision that was no hold. */
export type ModelTurn = { call: CallRecord; acted: ReadonlyMap<string, Acted> };

type LastDecision = { on: number; sequence: number; id: string; failed: boolean };

/** The ledger's row of the last decision on an instrument; `failed` where no model answered. */
function lastDecision({ ledger }: ModelTurnParts, symbol: string): LastDecision {
  const rows = ledger.rows('decision').flatMap(({ body, sequence }) => {
    const row = DecisionRow.safeParse(body).data;
    const on = row?.on[symbol];
    return !row || on === undefined || on === null
      ? []
      : [{ on, sequence, id: row.decisionId, failed: row.fault !== null }];
  });
  return rows.at(-1) ?? { on: Number.NEGATIVE_INFINITY, sequence: 0, id: '', failed: false };
}

/**
 * Why an instrument is to be decided on now: a candle has closed since, a stop or target has ended its position, or its
 * plan raised an alert.
 */
function reasonFor(parts: ModelTurnParts, given: string, asked: boolean): CallRecord['because'] | undefined {
  const { ledger, market, settings, desk } = parts;
  const [timeframe = '1d'] = settings.cycle.manager.timeframes;
  const { symbol } = market.instrument(given);
  if (desk.busyWith(symbol)) return undefined;
  const last = lastDecision(parts, symbol);
  const closed = market.candles(symbol, timeframe).openAt.at(-1) ?? Number.NEGATIVE_INFINITY;
  if (closed > last.on) return 'candle';
  if (asked && last.failed) return 'asked';
  const since = ledger.rows('trade', 'note').filter(row => row.sequence > last.sequence);
  if (since.some(({ kind, body }) => kind === 'trade' && (body as Trade).symbol === symbol)) return 'barrier';
  const alerted = since.some(({ kind, body }) => {
    const note = kind === 'note' ? Note.parse(body) : undefined;
    return note?.event === 'plan-alert' && note.symbol === symbol;
  });
  return alerted ? 'alert' : undefined;
}

/** What wakes the manager, the most usual first. */
const events = ['candle', 'barrier', 'alert'] as const;

/** What costs and the tick may add to a position's value before the gate sees it. */
const margin = 0.995;

/** Share of equity that may still go into an instrument: its own limit, what is left of the gross limit, the cash. */
function roomIn(view: RiskView, riskScale: number): number {
  const equityUsd = equityOf(view) ?? Number.NaN;
  const { positions, cashUsd } = view.portfolio;
  const grossUsd = [...positions.values()].reduce(
    (sum, { symbol, quantity }) => sum + Math.abs(quantity) * (view.priceOf(symbol) ?? Number.NaN),
    0,
  );
  const { maxPositionShare, maxGrossExposureShare, minimumNotionalUsd } = view.limits;
  const left = Math.min(
    maxPositionShare * riskScale,
    maxGrossExposureShare - grossUsd / equityUsd,
    cashUsd / equityUsd,
  );
  return left * margin * equityUsd >= minimumNotionalUsd ? left * margin : 0;
}

/**
 * Lets the portfolio manager decide on what has a new closed candle or whose position a barrier has ended. Undefined where
 * there is nothing to decide.
 */
export async function modelTurn(
  parts: ModelTurnParts,
  asked: boolean,
  context: ToolContext,
): Promise<ModelTurn | undefined> {
  const { settings, desk, decider, regimeOf, wall } = parts;
  const reasons = new Map(settings.cycle.manager.symbols.map(symbol => [symbol, reasonFor(parts, symbol, asked)]));
  const symbols = [...reasons].flatMap(([symbol, reason]) => (reason === undefined ? [] : [symbol]));
  if (symbols.length === 0) return undefined;
  const event = events.find(one => [...reasons.values()].includes(one)) ?? 'barrier';
  const because = asked ? 'asked' : event;
  const snapshot = await buildSnapshot(parts, symbols, context);
  const call = await decider.decide(snapshot, because, context.signal);
  const acted = new Map<string, Acted>();
  for (const judged of call.decisions) {
    if (judged.signal === 'hold' || snapshot.mode === 'advise') continue;
    const { riskScale } = routing(regimeOf(judged.symbol), settings.risk.regimeScale);
    const room = { riskScale, valueShare: roomIn(desk.risk(judged.symbol), riskScale) };
    const draft = draftOf(judged, snapshot, settings.broker.accountId, room);
    if (draft) acted.set(judged.symbol, await act(desk, settings, draft, snapshot.mode, wall.now()));
  }
  return { call, acted };
}
