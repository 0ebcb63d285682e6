import { asOfJoin } from '../as-of-join.ts';
import { type CandleSeries, closedAt } from '../candle.ts';
import type { Columns } from './kernel.ts';

/** What another instrument is to this one: its market's benchmark, a peer of its class, or an asset that many watch. */
export const assetRoles = ['market', 'peer', 'gold', 'oil', 'bond', 'bitcoin'] as const;
export type AssetRole = (typeof assetRoles)[number];

/** Longest stand-still of a market that is open on weekdays. */
const maximumAgeMs = 5 * 86_400_000;

/**
 * Closes of other instruments beside candles: for each close the newest one of a candle that was closed by then.
 * @param closeAt instants (UTC ms), oldest first
 * @returns `market.close` and so on; NaN where nothing was known or what was known is older than five days
 */
export function assetColumns(closeAt: Float64Array, assets: Partial<Record<AssetRole, CandleSeries>>): Columns {
  const columns: Record<string, Float64Array> = {};
  for (const role of assetRoles) {
    const asset = assets[role];
    if (!asset) continue;
    const knownAt = asset.openAt.map(openAt => closedAt(openAt, asset.timeframe));
    columns[`${role}.close`] = asOfJoin(closeAt, knownAt, asset.close, { maximumAgeMs });
  }
  return columns;
}
