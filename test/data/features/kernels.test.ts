import { describe, expect, it } from 'vitest';
import { atr } from '../../../data/features/atr.ts';
import { bollinger } from '../../../data/features/bollinger.ts';
import { ema } from '../../../data/features/ema.ts';
import { runKernel } from '../../../data/features/kernel.ts';
import { macd } from '../../../data/features/macd.ts';
import { highestKernel } from '../../../data/features/rolling-extreme.ts';
import { rsi } from '../../../data/features/rsi.ts';
import { sma } from '../../../data/features/sma.ts';
import { standardDeviation } from '../../../data/features/standard-deviation.ts';
import { stochastic } from '../../../data/features/stochastic.ts';
import { trueRange } from '../../../data/features/true-range.ts';
import { wilder } from '../../../data/features/wilder.ts';
import { candlesOf, walk } from '../../kit/candle-fixture.ts';
import { seeded } from '../../kit/seeded.ts';

const { NaN: none } = Number;
const column = (...values: number[]) => Float64Array.from(values);
const ramp = (length: number) => Float64Array.from({ length }, (_, i) => i);

function expectColumn(actual: Float64Array, expected: readonly number[], why: string): void {
  expect(actual.length, why).toBe(expected.length);
  for (const [i, value] of expected.entries()) {
    if (Number.isNaN(value)) expect(actual[i], `${why}, row ${i}`).toBeNaN();
    else expect(actual[i], `${why}, row ${i}`).toBeCloseTo(value, 12);
  }
}

/** Kernels of one column with the rows before their first value. */
const kernels: Record<string, { run: (values: Float64Array) => Float64Array; warmUp: number }> = {
  sma: { run: values => sma(values, 5), warmUp: 4 },
  ema: { run: values => ema(values, 5), warmUp: 4 },
  wilder: { run: values => wilder(values, 5), warmUp: 4 },
  rsi: { run: values => rsi(values, 5), warmUp: 5 },
  'macd line': { run: values => macd(values, 3, 6, 4).line, warmUp: 8 },
  'macd signal': { run: values => macd(values, 3, 6, 4).signal, warmUp: 8 },
  'macd histogram': { run: values => macd(values, 3, 6, 4).histogram, warmUp: 8 },
  'bollinger upper': { run: values => bollinger(values, 5, 2).upper, warmUp: 4 },
  'bollinger lower': { run: values => bollinger(values, 5, 2).lower, warmUp: 4 },
  'standard deviation': { run: values => standardDeviation(values, 5), warmUp: 4 },
  'true range': { run: values => trueRange(values, values, values), warmUp: 1 },
  atr: { run: values => atr(values, values, values, 5), warmUp: 5 },
  'stochastic K': { run: values => stochastic(values, values, values, 5, 3, 2).slowK, warmUp: 7 },
  'stochastic D': { run: values => stochastic(values, values, values, 5, 3, 2).slowD, warmUp: 7 },
};

describe('kernels on values computed by hand', () => {
  it('sma is the mean of the window', () => {
    expectColumn(sma(column(1, 2, 3, 4, 0), 2), [none, 1.5, 2.5, 3.5, 2], 'means of neighbours');
  });

  it('ema starts at the mean of the first rows and moves by 2 / (period + 1)', () => {
    expectColumn(ema(column(2, 4, 6, 10, 0), 3), [none, none, 4, 7, 3.5], 'half of the distance with period 3');
  });

  it('ema on a ramp lags by (period - 1) / 2', () => {
    expectColumn(ema(ramp(6), 3), [none, none, 1, 2, 3, 4], 'closed form of the steady state');
  });

  it('wilder moves by 1 / period', () => {
    expectColumn(wilder(column(2, 4, 6, 0), 2), [none, 3, 4.5, 2.25], 'x = (x + value) / 2');
  });

  it('rsi is the share of gains in the smoothed moves', () => {
    expectColumn(rsi(column(10, 11, 10, 11), 2), [none, none, 50, 75], 'gains .5 then .75, losses .5 then .25');
  });

  it('rsi is 100 on a rise, 0 on a fall and 0 when nothing moves', () => {
    expect(rsi(ramp(8), 3).at(-1), 'only gains').toBe(100);
    expect(rsi(ramp(8).reverse(), 3).at(-1), 'only losses').toBe(0);
    expect(rsi(new Float64Array(8).fill(7), 3).at(-1), 'the TA-Lib convention for a flat series').toBe(0);
  });

  it('macd of a ramp is half of the difference of the periods, with a flat histogram', () => {
    const { line, signal, histogram } = macd(ramp(40), 12, 26, 9);
    expect(line.findIndex(Number.isFinite), 'all outputs start together at row 33').toBe(33);
    expect(line[33], 'lags of 12.5 and 5.5 rows').toBeCloseTo(7, 12);
    expect(signal[39], 'mean of a constant').toBeCloseTo(7, 12);
    expect(histogram[39], 'nothing between them').toBeCloseTo(0, 12);
  });

  it('macd refuses a fast average that is slower than the slow one', () => {
    expect(() => macd(ramp(40), 26, 12, 9)).toThrow('MACD needs fast <= slow, got 26 and 12.');
  });

  it('standard deviation counts windows with zeros in full', () => {
    const expected = [none, none, Math.sqrt(2 / 3), Math.sqrt(8 / 9), Math.sqrt(8 / 9), Math.SQRT2];
    expectColumn(standardDeviation(column(1, 0, 2, 0, 0, 3), 3), expected, 'population deviation of 3 numbers');
  });

  it('bollinger bands lie two population deviations off the mean', () => {
    const { upper, middle, lower } = bollinger(column(1, 2, 3), 3, 2);
    expectColumn(middle, [none, none, 2], 'mean');
    expectColumn(upper, [none, none, 2 + 2 * Math.sqrt(2 / 3)], 'above');
    expectColumn(lower, [none, none, 2 - 2 * Math.sqrt(2 / 3)], 'below');
  });

  it('true range counts the gap to the close before, up and down', () => {
    const range = trueRange(column(10, 13, 8, 9), column(8, 12, 7, 8), column(9, 12, 7.5, 8.5));
    expectColumn(range, [none, 4, 5, 1.5], '13 - 9, 12 - 7 and 9 - 7.5');
  });

  it('atr starts at the mean of the first true ranges after the first row', () => {
    const range = atr(column(10, 13, 8, 9), column(8, 12, 7, 8), column(9, 12, 7.5, 8.5), 2);
    expectColumn(range, [none, none, 4.5, 3], '(4 + 5) / 2, then (4.5 + 1.5) / 2');
  });

  it('stochastic of a ramp is the constant place of the close in its range', () => {
    const { high, low, close } = candlesOf(30, i => 100 + i, 1);
    const { slowK, slowD } = stochastic(high, low, close, 14, 3, 3);
    expect(slowK.findIndex(Number.isFinite), 'slow K waits for slow D').toBe(17);
    expect(slowK[20], '14 of 15 above the lowest low').toBeCloseTo(1400 / 15, 12);
    expect(slowD[20], 'mean of a constant').toBeCloseTo(1400 / 15, 12);
  });

  it('stochastic is 0 where the range is flat', () => {
    const { high, low, close } = candlesOf(20, () => 5);
    expect(stochastic(high, low, close, 14, 3, 3).slowK[19], 'the TA-Lib convention').toBe(0);
  });
});

describe('kernels and awkward input', () => {
  for (const [name, { run, warmUp }] of Object.entries(kernels)) {
    const { close } = walk(80, 11);

    it(`${name} has its first value at row ${warmUp} and the length of the input`, () => {
      expect(run(close).findIndex(Number.isFinite), 'first value').toBe(warmUp);
      for (const length of [0, 1, warmUp, warmUp + 1]) {
        const out = run(close.slice(0, length));
        expect(out.length, `input of ${length} rows`).toBe(length);
        expect(out.filter(Number.isFinite).length, 'values only after the warm-up').toBe(length > warmUp ? 1 : 0);
      }
    });

    it.each([Number.NaN, Number.POSITIVE_INFINITY])(
      `${name} restarts after a row of %s and forgets nothing else`,
      hole => {
        const values = close.slice();
        values[30] = hole;
        const out = run(values);
        expect(out.slice(0, 30), 'rows before the hole stay').toEqual(run(close).slice(0, 30));
        expect(out[30], 'the row of the hole').toBeNaN();
        expect(out.slice(31), 'rows after it are those of a series that starts there').toEqual(run(close.slice(31)));
      },
    );

    it(`${name} is finite on flat, zero and negative input`, () => {
      for (const values of [new Float64Array(40).fill(7), new Float64Array(40), close.map(price => -price)]) {
        const out = run(values).slice(warmUp);
        expect(out.every(Number.isFinite), 'a value on every row after the warm-up').toBe(true);
      }
    });

    it(`${name} of earlier rows does not change when later rows are added`, () => {
      const random = seeded(5);
      const whole = run(close);
      for (let k = 0; k < 25; k += 1) {
        const cut = Math.floor(random() * (close.length + 1));
        expect(run(close.slice(0, cut)), `cut at ${cut}`).toEqual(whole.slice(0, cut));
      }
    });
  }

  it('a row without high, low or close has no stochastic and no true range', () => {
    const { high, low, close } = walk(60, 3);
    for (const broken of ['high', 'low', 'close'] as const) {
      const prices = { high: high.slice(), low: low.slice(), close: close.slice() };
      prices[broken][25] = Number.NaN;
      const { slowK } = stochastic(prices.high, prices.low, prices.close, 5, 3, 2);
      const after = stochastic(high.slice(26), low.slice(26), close.slice(26), 5, 3, 2);
      expect(slowK.slice(25, 33).every(Number.isNaN), `${broken} restarts the warm-up`).toBe(true);
      expect(slowK.slice(26), `${broken} leaves the rest alone`).toEqual(after.slowK);
      expect(trueRange(prices.high, prices.low, prices.close)[25], `${broken} is needed`).toBeNaN();
    }
  });

  it('a spike of 1e12 leaves no trace in means and deviations once it has left the window', () => {
    const values = new Float64Array(60).fill(5.8);
    values[20] = 1e12;
    expect(sma(values, 20)[45], 'a plain running sum gives 5.79999186').toBeCloseTo(5.8, 14);
    expect(standardDeviation(values, 20)[45], 'flat again').toBe(0);
  });

  it('sums over 100,000 rows do not drift', () => {
    const random = seeded(8);
    const values = Float64Array.from({ length: 100_000 }, () => 1e9 * random());
    const tail = values.slice(-20);
    const exact = tail.reduce((sum, value) => sum + value, 0) / 20;
    expect(Math.abs((sma(values, 20).at(-1) ?? none) / exact - 1), 'as exact as one fresh sum').toBeLessThan(1e-15 * 4);
  });

  it('extremes and sums equal those of each window taken alone, with zeros, negatives and holes', () => {
    const random = seeded(21);
    for (let k = 0; k < 50; k += 1) {
      const period = 1 + Math.floor(random() * 9);
      const values = Float64Array.from({ length: 60 }, () => (random() < 0.03 ? none : Math.floor(random() * 9) - 4));
      const alone = values.map((_, i) => {
        const window = values.slice(Math.max(0, i + 1 - period), i + 1);
        return window.length < period || window.some(Number.isNaN) ? none : Math.max(...window);
      });
      expect(runKernel(highestKernel, { values }, { period }).value, `period ${period}`).toEqual(alone);
    }
  });

  it('deviations equal those of each window taken alone', () => {
    const { close } = walk(300, 4);
    const out = standardDeviation(close, 20);
    for (let i = 19; i < close.length; i += 1) {
      const window = close.slice(i - 19, i + 1);
      const mean = window.reduce((sum, value) => sum + value, 0) / 20;
      const squares = window.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      expect(out[i], `two passes at row ${i}`).toBeCloseTo(Math.sqrt(squares / 20), 11);
    }
  });

  it.each([0, -1, 1.5, Number.NaN])('a period of %s is refused', period => {
    for (const kernel of [sma, ema, rsi, wilder, standardDeviation]) {
      expect(() => kernel(ramp(9), period)).toThrow(`Period "${period}" is not a whole number of rows`);
    }
  });
});
