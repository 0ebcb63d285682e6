import {
  bearishengulfingpattern,
  bearishharami,
  bearishmarubozu,
  bullishengulfingpattern,
  bullishharami,
  bullishmarubozu,
  darkcloudcover,
  eveningstar,
  hangingman,
  morningstar,
  piercingline,
  shootingstar,
  threeblackcrows,
  threewhitesoldiers,
} from 'technicalindicators';
import { describe, expect, it } from 'vitest';
import { indicators } from '../../../data/features/indicators.ts';
import { type Columns, runKernel } from '../../../data/features/kernel.ts';
import { kernels } from '../../../data/features/kernels.ts';
import { technicalIndicator } from '../../../data/features/technicalindicators.ts';
import { candlesOf, walk } from '../../kit/candle-fixture.ts';
import { hasReferenceData, referenceCandles } from '../../kit/reference-data.ts';

const { NaN: none } = Number;

/** Our kernel with TA-Lib's parameters on candles, close as `values`. */
function ours(name: string, candles: Columns, parameters: Readonly<Record<string, number>>): Columns {
  const kernel = kernels.get(name);
  if (!kernel) throw new Error(`no kernel ${name}`);
  return runKernel(kernel, candles, kernel.schema.parse(parameters));
}

type Comparison = { differing: number; largest: number; missing: number; extra: number };

/** Rows in which two columns differ by more than 1e-8, the largest difference, and rows that only one of them has. */
function compare(theirs: Float64Array | undefined, own: Float64Array | undefined): Comparison {
  const pairs = Array.from(own ?? [], (expected, i): [number, number] => [theirs?.[i] ?? none, expected]);
  const gaps = pairs.map(([value, expected]) => Math.abs(value - expected) / Math.max(1, Math.abs(expected)));
  const only = (one: 0 | 1): number => pairs.filter(p => !Number.isNaN(p[one]) && Number.isNaN(p[1 - one])).length;
  return {
    differing: gaps.filter(gap => gap > 1e-8).length,
    largest: Math.max(...pairs.map(([value, expected]) => Math.abs(value - expected)).filter(Number.isFinite)),
    missing: only(1),
    extra: only(0),
  };
}

describe.skipIf(!hasReferenceData)('the package technicalindicators on SPY', () => {
  const read = () => {
    const { open, high, low, close, volume } = referenceCandles('spy-daily.csv', 'SPY');
    return { open, high, low, close, volume, values: close };
  };

  it.each([
    ['SMA', 'sma', { period: 20 }],
    ['EMA', 'ema', { period: 20 }],
    ['WMA', 'wma', { period: 20 }],
    ['SD', 'standard_deviation', { period: 20 }],
    ['TrueRange', 'true_range', {}],
    ['ATR', 'atr', { period: 14 }],
    ['ROC', 'roc', { period: 12 }],
    ['TRIX', 'trix', { period: 18 }],
    ['WilliamsR', 'williams_r', { period: 14 }],
    ['CCI', 'cci', { period: 20 }],
  ] as const)('%s agrees with our %s to 1e-8 on every row', (name, kernel, parameters) => {
    const candles = read();
    const { value } = technicalIndicator(name, { ...candles, ...parameters }, ['value']);
    expect(compare(value, ours(kernel, candles, parameters).value)).toMatchObject({
      differing: 0,
      missing: 0,
      extra: 0,
    });
  });

  it('KeltnerChannels and BollingerBands agree with ours on every row', () => {
    const candles = read();
    const keltner = { maPeriod: 20, atrPeriod: 10, multiplier: 2, useSMA: false };
    for (const [name, kernel, parameters] of [
      ['KeltnerChannels', 'keltner', keltner],
      ['BollingerBands', 'bollinger', { period: 20, stdDev: 2 }],
    ] as const) {
      const theirs = technicalIndicator(name, { ...candles, ...parameters }, ['upper', 'middle', 'lower']);
      const own = ours(kernel, candles, {});
      for (const output of ['upper', 'middle', 'lower'] as const)
        expect(compare(theirs[output], own[output]), `${name} ${output}`).toMatchObject({ differing: 0 });
    }
  });

  it('RSI is rounded to two decimals', () => {
    const candles = read();
    const { value } = technicalIndicator('RSI', { ...candles, period: 14 }, ['value']);
    const { differing, largest } = compare(value, ours('rsi', candles, { period: 14 }).value);
    expect(differing, 'nearly all of 5,835 rows').toBeGreaterThan(5700);
    expect(largest, 'by up to half a hundredth').toBeCloseTo(0.005, 4);
  });

  it('MFI is rounded, a row short, and counts an unchanged price as falling', () => {
    const candles = read();
    const { value } = technicalIndicator('MFI', { ...candles, period: 14 }, ['value']);
    const { largest, missing } = compare(value, ours('mfi', candles, { period: 14 }).value);
    expect(missing, 'a row short').toBe(1);
    expect(largest, 'up to 6.07 off').toBeCloseTo(6.07, 2);
  });

  it('MACD seeds its averages apart and agrees only after some seventy rows', () => {
    const candles = read();
    const periods = { fastPeriod: 12, slowPeriod: 26, signalPeriod: 9 };
    const exponential = { ...periods, SimpleMAOscillator: false, SimpleMASignal: false };
    const { MACD: line } = technicalIndicator('MACD', { ...candles, ...exponential }, ['MACD']);
    const own = ours('macd', candles, {}).line;
    const { differing } = compare(line, own);
    expect(differing, 'the two seeds').toBeGreaterThan(50);
    expect(differing, 'then exact').toBeLessThan(110);
    expect(compare(line.slice(200), own?.slice(200)).differing, 'none after them').toBe(0);
    const simple = { ...periods, SimpleMAOscillator: true, SimpleMASignal: true };
    const variant = technicalIndicator('MACD', { ...candles, ...simple }, ['MACD']).MACD;
    expect(variant.at(-1), 'silently another indicator').toBeCloseTo(3.3655, 4);
  });

  it('ADX and the directional indicators sum one row more and agree only after their start', () => {
    const candles = read();
    const theirs = technicalIndicator('ADX', { ...candles, period: 14 }, ['adx', 'pdi', 'mdi']);
    const movement = ours('directional_index', candles, { period: 14 });
    const own = { adx: ours('adx', candles, { period: 14 }).value, pdi: movement.plus, mdi: movement.minus };
    for (const name of ['adx', 'pdi', 'mdi'] as const) {
      const { differing } = compare(theirs[name], own[name]);
      expect(differing, `${name} differs at first`).toBeGreaterThan(80);
      expect(differing, `${name} then agrees`).toBeLessThan(260);
      expect(compare(theirs[name].slice(400), own[name]?.slice(400)).differing, `${name} after that`).toBe(0);
    }
  });

  it('Stochastic gives the fast %K under the name k', () => {
    const candles = read();
    const { k } = technicalIndicator('Stochastic', { ...candles, period: 14, signalPeriod: 3 }, ['k']);
    expect(compare(k, ours('stochastic_fast', candles, {}).fastK).differing, 'fast').toBe(0);
    expect(compare(k, ours('stochastic', candles, {}).slowK).largest, 'not slow').toBeGreaterThan(50);
  });

  it('OBV begins a row late without the first volume, and ADL is rounded', () => {
    const candles = read();
    const obv = technicalIndicator('OBV', candles, ['value']).value;
    const own = ours('obv', candles, {}).value ?? new Float64Array();
    const apart = (own.at(-1) ?? none) - (obv.at(-1) ?? none);
    expect(obv.findIndex(Number.isFinite), 'a row late').toBe(1);
    expect(apart, 'by the first volume').toBe(candles.volume[0]);
    const adl = technicalIndicator('ADL', candles, ['value']).value;
    expect(adl.every(Number.isInteger), 'whole numbers').toBe(true);
  });

  it('PSAR has one row more and differs in twelve', () => {
    const candles = read();
    const { value } = technicalIndicator('PSAR', { ...candles, step: 0.02, max: 0.2 }, ['value']);
    expect(compare(value, ours('sar', candles, {}).value)).toMatchObject({ differing: 12, extra: 1 });
  });

  it.each([
    ['engulfing', 2, [bullishengulfingpattern, bearishengulfingpattern], 420, 417],
    ['harami', 2, [bullishharami, bearishharami], 490, 435],
    ['marubozu', 1, [bullishmarubozu, bearishmarubozu], 352, 361],
    ['dark_cloud_cover', 2, [darkcloudcover], 26, 48],
    ['piercing', 2, [piercingline], 36, 113],
    ['morning_star', 3, [morningstar], 36, 7],
    ['evening_star', 3, [eveningstar], 30, 9],
    ['three_white_soldiers', 3, [threewhitesoldiers], 6, 61],
    ['three_black_crows', 3, [threeblackcrows], 0, 35],
    ['shooting_star', 5, [shootingstar], 84, 100],
    ['hanging_man', 5, [hangingman], 221, 178],
  ] as const)('its %s is found on other candles than ours', (name, rows, theirs, ourHits, theirHits) => {
    const { open, high, low, close } = read();
    const found = (ours(name, { open, high, low, close }, {}).value ?? []).filter(value => Math.abs(value) === 100);
    let hits = 0;
    for (let end = rows; end <= close.length; end += 1) {
      const cut = (prices: Float64Array) => Array.from(prices.subarray(end - rows, end));
      const window = { open: cut(open), high: cut(high), low: cut(low), close: cut(close) };
      hits += theirs.filter(one => one(window)).length;
    }
    expect(found.length, 'as TA-Lib').toBe(ourHits);
    expect(hits, 'the package').toBe(theirHits);
  });
});

describe('indicators that the package computes', () => {
  const series = walk(400, 31);
  const { high, low, close, volume } = series;

  it('the know sure thing is the weighted sum of four smoothed rates of change', () => {
    const { kstLine } = indicators.kst.compute(series);
    const smooth = (rate: number, mean: number): number => {
      const rates = Array.from({ length: mean }, (_, k) => 399 - k).map(
        i => 100 * ((close[i] ?? none) / (close[i - rate] ?? none) - 1),
      );
      return rates.reduce((sum, value) => sum + value, 0) / mean;
    };
    const expected = smooth(10, 10) + 2 * smooth(15, 10) + 3 * smooth(20, 10) + 4 * smooth(30, 15);
    expect(kstLine?.at(-1), 'Pring, weights 1 to 4').toBeCloseTo(expected, 9);
  });

  it('the awesome oscillator is the difference of two means of the middle prices', () => {
    const middle = (rows: number): number => {
      let sum = 0;
      for (let i = 400 - rows; i < 400; i += 1) sum += ((high[i] ?? none) + (low[i] ?? none)) / 2;
      return sum / rows;
    };
    const { awesomeOscillator } = indicators.awesome_oscillator.compute(series);
    expect(awesomeOscillator?.at(-1), 'over 5 and 34 rows').toBeCloseTo(middle(5) - middle(34), 9);
  });

  it('the force index is our exponential average of change times volume', () => {
    const moved = close.map((price, i) => (i === 0 ? none : (price - (close[i - 1] ?? none)) * (volume[i] ?? none)));
    const own = ours('ema', { values: moved }, { period: 13 }).value;
    expect(compare(indicators.force_index.compute(series).forceIndex, own)).toMatchObject({ differing: 0, missing: 0 });
  });

  it('the edges of the Ichimoku cloud stand 26 rows after the middles that they are', () => {
    const middle = (rows: number): Float64Array =>
      ours('midprice', { high, low }, { period: rows }).value ?? new Float64Array();
    const cloud = indicators.ichimoku.compute(series);
    const [conversion, base, span] = [middle(9), middle(26), middle(52)];
    expect(cloud.ichimokuConversion?.at(-1), 'conversion').toBeCloseTo(conversion.at(-1) ?? none, 9);
    expect(cloud.ichimokuBase?.at(-1), 'base').toBeCloseTo(base.at(-1) ?? none, 9);
    expect(cloud.ichimokuSpanA?.at(-1), 'span A').toBeCloseTo(((conversion[373] ?? none) + (base[373] ?? none)) / 2, 9);
    expect(cloud.ichimokuSpanB?.at(-1), 'span B').toBeCloseTo(span[373] ?? none, 9);
  });

  it('a hole in the candles begins them anew and leaves the rest alone', () => {
    const broken = close.slice();
    broken[100] = none;
    const whole = technicalIndicator('EMA', { values: close.slice(101), period: 20 }, ['value']).value;
    const { value } = technicalIndicator('EMA', { values: broken, period: 20 }, ['value']);
    expect(value[100], 'no value in the hole').toBeNaN();
    expect(value.slice(101), 'as a series that starts after it').toEqual(whole);
  });

  it('an empty series gives nothing', () => {
    expect(technicalIndicator('SMA', { values: new Float64Array(), period: 3 }, ['value']).value.length).toBe(0);
  });
});

describe('defects of the package', () => {
  const column = (...values: number[]) => Float64Array.from(values);

  it('windows with a zero are cut short', () => {
    const { value } = technicalIndicator('SD', { values: column(1, 0, 2, 0, 0, 3), period: 3 }, ['value']);
    expect(value[2], 'the true deviation is 0.816').toBe(0);
    expect(value[4], 'the true deviation is 0.943').toBeCloseTo(0.77, 1);
    expect(value[5], 'the true deviation is 1.414').toBe(0);
  });

  it('Highest keeps a maximum that has left its window', () => {
    const { value } = technicalIndicator('Highest', { values: column(0, 0, 1, 0, 0), period: 2 }, ['value']);
    expect(value[4], 'the window holds zeros alone').toBe(1);
  });

  it('RSI of a flat series is 100, where TA-Lib and we have 0', () => {
    const { close } = candlesOf(40, () => 5);
    expect(technicalIndicator('RSI', { values: close, period: 14 }, ['value']).value.at(-1)).toBe(100);
    expect(ours('rsi', { values: close }, { period: 14 }).value?.at(-1)).toBe(0);
  });

  it('VWAP is never reset', () => {
    const { high, low, close } = walk(300, 6);
    const volume = new Float64Array(300).fill(1);
    const { value } = technicalIndicator('VWAP', { high, low, close, volume }, ['value']);
    const mean = close.reduce((sum, price, i) => sum + (price + (high[i] ?? none) + (low[i] ?? none)) / 3, 0) / 300;
    expect(value.at(-1), 'the mean of all rows').toBeCloseTo(mean, 6);
  });
});
