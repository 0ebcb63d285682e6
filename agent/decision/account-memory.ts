import { attempt } from '../../config/attempt.ts';
import type { Clock } from '../../config/clock.ts';
import type { Settings } from '../../config/settings.ts';
import type { Ledger } from '../../data/ledger.ts';
import type { MarketData } from '../../data/market/market-data.ts';
import { accountSharpes } from '../../knowledge/memory/account-sharpe.ts';
import { readMemory, type TradingMemory } from '../../knowledge/memory/trading-memory.ts';
import type { RiskView } from '../../models/risk/risk-view.ts';
import { readAccount } from '../../tools/read-account.ts';
import { planStateOf } from './plan-state.ts';

export type AccountParts = {
  ledger: Ledger;
  market: MarketData;
  settings: Settings;
  wall: Clock;
  /** What the gate sees of an instrument: peak and day's start are the same figures there and here. */
  risk: (symbol: string) => RiskView;
};

const sharpeDays = [7, 30] as const;

/** The trading memory of the account as it stands. @throws QuaestorError `data.stale` when a position has no price */
export function accountMemory({ ledger, market, settings, wall, risk }: AccountParts): TradingMemory {
  const { defaultSymbol } = settings.market;
  const rows = ledger.rows();
  const { valuation } = readAccount({ ledger, market });
  const { now, dayStartEquityUsd, peakEquityUsd, limits } = risk(valuation.positions[0]?.symbol ?? defaultSymbol);
  const calendar = attempt(() => market.candles(defaultSymbol, '1d'));
  const daysPerYear = attempt(() => market.instrument(defaultSymbol).daysPerYear) ?? 252;
  const seriesOf = (symbol: string) => attempt(() => market.candles(symbol, '1d'));
  return readMemory(rows, valuation, {
    now,
    wallNow: wall.now(),
    invocations: rows.filter(row => row.kind === 'decision' && 'record' in row.body).length,
    dayStartEquityUsd,
    peakEquityUsd,
    sharpe: calendar ? accountSharpes(rows, { now, windows: sharpeDays, calendar, seriesOf, daysPerYear }) : [],
    mostPerDay: limits.maxTradesPerDay,
    mostPerHour: limits.maxOpensPerHour,
    planOf: position => planStateOf({ market, settings }, position),
  });
}
