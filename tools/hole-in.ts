import type { Text } from '../config/text.ts';
import { at } from '../data/at.ts';
import { type CandleSeries, dayOf, timeframeMs } from '../data/candle.ts';

const tenDaysMs = 10 * timeframeMs['1d'];

/** The last day before the longest time without a candle from a row on, and the first after it, where it is longer than any holiday. */
export function longestHole(
  { openAt, timeframe, length }: CandleSeries,
  first: number,
): { from: string; to: string } | undefined {
  let [longest, row] = [Math.max(tenDaysMs, 3 * timeframeMs[timeframe]), -1];
  for (let i = first + 1; i < length; i += 1) {
    const step = at(openAt, i) - at(openAt, i - 1);
    if (step <= longest) continue;
    [longest, row] = [step, i];
  }
  return row < 0 ? undefined : { from: dayOf(at(openAt, row - 1)), to: dayOf(at(openAt, row)) };
}

/** What such a hole means for a run over the candles: a sentence for a card. */
export function holeIn(series: CandleSeries, first: number): Text | undefined {
  const hole = longestHole(series, first);
  if (!hole) return undefined;
  const { from, to } = hole;
  return {
    en: `There are no candles between ${from} and ${to}: nothing could be decided, stopped or closed in that time.`,
    fr: `Il n'y a aucune bougie entre ${from} et ${to} : rien n'a pu être décidé, stoppé ou clôturé pendant ce temps.`,
  };
}
