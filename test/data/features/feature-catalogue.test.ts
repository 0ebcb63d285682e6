import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../../data/calendar/calendar-of.ts';
import { type CandleSeries, sliceSeries } from '../../../data/candle.ts';
import { compute, type Features } from '../../../data/features/compute.ts';
import { FeatureCatalogue } from '../../../data/features/feature-catalogue.ts';
import { featureInputs } from '../../../data/features/feature-inputs.ts';
import { planFeatures } from '../../../data/features/feature-plan.ts';
import { FeaturePool } from '../../../data/features/feature-pool.ts';
import { FeatureCategory } from '../../../data/features/feature-row.ts';
import { FeatureStream } from '../../../data/features/feature-stream.ts';
import type { Columns } from '../../../data/features/kernel.ts';
import { InstrumentRegistry } from '../../../data/instrument-registry.ts';
import { parseMacro } from '../../../data/macro/macro-csv.ts';
import { walk } from '../../kit/candle-fixture.ts';
import { hasReferenceData, readReference, referenceCandles } from '../../kit/reference-data.ts';
import { seeded } from '../../kit/seeded.ts';
import { thrownBy } from '../../kit/thrown-by.ts';

const catalogue = FeatureCatalogue.open();
const everything = catalogue.namesOf('training-350');
const allInputs = new Set(catalogue.inputs.keys());
const instrument = new InstrumentRegistry().resolve('SPY');
const inputsOf = (series: CandleSeries): Columns =>
  featureInputs({ series, instrument, calendar: calendarOf(instrument.calendar) });

/** Every input column there could be: candles of a walk, and walks of their own for what other sources bring. */
function fullInputs(length: number, seed: number): Columns {
  const random = seeded(seed);
  const series = walk(length, seed);
  const volume = Float64Array.from({ length }, () => 1000 + 9000 * random());
  const given = inputsOf({ ...series, volume });
  const others = [...allInputs].filter(name => !(name in given));
  return { ...given, ...Object.fromEntries(others.map((name, i) => [name, walk(length, seed + 1 + i).close])) };
}

const cut = (inputs: Columns, from: number, to?: number): Columns =>
  Object.fromEntries(Object.entries(inputs).map(([name, values]) => [name, values.slice(from, to)]));

function expectNear(left: Features, right: Features, row: [number, number], why: string): void {
  for (const [name, values] of Object.entries(left.columns)) {
    const [a, b] = [values.at(row[0]) ?? Number.NaN, right.columns[name]?.at(row[1]) ?? Number.NaN];
    if (Number.isNaN(a) && Number.isNaN(b)) continue;
    expect(Math.abs(a - b), `${name} ${why}: ${a} and ${b}`).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(a)));
  }
}

describe('the shipped catalogue', () => {
  it('declares 350 features in 13 categories, at least 270 of them from markets', () => {
    expect(catalogue.features.length).toBe(350);
    expect(new Set(catalogue.features.map(row => row.category))).toEqual(new Set(FeatureCategory.options));
    expect(catalogue.features.filter(row => row.producer === undefined).length).toBeGreaterThanOrEqual(270);
  });

  it('has the named sets, of the sizes in their names, without doubles', () => {
    for (const [name, size] of Object.entries({
      'technical-38': 38,
      'training-350': 350,
      'inference-150-static': 150,
    })) {
      expect(new Set(catalogue.namesOf(name)).size, name).toBe(size);
      expect(catalogue.sets[name]?.length, name).toBe(size);
    }
  });

  it('declares the warm-ups that its kernels reckon', () => {
    const { warmUp, missing } = planFeatures(everything, catalogue, allInputs);
    expect(missing.size, 'with every input nothing is missing').toBe(0);
    const wrong = catalogue.features.filter(row => row.warmUp !== warmUp.get(row.name));
    expect(wrong.map(row => `${row.name}: ${row.warmUp}, reckoned ${warmUp.get(row.name)}`)).toEqual([]);
  });

  it('names the producer of what no market tells, and only of that', () => {
    const produced = new Set(
      [...catalogue.inputs.values()].filter(one => one.source === 'producer').map(one => one.name),
    );
    const reached = planFeatures(everything, catalogue, new Set([...allInputs].filter(name => !produced.has(name))));
    const named = catalogue.features.filter(row => row.producer !== undefined).map(row => row.name);
    expect([...reached.missing.keys()].sort()).toEqual(named.sort());
  });

  it('says each thing in one line of its own, in both languages', () => {
    for (const language of ['en', 'fr'] as const) {
      const lines = catalogue.features.map(row => row.meaning[language]);
      expect(new Set(lines).size, language).toBe(350);
    }
  });

  it('names an unknown feature or set with the nearest, in both languages', () => {
    const error = thrownBy(() => catalogue.namesOf(['rsi_41']));
    expect(error.code).toBe('data.unknown-feature');
    expect(error.message).toContain('Did you mean "rsi_14"?');
    expect(thrownBy(() => catalogue.namesOf('training-35')).text?.fr).toContain('Ensembles :');
  });
});

describe('all features over a walk with every input', () => {
  const length = 1100;
  const inputs = fullInputs(length, 5);
  const whole = compute('training-350', inputs);

  it('have a value on the last row, with a mask that says so', () => {
    const without = everything.filter(name => whole.available[name]?.at(-1) !== 1);
    expect(without, 'inputs of walks leave nothing undefined for long').toEqual([]);
    for (const name of everything) {
      const [column, mask] = [whole.columns[name], whole.available[name]];
      expect(
        column?.every((value, i) => Number.isFinite(value) === (mask?.[i] === 1)),
        name,
      ).toBe(true);
    }
  });

  it('do not change when later candles are added', () => {
    const random = seeded(9);
    for (let k = 0; k < 6; k += 1) {
      const end = 300 + Math.floor(random() * (length - 300));
      const part = compute('training-350', cut(inputs, 0, end));
      for (const name of everything)
        expect(part.columns[name], `${name}, cut at ${end}`).toEqual(whole.columns[name]?.slice(0, end));
    }
  });

  it('are the same bits when candles arrive one by one with carried state', () => {
    const plan = planFeatures(everything, catalogue, new Set(Object.keys(inputs)));
    const stream = new FeatureStream(plan, 64);
    for (let i = 0; i < length; i += 1) {
      for (const [name, values] of stream.push(inputs, i, i + 1)) {
        const [value, expected] = [values[0] ?? Number.NaN, whole.columns[name]?.[i] ?? Number.NaN];
        if (value !== expected && Number.isFinite(value)) expect(value, `${name}, row ${i}`).toBe(expected);
      }
    }
  });

  it('agree to a millionth from a cold start with the declared warm-up and with twice as much', () => {
    for (const row of catalogue.features.filter(one => one.anchor === undefined)) {
      const [once, twice] = [row.warmUp + 1, 2 * row.warmUp + 1].map(rows =>
        compute([row.name], cut(inputs, -Math.min(rows, length))),
      );
      if (once && twice) expectNear(once, twice, [-1, -1], `with a warm-up of ${row.warmUp}`);
    }
  });

  it('on two threads are the same columns on shared memory', async () => {
    const pool = new FeaturePool(2);
    try {
      const shared = await pool.compute('training-350', inputs);
      expect(Object.keys(shared.columns)).toEqual(Object.keys(whole.columns));
      for (const name of everything) {
        expect(shared.columns[name]?.buffer, name).toBeInstanceOf(SharedArrayBuffer);
        expect(shared.columns[name], name).toEqual(whole.columns[name]);
      }
    } finally {
      await pool.close();
    }
  });

  it('without their inputs are missing with a reason, never zero', () => {
    const { missing, columns, available } = compute('training-350', inputsOf(walk(400, 3)));
    expect(missing.get('book_spread')?.[0]).toMatch(/^book\./);
    for (const name of missing.keys()) {
      expect(columns[name]?.every(Number.isNaN), name).toBe(true);
      expect(
        available[name]?.every(mask => mask === 0),
        name,
      ).toBe(true);
    }
  });
});

/** Pairs that may move together beyond 0.9999, each with the reason. None is needed. */
const reviewed: readonly string[] = [];

function aliasesIn({ columns, missing }: Features): string[] {
  const names = Object.keys(columns).filter(name => !missing.has(name));
  const all = names.map(name => columns[name] ?? new Float64Array());
  return names.flatMap((name, a) =>
    names.slice(a + 1).flatMap((other, k) => {
      const pair = `${name} ${other}`;
      const r = correlation(all[a] ?? new Float64Array(), all[a + 1 + k] ?? new Float64Array());
      return Math.abs(r) > 0.9999 && !reviewed.includes(pair) ? [`${pair} ${r.toFixed(6)}`] : [];
    }),
  );
}

/** Pearson's, over the rows where both have a value. */
function correlation(left: Float64Array, right: Float64Array): number {
  let [n, sx, sy, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  const [x0, y0] = [left.at(-1) ?? 0, right.at(-1) ?? 0];
  for (let i = 0; i < left.length; i += 1) {
    const [x, y] = [(left[i] ?? Number.NaN) - x0, (right[i] ?? Number.NaN) - y0];
    if (Number.isNaN(x + y)) continue;
    n += 1;
    sx += x;
    sy += y;
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  return (xy - (sx * sy) / n) / Math.sqrt((xx - (sx * sx) / n) * (yy - (sy * sy) / n));
}

describe.skipIf(!hasReferenceData)('the features of SPY, daily, with macro series', () => {
  const series = hasReferenceData ? referenceCandles('spy-daily.csv', 'SPY') : walk(10, 1);
  const sources = () => ({
    series,
    instrument,
    calendar: calendarOf('NYSE'),
    macro: parseMacro(readReference('macro-daily.csv'), 'macro-daily.csv'),
    assets: { market: referenceCandles('sp500-daily.csv', 'SPX') },
  });

  it('hold no two that are aliases of one another', () => {
    expect(aliasesIn(compute('training-350', featureInputs(sources())))).toEqual([]);
  });

  it('from the last 500 candles alone agree with those of the whole history to a millionth', () => {
    const candles = { series, instrument, calendar: calendarOf('NYSE') };
    const whole = compute('training-350', featureInputs(candles));
    const cold = compute(
      'training-350',
      featureInputs({ ...candles, series: sliceSeries(series, series.length - 500) }),
    );
    const anchored = new Set(catalogue.features.filter(row => row.anchor !== undefined).map(row => row.name));
    const columns = Object.fromEntries(Object.entries(whole.columns).filter(([name]) => !anchored.has(name)));
    expectNear({ ...whole, columns }, cold, [-1, -1], 'from a cold start');
  });
});
