import { describe, expect, it } from 'vitest';
import { learnStandard, rollingStandard, Standard, standardise } from '../../../models/hybrid/standardise.ts';
import { seeded } from '../../kit/seeded.ts';
import { thrownBy } from '../../kit/thrown-by.ts';

const rows = (count: number) => Int32Array.from({ length: count }, (_, row) => row);

/** Row-major values of named columns. */
const table = (columns: readonly (readonly number[])[]) =>
  Float32Array.from(
    { length: columns.length * (columns[0]?.length ?? 0) },
    (_, i) => columns[i % columns.length]?.[Math.floor(i / columns.length)] ?? Number.NaN,
  );

describe('standardising', () => {
  it('centres and scales by the training rows alone', () => {
    const values = table([[-3, -1, 1, 3, 1000]]);
    const standard = learnStandard(['change'], values, rows(4));
    expect(standard.columns, 'mean 0, sample variance 20 / 3').toEqual([
      { name: 'change', log: false, mean: 0, deviation: expect.closeTo(Math.sqrt(20 / 3), 12) },
    ]);
    const { values: out, clipped } = standardise(standard, values);
    expect(out[3], '3 / sqrt(20 / 3)').toBeCloseTo(3 / Math.sqrt(20 / 3), 6);
    expect(out[4], 'cut to 5 deviations').toBe(5);
    expect([...clipped]).toEqual([0, 0, 0, 0, 1]);
  });

  it('takes a positive column whose logarithm is less skewed as its logarithm', () => {
    const random = seeded(3);
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const lognormal = Array.from({ length: 400 }, () => Math.exp(1 + 0.5 * normal()));
    const flat = Array.from({ length: 400 }, () => 1 + random());
    const standard = learnStandard(['volatility', 'flat'], table([lognormal, flat]), rows(400));
    expect(
      standard.columns.map(({ log }) => log),
      'a uniform column is not skewed',
    ).toEqual([true, false]);
    const [volatility] = standard.columns;
    expect(volatility?.mean, 'of ln, four standard errors').toBeCloseTo(1, 0);
    expect(Math.abs((volatility?.deviation ?? 0) - 0.5), 'of ln, four standard errors').toBeLessThan(0.08);
    const { values } = standardise(standard, table([[0], [1.5]]));
    expect(values[0], 'ln 0 is the least that there is').toBe(-5);
  });

  it('stands a missing value at the mean of the fold and counts it', () => {
    const standard = learnStandard(
      ['a', 'b'],
      table([
        [1, 2, 4],
        [-1, 0, 7],
      ]),
      rows(3),
    );
    const { values, missing } = standardise(
      standard,
      table([
        [Number.NaN, 2],
        [Number.NaN, 3],
      ]),
    );
    expect([values[0], values[1]]).toEqual([0, 0]);
    expect([...missing]).toEqual([2, 0]);
  });

  it('refuses a constant or missing column by name', () => {
    const constant = thrownBy(() =>
      learnStandard(
        ['a', 'flat'],
        table([
          [1, 2, 3],
          [7, 7, 7],
        ]),
        rows(3),
      ),
    );
    expect([constant.code, constant.message]).toEqual([
      'model.bad-data',
      'Column "flat" is constant (7) on all 3 training rows: leave it out or bring its data.',
    ]);
    const holes = thrownBy(() =>
      learnStandard(['volume'], table([[1, Number.NaN, Number.POSITIVE_INFINITY]]), rows(3)),
    );
    expect(holes.message).toBe('Column "volume" is missing in 2 of 3 training rows: leave it out or bring its data.');
    const single = thrownBy(() => learnStandard(['a'], table([[1]]), rows(1)));
    expect(single.message, 'one row has no deviation').toMatch(/at least 2 training rows, got 1/);
  });

  it('gives the same numbers after save and load, by way of JSON', () => {
    const values = table([
      [1, 2, 30],
      [-1, 0, 7],
    ]);
    const standard = learnStandard(['a', 'b'], values, rows(3));
    const loaded = Standard.parse(JSON.parse(JSON.stringify(standard)));
    expect(standardise(loaded, values)).toEqual(standardise(standard, values));
    expect(Standard.safeParse({ columns: [{ name: 'a' }] }).success, 'not made by save').toBe(false);
  });

  it('of rolling places learns nothing: 0 to 1 becomes -1 to 1, and what is missing the middle', () => {
    const { values } = standardise(rollingStandard(['a', 'b']), Float32Array.of(0, 1, 0.5, Number.NaN));
    expect([...values]).toEqual([-1, 1, 0, 0]);
  });
});
