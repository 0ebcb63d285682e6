import { describe, expect, it } from 'vitest';
import { brierScore, calibrationError, topClass } from '../../../models/hybrid/calibration-error.ts';
import { calibrationVerdict, errorOfPerfectHead } from '../../../models/hybrid/calibration-verdict.ts';
import { logLossGain } from '../../../models/hybrid/log-loss-gain.ts';
import { fitTemperature, logLoss, probabilitiesOf } from '../../../models/hybrid/temperature.ts';
import { seeded } from '../../kit/seeded.ts';
import { thrownBy } from '../../kit/thrown-by.ts';

const thirds = [1 / 3, 1 / 3, 1 / 3];

/** A head over three classes with logits of the given strength, and labels drawn from the probabilities it means. */
function drawnHead(rows: number, seed: number, strength: number) {
  const random = seeded(seed);
  const logits = Float64Array.from({ length: 3 * rows }, () => strength * (2 * random() - 1));
  const meant = probabilitiesOf(logits, 3);
  const labels = Int8Array.from({ length: rows }, (_, row) => {
    const uniform = random();
    const [sell = 0, hold = 0] = meant.subarray(3 * row);
    if (uniform < sell) return 0;
    return uniform < sell + hold ? 1 : 2;
  });
  return { logits, meant, labels };
}

describe('temperature', () => {
  it('is the closed form for two classes: a / ln(s / (1 - s)) with margin a and share of hits s', () => {
    const logits = Float64Array.from({ length: 8 }, (_, i) => (i % 2 === 0 ? 3 : 0));
    const labels = Int8Array.of(0, 0, 0, 1);
    expect(fitTemperature(logits, labels, 2), 'three of four hits: 3 / ln 3').toBeCloseTo(3 / Math.log(3), 6);
  });

  it('of logits that are already right is 1 within four standard errors, and of doubled ones 2', () => {
    const { logits, labels } = drawnHead(4000, 1, 2);
    const temperature = fitTemperature(logits, labels, 3);
    expect(Math.abs(temperature - 1)).toBeLessThan(0.1);
    expect(
      fitTemperature(
        logits.map(logit => 2 * logit),
        labels,
        3,
      ),
      'the scale goes over',
    ).toBeCloseTo(2 * temperature, 5);
  });

  it('never raises the log loss of the rows it is fitted on, and passes unknown labels over', () => {
    const { logits, labels } = drawnHead(500, 2, 6);
    const holed = labels.map((label, row) => (row % 3 === 0 ? -1 : label));
    const temperature = fitTemperature(logits, holed, 3);
    const loss = (t: number) => logLoss(probabilitiesOf(logits, 3, t), holed, 3);
    for (const other of [0.5, 0.9 * temperature, 1, 1.1 * temperature, 3]) {
      expect(loss(temperature)).toBeLessThanOrEqual(loss(other) + 1e-12);
    }
  });
});

describe('calibration error', () => {
  const shares = Float64Array.of(0.9, 0.1, 0.9, 0.1, 0.6, 0.4, 0.6, 0.4, 0.2, 0.8);

  it('averages the gaps of the bins over the rows', () => {
    const error = calibrationError(shares, Int8Array.of(0, 1, 0, 0, -1), 2);
    expect(error, '(|1.8 - 1| + |1.2 - 2|) / 4; the last label is not known').toBeCloseTo(0.4, 12);
  });

  it('is 0 for a head that is right as often as it says', () => {
    const half = Float64Array.of(0.5, 0.5, 0.5, 0.5);
    expect(calibrationError(half, Int8Array.of(0, 1), 2)).toBe(0);
  });

  it('puts a probability on a border into the bin below it', () => {
    const both = Float64Array.of(0.6, 0.4, 0.61, 0.39);
    expect(calibrationError(both, Int8Array.of(0, 1), 2, 5), '0.6 and 0.61 are in different fifths').toBeCloseTo(
      (0.4 + 0.61) / 2,
      12,
    );
  });

  it('names the first of equal classes', () => expect(topClass(Float64Array.of(0.4, 0.4, 0.2), 0, 3)).toBe(0));

  it('has a Brier score of 0 for certainty that is right, 2 for certainty that is wrong, 2/3 for thirds', () => {
    expect(brierScore(Float64Array.of(1, 0, 0), Int8Array.of(0), 3)).toBe(0);
    expect(brierScore(Float64Array.of(1, 0, 0), Int8Array.of(2), 3)).toBe(2);
    expect(brierScore(Float64Array.from(thirds), Int8Array.of(1), 3), '4/9 + 1/9 + 1/9').toBeCloseTo(2 / 3, 12);
    expect(brierScore(Float64Array.from(thirds), Int8Array.of(-1), 3), 'nothing is known').toBeNaN();
  });
});

describe('the calibration error of a perfect head', () => {
  it('of even odds on two classes is that of a coin: 1.96 standard errors of a share', () => {
    const even = new Float64Array(2 * 900).fill(0.5);
    const limit = errorOfPerfectHead(even, new Int8Array(900), 2, { seed: 4, simulations: 4000 });
    expect(limit, 'de Moivre: 1.96 x sqrt(0.25 / 900) = 0.0327').toBeCloseTo(1.96 / 60, 2);
  });

  it('shrinks with the rows and depends on the seed alone', () => {
    const { meant, labels } = drawnHead(2000, 5, 2);
    const limit = (rows: number, seed: number) => errorOfPerfectHead(meant, labels.slice(0, rows), 3, { seed });
    expect(limit(200, 1)).toBeGreaterThan(2 * limit(2000, 1));
    expect(limit(200, 1)).toBe(limit(200, 1));
    expect(limit(200, 2)).not.toBe(limit(200, 1));
  });
});

describe('gain over the prior', () => {
  it('of a head that always gives the outcome one half is ln(3 / 2), with no width', () => {
    const shares = Float64Array.from({ length: 90 }, (_, i) => (i % 3 === 0 ? 0.5 : 0.25));
    const gain = logLossGain(shares, new Int8Array(30), thirds, { seed: 1 });
    for (const bound of [gain.gain, gain.low, gain.high]) expect(bound).toBeCloseTo(Math.log(1.5), 12);
    expect([gain.edge, gain.rows, gain.block], 'the cube root of 30, rounded up').toEqual([true, 30, 4]);
  });

  it('of independent rows has the interval of the central limit theorem', () => {
    const { meant, labels } = drawnHead(3000, 7, 2);
    const { gain, low, high } = logLossGain(meant, labels, thirds, { seed: 3, block: 1 });
    const gains = Array.from(labels, (label, row) => Math.log(3 * (meant[3 * row + label] ?? 0)));
    const error = Math.sqrt(gains.reduce((sum, one) => sum + (one - gain) ** 2, 0) / 3000 / 3000);
    expect(low, '5 % of the half width').toBeCloseTo(gain - 1.96 * error, 2);
    expect((high - low) / (2 * 1.96 * error), 'the width').toBeGreaterThan(0.93);
    expect((high - low) / (2 * 1.96 * error), 'the width').toBeLessThan(1.07);
  });

  it('has a wider interval where neighbouring rows share their outcome', () => {
    const { meant, labels } = drawnHead(300, 9, 2);
    const spread = <T extends Float64Array | Int8Array>(values: T, width: number) =>
      values.constructor === Int8Array
        ? Array.from({ length: 3000 }, (_, row) => values[Math.floor(row / 10)] ?? 0)
        : Array.from({ length: 3000 * width }, (_, i) => values[width * Math.floor(i / width / 10) + (i % width)] ?? 0);
    const shares = Float64Array.from(spread(meant, 3));
    const repeated = Int8Array.from(spread(labels, 1));
    const width = (block: number) => {
      const { low, high } = logLossGain(shares, repeated, thirds, { seed: 2, block });
      return high - low;
    };
    expect(width(40) / width(1), 'ten rows count as one: close to the root of 10').toBeGreaterThan(2.5);
  });

  it('is no edge without two known rows, and refuses a prior that leaves a class out', () => {
    const alone = logLossGain(Float64Array.from(thirds), Int8Array.of(0), thirds, { seed: 1 });
    expect([alone.edge, alone.rows]).toEqual([false, 1]);
    const refused = thrownBy(() => logLossGain(new Float64Array(3), Int8Array.of(0), [0.5, 0.5, 0], { seed: 1 }));
    expect(refused.message).toMatch(/^Class 2 has no share in the prior \(0.5, 0.5, 0\)/);
  });
});

describe('calibration verdict', () => {
  const { meant, labels, logits } = drawnHead(2000, 11, 2);

  it('trusts a head that means what it says and knows something', () => {
    const verdict = calibrationVerdict(meant, labels, thirds, { seed: 1 });
    expect(verdict).toMatchObject({ trusted: true, reasons: [], rows: 2000 });
    expect(verdict.error).toBeLessThan(verdict.errorLimit);
  });

  it('lets about one perfect head in twenty fail', () => {
    const passed = Array.from({ length: 120 }, (_, k) => {
      const head = drawnHead(200, 100 + k, 2);
      const limit = errorOfPerfectHead(head.meant, head.labels, 3, { seed: k, simulations: 200 });
      return calibrationError(head.meant, head.labels, 3) < limit;
    }).filter(Boolean).length;
    expect(Math.abs(passed / 120 - 0.95), 'four standard errors').toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / 120));
  });

  it('silences a head that is too sure of itself, with the figures, in both languages', () => {
    const sure = probabilitiesOf(logits, 3, 0.3);
    const { trusted, reasons, error } = calibrationVerdict(sure, labels, thirds, { seed: 1 });
    expect(trusted).toBe(false);
    expect(reasons[0]?.en).toContain(`miss by ${(100 * error).toFixed(1)} points on 2000 held-out days`);
    expect(reasons[0]?.fr).toMatch(/^Ses probabilités se trompent de/);
  });

  it('silences a head that only repeats the class shares', () => {
    const prior = Float64Array.from({ length: 6000 }, (_, i) => thirds[i % 3] ?? 0);
    const { trusted, reasons } = calibrationVerdict(prior, labels, thirds, { seed: 1 });
    expect(trusted).toBe(false);
    expect(reasons.map(({ en }) => en)).toEqual([
      expect.stringMatching(/^No edge: over 2000 held-out days it gains 0\.0000/),
    ]);
  });

  it('is silent without any outcome', () => {
    const { trusted, reasons } = calibrationVerdict(Float64Array.from(thirds), Int8Array.of(-1), thirds, { seed: 1 });
    expect([trusted, reasons.map(({ en }) => en)]).toEqual([false, ['No held-out day has a known outcome yet.']]);
  });
});
