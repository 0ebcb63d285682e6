import { describe, expect, it } from 'vitest';
import { breakEvenProbability } from '../../../models/decision/break-even.ts';
import { calibrate, entryIsWorth, type Outcome, reliabilityOf } from '../../../models/decision/confidence.ts';
import { seeded } from '../../kit/seeded.ts';

const outcomes = (count: number, confidence: (i: number) => number, won: (i: number) => boolean): Outcome[] =>
  Array.from({ length: count }, (_, i) => ({ confidence: confidence(i), won: won(i) }));

describe('the reliability of confidences', () => {
  it("is Brier's: two at 0.8, one won, one lost, give (0.04 + 0.64) / 2", () => {
    const { brier, skill, baseRate, calibrationError } = reliabilityOf(
      outcomes(
        2,
        () => 0.8,
        i => i === 0,
      ),
    );
    expect(brier).toBeCloseTo(0.34, 12);
    expect(baseRate).toBe(0.5);
    expect(skill, '1 - 0.34 / 0.25').toBeCloseTo(-0.36, 12);
    expect(calibrationError, 'one bin of equal confidences: |0.5 - 0.8|').toBeCloseTo(0.3, 12);
  });

  it('without an outcome has no figure', () => {
    expect(reliabilityOf([])).toMatchObject({
      count: 0,
      brier: Number.NaN,
      skill: Number.NaN,
      calibrationError: Number.NaN,
      bins: [],
    });
  });

  it('bins hold equally many', () => {
    const { bins } = reliabilityOf(
      outcomes(
        103,
        i => i / 103,
        i => i % 2 === 0,
      ),
    );
    expect(bins.map(bin => bin.count)).toEqual([21, 20, 21, 20, 21]);
    expect(bins.reduce((sum, bin) => sum + bin.won, 0)).toBe(52);
  });
});

describe('a calibrated confidence', () => {
  it('stays raw, and says so, below fifty outcomes', () => {
    expect(
      calibrate(
        0.9,
        outcomes(
          49,
          () => 0.9,
          () => false,
        ),
      ),
    ).toEqual({ raw: 0.9, value: 0.9, kind: 'uncalibrated', count: 49 });
  });

  it('is the base rate where the confidences tell nothing', () => {
    const noise = outcomes(
      100,
      i => (i % 2 === 0 ? 0.9 : 0.6),
      i => i % 4 < 2,
    );
    expect(calibrate(0.9, noise)).toEqual({ raw: 0.9, value: 0.5, kind: 'base-rate', count: 100 });
  });

  it('is the shrunk share of its bin where they do: (wins + 20 x base) / (20 + 20)', () => {
    // Confidence 0.1, 0.3, 0.5, 0.7, 0.9 in bins of 20, won 2, 6, 10, 14, 18 times: perfectly calibrated.
    const levels = [0.1, 0.3, 0.5, 0.7, 0.9];
    const honest = levels.flatMap(level =>
      outcomes(
        20,
        () => level,
        i => i < level * 20,
      ),
    );
    expect(calibrate(0.9, honest)).toEqual({ raw: 0.9, value: (18 + 20 * 0.5) / 40, kind: 'calibrated', count: 100 });
    expect(calibrate(0.05, honest).value).toBe((2 + 10) / 40);
    expect(calibrate(1, honest).value, 'above the highest bin').toBe(0.7);
  });

  it('of equal confidences has one bin, and one chance: 48 of 60 at 0.8, 12 of 40 at 0.3', () => {
    const tied = [
      ...outcomes(
        60,
        () => 0.8,
        i => i < 48,
      ),
      ...outcomes(
        40,
        () => 0.3,
        i => i < 12,
      ),
    ];
    expect(reliabilityOf(tied).bins.map(({ from, to, count, won }) => [from, to, count, won])).toEqual([
      [0.3, 0.3, 40, 12],
      [0.8, 0.8, 60, 48],
    ]);
    expect(calibrate(0.8, tied).value, '(48 + 20 x 0.6) / 80').toBeCloseTo(0.75, 12);
    expect(calibrate(0.81, tied).value, 'above the highest bin').toBeCloseTo(0.75, 12);
    expect(reliabilityOf(tied).calibrationError).toBeCloseTo(0, 12);
  });

  it('of a model whose odds are true comes near them: 2,000 simulated outcomes', () => {
    const random = seeded(5);
    const honest = Array.from({ length: 2000 }, () => {
      const confidence = random();
      return { confidence, won: random() < confidence };
    });
    expect(Math.abs(calibrate(0.5, honest).value - 0.5)).toBeLessThan(0.1);
    expect(reliabilityOf(honest).calibrationError).toBeLessThan(0.03);
  });
});

describe('an entry', () => {
  it('breaks even at (K + c) / (R + K)', () => {
    // 10 to win, 5 to lose, 1 for the round trip: 6 / 15.
    expect(breakEvenProbability({ price: 100, stop: 95, target: 110, cost: 1 })).toBeCloseTo(0.4, 12);
    expect(breakEvenProbability({ price: 100, stop: 105, target: 90, cost: 1 }), 'a short').toBeCloseTo(0.4, 12);
  });

  it('needs 0.75 raw, or 0.05 above its break-even once calibrated', () => {
    const of = (kind: 'calibrated' | 'uncalibrated', value: number) => ({ raw: value, value, kind, count: 60 });
    expect(entryIsWorth(of('uncalibrated', 0.75), 0.4)).toBe(true);
    expect(entryIsWorth(of('uncalibrated', 0.7499), 0.4)).toBe(false);
    expect(entryIsWorth(of('calibrated', 0.45), 0.4)).toBe(true);
    expect(entryIsWorth(of('calibrated', 0.449), 0.4)).toBe(false);
    expect(entryIsWorth(of('calibrated', 0.9), Number.NaN), 'no bet').toBe(false);
  });
});
