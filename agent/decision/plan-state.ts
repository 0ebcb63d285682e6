import { attempt } from '../../config/attempt.ts';
import type { Settings } from '../../config/settings.ts';
import type { MarketData } from '../../data/market/market-data.ts';
import type { Position } from '../../data/portfolio.ts';
import type { PlanState } from '../../knowledge/memory/trading-memory.ts';
import { type Feed, invalidated } from '../../models/decision/invalidation.ts';
import { parseInvalidation } from '../../models/decision/invalidation-text.ts';
import { seriesFeed } from '../../models/decision/series-feed.ts';

type Looking = { market: MarketData; settings: Settings };

/** Series of an instrument's closed candles, as of its market's clock. */
export const feedOf = ({ market, settings }: Looking, symbol: string, openedAt?: number): Feed =>
  seriesFeed(timeframe => attempt(() => market.candles(symbol, timeframe)), {
    now: attempt(() => market.now(symbol)) ?? Number.NaN,
    staleAfterDays: settings.market.staleAfterDays,
    openedAt,
  });

/** The present truth of a position's invalidation; undefined where it has none, 'in words only' where only a person can judge it. */
export function planStateOf(
  looking: Looking,
  { symbol, invalidation, openedAt }: Pick<Position, 'symbol' | 'invalidation' | 'openedAt'>,
): PlanState | undefined {
  if (invalidation === undefined) return undefined;
  const plan = parseInvalidation(invalidation);
  return plan ? invalidated(plan, feedOf(looking, symbol, openedAt)) : 'in words only';
}
