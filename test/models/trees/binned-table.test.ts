import { describe, expect, it } from 'vitest';
import { binTable, mostBins } from '../../../models/trees/binned-table.ts';
import { seeded } from '../../kit/seeded.ts';

const tableOf = (values: Float64Array) => binTable({ values, rows: values.length, width: 1 }, ['x']);

describe('bins', () => {
  it('of few distinct values are one for each, with bounds half way, and one more for what is missing', () => {
    const { codes, edges } = tableOf(Float64Array.of(3, 1, 1, Number.NaN, 8));
    expect(edges[0]).toEqual(Float64Array.of(2, 5.5));
    expect(Array.from(codes)).toEqual([1, 0, 0, 3, 2]);
  });

  it('of many values hold about as many rows each', () => {
    const random = seeded(2);
    const rows = 25_500;
    const { codes, edges } = tableOf(Float64Array.from({ length: rows }, () => random() ** 3));
    const counts = new Array<number>(mostBins).fill(0);
    for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
    expect(edges[0]?.length, '255 bins').toBe(254);
    expect([Math.min(...counts), Math.max(...counts)], '100 rows each').toEqual([100, 100]);
  });

  it('never cut a value that many rows share', () => {
    const values = Float64Array.from({ length: 2000 }, (_, i) => (i < 1000 ? 0 : i));
    const { codes, edges } = tableOf(values);
    expect(new Set(codes.subarray(0, 1000)), 'one bin').toEqual(new Set([0]));
    expect(codes[1000], 'the next value is in another').toBe(1);
    expect(edges[0]?.[0], 'half way').toBe(500);
  });

  it('keep neighbours apart that no number lies between', () => {
    const next = 1 + Number.EPSILON;
    const { codes } = tableOf(Float64Array.of(1, next, 1, next));
    expect(Array.from(codes)).toEqual([0, 1, 0, 1]);
  });
});
