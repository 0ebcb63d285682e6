import type { ChartSpec } from './chart-spec.ts';

/** Every value that a pane shows; pane 0 also has the candles, bands and levels. */
function* valuesOf(spec: ChartSpec, pane: number): Generator<number | null> {
  for (const line of spec.lines) if (line.pane === pane) yield* line.values;
  if (spec.bars?.pane === pane) yield* [0, ...spec.bars.values];
  if (pane > 0) return;
  for (const [, high, low] of spec.candles ?? []) yield* [low, high];
  for (const band of spec.bands) yield* [...band.lower, ...band.upper];
  for (const level of spec.levels) yield level.value;
}

/** Lowest and highest value of a pane; [0, 1] where it has none. */
export function chartExtent(spec: ChartSpec, pane: number): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of valuesOf(spec, pane)) {
    if (value === null || !Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? [low, high] : [0, 1];
}
