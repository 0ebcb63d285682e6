import { describe, expect, it } from 'vitest';
import { sliceSeries } from '../../../data/candle.ts';
import { SampleSource } from '../../../data/market/sample-source.ts';
import { technicalCount } from '../../../models/hybrid/hybrid-rows.ts';
import { technicalFeatures, technicalNames, technicalWarmUp } from '../../../models/hybrid/technical-features.ts';
import { seeded } from '../../kit/seeded.ts';

const series = new SampleSource().read('SPX', '1d') ?? expect.fail('no sample');

describe('technical features', () => {
  const { names, warmUp, values } = technicalFeatures(series);
  const column = (name: string) =>
    Float32Array.from(
      { length: series.length },
      (_, row) => values[row * names.length + names.indexOf(name)] ?? Number.NaN,
    );

  it('are as many as the network takes, by the names of the catalogue', () => {
    expect(names).toEqual(technicalNames());
    expect(names.length).toBe(technicalCount);
    expect(values.length).toBe(series.length * technicalCount);
  });

  it('lie row by row', () => {
    const row = 3000;
    const closes = [series.close[row] ?? 0, series.close[row - 5] ?? 0] as const;
    expect(column('log_return_5')[row], 'closed form').toBeCloseTo(Math.log(closes[0] / closes[1]), 6);
  });

  it('are all there after the warm-up', () => {
    expect(warmUp).toBe(technicalWarmUp());
    expect(warmUp, 'the directional index takes longest to forget').toBe(448);
    expect(values.subarray(warmUp * technicalCount).every(Number.isFinite)).toBe(true);
  });

  it('do not drift with the level of prices: scaling all prices changes none of them', () => {
    const scaled = technicalFeatures({
      ...series,
      ...Object.fromEntries(
        (['open', 'high', 'low', 'close'] as const).map(name => [name, series[name].map(price => 4 * price)]),
      ),
    });
    const differs = names.filter((_, k) => {
      const i = 4000 * technicalCount + k;
      return Math.abs((scaled.values[i] ?? 0) - (values[i] ?? 0)) > 1e-5 * (1 + Math.abs(values[i] ?? 0));
    });
    expect(differs).toEqual([]);
  });

  it('do not change when later candles are taken away', () => {
    const random = seeded(17);
    for (let k = 0; k < 5; k += 1) {
      const end = 100 + Math.floor(random() * (series.length - 100));
      const cut = technicalFeatures(sliceSeries(series, 0, end));
      const changed = cut.values.findIndex((value, i) => !Object.is(value, values[i]));
      expect(changed, `cut before row ${end}`).toBe(-1);
    }
  });
});
