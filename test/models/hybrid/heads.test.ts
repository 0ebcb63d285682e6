import { beforeAll, describe, expect, it } from 'vitest';
import { classProbabilities } from '../../../models/hybrid/class-head.ts';
import { excursionProbabilities, excursionQuantiles } from '../../../models/hybrid/excursion-head.ts';
import { learnUsual, scaledTargets } from '../../../models/hybrid/head-targets.ts';
import { type HeadName, headNames, heads } from '../../../models/hybrid/heads.ts';
import { signalClasses, unknownClass } from '../../../models/hybrid/hybrid-rows.ts';
import type { NetworkRows } from '../../../models/hybrid/network-rows.ts';
import { ordinalProbabilities } from '../../../models/hybrid/ordinal-head.ts';
import { softplus, softplusInverse } from '../../../models/hybrid/softplus.ts';
import { volatilityQuantiles } from '../../../models/hybrid/volatility-head.ts';
import { normalFrom, seededRandom } from '../../../models/performance/seeded-random.ts';
import { openTensors, type Tensor, type Tensors } from '../../../models/tensor.ts';
import { quantileProbabilities } from '../../../models/volatility/forecaster.ts';
import { pinball } from '../../../models/volatility/pinball.ts';
import { thrownBy } from '../../kit/thrown-by.ts';
import { plantedRows, span } from './planted-rows.ts';

let tensors: Tensors;
beforeAll(async () => {
  tensors = await openTensors({ backend: 'wasm' });
});

const rows = plantedRows(60, 5);
const take = span(10, 60);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Raw outputs of some size, one row for each of `take`. */
function rawOutputs(name: HeadName, size: number): number[][] {
  const normal = normalFrom(seededRandom(7));
  return Array.from(take, () => Array.from({ length: heads[name].outputs }, () => size * normal()));
}

/** The loss that the tensors compute. */
function tensorLoss(name: HeadName, raw: readonly (readonly number[])[], of: NetworkRows = rows): number {
  const { tf } = tensors;
  const targets = heads[name].targets(of, take);
  const picks = span(0, take.length);
  return tf.tidy(() => targets.loss(tf, tf.tensor2d(raw.map(row => [...row])), picks).dataSync()[0] ?? Number.NaN);
}

/** The same loss from the functions that read predictions, in double precision. */
const witness: Record<HeadName, (raw: readonly number[], row: number) => number> = {
  signal: (raw, row) => {
    const label = rows.signal[row] ?? -1;
    return label < 0 ? 0 : -(rows.signalWeight[row] ?? 0) * Math.log(classProbabilities(raw)[label] ?? 0);
  },
  marketRegime: (raw, row) => {
    const label = rows.marketRegime[row] ?? -1;
    return label < 0 ? 0 : -Math.log(classProbabilities(raw)[label] ?? 0);
  },
  volatilityRegime: (raw, row) => {
    const label = rows.volatilityRegime[row] ?? -1;
    return label < 0 ? 0 : -Math.log(ordinalProbabilities(raw)[label] ?? 0);
  },
  volatility: (raw, row) =>
    sum(
      ([1, 2] as const).map(days => {
        const outcome = rows.volatility[days].outcome[row] ?? Number.NaN;
        if (Number.isNaN(outcome)) return 0;
        const quantiles = volatilityQuantiles(raw, rows.volatility[days], row, days);
        return sum(quantiles.map((one, k) => pinball(outcome, one, quantileProbabilities[k] ?? Number.NaN)));
      }),
    ),
  excursions: (raw, row) =>
    sum(
      [rows.adverse, rows.favourable].map((excursion, side) =>
        sum(
          excursionQuantiles(raw.slice(3 * side, 3 * side + 3)).map((one, k) =>
            pinball(excursion[row] ?? Number.NaN, one, excursionProbabilities[k] ?? Number.NaN),
          ),
        ),
      ),
    ),
};

describe.each(headNames)('the head %s', name => {
  it('scores what its predictions say, by the definition of its loss', () => {
    for (const size of [0, 0.5, 4]) {
      const raw = rawOutputs(name, size);
      const wanted = sum(raw.map((row, n) => witness[name](row, take[n] ?? -1)));
      expect(tensorLoss(name, raw) / wanted, `raw outputs of size ${size}, in single precision`).toBeCloseTo(1, 5);
    }
  });

  it('has the gradient that finite differences of its loss have', () => {
    const { tf } = tensors;
    const raw = rawOutputs(name, 0.7);
    const targets = heads[name].targets(rows, take);
    const picks = span(0, take.length);
    const loss = (x: Tensor): Tensor => targets.loss(tf, x, picks);
    const gradient = tf.tidy(() => tf.grad(loss)(tf.tensor2d(raw)).dataSync());
    const step = 1e-5;
    const direct = raw.map((row, n) =>
      row.map((value, k) => {
        const moved = (by: number) => witness[name](row.with(k, value + by), take[n] ?? -1);
        return (moved(step) - moved(-step)) / (2 * step);
      }),
    );
    for (const [i, wanted] of direct.flat().entries())
      expect(Math.abs((gradient[i] ?? Number.NaN) - wanted), `raw output ${i}`).toBeLessThan(1e-3);
  });

  it('starts at a loss of one: what is usual, and no skill', async () => {
    const { tf } = tensors;
    const usual = await learnUsual(tf, rows, take);
    const targets = scaledTargets(rows, take, usual.baselines)[name];
    const picks = span(0, take.length);
    const loss = tf.tidy(
      () => targets.loss(tf, tf.tile(tf.tensor2d([[...usual.raw[name]]]), [50, 1]), picks).dataSync()[0],
    );
    expect((loss ?? Number.NaN) / take.length).toBeCloseTo(1, 5);
  });
});

describe('what is usual', () => {
  it('of classes is their share, and its loss their entropy', async () => {
    const { baselines, raw } = await learnUsual(tensors.tf, rows, take);
    const known = Array.from(take, row => rows.marketRegime[row] ?? -1).filter(label => label >= 0);
    const shares = [0, 1].map(one => (known.filter(label => label === one).length + 0.5) / (known.length + 1));
    expect(classProbabilities(raw.marketRegime)).toEqual(shares.map(share => expect.closeTo(share, 12)));
    const entropy = -sum(known.map(label => Math.log(shares[label] ?? 0))) / known.length;
    expect(baselines.marketRegime, '-sum p ln p over the labels').toBeCloseTo(entropy, 5);
  });

  it('of ordered classes is their share too', async () => {
    const { raw } = await learnUsual(tensors.tf, rows, take);
    const known = Array.from(take, row => rows.volatilityRegime[row] ?? -1).filter(label => label >= 0);
    const shares = [0, 1, 2, 3].map(one => (known.filter(label => label === one).length + 0.5) / (known.length + 2));
    expect(ordinalProbabilities(raw.volatilityRegime)).toEqual(shares.map(share => expect.closeTo(share, 12)));
  });

  it('of volatility is log-HAR, to 1e-12', async () => {
    const { raw, baselines } = await learnUsual(tensors.tf, rows, take);
    const { logMean, residuals } = rows.volatility[2];
    const quantiles = volatilityQuantiles(raw.volatility, rows.volatility[2], 20, 2);
    for (const [k, one] of quantiles.entries())
      expect(one).toBeCloseTo((logMean[20] ?? Number.NaN) + (residuals[20 * 7 + k] ?? Number.NaN), 12);
    const losses = Array.from(take).flatMap(row => witness.volatility(new Array<number>(14).fill(0), row));
    expect(baselines.volatility, 'mean pinball over the 96 known outcomes and 7 levels').toBeCloseTo(
      sum(losses) / (96 * 7),
      6,
    );
  });

  it('of excursions are their quantiles', async () => {
    const { raw } = await learnUsual(tensors.tf, rows, take);
    const sorted = Array.from(take, row => rows.adverse[row] ?? Number.NaN).sort((a, b) => a - b);
    expect(excursionQuantiles(raw.excursions.slice(0, 3))).toEqual(
      [24, 37, 44].map(at => expect.closeTo(sorted[at] ?? Number.NaN, 9)),
    );
  });

  it('is nothing where the labels are unknown or all alike', async () => {
    const same: NetworkRows = {
      ...rows,
      signal: rows.signal.map(() => 1),
      marketRegime: rows.marketRegime.map(() => unknownClass),
      adverse: rows.adverse.map(() => Number.NaN),
    };
    const { baselines } = await learnUsual(tensors.tf, same, take);
    expect([baselines.signal, baselines.marketRegime, baselines.excursions]).toEqual([null, null, null]);
    expect(baselines.volatility, 'the others are not touched').toBeGreaterThan(0);
  });
});

describe('quantiles', () => {
  const normal = normalFrom(seededRandom(11));

  it('never cross, whatever the network says', () => {
    for (let n = 0; n < 200; n += 1) {
      const raw = Array.from({ length: 14 }, () => 5 * normal());
      for (const days of [1, 2] as const) {
        const quantiles = volatilityQuantiles(raw, rows.volatility[days], n % 60, days);
        expect(quantiles.toSorted((a, b) => a - b)).toEqual(quantiles);
      }
      const excursions = excursionQuantiles(raw.slice(0, 3));
      expect(excursions.toSorted((a, b) => a - b)).toEqual(excursions);
    }
  });

  it('of volatility move with the shift and widen by the factor of a gap, at most e^3', () => {
    const at = (raw: number[]) => volatilityQuantiles(raw, rows.volatility[1], 20, 1);
    const zero = new Array<number>(14).fill(0);
    const start = at(zero);
    const shifted = at(zero.with(0, 0.25));
    expect(shifted).toEqual(start.map(one => expect.closeTo(one + 0.25, 12)));
    expect(at(zero.with(1, 0.25)), 'the second shift is of two days').toEqual(start);
    const widened = at(zero.with(2 + 5, 10));
    const [before = 0, last = 0] = start.slice(-2);
    expect(widened.at(-1)).toBeCloseTo(before + (last - before) * Math.exp(3), 9);
    expect(widened.slice(0, -1), 'the others stay').toEqual(start.slice(0, -1));
  });
});

describe('labels', () => {
  it('of a class that the head does not have are refused with the classes that it has', () => {
    const error = thrownBy(() => heads.signal.targets({ ...rows, signal: rows.signal.map(() => 3) }, take));
    expect(error.code).toBe('model.bad-data');
    expect(error.message).toBe('Row 10 has the label 3 for the head "signal". Classes: 0 sell, 1 hold, 2 buy.');
    expect(signalClasses).toEqual(['sell', 'hold', 'buy']);
  });

  it('with a weight that is no number are refused', () => {
    const signalWeight = rows.signalWeight.map(() => Number.NaN);
    expect(thrownBy(() => heads.signal.targets({ ...rows, signalWeight }, take)).message).toContain('weight NaN');
  });

  it('of residual quantiles that fall are refused', () => {
    const volatility = {
      ...rows.volatility,
      1: { ...rows.volatility[1], residuals: rows.volatility[1].residuals.map(one => -one) },
    };
    expect(thrownBy(() => heads.volatility.targets({ ...rows, volatility }, take)).message).toContain(
      'of row 10 do not rise',
    );
  });
});

it('softplus is undone by its inverse', () => {
  for (const x of [-20, -1, 0, 3, 50]) expect(softplusInverse(softplus(x))).toBeCloseTo(x, 6);
});
