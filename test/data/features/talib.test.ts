import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type IndicatorName, indicators } from '../../../data/features/indicators.ts';
import { standardDeviation } from '../../../data/features/standard-deviation.ts';
import { trueRange } from '../../../data/features/true-range.ts';
import { hasReferenceData, readReference, referenceCandles } from '../../kit/reference-data.ts';

const Golden = z.object({
  checkpoints: z.record(
    z.string(),
    z.object({ begin: z.int(), n: z.int().optional(), values: z.record(z.string(), z.array(z.number())).optional() }),
  ),
});

const checkpointOf: Record<IndicatorName, string> = {
  sma: 'SMA20',
  ema: 'EMA20',
  rsi: 'RSI14',
  macd: 'MACD',
  bollinger: 'BB20',
  atr: 'ATR14',
  stochastic: 'STOCH14_3_3',
};

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

describe.skipIf(!hasReferenceData)('indicators against TA-Lib', () => {
  for (const indicator of Object.values(indicators)) {
    it(`${indicator.name} equals TA-Lib ${checkpointOf[indicator.name]} to 1e-9 at every checkpoint`, () => {
      const computed = indicator.compute(referenceCandles('spy-daily.csv', 'SPY'));
      expectGolden(
        checkpointOf[indicator.name],
        indicator.columns.map(name => computed[name] ?? new Float64Array()),
      );
    });
  }

  it('true range equals TA-Lib TRANGE to 1e-9 at every checkpoint', () => {
    const { high, low, close } = referenceCandles('spy-daily.csv', 'SPY');
    expectGolden('TRANGE', [trueRange(high, low, close)]);
  });

  it('standard deviation equals TA-Lib STDDEV20 to 1e-9 at every checkpoint', () => {
    expectGolden('STDDEV20', [standardDeviation(referenceCandles('spy-daily.csv', 'SPY').close, 20)]);
  });
});
