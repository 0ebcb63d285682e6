import { at } from '../at.ts';
import { timeframeMs } from '../candle.ts';
import type { Expected } from './check.ts';
import type { Finding } from './finding.ts';
import type { RawCandles } from './raw-candles.ts';

/** New shares for one old one. */
const ratios: readonly (readonly [string, number])[] = [
  ['3:2', 1.5],
  ...[2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 50, 100].flatMap(n => [
    [`${n}:1`, n] as const,
    [`1:${n}`, 1 / n] as const,
  ]),
];

/** Change of a price overnight, as a factor either way, from which a split is thought of. */
const leastFactor = 1.4;
/** An ordinary move overnight on top of a split (log). */
const tolerance = 0.05;
/** Volume in shares moves as much as the price, the other way; it may be this many times more or less. */
const volumeFactor = 2;
const days = 5;

function meanOf(column: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let row = Math.max(0, from); row < to; row += 1) sum += at(column, row);
  return sum / (to - Math.max(0, from));
}

/** The name of the split that row `row` looks like, and how much the volume changed. */
function splitAt(
  { open, close, volume, length }: RawCandles,
  row: number,
): { name: string; traded: number } | undefined {
  const fall = at(close, row - 1) / at(open, row);
  const ratio = ratios.find(([, factor]) => Math.abs(Math.log(fall / factor)) < tolerance);
  if (!ratio) return undefined;
  const end = Math.min(length, row + days);
  const traded = meanOf(volume, row, end) / meanOf(volume, row - days, row);
  const stays = Math.abs(Math.log(meanOf(close, row, end) / at(open, row))) < Math.log(leastFactor) / 2;
  const inverse = traded > ratio[1] / volumeFactor && traded < ratio[1] * volumeFactor;
  return stays && inverse ? { name: ratio[0], traded } : undefined;
}

/** Reports nights after which the price stands at a round fraction while volume moves the other way. Nothing is adjusted. */
export function splits(raw: RawCandles, { timeframe, calendar }: Expected): Finding[] {
  const findings: Finding[] = [];
  const nightMs = timeframe === '1d' || timeframe === '1w' || calendar.name === '24/7' ? 0 : timeframeMs[timeframe];
  const { openAt, open, close } = raw;
  for (let row = 1; row < raw.length; row += 1) {
    const factor = at(open, row) / at(close, row - 1);
    if (factor < leastFactor && factor > 1 / leastFactor) continue;
    if (at(openAt, row) - at(openAt, row - 1) <= nightMs) continue;
    const split = splitAt(raw, row);
    if (!split) continue;
    const instant = at(openAt, row);
    const detail = `looks like a ${split.name} split: close ${at(close, row - 1)}, then open ${at(open, row)}, with ${split.traded.toFixed(2)} times the volume`;
    findings.push({ fault: 'split', remedy: 'reported', fromAt: instant, toAt: instant, count: 1, detail });
  }
  return findings;
}
