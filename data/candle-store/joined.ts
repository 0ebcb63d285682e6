import type { RawCandles } from '../quality/raw-candles.ts';

const names = ['openAt', 'open', 'high', 'low', 'close', 'volume'] as const;

/** Tables one below the other. */
export function joined(first: RawCandles, ...rest: readonly RawCandles[]): RawCandles {
  if (rest.length === 0) return first;
  const tables = [first, ...rest];
  const length = tables.reduce((sum, table) => sum + table.length, 0);
  const column = (name: (typeof names)[number]): Float64Array => {
    const whole = new Float64Array(length);
    let start = 0;
    for (const table of tables) {
      whole.set(table[name], start);
      start += table.length;
    }
    return whole;
  };
  return { ...first, ...Object.fromEntries(names.map(name => [name, column(name)])), length };
}
