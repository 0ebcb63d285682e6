import { describe, expect, it } from 'vitest';
import { sliceSeries } from '../../../data/candle.ts';
import type { Drawing } from '../../../data/features/indicator.ts';
import { IndicatorName, indicators, sourcesOf } from '../../../data/features/indicators.ts';
import { walk } from '../../kit/candle-fixture.ts';
import { seeded } from '../../kit/seeded.ts';
import { thrownBy } from '../../kit/thrown-by.ts';

/** The size of values on the fixture: prices around 100, a volume of 1000 a row. */
const scaleOf = (unit: Drawing['unit']): number => ({ percent: 100, score: 100, price: 150, volume: 1000 })[unit];

describe('indicator catalogue', () => {
  const series = walk(700, 17);

  it('holds every name once, under that name', () => {
    expect(Object.keys(indicators), 'catalogue and schema name the same').toEqual(IndicatorName.options);
    expect(IndicatorName.options.length, 'everything that people ask for by name').toBeGreaterThanOrEqual(35);
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

    it(`${indicator.name} owes ${indicator.anchored ? 'a constant' : 'less than a millionth'} to the start`, () => {
      const start = 150;
      const late = indicator.compute(sliceSeries(series, start));
      const whole = indicator.compute(series);
      const from = indicator.convergence();
      expect(from, 'never before the first value').toBeGreaterThanOrEqual(indicator.warmUp());
      for (const name of indicator.columns) {
        const gaps = late[name]?.map((value, i) => value - (whole[name]?.[start + i] ?? Number.NaN)).slice(from);
        const constant = indicator.anchored ? (gaps?.[0] ?? Number.NaN) : 0;
        const worst = Math.max(...(gaps ?? [Number.NaN]).map(gap => Math.abs(gap - constant)));
        expect(worst, name).toBeLessThanOrEqual(1e-6 * scaleOf(indicator.unit));
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

  it('says in both languages what each is and where it is drawn', () => {
    for (const { label, pane, unit } of Object.values(indicators)) {
      expect(label.en.length * label.fr.length, `${label.en}, ${label.fr}`).toBeGreaterThan(0);
      expect(pane === 'own' || unit === 'price', `${label.en} over prices is in their unit`).toBe(true);
    }
    expect(indicators.momentum.parameters, 'defaults of its own where the kernel has others').toEqual({ period: 10 });
    expect(indicators.ema.parameters, 'what people do not set is not offered').toEqual({ period: 20 });
  });

  it('names TA-Lib as the source of what TA-Lib has, and the author of what it lacks', () => {
    const elsewhere = Object.values(indicators).filter(({ source }) => source.en !== 'TA-Lib conventions');
    expect(
      elsewhere.map(({ name }) => name).sort(),
      'absent from the function list of TA-Lib 0.4.0 (ta_func_api)',
    ).toEqual(['awesome_oscillator', 'donchian', 'force_index', 'ichimoku', 'keltner', 'kst', 'supertrend', 'vwap']);
    for (const { name, source } of elsewhere) expect(source.fr.length, name).toBeGreaterThan(0);
    expect(new Set(elsewhere.map(({ source }) => source.en)).size, 'each its own').toBe(elsewhere.length);
  });

  it('gives the sources of several indicators once, in their order', () => {
    expect(sourcesOf(['sma', 'keltner', 'rsi', 'keltner']).map(({ fr }) => fr)).toEqual([
      'Conventions de TA-Lib',
      'Keltner, 1960, dans la version de Raschke',
    ]);
    expect(sourcesOf([])).toEqual([]);
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
    ['ema', { skip: 3 }],
  ] as const)('%s refuses %j and names its parameters', (name, parameters) => {
    const error = thrownBy(() => indicators[name].compute(series, parameters));
    expect(error.code, 'a person can mend it').toBe('data.unknown-feature');
    expect(error.message, 'the valid names').toContain(Object.keys(indicators[name].parameters).join(', '));
    expect(error.text?.fr, 'in French as well').toContain('Ses paramètres');
  });
});
