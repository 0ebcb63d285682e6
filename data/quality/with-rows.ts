import type { RawCandles } from './raw-candles.ts';

const names = ['openAt', 'open', 'high', 'low', 'close', 'volume'] as const;

function mapColumns(raw: RawCandles, length: number, change: (column: Float64Array) => Float64Array): RawCandles {
  const columns = Object.fromEntries(names.map(name => [name, change(raw[name])]));
  return { ...raw, ...columns, length };
}

/** The rows in another order, or some of them: row i of the answer is row `order[i]`. */
export function withRows(raw: RawCandles, order: Uint32Array): RawCandles {
  return mapColumns(raw, order.length, column => {
    const picked = new Float64Array(order.length);
    for (let i = 0; i < order.length; i += 1) picked[i] = column[order[i] ?? 0] ?? Number.NaN;
    return picked;
  });
}

/** All rows but `bad` (ascending row numbers); the same table where there are none. */
export function withoutRows(raw: RawCandles, bad: readonly number[]): RawCandles {
  if (bad.length === 0) return raw;
  const kept = new Uint32Array(raw.length - bad.length);
  let next = 0;
  for (let row = 0; row < raw.length; row += 1) {
    if (bad[next] === row) next += 1;
    else kept[row - next] = row;
  }
  return withRows(raw, kept);
}

/** The table with some columns replaced. */
export const withColumns = (raw: RawCandles, changed: Partial<RawCandles>): RawCandles => ({ ...raw, ...changed });
