import type { Strategy } from '../backtest/strategy.ts';

/** Values of each parameter that are tried. */
export type Ranges = Readonly<Record<string, readonly number[]>>;

/**
 * All combinations that the strategy accepts, in the order of the ranges, on top of `base`; what it refuses (fast above
 * slow) is left out. Without ranges there is one: `base` itself.
 */
export function parameterGrid(
  strategy: Pick<Strategy, 'parameters'>,
  ranges: Ranges,
  base: Readonly<Record<string, number>> = {},
): Record<string, number>[] {
  let combinations: Record<string, number>[] = [{ ...base }];
  for (const [name, values] of Object.entries(ranges))
    combinations = combinations.flatMap(one => values.map(value => ({ ...one, [name]: value })));
  return combinations.filter(one => strategy.parameters.safeParse(one).success);
}
