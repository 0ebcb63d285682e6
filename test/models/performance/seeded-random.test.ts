import { describe, expect, it } from 'vitest';
import { mean } from '../../../models/performance/moments.ts';
import { normalFrom, seededRandom, xoshiro128 } from '../../../models/performance/seeded-random.ts';

const drawn = (random: () => number, count: number) => Float64Array.from({ length: count }, random);

describe('seeded random numbers', () => {
  it('xoshiro128** from the words 1, 2, 3, 4 gives the sequence of its reference program', () => {
    const next = xoshiro128([1, 2, 3, 4]);
    expect(Array.from({ length: 10 }, next), 'test vector of the crate rand_xoshiro, from the C program').toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it('the same seed gives the same numbers, and neighbouring or far seeds give others', () => {
    const seeds = [0, 1, 2, -1, 2 ** 32, 2 ** 32 + 1, 2 ** 53 - 1];
    const firsts = seeds.map(seed => seededRandom(seed)());
    expect(seeds.map(seed => seededRandom(seed)())).toEqual(firsts);
    expect(new Set(firsts).size).toBe(seeds.length);
  });

  it('a seed that is not a safe integer is refused', () => {
    for (const seed of [0.5, Number.NaN, 2 ** 53]) expect(() => seededRandom(seed)).toThrow(RangeError);
  });

  it('the numbers are uniform on [0, 1): chi squared over 100 cells', () => {
    const cells = new Float64Array(100);
    for (const value of drawn(seededRandom(7), 100_000))
      cells[Math.floor(value * 100)] = (cells[Math.floor(value * 100)] ?? 0) + 1;
    const chiSquared = cells.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquared, '0.1 % and 99.9 % quantiles with 99 degrees of freedom').toBeGreaterThan(60.4);
    expect(chiSquared).toBeLessThan(148.3);
  });

  it('first numbers of seeds 0 to 9,999 are as uniform as those of one stream', () => {
    const firsts = Float64Array.from({ length: 10_000 }, (_, seed) => seededRandom(seed)());
    expect(Math.abs(mean(firsts) - 0.5), 'four standard errors of 1/sqrt(12 n)').toBeLessThan(4 / Math.sqrt(120_000));
    const products = firsts.map((one, i) => (one - 0.5) * ((firsts[(i + 1) % 10_000] ?? 0) - 0.5));
    expect(Math.abs(mean(products)), 'neighbours do not go together').toBeLessThan(4 / 12 / 100);
  });
});

describe('normal numbers', () => {
  it('have the first four moments of the standard normal law, within four standard errors', () => {
    const count = 200_000;
    const values = drawn(normalFrom(seededRandom(11)), count);
    const moment = (power: number) => mean(values.map(value => value ** power));
    expect(Math.abs(moment(1))).toBeLessThan(4 / Math.sqrt(count));
    expect(Math.abs(moment(2) - 1), 'variance of the square 2').toBeLessThan(4 * Math.sqrt(2 / count));
    expect(Math.abs(moment(3)), 'variance of the cube 15').toBeLessThan(4 * Math.sqrt(15 / count));
    expect(Math.abs(moment(4) - 3), 'variance of the fourth power 96').toBeLessThan(4 * Math.sqrt(96 / count));
  });

  it('both numbers of a pair are used', () => {
    let calls = 0;
    const random = seededRandom(3);
    const normal = normalFrom(() => {
      calls += 1;
      return random();
    });
    normal();
    const after = calls;
    normal();
    expect(calls, 'the second costs no draw').toBe(after);
  });
});
