import { candleColumns } from '../../../data/features/compute.ts';
import type { Columns } from '../../../data/features/kernel.ts';
import { walk } from '../../kit/candle-fixture.ts';
import { seeded } from '../../kit/seeded.ts';

/**
 * Columns for the inputs of a kernel: candles where it asks for them by name, positive walks of their own for others.
 * Volumes vary, and a tenth of them is zero.
 */
export function kernelInputs(names: readonly string[], length: number, seed: number): Columns {
  const candles = walk(length, seed);
  const random = seeded(seed + 100);
  const volume = Float64Array.from({ length }, () => (random() < 0.1 ? 0 : 1000 * (1 + 9 * random())));
  const known: Columns = { ...candleColumns(candles), volume };
  return Object.fromEntries(names.map((name, i) => [name, known[name] ?? walk(length, seed + 1 + i).close]));
}
