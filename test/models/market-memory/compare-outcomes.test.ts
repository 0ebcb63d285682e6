import { describe, expect, it } from 'vitest';
import { compareOutcomes } from '../../../models/market-memory/compare-outcomes.ts';
import { normalFrom } from '../../../models/performance/seeded-random.ts';
import { seeded } from '../../kit/seeded.ts';

/** Sums of `horizon` normal returns after each day: outcomes that overlap. */
function outcomesOf(count: number, horizon: number, normal: () => number): Float64Array {
  const returns = Float64Array.from({ length: count }, normal);
  return returns.map((_, row) =>
    row + horizon < count
      ? returns.subarray(row + 1, row + 1 + horizon).reduce((sum, one) => sum + one, 0)
      : Number.NaN,
  );
}

/** Ten days, none within 20 of another. */
function apart(count: number, random: () => number): number[] {
  const found: number[] = [];
  while (found.length < 10) {
    const row = Math.floor(random() * (count - 30));
    if (found.every(other => Math.abs(other - row) > 20)) found.push(row);
  }
  return found;
}

describe('outcomes of some days beside those of all', () => {
  it('have the means of what is known', () => {
    const outcomes = Float64Array.from([1, 2, 3, 4, 5, 6, 7, Number.NaN]);
    const found = compareOutcomes(outcomes, [0, 2, 5, 7], { seed: 1, block: 2 });
    expect(found).toMatchObject({ hits: 3, days: 7, usual: 4, mean: 10 / 3 });
    expect(found.low).toBeLessThan(10 / 3 - 4);
    expect(found.high).toBeGreaterThan(10 / 3 - 4);
  });

  it('of fewer than three days are not judged', () => {
    const found = compareOutcomes(Float64Array.from([100, 200, 0, 0, 0, 0]), [0, 1], { seed: 1 });
    expect(found).toMatchObject({ hits: 2, mean: 150, differs: false });
    expect([found.low, found.high]).toEqual([Number.NaN, Number.NaN]);
  });

  it.each([1, 20])('over %i days raise a false alarm, nominally .05, in at most .08 of 400 histories', horizon => {
    let alarms = 0;
    for (let run = 0; run < 400; run += 1) {
      const random = seeded(1000 * horizon + run);
      const outcomes = outcomesOf(1500, horizon, normalFrom(random));
      if (compareOutcomes(outcomes, apart(1500, random), { seed: run, runs: 500 }).differs) alarms += 1;
    }
    expect(alarms / 400).toBeLessThanOrEqual(0.08);
    expect(alarms / 400, 'nor does it never speak').toBeGreaterThan(0.01);
  });

  it('are found to differ where they do', () => {
    let found = 0;
    for (let run = 0; run < 50; run += 1) {
      const random = seeded(run);
      const outcomes = outcomesOf(1500, 5, normalFrom(random));
      const rows = apart(1500, random);
      // Two deviations of one outcome above the rest: six of the mean of ten.
      for (const row of rows) outcomes[row] = (outcomes[row] ?? 0) + 2 * Math.sqrt(5);
      const compared = compareOutcomes(outcomes, rows, { seed: run, runs: 500 });
      if (compared.differs && compared.low > 0) found += 1;
    }
    expect(found).toBeGreaterThanOrEqual(48);
  });

  it('have the same interval for the same seed', () => {
    const random = seeded(2);
    const outcomes = outcomesOf(800, 5, normalFrom(random));
    const rows = apart(800, random);
    expect(compareOutcomes(outcomes, rows, { seed: 3 })).toEqual(compareOutcomes(outcomes, rows, { seed: 3 }));
  });
});
