import { describe, expect, it } from 'vitest';
import { adamStep, startAdam } from '../../../models/hybrid/adam.ts';

const options = { rate: 0.1, weightDecay: 0, decays: Uint8Array.of(1, 0), clip: Number.POSITIVE_INFINITY };

describe('a step of Adam', () => {
  it('moves first by the rate against the sign of the gradient, whatever its size', () => {
    const state = startAdam(Float32Array.of(1, 1));
    expect(adamStep(state, Float32Array.of(3, -4), options), 'the norm').toBe(5);
    expect(Array.from(state.weights)).toEqual([expect.closeTo(0.9, 6), expect.closeTo(1.1, 6)]);
  });

  it('follows the means of gradient and square, by hand for gradients 1 and 2', () => {
    const state = startAdam(Float32Array.of(0, 0));
    adamStep(state, Float32Array.of(1, 0), options);
    adamStep(state, Float32Array.of(2, 0), options);
    const m = (0.9 * 0.1 * 1 + 0.1 * 2) / (1 - 0.9 ** 2);
    const u = (0.999 * 0.001 * 1 + 0.001 * 4) / (1 - 0.999 ** 2);
    expect(state.weights[0]).toBeCloseTo(-0.1 - (0.1 * m) / Math.sqrt(u), 6);
    expect(state.weights[1], 'without a gradient it rests').toBe(0);
  });

  it('decays the marked weights by rate times decay, apart from the gradient', () => {
    const state = startAdam(Float32Array.of(2, 2));
    adamStep(state, Float32Array.of(0, 0), { ...options, weightDecay: 0.5 });
    expect(Array.from(state.weights)).toEqual([expect.closeTo(2 - 0.1 * 0.5 * 2, 6), 2]);
  });

  it('cuts a gradient to the norm that is allowed, keeping its direction', () => {
    const state = startAdam(Float32Array.of(0, 0));
    adamStep(state, Float32Array.of(30, 40), { ...options, clip: 5 });
    expect(Array.from(state.mean), 'a tenth of [3, 4]').toEqual([expect.closeTo(0.3, 6), expect.closeTo(0.4, 6)]);
  });

  it('changes nothing when the gradient is not finite', () => {
    const state = startAdam(Float32Array.of(1, 1));
    expect(adamStep(state, Float32Array.of(Number.NaN, 1), options)).toBeNaN();
    expect(state).toEqual(startAdam(Float32Array.of(1, 1)));
  });
});
