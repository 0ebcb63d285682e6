import { describe, expect, it } from 'vitest';
import {
  answerSignal,
  answerWithoutModel,
  type ServedVersion,
  type SignalQuestion,
} from '../../../models/hybrid/answer-signal.ts';
import { usualInputs } from '../../../models/hybrid/input-choice.ts';
import type { Judgement, ServedBy } from '../../../models/hybrid/judge-hybrid.ts';
import type { MarketReading } from '../../../models/hybrid/market-network.ts';
import { type AbstainReason, SignalAnswer } from '../../../models/hybrid/signal-answer.ts';
import type { Regime } from '../../../models/regime/regime.ts';

const question: SignalQuestion = { symbol: 'SPX', asOfOpenAt: 0, close: 100, annualisation: 252, stale: false };
const reason = { kind: 'ahead', en: 'Better.', fr: 'Mieux.' } as const;
const byNetwork: ServedBy = {
  signal: { by: 'hybrid', reasons: [reason] },
  volatility: { by: 'hybrid', reasons: [reason] },
  volatilityRegime: { by: 'hybrid', reasons: [reason] },
  marketRegime: { by: 'hybrid', reasons: [reason] },
  excursions: { by: 'hybrid', reasons: [reason] },
};
const byBaselines: ServedBy = {
  signal: { by: 'none', reasons: [{ kind: 'untrusted', en: 'No edge.', fr: 'Aucun avantage.' }] },
  volatility: { by: 'log-har', reasons: [reason] },
  volatilityRegime: { by: 'log-har', reasons: [reason] },
  marketRegime: { by: 'persistence', reasons: [reason] },
  excursions: { by: 'empirical', reasons: [reason] },
};
const losses = { rows: 250, network: { qlike: 0.3, pinball: 0.2 }, logHar: { qlike: 0.4, pinball: 0.2 } };
const volatility = (days: 1 | 2): Judgement['volatility'][0] => ({
  days,
  all: losses,
  tail: losses,
  lately: losses,
  seeds: [],
  medianAdvantage: -2.5,
  ensembleAdvantage: -4,
  tailAdvantage: -1,
  coverage: [],
  latelyCoverage90: 0.9,
});
const head: Judgement['excursions'] = {
  measure: 'pinball',
  rows: 1,
  tailRows: 1,
  network: 1,
  tailNetwork: 1,
  against: [],
};
const versionBy = (servedBy: ServedBy): ServedVersion => ({
  modelId: 'hybrid-SPX/3',
  trainedThrough: '2017-03-16',
  judgement: {
    symbol: 'SPX',
    dataHash: 'x',
    seeds: [1, 2, 3],
    from: '2010-01-04',
    to: '2020-04-17',
    tailFrom: '2017-03-17',
    folds: [],
    search: null,
    members: [],
    volatility: [volatility(1), volatility(2)],
    signal: {
      ...head,
      error: 0.02,
      errorLimit: 0.04,
      brier: 0.6,
      gain: { mean: 0.02, low: 0.01, high: 0.03 },
      agreement: 0.8,
      accuracy: 0.4,
    },
    volatilityRegime: head,
    marketRegime: head,
    excursions: head,
    ablation: null,
    control: { rows: 1, accuracy: 0.3, expected: 0.3, tolerance: 0.1, passed: true },
    servedBy,
  },
  statistics: {
    inputs: usualInputs,
    standard: { columns: Array.from({ length: 38 }, (_, k) => ({ name: `f${k}`, log: false, mean: 0, deviation: 1 })) },
    thresholds: [-2, 0, 2],
    temperatures: { signal: 1.5, volatilityRegime: 1, marketRegime: 1 },
    baselines: {
      signal: [0.3, 0.3, 0.4],
      volatilityRegime: [0.25, 0.5, 0.2, 0.05],
      marketRegime: [0.7, 0.3],
      transitions: [
        [0.9, 0.1],
        [0.2, 0.8],
      ],
      adverse: [0.4, 0.8, 1.2],
      favourable: [0.5, 0.9, 1.3],
    },
    barriers: { horizon: 4, upper: 0.8, lower: 0.8, timeout: 'hold' },
    text: { kind: 'none' },
    seeds: [1, 2, 3],
  },
});
const quantiles = (shift: number) => Float64Array.from([-2, -1.5, -0.7, 0, 0.7, 1.5, 2], one => one + shift);
const reading: MarketReading = {
  asOfOpenAt: 0,
  close: 100,
  logVariance: { 1: 0, 2: 0 },
  sigma: 2,
  closeToClose: 2,
  said: {
    count: 1,
    signal: Float64Array.of(0.2, 0.3, 0.5),
    volatility: { 1: quantiles(0), 2: quantiles(0) },
    volatilityRegime: Float64Array.of(0.1, 0.2, 0.6, 0.1),
    marketRegime: Float64Array.of(0.6, 0.4),
    adverse: Float64Array.of(0.3, 0.5, 1),
    favourable: Float64Array.of(0.6, 0.9, 1.4),
    vote: Int8Array.of(2),
    agreement: Float64Array.of(1),
    volatilityDisagreement: { 1: Float64Array.of(0), 2: Float64Array.of(0) },
  },
  volatility: {
    hybrid: { 1: { logQuantiles: quantiles(0.5), variance: 4 }, 2: { logQuantiles: quantiles(0.5), variance: 9 } },
    logHar: { 1: { logQuantiles: quantiles(0), variance: 1 }, 2: { logQuantiles: quantiles(0), variance: 1 } },
  },
  missing: [],
  clipped: [],
  textUsed: false,
};
const regime: Regime = {
  symbol: 'SPX',
  asOfOpenAt: 0,
  route: 'defensive',
  mood: 'bear',
  days: 5,
  atLeast: false,
  jump: { state: 'falling', margin: 0.5 },
  turbulent: true,
  volatileChance: 0.9,
  trending: false,
  trendStrength: -1,
  history: [],
};
const answer = (servedBy: ServedBy, changed: Partial<MarketReading> = {}, asked: Partial<SignalQuestion> = {}) =>
  answerSignal({ ...reading, ...changed }, versionBy(servedBy), { ...question, ...asked }, regime);

describe('answerSignal', () => {
  it('gives the vote with probabilities, barriers, volatility, regimes and levels of the network', () => {
    const given = answer(byNetwork);
    expect(SignalAnswer.parse(given)).toEqual(given);
    expect(given).toMatchObject({ action: 'buy', servedBy: 'hybrid', abstain: { flag: false, reasons: [] } });
    expect(given.signal?.probabilities).toEqual({ sell: 0.2, hold: 0.3, buy: 0.5 });
    // sigma 2 % over 4 days is 4 %.
    expect(given.signal?.upperBarrier).toBeCloseTo(100 * Math.exp(0.032), 9);
    expect(given.levels?.long.stopPrice).toBeCloseTo(100 * Math.exp(-0.02), 9);
    expect(given.levels?.long.targetPrice).toBeCloseTo(100 * Math.exp(0.024), 9);
    expect(given.levels?.short.stopPrice).toBeCloseTo(100 * Math.exp(0.036), 9);
    expect(given.volatility?.h1.sigmaDaily, 'root of 4, twice as wide from close to close').toBe(4);
    expect(given.volatility?.h2.sigmaAnnual).toBeCloseTo(6 * Math.sqrt(252), 9);
    expect(given.volatilityRegime?.label).toBe('high');
    expect(given.skill?.qlikeRatio).toBeCloseTo(0.75, 12);
  });

  it('gives the baselines of the heads that they serve, and holds', () => {
    const given = answer(byBaselines);
    expect(given).toMatchObject({ action: 'hold', servedBy: 'baselines', signal: null });
    expect(given.volatility?.h1.sigmaDaily).toBe(2);
    expect(given.marketRegime?.probabilities, 'after a falling day').toEqual({ bull: 0.2, bear: 0.8 });
    expect(given.levels?.long.stopSigma).toBe(0.8);
    expect(given.abstain.reasons).toEqual([{ kind: 'untrusted', en: 'No edge.', fr: 'Aucun avantage.' }]);
  });

  it.each<[AbstainReason['kind'], Partial<MarketReading>, Partial<SignalQuestion>]>([
    ['stale', {}, { stale: true }],
    ['missing', { missing: ['rsi_14'] }, {}],
    ['out-of-range', { clipped: Array.from({ length: 8 }, (_, k) => `f${k}`) }, {}],
    ['disagreement', { said: { ...reading.said, agreement: Float64Array.of(0.5) } }, {}],
    ['broken', { said: { ...reading.said, signal: Float64Array.of(0.2, 0.3, 0.6) } }, {}],
    ['broken', { sigma: Number.NaN }, {}],
    ['broken', { said: { ...reading.said, adverse: Float64Array.of(0, 0, 0) } }, {}],
  ])('holds because %s', (kind, changed, asked) => {
    const given = answer(byNetwork, changed, asked);
    expect(SignalAnswer.safeParse(given).success).toBe(true);
    expect(given).toMatchObject({ action: 'hold', abstain: { flag: true } });
    expect(given.abstain.reasons.map(one => one.kind)).toEqual([kind]);
  });

  it('does not hold for a few features far out', () => {
    expect(answer(byNetwork, { clipped: ['f1', 'f2'] }).action).toBe('buy');
  });
});

describe('answerWithoutModel', () => {
  it('is a hold that says how to get a network, or how to serve the one that is there', () => {
    for (const [versions, tool] of [
      [0, 'train_model'],
      [2, 'promote_model'],
    ] as const) {
      const given = answerWithoutModel(question, versions);
      expect(SignalAnswer.parse(given)).toMatchObject({ action: 'hold', servedBy: 'none', modelId: null });
      expect(given.abstain.reasons[0]?.en).toContain(tool);
      expect(given.abstain.reasons[0]?.fr).toContain(tool);
    }
  });
});
