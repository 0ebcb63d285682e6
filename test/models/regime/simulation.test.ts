import { beforeAll, describe, expect, it } from 'vitest';
import { fitScale, scaled } from '../../../models/regime/feature-scale.ts';
import { fitJumpModel, onlineStates } from '../../../models/regime/jump-model.ts';
import { turbulenceFeatureCount, turbulenceFeatures } from '../../../models/regime/turbulence-features.ts';
import { changesOf } from './changes-of.ts';
import { balancedAccuracy, simulatedRegimes } from './simulated-regimes.ts';

const days = 1000;
const paths = 60;

type Score = { accuracy: number; changes: number };

/** Mean over sixty paths that have both states: the fitted path, or the states as they come. */
function score(tails: 'normal' | 't4', penalty: number, online: boolean): Score {
  const sum = { accuracy: 0, changes: 0 };
  for (let seed = 1, counted = 0; counted < paths; seed += 1) {
    const { truth, returns } = simulatedRegimes(days, seed, tails);
    const { values, first } = turbulenceFeatures(returns);
    const features = { values, width: turbulenceFeatureCount };
    const rows = scaled(features, fitScale(features, first, days), first, days);
    const fit = fitJumpModel(rows, { states: 2, penalty, starts: 3 });
    const states = online ? onlineStates(rows, fit.centroids, penalty).state : fit.path;
    const wide = (fit.centroids[0] ?? 0) > (fit.centroids[turbulenceFeatureCount] ?? 0) ? 0 : 1;
    const found = states.map(state => (state === wide ? 1 : 0));
    const accuracy = balancedAccuracy(truth.subarray(first), found);
    if (Number.isNaN(accuracy)) continue;
    counted += 1;
    sum.accuracy += accuracy / paths;
    sum.changes += changesOf(found) / paths;
  }
  return sum;
}

describe('the turbulence model on simulated regimes with 4.0 changes in 1,000 days', () => {
  const scores: Record<string, Score> = {};
  beforeAll(() => {
    for (const tails of ['normal', 't4'] as const) {
      scores[`${tails} online`] = score(tails, 5, true);
      scores[`${tails} path`] = score(tails, 50, false);
    }
  });

  it('finds the state as it comes: balanced accuracy above .93 with normal noise, above .80 with t4 noise', () => {
    expect(scores['normal online']?.accuracy).toBeGreaterThan(0.93);
    expect(scores['t4 online']?.accuracy).toBeGreaterThan(0.86);
  });

  it('finds the whole path with a penalty of 50 beyond the published .937 and .817, with at most twice the true changes', () => {
    expect(scores['normal path']?.accuracy).toBeGreaterThan(0.937);
    expect(scores['t4 path']?.accuracy).toBeGreaterThan(0.9);
    expect(scores['normal path']?.changes).toBeLessThan(8);
    expect(scores['t4 path']?.changes).toBeLessThan(8);
  });
});
