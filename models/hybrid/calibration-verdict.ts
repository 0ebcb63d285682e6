import type { Text } from '../../config/text.ts';
import { quantileOf } from '../performance/moments.ts';
import { seededRandom } from '../performance/seeded-random.ts';
import { brierScore, calibrationError } from './calibration-error.ts';
import { unknownClass } from './hybrid-rows.ts';
import { type GainOptions, type LogLossGain, logLossGain } from './log-loss-gain.ts';

export type CalibrationVerdict = {
  /** Expected calibration error on the held-out rows, and the most that a perfect head of as many rows shows. */
  readonly error: number;
  readonly errorLimit: number;
  readonly brier: number;
  /** Held-out rows with a known label. */
  readonly rows: number;
  readonly gain: LogLossGain;
  /** True when the head may speak; else it answers hold, for these reasons. */
  readonly trusted: boolean;
  readonly reasons: readonly Text[];
};

/** The share of perfectly calibrated heads that pass. */
const passing = 0.95;

const percent = (share: number): string => (100 * share).toFixed(1);

const tooUncertain = (error: number, limit: number, rows: number): Text => ({
  en: `Its probabilities miss by ${percent(error)} points on ${rows} held-out days; a calibrated model stays below ${percent(limit)}.`,
  fr: `Ses probabilités se trompent de ${percent(error)} points sur ${rows} jours tenus à l’écart ; un modèle calibré reste sous ${percent(limit)}.`,
});

const noEdge = ({ gain, low, high, rows }: LogLossGain): Text => ({
  en: `No edge: over ${rows} held-out days it gains ${gain.toFixed(4)} nats on the class shares, between ${low.toFixed(4)} and ${high.toFixed(4)}.`,
  fr: `Aucun avantage : sur ${rows} jours tenus à l’écart il gagne ${gain.toFixed(4)} nat sur les parts des classes, entre ${low.toFixed(4)} et ${high.toFixed(4)}.`,
});

const noRows: Text = {
  en: 'No held-out day has a known outcome yet.',
  fr: 'Aucun jour tenu à l’écart n’a encore d’issue connue.',
};

/**
 * Whether a classification head may speak: its calibration error on held-out time stays below the 95 % quantile of a
 * perfectly calibrated head with the same probabilities and as many rows, and its log loss is below the prior's by more
 * than chance.
 * @param probabilities row-major [rows x prior.length], after the temperature
 * @param prior class shares of the training rows
 */
export function calibrationVerdict(
  probabilities: Float64Array,
  labels: Int8Array,
  prior: readonly number[],
  options: GainOptions & { readonly simulations?: number },
): CalibrationVerdict {
  const rows = labels.reduce((count, label) => count + (label === unknownClass ? 0 : 1), 0);
  const error = calibrationError(probabilities, labels, prior.length);
  const errorLimit = errorOfPerfectHead(probabilities, labels, prior.length, options);
  const brier = brierScore(probabilities, labels, prior.length);
  const gain = logLossGain(probabilities, labels, prior, options);
  const faults = [
    ...(error < errorLimit ? [] : [tooUncertain(error, errorLimit, rows)]),
    ...(gain.edge ? [] : [noEdge(gain)]),
  ];
  const reasons = rows === 0 ? [noRows] : faults;
  return { error, errorLimit, brier, rows, gain, trusted: reasons.length === 0, reasons };
}

/**
 * The 95 % quantile of the calibration error when the probabilities are right: outcomes are drawn from them, for the
 * rows whose label is known. With few rows even a perfect head shows an error.
 * Source: the consistency resampling of Brocker and Smith, Weather and Forecasting 22 (2007) 651-661.
 */
export function errorOfPerfectHead(
  probabilities: Float64Array,
  labels: Int8Array,
  classes: number,
  { seed, simulations = 500 }: { readonly seed: number; readonly simulations?: number },
): number {
  const random = seededRandom(seed);
  const errors = Float64Array.from({ length: simulations }, () => {
    const drawn = labels.map((label, row) =>
      label === unknownClass ? unknownClass : drawClass(probabilities, row, classes, random()),
    );
    return calibrationError(probabilities, drawn, classes);
  });
  return quantileOf(errors, passing);
}

/** The class in which a uniform number falls when the probabilities of a row are laid end to end. */
function drawClass(probabilities: Float64Array, row: number, classes: number, uniform: number): number {
  let above = uniform;
  for (let k = 0; k < classes - 1; k += 1) {
    above -= probabilities[row * classes + k] ?? 0;
    if (above < 0) return k;
  }
  return classes - 1;
}
