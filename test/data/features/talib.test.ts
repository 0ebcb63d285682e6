import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CandleSeries } from '../../../data/candle.ts';
import { type Columns, type Parameters, runKernel } from '../../../data/features/kernel.ts';
import { kernels } from '../../../data/features/kernels.ts';
import { hasReferenceData, readReference, referenceCandles } from '../../kit/reference-data.ts';

const Golden = z.object({
  checkpoints: z.record(
    z.string(),
    z.object({ begin: z.int(), n: z.int().optional(), values: z.record(z.string(), z.array(z.number())).optional() }),
  ),
});

const Hit = z.tuple([z.int(), z.number()]);
const GoldenPatterns = z.object({
  checkpoints: z.record(
    z.string(),
    z.object({
      begin: z.int(),
      hits: z.int().optional(),
      bull: z.int().optional(),
      first5: z.array(Hit).optional(),
      last3: z.array(Hit).optional(),
    }),
  ),
});

const GoldenNames = z.object({ checkpoints: z.record(z.string(), z.unknown()) });

/** Witness: talib-golden-spy.json, TA-Lib 0.4.0 C on spy-daily.csv, unstable period 0. */
function expectGolden(checkpoint: string, columns: readonly Float64Array[]): void {
  const golden = Golden.parse(JSON.parse(readReference('talib-golden-spy.json'))).checkpoints[checkpoint];
  const values = Object.entries(golden?.values ?? {});
  expect(values.length, 'the golden file holds checkpoints').toBeGreaterThan(0);
  for (const column of columns) {
    expect(column.findIndex(Number.isFinite), 'the first value stands where TA-Lib has it').toBe(golden?.begin);
    expect(column.filter(Number.isFinite).length, 'as many values as TA-Lib').toBe(golden?.n);
  }
  for (const [row, expected] of values) {
    expect(expected.length, 'as many outputs as TA-Lib').toBe(columns.length);
    for (const [k, value] of expected.entries()) {
      const error = Math.abs((columns[k]?.[Number(row)] ?? Number.NaN) - value) / Math.max(1, Math.abs(value));
      expect(error, `${checkpoint} output ${k} at row ${row}`).toBeLessThanOrEqual(1e-9);
    }
  }
}

const spy = () => referenceCandles('spy-daily.csv', 'SPY');

/** TA-Lib's function, its kernel with parameters, and the outputs in TA-Lib's order. */
const golden: readonly (readonly [checkpoint: string, kernel: string, parameters: Parameters, outputs: string[]])[] = [
  ['SMA20', 'sma', { period: 20 }, ['value']],
  ['EMA20', 'ema', { period: 20, skip: 0 }, ['value']],
  ['WMA20', 'wma', { period: 20 }, ['value']],
  ['RSI14', 'rsi', { period: 14 }, ['value']],
  ['MACD', 'macd', { fast: 12, slow: 26, signal: 9 }, ['line', 'signal', 'histogram']],
  ['BB20', 'bollinger', { period: 20, deviations: 2 }, ['upper', 'middle', 'lower']],
  ['ATR14', 'atr', { period: 14 }, ['value']],
  ['ADX14', 'adx', { period: 14 }, ['value']],
  ['PDI14', 'directional_index', { period: 14 }, ['plus']],
  ['MDI14', 'directional_index', { period: 14 }, ['minus']],
  ['CCI20', 'cci', { period: 20 }, ['value']],
  ['STOCHF14_3', 'stochastic_fast', { period: 14, signal: 3 }, ['fastK', 'fastD']],
  ['STOCH14_3_3', 'stochastic', { period: 14, slowing: 3, signal: 3 }, ['slowK', 'slowD']],
  ['STOCHRSI', 'stochastic_rsi', { strength: 14, period: 14, signal: 3 }, ['fastK', 'fastD']],
  ['WILLR14', 'williams_r', { period: 14 }, ['value']],
  ['MFI14', 'mfi', { period: 14 }, ['value']],
  ['OBV', 'obv', {}, ['value']],
  ['AD', 'ad', {}, ['value']],
  ['ROC12', 'roc', { period: 12 }, ['value']],
  ['TRIX18', 'trix', { period: 18 }, ['value']],
  ['SAR', 'sar', { acceleration: 0.02, maximum: 0.2 }, ['value']],
  ['TRANGE', 'true_range', {}, ['value']],
  ['STDDEV20', 'standard_deviation', { period: 20 }, ['value']],
  ['AROON14', 'aroon', { period: 14 }, ['down', 'up']],
  ['KAMA10', 'kama', { period: 10, fast: 2, slow: 30 }, ['value']],
];

/** Last values on spy-daily.csv by TA-Lib 0.4.0, to the printed digits, with TA-Lib's first row. */
const lastValues: readonly (readonly [string, string, Parameters, string, first: number, last: string])[] = [
  ['DEMA20', 'dema', { period: 20 }, 'value', 38, '394.60226303558255'],
  ['TEMA20', 'tema', { period: 20 }, 'value', 57, '394.7817222314633'],
  ['T3(5)', 't3', { period: 5, factor: 0.7 }, 'value', 24, '393.6592921500826'],
  ['TRIMA20', 'trima', { period: 20 }, 'value', 19, '392.0943636363823'],
  ['MOM10', 'change', { period: 10 }, 'value', 10, '-.93'],
  ['NATR14', 'natr', { period: 14 }, 'value', 14, '1.3126976055354975'],
  ['DX14', 'directional_index', { period: 14 }, 'index', 14, '2.7888508386'],
  ['ADXR14', 'adxr', { period: 14 }, 'value', 40, '14.3674544847'],
  ['AROONOSC14', 'aroon', { period: 14 }, 'oscillator', 14, '-42.857142857'],
  ['CMO14', 'cmo', { period: 14 }, 'value', 14, '16.3295928969'],
  ['ULTOSC', 'ultosc', { short: 7, middle: 14, long: 28 }, 'value', 28, '57.3414512653'],
  ['ADOSC', 'adosc', { fast: 3, slow: 10 }, 'value', 9, '42026031.0200195'],
  ['APO', 'apo', { fast: 12, slow: 26 }, 'value', 25, '2.2810269841'],
  ['PPO', 'ppo', { fast: 12, slow: 26 }, 'value', 25, '.5838720019'],
  ['MIDPOINT14', 'midpoint', { period: 14 }, 'value', 13, '392.39'],
  ['MIDPRICE14', 'midprice', { period: 14 }, 'value', 13, '391.01'],
  ['LINEARREG14', 'linear_regression', { period: 14 }, 'value', 13, '393.0954285714'],
  ['SLOPE14', 'linear_regression', { period: 14 }, 'slope', 13, '-.0372967033'],
  ['TSF14', 'linear_regression', { period: 14 }, 'forecast', 13, '393.0581318681'],
  ['VAR20', 'variance', { period: 20 }, 'value', 19, '29.049231'],
  ['CORREL30(h,l)', 'correl', { period: 30 }, 'value', 29, '.9363484826'],
  ['MACDFIX line', 'macd_fix', { signal: 9 }, 'line', 33, '2.1669243365'],
  ['MACDFIX signal', 'macd_fix', { signal: 9 }, 'signal', 33, '1.9454144693'],
  ['MACDFIX histogram', 'macd_fix', { signal: 9 }, 'histogram', 33, '.2215098671'],
];

/** A kernel on candles; `values` is the close, and the two columns of CORREL and BETA are high and low. */
function onCandles(name: string, series: CandleSeries, parameters: Parameters): Columns {
  const kernel = kernels.get(name);
  if (!kernel) throw new Error(`no kernel ${name}`);
  const { open, high, low, close, volume } = series;
  const inputs = { open, high, low, close, volume, values: close, left: high, right: low, market: high, asset: low };
  return runKernel(kernel, inputs, parameters);
}

const columnOf = (columns: Columns, name: string): Float64Array => columns[name] ?? new Float64Array();

/** TA-Lib's name of each pattern kernel. */
const patternNames: Readonly<Record<string, string>> = {
  doji: 'DOJI',
  engulfing: 'ENGULFING',
  hammer: 'HAMMER',
  hanging_man: 'HANGINGMAN',
  shooting_star: 'SHOOTINGSTAR',
  harami: 'HARAMI',
  marubozu: 'MARUBOZU',
  spinning_top: 'SPINNINGTOP',
  dark_cloud_cover: 'DARKCLOUDCOVER',
  piercing: 'PIERCING',
  morning_star: 'MORNINGSTAR',
  evening_star: 'EVENINGSTAR',
  three_white_soldiers: '3WHITESOLDIERS',
  three_black_crows: '3BLACKCROWS',
};

describe.skipIf(!hasReferenceData)('indicators against TA-Lib', () => {
  it.each(golden)('%s equals TA-Lib to 1e-9 at every checkpoint', (checkpoint, kernel, parameters, outputs) => {
    const computed = onCandles(kernel, spy(), parameters);
    expectGolden(
      checkpoint,
      outputs.map(output => columnOf(computed, output)),
    );
  });

  it.each(lastValues)('%s ends in the value of TA-Lib', (_, kernel, parameters, output, first, last) => {
    const column = columnOf(onCandles(kernel, spy(), parameters), output);
    const digits = last.split('.')[1]?.length ?? 0;
    const halfOfTheLastDigit = 0.5 * 10 ** -digits;
    const gap = Math.abs((column.at(-1) ?? Number.NaN) - Number(last));
    expect(column.findIndex(Number.isFinite), 'the first value stands where TA-Lib has it').toBe(first);
    expect(gap, 'to the printed digits').toBeLessThanOrEqual(halfOfTheLastDigit + 1e-9 * Math.max(1, Number(last)));
  });

  it.each(Object.entries(patternNames))('the pattern %s is found on the candles of TA-Lib %s', (kernel, name) => {
    const column = columnOf(onCandles(kernel, spy(), {}), 'value');
    const expected = GoldenPatterns.parse(JSON.parse(readReference('talib-golden-spy.json'))).checkpoints[`CDL${name}`];
    const found = Array.from(column, (value, row): [number, number] => [row, value]).filter(([, value]) => value !== 0);
    const hits = found.filter(([, value]) => Number.isFinite(value));
    expect(column.findIndex(Number.isFinite), 'first row').toBe(expected?.begin);
    expect(hits.length, 'hits').toBe(expected?.hits);
    expect(hits.filter(([, value]) => value > 0).length, 'bullish ones').toBe(expected?.bull);
    expect(hits.slice(0, 5), 'the first ones').toEqual(expected?.first5);
    expect(hits.slice(-3), 'the last ones').toEqual(expected?.last3);
  });

  it('covers all 39 functions of the golden file', () => {
    const { checkpoints } = GoldenNames.parse(JSON.parse(readReference('talib-golden-spy.json')));
    const covered = [...golden.map(([name]) => name), ...Object.values(patternNames).map(name => `CDL${name}`)];
    expect(Object.keys(checkpoints).sort(), 'none is left out').toEqual(covered.sort());
  });
});
