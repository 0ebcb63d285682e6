import { describe, expect, it } from 'vitest';
import { kFolds } from '../../../models/hybrid/market-folds.ts';
import { purgedFolds, purgedTail, walkForwardFolds } from '../../../models/hybrid/purged-folds.ts';
import { seeded } from '../../kit/seeded.ts';
import { thrownBy } from '../../kit/thrown-by.ts';

const spans = (count: number, length: number) =>
  Int32Array.from({ length: count }, (_, row) => Math.min(row + length, count - 1));

/** 100 rows of which row i looks at the rows i to i + 5. */
const labelEnd = Int32Array.from({ length: 100 }, (_, row) => row + 5);

/** Rows that two labels both look at. */
const share = (ends: Int32Array, a: number, b: number) => a <= (ends[b] ?? 0) && b <= (ends[a] ?? 0);

describe('purged folds', () => {
  it('of 100 rows that look 5 ahead, test 20 to 39, embargo 1 %: 15 to 19 and 40 to 45 are dropped and 69 rows stay', () => {
    const { train, test } = purgedFolds(labelEnd, { folds: 5, embargo: 0.01 })[1] ?? expect.fail('no second fold');
    expect([test[0], test.at(-1), test.length]).toEqual([20, 39, 20]);
    const dropped = Array.from({ length: 100 }, (_, row) => row).filter(
      row => !train.includes(row) && !test.includes(row),
    );
    expect(dropped, 'purge before, purge after, embargo').toEqual([15, 16, 17, 18, 19, 40, 41, 42, 43, 44, 45]);
    expect(train.length, 'Lopez de Prado 2018, section 7.4, counted by hand').toBe(69);
  });

  it('test every row once and leave no label of the training that looks where a test label looks', () => {
    const random = seeded(5);
    const ends = Int32Array.from({ length: 503 }, (_, row) => Math.min(502, row + Math.floor(random() * 20)));
    const folds = purgedFolds(ends, { folds: 7, embargo: 0.02 });
    expect(folds.flatMap(({ test }) => [...test])).toEqual(Array.from({ length: 503 }, (_, row) => row));
    for (const { train, test } of folds) {
      const leaks = [...train].filter(row => test.some(other => share(ends, row, other)));
      expect(leaks).toEqual([]);
    }
  });

  it('before a tail test every row whose label ends before it, and learn from both sides of the test, never from the tail', () => {
    const ends = spans(400, 10);
    const folds = kFolds(ends, 300, 4);
    expect(folds.flatMap(({ test }) => [...test])).toEqual(Array.from({ length: 290 }, (_, row) => row));
    for (const { train, validation, test } of folds) {
      const known = [...train, ...validation];
      expect(known.filter(row => test.some(other => share(ends, row, other)))).toEqual([]);
      expect(Math.max(...known.map(row => ends[row] ?? 0))).toBeLessThan(300);
      const first = validation[0] ?? 0;
      expect(
        train.every(row => (ends[row] ?? 0) < first),
        'what stops it is purged too',
      ).toBe(true);
    }
    expect(
      folds[1]?.train.some(row => row > (folds[1]?.test.at(-1) ?? 0)),
      'from later rows too',
    ).toBe(true);
  });

  it('refuse a number of folds that the rows cannot fill', () => {
    expect(thrownBy(() => purgedFolds(labelEnd, { folds: 1 })).message).toBe(
      '100 rows cannot be cut into 1 folds: ask for 2 to 100.',
    );
    expect(thrownBy(() => purgedFolds(labelEnd.subarray(0, 3), { folds: 4 })).code).toBe('model.bad-data');
  });
});

describe('walk-forward folds', () => {
  const folds = walkForwardFolds(spans(200, 10), { folds: 4, leastTraining: 100 });

  it('test the rows after the first training once, in order', () => {
    expect(folds.flatMap(({ test }) => [...test])).toEqual(Array.from({ length: 100 }, (_, k) => 100 + k));
  });

  it('learn from earlier rows alone, whose labels end before the test begins', () => {
    expect(
      folds.map(({ train }) => [train[0], train.at(-1)]),
      '10 rows are purged before each test',
    ).toEqual([
      [0, 89],
      [0, 114],
      [0, 139],
      [0, 164],
    ]);
  });

  it('keep the newest rows of a window', () => {
    const rolling = walkForwardFolds(spans(200, 10), { folds: 2, leastTraining: 100, window: 50 });
    expect(rolling.map(({ train }) => [train[0], train.at(-1)])).toEqual([
      [40, 89],
      [90, 139],
    ]);
  });

  it('say how many rows they need', () => {
    expect(thrownBy(() => walkForwardFolds(labelEnd, { folds: 4, leastTraining: 98 })).message).toBe(
      '4 walk-forward folds after 98 rows need 102 rows, got 100.',
    );
  });
});

describe('purged tail', () => {
  it('holds out the last share of the rows that it is given and purges those before it', () => {
    const rows = Int32Array.from({ length: 50 }, (_, k) => 2 * k);
    const { train, test } = purgedTail(labelEnd, rows, 0.2);
    expect([test[0], test.at(-1), test.length]).toEqual([80, 98, 10]);
    expect(train.at(-1), 'row 76 looks at row 81').toBe(74);
  });

  it('refuses a share that leaves one side empty', () => {
    const rows = Int32Array.of(0, 1, 2);
    expect(thrownBy(() => purgedTail(labelEnd, rows, 0.34)).message).toBe(
      'A tail of 0.34 of 3 rows leaves 0 rows to learn from and 1 to test.',
    );
    expect(thrownBy(() => purgedTail(labelEnd, rows, 0)).code).toBe('model.bad-data');
  });
});
