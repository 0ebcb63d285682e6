import { describe, expect, it } from 'vitest';
import { ceilToStep, decimalsOf, floorToStep, isMultipleOf, roundMoney, roundToStep } from '../../config/decimal.ts';
import { seeded } from '../kit/seeded.ts';

const steps = [0.0001, 0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 5, 1000];

/** Multiples of every step, as the nearest double, small and large. */
function* onGrid(): Generator<[value: number, step: number]> {
  const random = seeded(11);
  for (const step of steps) {
    for (let i = 0; i < 3000; i += 1) {
      const n = Math.floor(random() * 10 ** (2 + Math.floor(random() * 7)));
      yield [Number((n * step).toFixed(decimalsOf(step))), step];
    }
  }
}

describe('steps', () => {
  it('a multiple of the step is its own floor, ceiling and nearest', () => {
    const moved = [...onGrid()].filter(
      ([value, step]) =>
        floorToStep(value, step) !== value || ceilToStep(value, step) !== value || roundToStep(value, step) !== value,
    );
    expect(moved, 'also where a double holds few decimals, such as 11,999.998 in ten-thousandths').toEqual([]);
    expect(floorToStep(11_999.998, 0.0001)).toBe(11_999.998);
  });

  it('floor and ceiling are multiples around the value, one step apart at most', () => {
    const random = seeded(12);
    for (const step of steps) {
      for (let i = 0; i < 1000; i += 1) {
        const value = random() * 1e5;
        const [low, high] = [floorToStep(value, step), ceilToStep(value, step)];
        expect(low).toBeLessThanOrEqual(value + 1e-9);
        expect(high).toBeGreaterThanOrEqual(value - 1e-9);
        expect(high - low).toBeLessThanOrEqual(step * (1 + 1e-6));
        expect(isMultipleOf(low, step) && isMultipleOf(high, step)).toBe(true);
        expect(Math.abs(roundToStep(value, step) - value)).toBeLessThanOrEqual(step / 2 + 1e-9);
      }
    }
  });

  it.each([
    [0.3, 0.1, 0.3],
    [0.29, 0.1, 0.2],
    [2.999999999999, 1, 3],
    [2.9999, 1, 2],
    [7, 5, 5],
    [0, 0.01, 0],
    [-0.3, 0.1, -0.3],
  ])('the floor of %d in steps of %d is %d', (value, step, floor) => {
    expect(floorToStep(value, step)).toBe(floor);
  });

  it('what is not a number stays so', () => {
    for (const work of [floorToStep, ceilToStep, roundToStep]) {
      expect(work(Number.NaN, 0.01)).toBeNaN();
      expect(work(1, Number.NaN)).toBeNaN();
    }
    expect(isMultipleOf(Number.NaN, 1)).toBe(false);
    expect(isMultipleOf(Number.POSITIVE_INFINITY, 1)).toBe(false);
    expect(isMultipleOf(1, Number.NaN)).toBe(false);
  });

  it.each([
    [0.01, 2],
    [0.25, 2],
    [1, 0],
    [5, 0],
    [1000, 0],
    [0.00001, 5],
    [0.1, 1],
  ])('%d has %i decimals', (step, decimals) => {
    expect(decimalsOf(step)).toBe(decimals);
  });

  it.each([
    [10.75, 0.25, true],
    [10.8, 0.25, false],
    [0.3, 0.1, true],
    [0.0003, 0.0001, true],
    [0, 1, true],
    [0.5, 1, false],
  ])('%d is a multiple of %d: %s', (value, step, is) => {
    expect(isMultipleOf(value, step)).toBe(is);
  });
});

describe('money', () => {
  it('is rounded to a millionth, half away from zero, never to minus zero', () => {
    expect(roundMoney(1.2345675)).toBe(1.234568);
    expect(roundMoney(-1.2345675)).toBe(-1.234568);
    expect(roundMoney(0.1 + 0.2)).toBe(0.3);
    expect(Object.is(roundMoney(-1e-9), 0)).toBe(true);
    expect(Object.is(roundMoney(-0), 0)).toBe(true);
    expect(roundMoney(Number.NaN)).toBeNaN();
  });

  it('added up cent by cent is exact', () => {
    const random = seeded(13);
    let [sum, cents] = [0, 0];
    for (let i = 0; i < 20_000; i += 1) {
      const amount = Math.round((random() - 0.5) * 1e7);
      cents += amount;
      sum = roundMoney(sum + amount / 100);
    }
    expect(sum, 'integers are the witness').toBe(cents / 100);
  });
});
