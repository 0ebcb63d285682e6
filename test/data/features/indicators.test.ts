import { describe, expect, it } from 'vitest';
import { QuaestorError } from '../../../config/errors.ts';
import { sliceSeries } from '../../../data/candle.ts';
import { compute } from '../../../data/features/compute.ts';
import { IndicatorName, indicators } from '../../../data/features/indicators.ts';
import { walk } from '../../kit/candle-fixture.ts';
import { seeded } from '../../kit/seeded.ts';

function thrownBy(run: () => unknown): QuaestorError {
  try {
    run();
  } catch (error) {
    if (error instanceof QuaestorError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('indicator catalogue', () => {
  const series = walk(700, 17);

  it('holds every name once, under that name', () => {
    expect(Object.keys(indicators), 'catalogue and schema name the same seven').toEqual(IndicatorName.options);
    for (const [name, indicator] of Object.entries(indicators)) expect(indicator.name, name).toBe(name);
    const columns = Object.values(indicators).flatMap(indicator => indicator.columns);
    expect(new Set(columns).size, 'columns of all indicators fit into one table').toBe(columns.length);
  });

  for (const indicator of Object.values(indicators)) {
    it(`${indicator.name} gives its columns from row warmUp on`, () => {
      const computed = indicator.compute(series);
      expect(Object.keys(computed), 'the promised columns').toEqual([...indicator.columns]);
      for (const [name, values] of Object.entries(computed)) {
        expect(values.length, name).toBe(series.length);
        expect(values.findIndex(Number.isFinite), `${name} starts at warmUp`).toBe(indicator.warmUp());
      }
    });

    it(`${indicator.name} owes less than a millionth to the start of the series after its convergence`, () => {
      const start = 150;
      const late = indicator.compute(sliceSeries(series, start));
      const whole = indicator.compute(series);
      const scale = indicator.unit === 'percent' ? 100 : 100 * 1.5;
      const from = indicator.convergence();
      expect(from, 'never before the first value').toBeGreaterThanOrEqual(indicator.warmUp());
      for (const name of indicator.columns) {
        for (let i = from; i < series.length - start; i += 1) {
          const gap = Math.abs((late[name]?.[i] ?? Number.NaN) - (whole[name]?.[start + i] ?? Number.NaN));
          expect(gap, `${name} at row ${i}`).toBeLessThanOrEqual(1e-6 * scale);
        }
      }
    });

    it(`${indicator.name} of earlier candles does not change when later candles are added`, () => {
      const random = seeded(29);
      const whole = indicator.compute(series);
      for (let k = 0; k < 20; k += 1) {
        const cut = Math.floor(random() * series.length);
        const part = indicator.compute(sliceSeries(series, 0, cut));
        for (const name of indicator.columns) expect(part[name], `cut at ${cut}`).toEqual(whole[name]?.slice(0, cut));
      }
    });
  }

  it('takes given parameters over its defaults', () => {
    expect(indicators.sma.parameters, 'defaults are open to read').toEqual({ period: 20 });
    const { sma } = indicators.sma.compute(series, { period: 3 });
    const [a = 0, b = 0, c = 0] = series.close;
    expect(sma?.[2], 'mean of three closes').toBeCloseTo((a + b + c) / 3, 12);
    expect(indicators.macd.warmUp({ slow: 30 }), 'the other parameters keep their defaults').toBe(37);
  });

  it('an average over one row has nothing to forget', () => {
    expect(indicators.ema.convergence({ period: 1 }), 'weight 1').toBe(0);
    expect(indicators.atr.convergence({ period: 1 }), 'weight 1 after the first row').toBe(1);
  });

  it.each([
    ['sma', { period: 0 }],
    ['sma', { period: 2.5 }],
    ['rsi', { length: 14 }],
    ['macd', { fast: 26, slow: 12 }],
    ['bollinger', { deviations: Number.NaN }],
  ] as const)('%s refuses %j and names its parameters', (name, parameters) => {
    const error = thrownBy(() => indicators[name].compute(series, parameters));
    expect(error.code, 'a person can mend it').toBe('data.unknown-feature');
    expect(error.message, 'the valid names').toContain(Object.keys(indicators[name].parameters).join(', '));
    expect(error.text?.fr, 'in French as well').toContain('Ses paramètres');
  });
});

describe('compute', () => {
  const series = walk(60, 2);

  it('gives the columns of all names with masks of where they are finite', () => {
    const { length, columns, available } = compute(['rsi', 'macd'], series);
    expect(length, 'rows').toBe(60);
    expect(Object.keys(columns), 'in the order asked for').toEqual(['rsi', 'macdLine', 'macdSignal', 'macdHistogram']);
    expect(available.rsi, 'from row 14').toEqual(Uint8Array.from({ length: 60 }, (_, i) => +(i >= 14)));
    expect(available.macdLine, 'from row 33').toEqual(Uint8Array.from({ length: 60 }, (_, i) => +(i >= 33)));
    expect(columns.rsi, 'the values of the catalogue').toEqual(indicators.rsi.compute(series).rsi);
  });

  it('gives empty columns for an empty series', () => {
    const { length, columns, available } = compute(IndicatorName.options, sliceSeries(series, 0, 0));
    expect(length, 'no rows').toBe(0);
    for (const name of Object.keys(columns)) {
      expect(columns[name]?.length, name).toBe(0);
      expect(available[name]?.length, name).toBe(0);
    }
  });

  it('names an unknown feature, the known ones and the nearest', () => {
    const error = thrownBy(() => compute(['sma', 'bolinger'], series));
    expect(error.code, 'a person can mend it').toBe('data.unknown-feature');
    expect(error.message, 'the whole sentence').toBe(
      'Unknown feature "bolinger". Known: sma, ema, rsi, macd, bollinger, atr, stochastic. Did you mean "bollinger"?',
    );
    expect(error.text?.fr, 'in French as well').toContain('Vouliez-vous dire « bollinger » ?');
    expect(thrownBy(() => compute(['zzzzzzzz'], series)).text?.fr, 'no guess without a near name').not.toContain(
      'Vouliez',
    );
  });
});
