import { at } from '../../data/at.ts';
import { dayMs } from '../../data/calendar/calendar-days.ts';
import type { Benchmark } from './equity-curve.ts';
import { mean } from './moments.ts';
import { firstOf, reasons, type Statistic, unless } from './statistic.ts';

/** Share 1 - E / (highest E so far) of each value: 0 at a peak. The first value must be positive. */
export function drawdownsOf(equity: Float64Array): Float64Array {
  let peak = Number.NEGATIVE_INFINITY;
  return equity.map(value => {
    peak = Math.max(peak, value);
    return 1 - value / peak;
  });
}

/** Deepest fall from a peak, as a share of it: 0 where there is none. One pass, for many runs. */
export function deepestShareOf(equity: Float64Array): number {
  let peak = Number.NEGATIVE_INFINITY;
  let deepest = 0;
  for (const value of equity) {
    if (value > peak) peak = value;
    else deepest = Math.max(deepest, 1 - value / peak);
  }
  return deepest;
}

/** A fall from a peak until the peak is reached again, as rows of the series; `depth` in the unit of the drawdowns. */
export type DrawdownRows = {
  /** Last row at the peak. */
  readonly peak: number;
  readonly bottom: number;
  /** First row without drawdown again; absent while the fall is not made good. */
  readonly recovery?: number;
  readonly depth: number;
};

/** The deepest row of [from, to), the first on ties. */
function deepestRow(drawdowns: Float64Array, from: number, to: number): number {
  let bottom = from;
  for (let i = from; i < to; i += 1) if (at(drawdowns, i) > at(drawdowns, bottom)) bottom = i;
  return bottom;
}

/** The spells of a series of drawdowns, oldest first. The first row counts as a peak. */
export function drawdownRows(drawdowns: Float64Array): DrawdownRows[] {
  const spells: DrawdownRows[] = [];
  const end = drawdowns.length;
  let peak = 0;
  for (let i = 1; i <= end; i += 1) {
    if (i < end && at(drawdowns, i) > 0) continue;
    if (i > peak + 1) {
      const bottom = deepestRow(drawdowns, peak + 1, i);
      spells.push({ peak, bottom, ...(i < end ? { recovery: i } : {}), depth: at(drawdowns, bottom) });
    }
    peak = i;
  }
  return spells;
}

export type DrawdownSpell = {
  /** Deepest fall below the peak, as a negative share. */
  readonly depth: number;
  /** Instants (UTC ms) of the candles at the last peak, at the bottom and at the recovery. */
  readonly startAt: number;
  readonly bottomAt: number;
  /** Absent while the fall is not made good. */
  readonly recoveryAt?: number;
  /** From the peak to the recovery, or to the last candle where there is none. */
  readonly durationMs: number;
};

/** The spells of an equity curve below its peaks, on every candle, oldest first; none where it does not start above zero. */
export function drawdownSpells({ openAt, equityUsd }: Benchmark): DrawdownSpell[] {
  if (!(at(equityUsd, 0) > 0)) return [];
  return drawdownRows(drawdownsOf(equityUsd)).map(({ peak, bottom, recovery, depth }) => {
    const startAt = at(openAt, peak);
    const endAt = at(openAt, recovery ?? openAt.length - 1);
    return {
      depth: -depth,
      startAt,
      bottomAt: at(openAt, bottom),
      ...(recovery === undefined ? {} : { recoveryAt: endAt }),
      durationMs: endAt - startAt,
    };
  });
}

/** Deepest fall from a peak in USD, as a negative amount: seldom the same fall as the deepest in percent. */
export function deepestFallUsd(equityUsd: Float64Array): number {
  let peak = Number.NEGATIVE_INFINITY;
  let deepest = 0;
  for (const value of equityUsd) {
    peak = Math.max(peak, value);
    deepest = Math.min(deepest, value - peak);
  }
  return deepest;
}

export type DrawdownStatistics = {
  /** Deepest fall from a peak of equity, as a negative share; 0 where there is none. */
  readonly maxDrawdown: Statistic;
  readonly maxDrawdownUsd: Statistic;
  /** Mean depth of the spells, as a negative share. */
  readonly averageDrawdown: Statistic;
  /** Days below a peak: the longest spell, and the mean of all. */
  readonly longestDrawdownDays: Statistic;
  readonly averageDrawdownDays: Statistic;
  /** Root mean square of the drawdowns of all candles, as a share. */
  readonly ulcerIndex: Statistic;
};

/** Drawdown measured on every candle. */
export function drawdownStatistics(curve: Benchmark, spells: readonly DrawdownSpell[]): DrawdownStatistics {
  const { equityUsd } = curve;
  const faulty = firstOf(
    [equityUsd.length === 0, reasons.tooFewValues],
    [!(at(equityUsd, 0) > 0), reasons.equityNotPositive],
  );
  const none = faulty ?? firstOf([spells.length === 0, reasons.noDrawdown]);
  const days = spells.map(({ durationMs }) => durationMs / dayMs);
  return {
    maxDrawdown: unless(faulty, () => 0 - deepestShareOf(equityUsd)),
    maxDrawdownUsd: unless(faulty, () => deepestFallUsd(equityUsd)),
    averageDrawdown: unless(none, () => mean(spells.map(({ depth }) => depth))),
    longestDrawdownDays: unless(none, () => days.reduce((longest, one) => Math.max(longest, one))),
    averageDrawdownDays: unless(none, () => mean(days)),
    ulcerIndex: unless(faulty, () => Math.sqrt(mean(drawdownsOf(equityUsd).map(one => one ** 2)))),
  };
}
