import { describe, expect, it } from 'vitest';
import { overfittingOf } from '../../../models/performance/overfitting.ts';
import { hasReferenceData } from '../../kit/reference-data.ts';
import { seeded } from '../../kit/seeded.ts';
import { thrownBy } from '../../kit/thrown-by.ts';
import { smaGrid } from './sma-grid.ts';

/** Columns of independent returns, the k-th with `edge(k)` added to every row. */
function columnsOf(count: number, rows: number, edge: (k: number) => number): Float64Array[] {
  const random = seeded(5);
  return Array.from({ length: count }, (_, k) => Float64Array.from({ length: rows }, () => random() - 0.5 + edge(k)));
}

describe('combinatorially symmetric cross-validation', () => {
  it.skipIf(!hasReferenceData).each([
    { blocks: 4, rows: 5648, combinations: 6, pbo: 0.5, loss: 0, slope: -2.90798698, logit: -0.66456797 },
    { blocks: 6, rows: 5646, combinations: 20, pbo: 0.35, loss: 0, slope: -1.23430023, logit: 0.84729786 },
    { blocks: 8, rows: 5648, combinations: 70, pbo: 0.3, loss: 0, slope: -0.85862539, logit: 0.61903921 },
    {
      blocks: 10,
      rows: 5640,
      combinations: 252,
      pbo: 0.3174603175,
      loss: 0.0079365079,
      slope: -1.00539157,
      logit: 0.61903921,
    },
    {
      blocks: 12,
      rows: 5640,
      combinations: 924,
      pbo: 0.2997835498,
      loss: 0.0119047619,
      slope: -0.91230831,
      logit: 0.61903921,
    },
    {
      blocks: 16,
      rows: 5648,
      combinations: 12_870,
      pbo: 0.3497280497,
      loss: 0.0216006216,
      slope: -0.98104707,
      logit: 0.61903921,
    },
  ])('19 SMA crosses on SPY with $blocks blocks have a probability of $pbo', row => {
    const found = overfittingOf(smaGrid().columns, row.blocks);
    expect([found.blocks, found.rows, found.combinations]).toEqual([row.blocks, row.rows, row.combinations]);
    expect(found.probability.value, 'reference collection, section 5; two implementations agree to 1e-13').toBeCloseTo(
      row.pbo,
      9,
    );
    expect(found.lossProbability.value).toBeCloseTo(row.loss, 9);
    expect(found.slope.value).toBeCloseTo(row.slope, 8);
    expect(found.medianLogit.value).toBeCloseTo(row.logit, 8);
  });

  it('one column with a real edge is never over-fitted', () => {
    const found = overfittingOf(
      columnsOf(9, 400, k => (k === 3 ? 0.4 : 0)),
      8,
    );
    expect(found.probability.value, 'best in and out of sample on every choice').toBe(0);
    expect(found.medianLogit.value, 'rank 9 of 9: ln(.9 / .1)').toBeCloseTo(Math.log(9), 12);
    expect(found.lossProbability.value).toBe(0);
  });

  it('columns that win in one half of the blocks and lose in the other are over-fitted', () => {
    const rows = 200;
    const noise = seeded(8);
    const halves = [1, -1].map(sign =>
      Float64Array.from({ length: rows }, (_, i) => (i < rows / 2 ? sign : -sign) + 0.1 * (noise() - 0.5)),
    );
    const { probability, lossProbability, combinations } = overfittingOf(halves, 2);
    expect(combinations, 'first half in sample, then the second').toBe(2);
    expect([probability.value, lossProbability.value], 'the winner of one half loses the other').toEqual([1, 1]);
  });

  it('equal columns share their rank, and the first of them counts as best', () => {
    const [column = new Float64Array()] = columnsOf(1, 40, () => 0.1);
    const { medianLogit, probability } = overfittingOf([column, column, column], 4);
    expect(medianLogit.value, 'average rank 2 of 3: ln(.5 / .5)').toBe(0);
    expect(probability.value).toBe(1);
  });

  it('the first rows that do not fill the blocks are left out', () => {
    const columns = columnsOf(4, 83, () => 0);
    const shorter = columns.map(column => column.subarray(3));
    expect(overfittingOf(columns, 8), '83 mod 8 = 3').toEqual(overfittingOf(shorter, 8));
  });

  it('a column that stays out of the market ranks as a ratio of 0', () => {
    const { probability, lossProbability } = overfittingOf([new Float64Array(80), ...columnsOf(1, 80, () => -0.4)], 4);
    expect([probability.value, lossProbability.value], 'doing nothing beats losing, on every choice').toEqual([0, 0]);
  });

  it.each([
    ['odd blocks', columnsOf(3, 100, () => 0), 5, '5 blocks'],
    ['more blocks than can be counted', columnsOf(3, 100, () => 0), 22, '22 blocks'],
    ['no blocks', columnsOf(3, 100, () => 0), 0, '0 blocks'],
    ['a single column', columnsOf(1, 100, () => 0), 4, 'not 1'],
    ['too few rows', columnsOf(3, 31, () => 0), 16, '31 rows'],
    ['columns of unequal length', [new Float64Array(40), new Float64Array(41)], 4, 'Column 1 has 41'],
    ['a return that is not a number', [new Float64Array(40), new Float64Array(40).fill(Number.NaN)], 4, 'Column 1'],
  ])('%s are refused in both languages', (_, columns, blocks, said) => {
    const error = thrownBy(() => overfittingOf(columns, blocks));
    expect(error).toMatchObject({ code: 'backtest.bad-parameters', message: expect.stringContaining(said) });
    expect(error.text?.fr).not.toBe(error.message);
  });
});
