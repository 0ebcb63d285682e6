import { at } from '../../data/at.ts';
import { type CandleSeries, closedAt, lastClosedIndex } from '../../data/candle.ts';
import { type CashFlow, type Fill, KillSwitch, type LedgerRow, Note } from '../../data/ledger-row.ts';
import { applyCashFlow, applyFill, emptyPortfolio, type Portfolio } from '../../data/portfolio.ts';

type SeriesOf = (symbol: string) => CandleSeries | undefined;

/** Equity at the last closes up to an instant; NaN where one is not known. */
function equityAt({ cashUsd, positions }: Portfolio, instant: number, seriesOf: SeriesOf): number {
  let equityUsd = cashUsd;
  for (const { symbol, quantity } of positions.values()) {
    const series = seriesOf(symbol);
    equityUsd += series ? quantity * at(series.close, lastClosedIndex(series, instant)) : Number.NaN;
  }
  return equityUsd;
}

/** Highest equity at the closes in [from, until) of what is held all the while. */
function peakWithin(portfolio: Portfolio, from: number, until: number, seriesOf: SeriesOf): number {
  let peak = Number.NEGATIVE_INFINITY;
  for (const { symbol } of portfolio.positions.values()) {
    const series = seriesOf(symbol);
    if (!series) return Number.NaN;
    const last = lastClosedIndex(series, until - 1);
    for (let i = lastClosedIndex(series, from - 1) + 1; i <= last; i += 1) {
      const closeAt = closedAt(at(series.openAt, i), series.timeframe);
      peak = Math.max(peak, equityAt(portfolio, closeAt, seriesOf));
    }
  }
  return peak;
}

type Walk = { portfolio: Portfolio; at: number; peak: number };

function follow(walk: Walk, { kind, body }: LedgerRow, seriesOf: SeriesOf): void {
  if (kind === 'note') {
    const note = Note.parse(body);
    if (note.event !== 'account-opened') return;
    walk.portfolio = emptyPortfolio(note.cashUsd);
    walk.peak = note.cashUsd;
  }
  if (kind === 'fill' || kind === 'cash-flow') {
    const instant = kind === 'fill' ? (body as Fill).filledAt : (body as CashFlow).at;
    walk.peak = Math.max(walk.peak, peakWithin(walk.portfolio, walk.at, instant, seriesOf));
    walk.portfolio =
      kind === 'fill'
        ? applyFill(walk.portfolio, body as Fill).portfolio
        : applyCashFlow(walk.portfolio, body as CashFlow);
    walk.at = instant;
  }
  // Who lifts the kill switch goes on from what is left: the drawdown is counted from there.
  if (kind === 'kill-switch' && KillSwitch.parse(body).state === 'active')
    walk.peak = equityAt(walk.portfolio, walk.at, seriesOf);
}

/**
 * Highest equity in USD at the closes since the account was opened, or since an admin last resumed trading; undefined
 * where a price is not known.
 * @param rows the kinds of `portfolioKinds`, oldest first
 * @param now market instant, UTC ms
 */
export function peakEquity(rows: readonly LedgerRow[], now: number, seriesOf: SeriesOf): number | undefined {
  const walk: Walk = { portfolio: emptyPortfolio(), at: Number.NEGATIVE_INFINITY, peak: Number.NaN };
  for (const row of rows) follow(walk, row, seriesOf);
  const peak = Math.max(walk.peak, peakWithin(walk.portfolio, walk.at, now + 1, seriesOf));
  return Number.isNaN(peak) ? undefined : peak;
}
