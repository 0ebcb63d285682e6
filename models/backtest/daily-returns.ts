import { at } from '../../data/at.ts';
import { dayMs } from '../../data/calendar/calendar-days.ts';

/**
 * Simple returns of the equity at the last close of each day (UTC), beginning with the cash at the start.
 * @returns one return for each day that has a candle
 */
export function dailyReturns(equityUsd: Float64Array, openAt: Float64Array, cashUsd: number): Float64Array {
  const returns = new Float64Array(equityUsd.length);
  let days = 0;
  let before = cashUsd;
  for (let i = 0; i < equityUsd.length; i += 1) {
    const last =
      i + 1 === equityUsd.length || Math.floor(at(openAt, i + 1) / dayMs) !== Math.floor(at(openAt, i) / dayMs);
    if (!last) continue;
    returns[days] = at(equityUsd, i) / before - 1;
    before = at(equityUsd, i);
    days += 1;
  }
  return returns.slice(0, days);
}
