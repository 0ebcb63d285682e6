import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asOfJoin } from '../../data/as-of-join.ts';

const join = (at: number[], knownAt: number[], values: number[], options = {}): number[] => [
  ...asOfJoin(Float64Array.from(at), Float64Array.from(knownAt), Float64Array.from(values), options),
];

describe('an as-of join', () => {
  it('gives each instant the newest value that was known by then', () => {
    expect(join([5, 10, 15, 20, 25], [10, 20], [1, 2])).toEqual([Number.NaN, 1, 1, 2, 2]);
  });

  it('lets the later of two rows with one instant win, and answers an instant asked twice twice', () => {
    expect(join([10, 10], [10, 10], [1, 2])).toEqual([2, 2]);
  });

  it('shows nothing before its publication lag is over', () => {
    expect(join([10, 12, 13], [10], [7], { lagMs: 3 })).toEqual([Number.NaN, Number.NaN, 7]);
  });

  it('lets a value age from the instant at which it could be read', () => {
    expect(join([13, 18, 19], [10], [7], { lagMs: 3, maximumAgeMs: 5 })).toEqual([7, 7, Number.NaN]);
  });

  it('passes over rows without a value, and their age does not make the value before younger', () => {
    expect(join([10, 20, 26], [10, 20], [7, Number.NaN], { maximumAgeMs: 15 })).toEqual([7, 7, Number.NaN]);
  });

  it('of nothing is missing, not zero', () => {
    expect(join([1, 2], [], [])).toEqual([Number.NaN, Number.NaN]);
    expect(join([], [1], [1])).toEqual([]);
  });

  it.each([
    ['at', [2, 1], [1, 2]],
    ['knownAt', [1, 2], [2, 1]],
    ['at', [1, Number.NaN], [1, 2]],
  ])('refuses "%s" out of order', (name, at, knownAt) => {
    expect(() => join(at, knownAt, [1, 2])).toThrow(`"${name}" is`);
  });
});

const sorted = fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 60 }).map(list => list.sort((a, b) => a - b));
const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.constantFrom(1, 2, 3, Number.NaN)), {
  maxLength: 60,
});

describe('over random rows, an as-of join', () => {
  const options = fc.record({ lagMs: fc.integer({ min: 0, max: 20 }), maximumAgeMs: fc.integer({ min: 0, max: 60 }) });

  it('equals the definition, searched row by row', () => {
    fc.assert(
      fc.property(sorted, rows, options, (at, given, { lagMs, maximumAgeMs }) => {
        const known = given.sort(([a], [b]) => a - b);
        const expected = at.map(now => {
          const [knownAt, value] = known.findLast(([t, v]) => t + lagMs <= now && !Number.isNaN(v)) ?? [0, Number.NaN];
          return now - knownAt - lagMs <= maximumAgeMs ? value : Number.NaN;
        });
        const [times, values] = [known.map(([t]) => t), known.map(([, v]) => v)];
        expect(join(at, times, values, { lagMs, maximumAgeMs })).toEqual(expected);
      }),
      { seed: 3, numRuns: 400 },
    );
  });

  it('never changes what stood before a row that comes later', () => {
    fc.assert(
      fc.property(sorted, rows, fc.integer({ min: 0, max: 200 }), options, (at, given, cut, how) => {
        const known = given.sort(([a], [b]) => a - b);
        const early = known.filter(([t]) => t <= cut);
        const of = (list: typeof known) =>
          join(
            at,
            list.map(([t]) => t),
            list.map(([, v]) => v),
            how,
          );
        const before = at.filter(now => now <= cut).length;
        expect(of(known).slice(0, before)).toEqual(of(early).slice(0, before));
      }),
      { seed: 4, numRuns: 400 },
    );
  });
});
