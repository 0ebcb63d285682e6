import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../data/candle.ts';
import { fitScale, scaled } from '../../../models/regime/feature-scale.ts';
import { jumpFeatureCount, jumpFeatures } from '../../../models/regime/jump-features.ts';
import { fitJumpModel, onlineStates, type Rows } from '../../../models/regime/jump-model.ts';
import { hasReferenceData, referenceCandles } from '../../kit/reference-data.ts';
import { changesOf } from './changes-of.ts';

const toy: Rows = { values: Float64Array.of(0, 0.1, -0.1, 5, 0, 10, 10.1, 9.9, 10), width: 1 };

describe('a jump model', () => {
  it('without a penalty is k-means: the odd row changes sides', () => {
    const { path, objective } = fitJumpModel(toy, { states: 2, penalty: 0 });
    expect(changesOf(path)).toBeGreaterThanOrEqual(1);
    const { path: held, objective: dearer } = fitJumpModel(toy, { states: 2, penalty: 20 });
    expect(changesOf(held), 'one true change').toBe(1);
    expect(dearer).toBeGreaterThan(objective);
  });

  it('with an endless penalty has one state, the mean of all rows', () => {
    const { path, centroids } = fitJumpModel(toy, { states: 2, penalty: 1e9 });
    expect(changesOf(path)).toBe(0);
    expect(centroids[path[0] ?? 0]).toBeCloseTo(toy.values.reduce((a, b) => a + b) / 9, 12);
  });

  it('gives the same for the same seed and refuses no start at all', () => {
    const options = { states: 2, penalty: 1, seed: 5 };
    expect(fitJumpModel(toy, options)).toEqual(fitJumpModel(toy, options));
    expect(() => fitJumpModel(toy, { ...options, starts: 0 })).toThrow(RangeError);
  });

  it('read as it comes does not look ahead: later rows change no earlier state', () => {
    const { centroids } = fitJumpModel(toy, { states: 2, penalty: 1 });
    const whole = onlineStates(toy, centroids, 1);
    for (let to = 1; to <= 9; to += 1) {
      const part = onlineStates({ values: toy.values.slice(0, to), width: 1 }, centroids, 1);
      expect(part.state).toEqual(whole.state.slice(0, to));
      expect(part.margin).toEqual(whole.margin.slice(0, to));
    }
    expect(onlineStates(toy, centroids, 0).margin).toEqual(new Float64Array(9));
  });
});

describe.skipIf(!hasReferenceData)('the statistical jump model on sp500-daily.csv, trained 2000 to 2014', () => {
  const series = hasReferenceData ? referenceCandles('sp500-daily.csv', 'SPX') : undefined;
  const close = series?.close ?? new Float64Array(2);
  const day = (i: number) => dayOf(series?.openAt[i + 1] ?? 0);
  const returns = Float64Array.from({ length: close.length - 1 }, (_, i) => (close[i + 1] ?? 0) / (close[i] ?? 0) - 1);
  const { values, first } = jumpFeatures(returns);
  const features: Rows = { values, width: jumpFeatureCount };
  const rowOf = (from: string) => returns.findIndex((_, i) => day(i) >= from);
  const [from, to] = hasReferenceData ? [rowOf('2000-01-01'), rowOf('2015-01-01')] : [0, 1];
  const scale = fitScale(features, from, to);
  const training = scaled(features, scale, from, to);
  const bear = (path: Uint8Array, centroids: Float64Array) => {
    const state = (centroids[0] ?? 0) < (centroids[jumpFeatureCount] ?? 0) ? 0 : 1;
    return path.reduce((count, each) => count + (each === state ? 1 : 0), 0) / path.length;
  };

  it('starts from the reference features', () => {
    const expected = [
      0.00111918485, -5.48784634, 0.270547785, 0.00146548512, -5.19986843, 0.265616822, 0.000970684453, -4.987469,
      0.142268364,
    ];
    expect(to - from).toBe(3773);
    expect(first).toBeLessThan(from);
    for (const [k, value] of expected.entries()) {
      expect(Math.abs((values[from * jumpFeatureCount + k] ?? 0) / value - 1)).toBeLessThan(2e-6);
    }
  });

  it.each([
    [50, 11018.304711, 13, 0.3663],
    [10, 10117.539398, 50, 0.3949],
    [0, 9246.547325, 276, 0.4071],
  ])(
    'with a penalty of %d reaches the reference objective %d with its jumps and bear share',
    (penalty, objective, jumps, share) => {
      const fit = fitJumpModel(training, { states: 2, penalty });
      expect(fit.objective).toBeCloseTo(objective, 4);
      expect(changesOf(fit.path)).toBe(jumps);
      expect(bear(fit.path, fit.centroids)).toBeCloseTo(share, 4);
    },
  );

  it('has the reference centroids and changes its online state on the reference days', () => {
    const { centroids } = fitJumpModel(training, { states: 2, penalty: 50 });
    const rows = [centroids.slice(0, jumpFeatureCount), centroids.slice(jumpFeatureCount)];
    rows.sort((a, b) => (b[0] ?? 0) - (a[0] ?? 0));
    const expected = [
      [0.200976, -0.546065, 0.256724, 0.397282, -0.591018, 0.431999, 0.556638, -0.520477, 0.588471],
      [-0.347709, 0.944748, -0.444159, -0.687337, 1.02252, -0.747402, -0.96304, 0.900478, -1.018115],
    ];
    for (const [s, row] of expected.entries()) {
      for (const [k, value] of row.entries()) expect(rows[s]?.[k]).toBeCloseTo(value, 5);
    }
    const { state } = onlineStates(scaled(features, scale, to, returns.length), centroids, 50);
    const changed = [...state.keys()].filter(t => t > 0 && state[t] !== state[t - 1]).map(t => day(to + t));
    expect(changed).toEqual([
      '2015-08-26',
      '2015-10-30',
      '2016-01-08',
      '2016-03-18',
      '2018-04-05',
      '2018-05-16',
      '2018-10-24',
    ]);
    expect(bear(state, centroids)).toBeCloseTo(0.168, 4);
  });
});
