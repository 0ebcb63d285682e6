import { describe, expect, it } from 'vitest';
import { barStructureKernel } from '../../../data/features/bar-structure.ts';
import { breakoutKernel } from '../../../data/features/breakout.ts';
import { fairValueGapKernel } from '../../../data/features/fair-value-gap.ts';
import { fibonacciLevelKernel } from '../../../data/features/fibonacci-level.ts';
import { gapFillKernel } from '../../../data/features/gap-fill.ts';
import { runKernel } from '../../../data/features/kernel.ts';
import { pivotPointsKernel } from '../../../data/features/pivot-points.ts';
import { roundNumberKernel } from '../../../data/features/round-number.ts';
import { swingHighKernel, swingLowKernel } from '../../../data/features/swing.ts';
import { touchesKernel } from '../../../data/features/touches.ts';
import { volumeProfileKernel } from '../../../data/features/volume-profile.ts';
import { walk } from '../../kit/candle-fixture.ts';
import { seeded } from '../../kit/seeded.ts';

const { NaN: none } = Number;
const column = (...values: number[]) => Float64Array.from(values);

/** Indices of the rows that lie beyond all `wing` neighbours, the first of equal ones, straight from the definition. */
function turningPoints(values: Float64Array, wing: number): number[] {
  return [...values.keys()].filter(c => {
    const before = values.slice(Math.max(0, c - wing), c);
    const after = values.slice(c + 1, c + 1 + wing);
    const complete = before.length === wing && after.length === wing;
    return complete && before.every(x => x < (values[c] ?? none)) && after.every(x => x <= (values[c] ?? none));
  });
}

describe('swing points', () => {
  it('appear `wing` rows after their top, with the top before and their age', () => {
    const values = column(1, 2, 5, 2, 1, 2, 4, 3, 2, 1);
    const { level, earlier, age } = runKernel(swingHighKernel, { values }, { wing: 2, period: 6 });
    expect([...level], 'top 5 at row 2 is known at row 4, shown once 8 rows are there').toEqual([
      ...Array(7).fill(none),
      5,
      4,
      4,
    ]);
    expect(earlier[8], 'row 2 is out of the last 6 rows at row 8').toBeNaN();
    expect([...age.slice(7)]).toEqual([5, 2, 3]);
  });

  it('are those of the definition in every window of a walk with equal neighbours', () => {
    const wing = 2;
    const period = 30;
    const random = seeded(12);
    const values = Float64Array.from({ length: 400 }, () => Math.floor(20 * random()));
    const found = runKernel(swingHighKernel, { values }, { wing, period });
    const points = turningPoints(values, wing);
    for (let i = period + wing - 1; i < values.length; i += 1) {
      const [newest = none, before = none] = points.filter(c => c > i - period && c + wing <= i).reverse();
      expect(found.level[i], `newest at row ${i}`).toBe(values[newest] ?? none);
      expect(found.earlier[i], `the one before at row ${i}`).toBe(values[before] ?? none);
      expect(found.age[i], `age at row ${i}`).toBe(i - newest);
    }
  });

  it('lows are the highs of the mirrored column', () => {
    const { low } = walk(300, 2);
    const mirrored = runKernel(swingHighKernel, { values: low.map(x => -x) }, { wing: 3, period: 100 });
    const lows = runKernel(swingLowKernel, { values: low }, { wing: 3, period: 100 });
    expect(lows.level).toEqual(mirrored.level.map(x => -x));
    expect(lows.age).toEqual(mirrored.age);
    expect(lows.level.some(Number.isFinite), 'there are some').toBe(true);
  });
});

describe('candles beside the ones before', () => {
  it('are higher, lower, inside or outside', () => {
    const flags = runKernel(barStructureKernel, { high: column(5, 6, 6, 7, 6), low: column(3, 4, 4, 2, 1) }, {});
    expect([...flags.higherHigh]).toEqual([none, 1, 0, 1, 0]);
    expect([...flags.lowerLow]).toEqual([none, 0, 0, 1, 1]);
    expect([...flags.inside], 'equal ends are inside').toEqual([none, 0, 1, 0, 0]);
    expect([...flags.outside]).toEqual([none, 0, 0, 1, 0]);
  });

  it('leave fair value gaps where the first and the third do not meet', () => {
    const gaps = runKernel(fairValueGapKernel, { high: column(2, 4, 6, 6, 3), low: column(1, 2, 3, 4, 1) }, {});
    expect([...gaps.up], 'low 3 above high 2; low 4 is not above high 4').toEqual([none, none, 1, 0, 0]);
    expect([...gaps.down], 'high 3 is not below low 3').toEqual([none, none, 0, 0, 0]);
    const mirrored = runKernel(fairValueGapKernel, { high: column(-1, -2, -3), low: column(-2, -4, -6) }, {});
    expect([mirrored.up[2], mirrored.down[2]]).toEqual([0, 1]);
  });

  it('break out of the rows before, never of their own', () => {
    const prices = { high: column(3, 3, 9, 9, 9), low: column(1, 1, 2, 0, 0), close: column(2, 2, 4, 0.5, 9) };
    const { up, down } = runKernel(breakoutKernel, prices, { period: 2 });
    expect([...up], 'close 4 above 3; close 9 is not above 9').toEqual([none, none, 1, 0, 0]);
    expect([...down], 'close 0.5 below 1').toEqual([none, none, 0, 1, 0]);
  });

  it('fill gaps in part, wholly, or not at all', () => {
    const candles = {
      open: column(100, 110, 90, 104, 100),
      high: column(100, 112, 95, 106, 101),
      low: column(100, 106, 90, 104, 99),
      close: column(100, 100, 100, 100, 100),
    };
    const { size, filled } = runKernel(gapFillKernel, candles, {});
    expect([...size]).toEqual([none, 0.1, 0.1, 0.04, 0]);
    expect([...filled], '110 back to 106, 90 up to 95, 104 never back, no gap').toEqual([none, 0.04, 0.05, 0, 0]);
  });
});

describe('levels', () => {
  it('pivots of a session with high 110, low 100, close 108 are 106, 112 and 102', () => {
    const pivots = runKernel(pivotPointsKernel, { high: column(110), low: column(100), close: column(108) }, {});
    expect(pivots).toEqual({ pivot: column(106), resistance: column(112), support: column(102) });
  });

  it('round numbers are multiples of a unit of the second digit', () => {
    const { value } = runKernel(roundNumberKernel, { values: column(437, 43_700, 1000, 0.0123, 99, 0, -5) }, {});
    expect(value[0], '437 lies 3 below 440').toBeCloseTo(-0.3, 12);
    expect(value[1], '43,700 lies 300 below 44,000').toBeCloseTo(-0.3, 12);
    expect(value[2]).toBe(0);
    expect(value[3], '0.0123 lies 0.0003 above 0.012').toBeCloseTo(0.3, 12);
    expect(value[4], 'two digits are round at every unit').toBe(0);
    expect([value[5], value[6]], 'no price').toEqual([none, none]);
  });

  it('the nearest Fibonacci retracement may lie above or below', () => {
    const { value } = runKernel(fibonacciLevelKernel, { values: column(0, 20, 40, 56, 110, none) }, {});
    const expected = [0, -3.6, 1.8, -5.8, 10, none];
    for (const [i, x] of expected.entries()) {
      if (Number.isNaN(x)) expect(value[i]).toBeNaN();
      else expect(value[i], `row ${i}`).toBeCloseTo(x, 12);
    }
  });

  it('touches count the values near the present level, ends included', () => {
    const inputs = { values: column(10, 9, 8, 10, 7), level: column(10, 10, 10, 10, 10), width: column(1, 1, 1, 1, 2) };
    expect([...runKernel(touchesKernel, inputs, { period: 3 }).value]).toEqual([none, none, 2, 2, 2]);
  });

  it('the point of control is the middle of the fullest step', () => {
    const [high, low] = [column(2, 10, 5, 5.5), column(0, 8, 4, 4.5)];
    const volume = column(10, 20, 15, 16);
    const profile = runKernel(volumeProfileKernel, { high, low, volume }, { period: 4, bins: 5 });
    expect([...profile.control], 'steps of 2 from 0: middles 1, 9, 4.5, 5 hold 10, 20 and 31').toEqual([
      none,
      none,
      none,
      5,
    ]);
    expect(profile.share[3]).toBeCloseTo(31 / 61, 12);
  });

  it('volume profiles equal those of each window sorted alone', () => {
    const period = 30;
    const bins = 7;
    const { high, low } = walk(200, 6);
    const random = seeded(6);
    const volume = Float64Array.from({ length: 200 }, () => Math.floor(1000 * random()));
    const { control, share } = runKernel(volumeProfileKernel, { high, low, volume }, { period, bins });
    for (let i = period - 1; i < 200; i += 1) {
      const rows = Array.from({ length: period }, (_, k) => i - period + 1 + k);
      const floor = Math.min(...rows.map(k => low[k] ?? none));
      const width = (Math.max(...rows.map(k => high[k] ?? none)) - floor) / bins;
      const sums = Array.from({ length: bins }, (_, bin) =>
        rows
          .filter(
            k => Math.min(bins - 1, Math.floor((((high[k] ?? none) + (low[k] ?? none)) / 2 - floor) / width)) === bin,
          )
          .reduce((sum, k) => sum + (volume[k] ?? none), 0),
      );
      const most = Math.max(...sums);
      expect(control[i], `row ${i}`).toBeCloseTo(floor + (sums.indexOf(most) + 0.5) * width, 9);
      expect(share[i], `row ${i}`).toBeCloseTo(most / sums.reduce((sum, one) => sum + one, 0), 12);
    }
  });
});
