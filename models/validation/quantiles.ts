import { quantileOf } from '../performance/moments.ts';

/** 5, 25, 50, 75 and 95 % of what was found. */
export type Quantiles = {
  readonly p5: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
};

export function quantilesOf(values: readonly number[]): Quantiles {
  const all = Float64Array.from(values);
  const of = (share: number) => quantileOf(all, share);
  return { p5: of(0.05), p25: of(0.25), p50: of(0.5), p75: of(0.75), p95: of(0.95) };
}
