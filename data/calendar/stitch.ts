import { QuaestorError } from '../../config/errors.ts';
import { at } from '../at.ts';
import { type CandleSeries, dayOf, sliceSeries } from '../candle.ts';
import { joined } from '../candle-store/joined.ts';
import { firstRowFrom } from '../quality/first-row-from.ts';

/** One contract, and the instant (UTC ms) from which the next one counts; for the last contract it is left out. */
export type Contract = { series: CandleSeries; rollAt?: number };

/** Where one contract followed another, and what was added to (or multiplied with) everything before. */
export type Roll = { at: number; from: string; to: string; adjustment: number };

export type Adjustment = 'difference' | 'ratio';

/** The last instant before a roll at which both contracts closed a candle. */
function lastCommon(before: CandleSeries, after: CandleSeries, rollAt: number): [number, number] {
  for (let row = firstRowFrom(before.openAt, rollAt) - 1; row >= 0; row -= 1) {
    const other = firstRowFrom(after.openAt, at(before.openAt, row));
    if (at(after.openAt, other) === at(before.openAt, row)) return [at(before.close, row), at(after.close, other)];
  }
  throw new QuaestorError('data.too-few-candles', {
    en: `"${before.symbol}" and "${after.symbol}" have no candle in common before ${dayOf(rollAt)}: the roll has no price.`,
    fr: `« ${before.symbol} » et « ${after.symbol} » n'ont aucune bougie commune avant le ${dayOf(rollAt)} : le passage n'a pas de prix.`,
  });
}

function rollsOf(contracts: readonly Contract[], how: Adjustment): Roll[] {
  return contracts.slice(0, -1).flatMap(({ series, rollAt = Number.POSITIVE_INFINITY }, i) => {
    const next = contracts[i + 1]?.series;
    if (!next) return [];
    const [old, young] = lastCommon(series, next, rollAt);
    const adjustment = how === 'difference' ? young - old : young / old;
    return { at: rollAt, from: series.symbol, to: next.symbol, adjustment };
  });
}

function adjusted(series: CandleSeries, by: number, how: Adjustment): CandleSeries {
  const change = how === 'difference' ? (price: number) => price + by : (price: number) => price * by;
  const [open, high] = [series.open.map(change), series.high.map(change)];
  const [low, close] = [series.low.map(change), series.close.map(change)];
  if (low.every(price => price > 0)) return { ...series, open, high, low, close };
  throw new QuaestorError('user.bad-request', {
    en: `Adjusted by difference, prices of "${series.symbol}" fall to zero or below. Adjust by ratio.`,
    fr: `Ajustés par différence, des cours de « ${series.symbol} » tombent à zéro ou au-dessous. Ajustez par ratio.`,
  });
}

/**
 * One continuous series out of contracts, oldest first: each counts from the roll into it to the roll out of it, and its
 * prices are moved by what separates the contracts at the rolls after it, so that returns are those of somebody who
 * rolled. The last contract keeps its prices. A later roll changes all earlier prices: do not store the answer.
 * @throws QuaestorError `data.too-few-candles`, `user.bad-request`
 */
export function stitch(
  contracts: readonly Contract[],
  symbol: string,
  how: Adjustment,
): { series: CandleSeries; rolls: Roll[] } {
  const rolls = rollsOf(contracts, how);
  const pieces = contracts.map(({ series }, i) => {
    const from = firstRowFrom(series.openAt, rolls[i - 1]?.at ?? Number.NEGATIVE_INFINITY);
    const to = firstRowFrom(series.openAt, rolls[i]?.at ?? Number.POSITIVE_INFINITY);
    const later = rolls.slice(i).map(roll => roll.adjustment);
    const by = how === 'difference' ? later.reduce((a, b) => a + b, 0) : later.reduce((a, b) => a * b, 1);
    return adjusted(sliceSeries(series, from, to), by, how);
  });
  const [first, ...rest] = pieces;
  if (!first) {
    throw new QuaestorError('data.too-few-candles', {
      en: `"${symbol}" needs at least one contract.`,
      fr: `« ${symbol} » demande au moins un contrat.`,
    });
  }
  return { series: { ...first, ...joined(first, ...rest), symbol }, rolls };
}
