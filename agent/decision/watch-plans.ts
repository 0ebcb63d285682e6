import type { Clock } from '../../config/clock.ts';
import type { Settings } from '../../config/settings.ts';
import type { Ledger } from '../../data/ledger.ts';
import { Note } from '../../data/ledger-row.ts';
import type { MarketData } from '../../data/market/market-data.ts';
import { foldPortfolio, type Position, portfolioKinds } from '../../data/portfolio.ts';
import { invalidationWords, parseInvalidation } from '../../models/decision/invalidation-text.ts';
import type { Desk } from '../desk/desk.ts';
import { type Acted, act } from './autopilot.ts';
import type { Mode } from './mode.ts';
import { planStateOf } from './plan-state.ts';

export type WatchParts = { settings: Settings; market: MarketData; ledger: Ledger; desk: Desk; wall: Clock };

/** A position whose thesis was proved wrong, or cannot be judged, and what followed. */
export type PlanAlert = { position: Position; state: 'invalidated' | 'unknown'; acted?: Acted };

/** True where this position was already spoken of in this state: an alert comes once. */
function isKnown(ledger: Ledger, { symbol, openedAt }: Position, state: PlanAlert['state']): boolean {
  return ledger.rows('note').some(row => {
    const note = Note.parse(row.body);
    return note.event === 'plan-alert' && note.symbol === symbol && note.openedAt === openedAt && note.state === state;
  });
}

function closingDraft({ symbol, quantity, invalidation = '' }: Position, entry: number, settings: Settings) {
  const plan = parseInvalidation(invalidation);
  return {
    accountId: settings.broker.accountId,
    symbol,
    side: quantity > 0 ? ('sell' as const) : ('buy' as const),
    sizing: { kind: 'close' as const },
    entry,
    thesis: `Invalidated: ${plan ? invalidationWords(plan)[settings.language] : invalidation}`.slice(0, 600),
    decisionId: `plan-${symbol}-${entry}`,
    tainted: false,
  };
}

/** What has to be said of a position now; undefined where its plan holds, was spoken of, or the desk is busy with it. */
function newState({ market, settings, ledger, desk }: WatchParts, position: Position): PlanAlert['state'] | undefined {
  const truth = planStateOf({ market, settings }, position);
  const state = truth === true ? 'invalidated' : truth === 'unknown' ? 'unknown' : undefined;
  return state === undefined || isKnown(ledger, position, state) || desk.busyWith(position.symbol) ? undefined : state;
}

/**
 * Evaluates the invalidation of every open position on closed candles; no model is asked. One that is true closes the
 * position in mode auto and is proposed to be closed otherwise; one that cannot be evaluated closes nothing and is said
 * once. Stops and targets go on either way.
 */
export async function watchPlans(parts: WatchParts, mode: Mode): Promise<PlanAlert[]> {
  const { settings, market, ledger, desk, wall } = parts;
  const alerts: PlanAlert[] = [];
  for (const position of foldPortfolio(ledger.rows(...portfolioKinds)).positions.values()) {
    const { symbol, openedAt } = position;
    const state = newState(parts, position);
    if (state === undefined) continue;
    ledger.append('note', { event: 'plan-alert', symbol, openedAt, state }, { channel: 'cycle', id: 'plans' });
    const closes = state === 'invalidated' && mode !== 'advise';
    const draft = closes ? closingDraft(position, market.quote(symbol).price, settings) : undefined;
    alerts.push({ position, state, ...(draft ? { acted: await act(desk, settings, draft, mode, wall.now()) } : {}) });
  }
  return alerts;
}
