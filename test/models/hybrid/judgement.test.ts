import { describe, expect, it } from 'vitest';
import { blockInterval } from '../../../models/hybrid/block-interval.ts';
import { calibrate, fitTemperatures } from '../../../models/hybrid/calibrate.ts';
import type { HybridPredictions } from '../../../models/hybrid/hybrid-predictions.ts';
import { impliedRegime } from '../../../models/hybrid/implied-regime.ts';
import { judgeHead, type RowLoss, serveHead } from '../../../models/hybrid/judge-head.ts';
import { serveVolatility, type VolatilityJudgement } from '../../../models/hybrid/judge-volatility.ts';
import { rollingConformal } from '../../../models/hybrid/rolling-conformal.ts';
import { classLoss, correctedVariance, meanPinball, qlikeOf } from '../../../models/hybrid/row-losses.ts';
import { normalCdf, normalQuantile } from '../../../models/performance/normal.ts';
import { normalFrom, seededRandom } from '../../../models/performance/seeded-random.ts';
import { forecastOf } from '../../../models/volatility/forecast-of.ts';
import { quantileProbabilities } from '../../../models/volatility/forecaster.ts';

const normalQuantiles = quantileProbabilities.map(normalQuantile);

describe('losses of a row', () => {
  it('are the vectors of the reference page, and closed forms', () => {
    expect(qlikeOf(Math.log(2), 1), 'y 2, f 1').toBeCloseTo(0.3068528194, 10);
    expect(qlikeOf(0, 2), 'y 1, f 2').toBeCloseTo(0.1931471806, 10);
    expect(meanPinball(1, [0, 2, 3], [0.5, 0.75, 0.9]), '(.5 + .25 + .2) / 3').toBeCloseTo(0.95 / 3, 12);
    expect(classLoss(1, [0.25, 0.5, 0.25])).toBeCloseTo(Math.log(2), 12);
    expect(classLoss(-1, [0.5, 0.5])).toBeNaN();
  });

  it("take log-HAR's own variance without a correction, and a shift of ln y as a factor", () => {
    expect(correctedVariance(normalQuantiles, normalQuantiles, 0.3)).toBeCloseTo(Math.exp(0.3), 12);
    const shifted = normalQuantiles.map(quantile => quantile + 0.2);
    expect(correctedVariance(shifted, normalQuantiles, 0.3)).toBeCloseTo(Math.exp(0.5), 12);
    const wider = normalQuantiles.map(quantile => 1.5 * quantile);
    expect(correctedVariance(wider, normalQuantiles, 0), 'a wider distribution has a larger mean').toBeGreaterThan(1);
  });
});

describe('a block interval', () => {
  it('holds the mean, is a point for equal values, and widens for blocks that hang together', () => {
    expect(blockInterval([2, 2, 2, 2], { block: 2, seed: 1 })).toEqual({ mean: 2, low: 2, high: 2 });
    const runs = Array.from({ length: 400 }, (_, i) => (Math.floor(i / 20) % 2 === 0 ? 1 : -1));
    const [single, blocks] = [1, 20].map(block => blockInterval(runs, { block, seed: 1 }));
    expect(single?.mean).toBe(0);
    expect((single?.high ?? 9) - (single?.low ?? 0), '2 x 1.96 / sqrt(400)').toBeCloseTo(0.196, 1);
    expect((blocks?.high ?? 0) - (blocks?.low ?? 0)).toBeGreaterThan(2 * ((single?.high ?? 9) - (single?.low ?? 0)));
  });
});

describe('the rolling conformal correction', () => {
  const count = 900;
  const random = normalFrom(seededRandom(4));
  const outcomes = Float64Array.from({ length: count }, () => 1 + random());
  const biased = Float64Array.from({ length: count * 7 }, (_, i) => 0.5 * (normalQuantiles[i % 7] ?? 0));
  const moved = rollingConformal(biased, outcomes, 1);

  it('brings the coverage of biased quantiles to their probabilities', () => {
    for (const [k, probability] of quantileProbabilities.entries()) {
      const rows = Array.from({ length: count - 100 }, (_, n) => n + 100);
      const share = rows.filter(n => (outcomes[n] ?? 0) <= (moved[n * 7 + k] ?? 0)).length / rows.length;
      expect(Math.abs(share - probability), `${probability}`).toBeLessThan(0.035);
    }
  });

  it('waits for sixty outcomes, and looks at none that was not known yet', () => {
    expect(moved.subarray(0, 60 * 7)).toEqual(biased.subarray(0, 60 * 7));
    expect(moved.subarray(60 * 7, 61 * 7)).not.toEqual(biased.subarray(60 * 7, 61 * 7));
    for (const days of [1, 2] as const) {
      const later = outcomes.map((value, n) => (n <= 500 - days ? value : Number.NaN));
      const [now, then] = [outcomes, later].map(known => rollingConformal(biased, known, days).subarray(3500, 3507));
      expect(then, `row 500 over ${days} day(s)`).toEqual(now);
    }
  });
});

describe('temperatures', () => {
  const said = (signal: number[]): HybridPredictions => ({
    count: 4,
    signal: Float64Array.from(signal),
    volatility: { 1: new Float64Array(28), 2: new Float64Array(28) },
    volatilityRegime: new Float64Array(16).fill(0.25),
    marketRegime: new Float64Array(8).fill(Number.NaN),
    adverse: new Float64Array(12),
    favourable: new Float64Array(12),
  });
  const sure = said([0.98, 0.01, 0.01, 0.98, 0.01, 0.01, 0.98, 0.01, 0.01, 0.98, 0.01, 0.01]);
  const labels = { volatilityRegime: Int8Array.of(0, 1, 2, 3), marketRegime: Int8Array.of(0, 1, 0, 1) };

  it('cool a head that is too sure, and leave one alone that is silent or has seen one class only', () => {
    const mixed = fitTemperatures(sure, { ...labels, signal: Int8Array.of(0, 0, 1, 2) });
    expect(mixed.signal).toBeGreaterThan(1);
    expect(mixed.marketRegime, 'it says nothing').toBe(1);
    expect(fitTemperatures(sure, { ...labels, signal: Int8Array.of(0, 0, 0, -1) }).signal).toBe(1);
    const cooled = calibrate(sure, mixed).signal;
    expect(cooled[0], 'two of four were right').toBeCloseTo(0.5, 2);
    expect((cooled[0] ?? 0) + (cooled[1] ?? 0) + (cooled[2] ?? 0)).toBeCloseTo(1, 12);
  });
});

describe('the volatility regimes that a forecast implies', () => {
  it('are those of the normal law for its quantiles', () => {
    const head = { symbol: 'X', model: 'log-har', proxy: 'range', days: 1, asOfOpenAt: 0, annualisation: 252 } as const;
    const shares = impliedRegime(forecastOf(head, normalQuantiles, 1), [-0.5, 0.4, 1.2]);
    const cdf = [-0.5, 0.4, 1.2].map(normalCdf);
    const expected = [cdf[0] ?? 0, (cdf[1] ?? 0) - (cdf[0] ?? 0), (cdf[2] ?? 0) - (cdf[1] ?? 0), 1 - (cdf[2] ?? 0)];
    for (const [k, share] of shares.entries()) expect(share).toBeCloseTo(expected[k] ?? 9, 6);
    const certain = impliedRegime(forecastOf(head, normalQuantiles, 1), [-20, -19, -18]);
    expect(certain[0], 'none is impossible').toBeGreaterThan(9e-4);
    expect(certain.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
  });
});

describe('a head beside its baselines', () => {
  const losses = (network: number, baseline: number, tailNetwork = network): RowLoss[] =>
    Array.from({ length: 200 }, (_, row) => {
      const noise = row % 2 === 0 ? 0.1 : -0.1;
      const tail = row >= 150;
      return { tail, network: (tail ? tailNetwork : network) + noise, baselines: [baseline, 3] };
    });
  const judged = (rows: RowLoss[]) => judgeHead('log-loss', ['class-shares', 'worse'], rows, { block: 10, seed: 1 });

  it('counts the rows whose outcome is known, and the tail by itself', () => {
    const unknown: RowLoss = { tail: true, network: Number.NaN, baselines: [Number.NaN, Number.NaN] };
    const { rows, tailRows, network, tailNetwork, against } = judged([...losses(1, 1.5, 1.2), unknown]);
    expect([rows, tailRows]).toEqual([200, 50]);
    expect(network).toBeCloseTo((150 * 1 + 50 * 1.2) / 200, 12);
    expect(tailNetwork).toBeCloseTo(1.2, 12);
    expect(against[0]?.tailGain.mean).toBeCloseTo(0.3, 12);
  });

  it.each<[string, RowLoss[], string, string]>([
    ['by the network where it gains beyond chance', losses(1, 1.5), 'hybrid', 'ahead'],
    ['by the best baseline where it does not', losses(1.5, 1.5), 'class-shares', 'no-gain'],
    ['by the baseline where the tail speaks against it', losses(1, 1.5, 1.6), 'class-shares', 'lost-the-tail'],
    ['by nobody where its labels taught nothing', [], 'none', 'nothing-learned'],
  ])('is served %s', (_how, rows, by, kind) => {
    const verdict = serveHead(judged(rows));
    expect(verdict.by).toBe(by);
    expect(verdict.reasons.map(reason => reason.kind)).toContain(kind);
  });

  it('has to prove its gain on the tail alone where a search has seen the other rows', () => {
    const rows = (tailNetwork: number): RowLoss[] =>
      Array.from({ length: 400 }, (_, k) => ({
        tail: k >= 300,
        network: k >= 300 ? tailNetwork : 0.5,
        baselines: [1],
      }));
    expect(serveHead(judged(rows(0.999)), 'tail').by, 'better on every day of the tail').toBe('hybrid');
    expect(serveHead(judged(rows(1)), 'all').by).toBe('hybrid');
    expect(serveHead(judged(rows(1)), 'tail').by, 'no gain there').not.toBe('hybrid');
  });
});

describe('the volatility head', () => {
  const losses = { qlike: 0.3, pinball: 0.2 };
  const pair = { rows: 250, network: losses, logHar: { qlike: 0.35, pinball: 0.21 } };
  const good = (days: 1 | 2): VolatilityJudgement => ({
    days,
    all: pair,
    tail: pair,
    lately: pair,
    seeds: [1, 2, 3, 4, 5].map(seed => ({ seed, qlike: -2.5, pinball: -1 })),
    medianAdvantage: -2.5,
    ensembleAdvantage: -4,
    tailAdvantage: -1,
    coverage: quantileProbabilities.map(probability => ({
      probability,
      network: probability + 0.019,
      uncorrected: probability + 0.05,
      logHar: probability,
    })),
    latelyCoverage90: 0.9,
  });

  it('is served by the network at a median t of -2, five seeds, and coverage within two points', () => {
    expect(serveVolatility([good(1), { ...good(2), medianAdvantage: -2 }]).by).toBe('hybrid');
  });

  it.each<[string, Partial<VolatilityJudgement>]>([
    ['not-ahead', { medianAdvantage: -1.99 }],
    ['not-ahead', { medianAdvantage: Number.NaN }],
    ['few-seeds', { seeds: good(1).seeds.slice(1) }],
    [
      'coverage-missed',
      { coverage: good(1).coverage.map((one, k) => ({ ...one, network: one.probability + (k === 3 ? 0.021 : 0) })) },
    ],
    ['lost-the-tail', { tail: { ...pair, network: { qlike: 0.36, pinball: 0.2 } } }],
  ])('is served by log-HAR because %s', (kind, changed) => {
    const { by, reasons } = serveVolatility([good(1), { ...good(2), ...changed }]);
    expect([by, reasons.map(reason => reason.kind)]).toEqual(['log-har', [kind]]);
  });

  it('goes by the tail alone where a search has seen the other folds, and says so', () => {
    const searched = (over: Partial<VolatilityJudgement>) => {
      const judged = { ...good(2), tailMedianAdvantage: -2.1, tailCoverage: good(2).coverage, ...over };
      return serveVolatility([{ ...judged, days: 1 }, judged], 'tail');
    };
    expect(searched({}).by).toBe('hybrid');
    expect(searched({ medianAdvantage: -0.5 }).by, 'what was searched on proves nothing, for or against').toBe(
      'hybrid',
    );
    const lost = searched({ tailMedianAdvantage: -1.4 });
    expect(lost.by).toBe('log-har');
    expect(lost.reasons[0]?.en).toContain('on the days that the search never saw is -1.40; -2 is needed');
    const missed = good(2).coverage.map(one => ({ ...one, network: one.probability - 0.03 }));
    expect(searched({ tailCoverage: missed }).reasons[0]?.kind).toBe('coverage-missed');
    expect(serveVolatility([good(1), good(2)], 'tail').by, 'an older judgement does not know its tail').toBe('log-har');
  });
});
