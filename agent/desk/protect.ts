import { type Candle, candlesFrom } from '../../data/candle.ts';
import type { Actor } from '../../data/ledger-row.ts';
import { foldPortfolio, type Portfolio, type Position, portfolioKinds } from '../../data/portfolio.ts';
import { recordFill } from '../../models/risk/record-fill.ts';
import type { DeskParts } from './desk-parts.ts';

const actor: Actor = { channel: 'desk', id: 'protection' };

/** Candles that closed since the position last changed, that of a fill at the open included: stop and target are live in them. */
function newCandles({ market }: DeskParts, { symbol, changedAt }: Position): Iterable<Candle> {
  const series = market.candles(symbol);
  const first = series.openAt.findIndex(at => at >= changedAt);
  return first === -1 ? [] : candlesFrom(series, first);
}

function exitOf(parts: DeskParts, portfolio: Portfolio, position: Position): Portfolio {
  if (!parts.venue || (position.stop === undefined && position.target === undefined)) return portfolio;
  for (const candle of newCandles(parts, position)) {
    const exit = parts.venue.protect(position, candle);
    if (exit) return recordFill(parts.ledger, portfolio, exit, undefined, actor);
  }
  return portfolio;
}

/**
 * Lets the stops and targets of all open positions act on every candle that came since. It asks no gate, since it only
 * reduces, and no person: an approved order carries its stop with it.
 */
export function protectPositions(parts: DeskParts): void {
  parts.database
    .transaction(() => {
      let portfolio = foldPortfolio(parts.ledger.rows(...portfolioKinds));
      for (const position of [...portfolio.positions.values()]) portfolio = exitOf(parts, portfolio, position);
    })
    .immediate();
}
