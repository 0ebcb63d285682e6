import { describe, expect, it } from 'vitest';
import { sliceSeries } from '../../../data/candle.ts';
import { candleColumns, compute } from '../../../data/features/compute.ts';
import { FeatureCatalogue } from '../../../data/features/feature-catalogue.ts';
import { planFeatures } from '../../../data/features/feature-plan.ts';
import { FeatureStream } from '../../../data/features/feature-stream.ts';
import { rsi } from '../../../data/features/rsi.ts';
import { sma } from '../../../data/features/sma.ts';
import { walk } from '../../kit/candle-fixture.ts';
import { seeded } from '../../kit/seeded.ts';
import { thrownBy } from '../../kit/thrown-by.ts';

const candle = ['open_at', 'open', 'high', 'low', 'close', 'volume'].map(name => ({ name, source: 'candles' }));
const meaning = { en: 'a feature of the tests', fr: 'une variable des tests' };
const feature = (name: string, kernel: string, inputs: string[], more: object = {}) => ({
  ...{ name, kernel, inputs, category: 'trend', warmUp: 20, unit: 'ratio', meaning },
  ...more,
});

/** A small catalogue: shared steps, a feature on a feature, a recursion, and one whose input is not at hand. */
const catalogue = new FeatureCatalogue({
  inputs: [...candle, { name: 'macro.vix', source: 'macro' }],
  intermediates: [{ name: 'mean_20', kernel: 'sma', parameters: { period: 20 }, inputs: ['close'] }],
  features: [
    feature('mean_distance', 'distance', ['close', 'mean_20']),
    feature('strength', 'rsi', ['close'], { parameters: { period: 14 } }),
    feature('strength_change', 'change', ['strength'], { parameters: { period: 5 } }),
    feature('line', 'macd', ['close'], { output: 'line' }),
    feature('stop', 'sar', ['high', 'low']),
    feature('fear', 'sma', ['macro.vix']),
  ],
  sets: { candles: ['mean_distance', 'strength', 'strength_change', 'line', 'stop'], fear: ['strength', 'fear'] },
});

describe('compute', () => {
  const series = walk(5000, 2);
  const inputs = candleColumns(series);
  const all = compute('candles', inputs, catalogue);

  it('gives the columns of a set with masks of where they are finite', () => {
    const { length, columns, available, missing } = compute(
      'candles',
      candleColumns(sliceSeries(series, 0, 60)),
      catalogue,
    );
    expect(length, 'rows').toBe(60);
    expect(Object.keys(columns), 'in the order of the set').toEqual(catalogue.sets.candles);
    expect(missing.size, 'nothing is missing').toBe(0);
    expect(available.strength, 'from row 14').toEqual(Uint8Array.from({ length: 60 }, (_, i) => +(i >= 14)));
    expect(available.line, 'from row 33').toEqual(Uint8Array.from({ length: 60 }, (_, i) => +(i >= 33)));
  });

  it('gives what the kernels give', () => {
    const means = sma(series.close, 20);
    expect(Array.from(all.columns.strength ?? []), 'a kernel on a column').toEqual(Array.from(rsi(series.close, 14)));
    expect(all.columns.mean_distance?.at(-1), 'a kernel on an intermediate').toBe(
      (series.close.at(-1) ?? 0) / (means.at(-1) ?? 0) - 1,
    );
  });

  it('gives the same bits in one go and in portions through a stream', () => {
    const names = catalogue.namesOf('candles');
    const plan = planFeatures(names, catalogue, new Set(Object.keys(inputs)));
    const random = seeded(9);
    for (const largest of [1, 40]) {
      const stream = new FeatureStream(plan, largest);
      for (let from = 0; from < series.length; ) {
        const to = Math.min(series.length, from + 1 + Math.floor(random() * largest));
        for (const [name, values] of stream.push(inputs, from, to))
          expect(Array.from(values), `${name} rows ${from} to ${to}`).toEqual(
            Array.from(all.columns[name]?.subarray(from, to) ?? []),
          );
        from = to;
      }
    }
  });

  it('marks a row without a price as not available, and nothing after the warm-up', () => {
    const close = series.close.slice();
    close[3000] = Number.NaN;
    const { columns, available } = compute(['mean_distance'], { ...inputs, close }, catalogue);
    expect(columns.mean_distance?.[3000], 'no value').toBeNaN();
    expect(available.mean_distance?.slice(2999, 3021), 'twenty rows long').toEqual(
      Uint8Array.from({ length: 22 }, (_, i) => +(i === 0 || i === 21)),
    );
  });

  it('names the inputs for want of which a feature is missing, and makes nothing up', () => {
    const { columns, available, missing } = compute('fear', inputs, catalogue);
    expect([...missing], 'one is missing').toEqual([['fear', ['macro.vix']]]);
    expect(columns.fear?.every(Number.isNaN), 'no values').toBe(true);
    expect(available.fear?.some(Boolean), 'not available').toBe(false);
    expect(available.strength?.at(-1), 'the other one is').toBe(1);
  });

  it('gives empty columns for an empty series', () => {
    const { length, columns, available } = compute('candles', candleColumns(sliceSeries(series, 0, 0)), catalogue);
    expect(length, 'no rows').toBe(0);
    for (const name of Object.keys(columns)) {
      expect(columns[name]?.length, name).toBe(0);
      expect(available[name]?.length, name).toBe(0);
    }
  });

  it('names an unknown feature or set, the sets and the nearest name', () => {
    const error = thrownBy(() => compute(['strength', 'strenght'], inputs, catalogue));
    expect(error.code, 'a person can mend it').toBe('data.unknown-feature');
    expect(error.message, 'the whole sentence').toBe(
      'Unknown feature or set "strenght". Sets: candles, fear. Did you mean "strength"?',
    );
    expect(error.text?.fr, 'in French as well').toContain('Vouliez-vous dire « strength » ?');
    expect(thrownBy(() => compute('candels', inputs, catalogue)).message, 'a set').toContain('Did you mean "candles"?');
  });
});
