import { describe, expect, it } from 'vitest';
import { averageUniqueness } from '../../../models/hybrid/uniqueness.ts';

/** Lopez de Prado, "Advances in Financial Machine Learning", 2018, section 4.5.3: returns [0,3), [2,4), [4,6). */
const spans = { from: Int32Array.of(0, 2, 4), to: Int32Array.of(3, 4, 6) };

const close = (values: ArrayLike<number>, expected: readonly number[]) => {
  expect(values.length).toBe(expected.length);
  for (const [k, value] of expected.entries()) expect(values[k], `value ${k}`).toBeCloseTo(value, 12);
};

describe('uniqueness of labels', () => {
  it('is 5/6, 3/4 and 1 on the published example', () => close(averageUniqueness(spans), [5 / 6, 3 / 4, 1]));

  it('of windows that start every day is one over their length, away from the ends', () => {
    const from = Int32Array.from({ length: 50 }, (_, k) => k);
    const unique = averageUniqueness({ from, to: from.map(start => start + 5) });
    expect(unique[25], 'five labels look at each row').toBeCloseTo(1 / 5, 12);
    expect(unique[0], '1, 1/2, 1/3, 1/4, 1/5').toBeCloseTo((1 + 1 / 2 + 1 / 3 + 1 / 4 + 1 / 5) / 5, 12);
  });

  it('is 0 for an unknown label, which makes no other less unique', () => {
    const unknown = { from: Int32Array.of(0, 0), to: Int32Array.of(3, 0) };
    expect([...averageUniqueness(unknown)]).toEqual([1, 0]);
  });
});
