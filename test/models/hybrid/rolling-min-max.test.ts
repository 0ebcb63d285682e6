import { describe, expect, it } from 'vitest';
import { rollingMinMax } from '../../../models/hybrid/rolling-min-max.ts';
import { seeded } from '../../kit/seeded.ts';

describe('rolling min-max', () => {
  it('is the place of a value in the range of its column over the window', () => {
    const values = Float32Array.of(1, 50, 3, 40, 2, 45, 9, 30);
    expect([...rollingMinMax(values, 2, 3)], 'two columns of four rows').toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      0.5,
      0.5,
      1,
      0,
    ]);
  });

  it('is one half where the window is flat and missing where it holds a hole', () => {
    expect(rollingMinMax(Float32Array.of(7, 7, 7), 1, 3)[2]).toBe(0.5);
    const holed = rollingMinMax(Float32Array.of(1, Number.NaN, 2, 3, 4), 1, 2);
    expect([...holed]).toEqual([Number.NaN, Number.NaN, Number.NaN, 1, 1]);
  });

  it('of 100 candles does not change when later candles come', () => {
    const random = seeded(8);
    const values = Float32Array.from({ length: 3 * 250 }, () => random());
    const whole = rollingMinMax(values, 3);
    expect(rollingMinMax(values.slice(0, 3 * 180), 3)).toEqual(whole.slice(0, 3 * 180));
    expect([whole[3 * 98], whole[3 * 99]].map(Number.isNaN), 'the first full window').toEqual([true, false]);
  });
});
