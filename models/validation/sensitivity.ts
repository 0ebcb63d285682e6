import type { RunFigures } from '../backtest/run-chunk.ts';
import { quantileOf } from '../performance/moments.ts';
import { dailySharpe } from './walk-forward.ts';

/** How a result depends on two parameters: Sharpe ratios a year, NaN where the strategy refuses the pair. */
export type SensitivityMap = {
  readonly across: { readonly name: string; readonly values: readonly number[] };
  readonly down: { readonly name: string; readonly values: readonly number[] };
  /** One row for each value of `down`. */
  readonly sharpe: readonly (readonly number[])[];
  readonly best: { readonly across: number; readonly down: number; readonly sharpe: number };
  /** Median Sharpe of the neighbours of the best pair over its own: a lone peak has little beside it. NaN where the best itself earns nothing. */
  readonly plateau: number;
};

/** @param grid configurations with the figures that each gave, in the same order */
export function sensitivityOf(
  across: SensitivityMap['across'],
  down: SensitivityMap['down'],
  grid: readonly Readonly<Record<string, number>>[],
  figures: readonly RunFigures[],
  periodsPerYear: number,
): SensitivityMap {
  const found = new Map(
    grid.map((one, i) => {
      const returns = figures[i]?.dailyReturns ?? new Float64Array();
      return [`${one[across.name]} ${one[down.name]}`, dailySharpe(returns) * Math.sqrt(periodsPerYear)] as const;
    }),
  );
  const sharpe = down.values.map(row => across.values.map(column => found.get(`${column} ${row}`) ?? Number.NaN));
  const [r, c] = placeOfBest(sharpe);
  const own = sharpe[r]?.[c] ?? Number.NaN;
  const around = Float64Array.from(neighbours(sharpe, r, c));
  return {
    across,
    down,
    sharpe,
    best: { across: across.values[c] ?? Number.NaN, down: down.values[r] ?? Number.NaN, sharpe: own },
    plateau: own > 0 ? quantileOf(around, 0.5) / own : Number.NaN,
  };
}

function placeOfBest(sharpe: readonly (readonly number[])[]): [number, number] {
  let place: [number, number] = [0, 0];
  let best = Number.NEGATIVE_INFINITY;
  for (const [r, row] of sharpe.entries())
    for (const [c, value] of row.entries()) {
      if (!(value > best)) continue;
      best = value;
      place = [r, c];
    }
  return place;
}

function neighbours(sharpe: readonly (readonly number[])[], row: number, column: number): number[] {
  const found: number[] = [];
  for (let r = row - 1; r <= row + 1; r += 1)
    for (let c = column - 1; c <= column + 1; c += 1) {
      const value = sharpe[r]?.[c];
      if (value !== undefined && !Number.isNaN(value) && !(r === row && c === column)) found.push(value);
    }
  return found;
}
