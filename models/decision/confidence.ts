import { z } from 'zod';

/** A resolved decision: the confidence that its model gave, and whether the target came first, net of costs. */
export type Outcome = { readonly confidence: number; readonly won: boolean };

/** How well confidences of one model in one regime have come true. */
export type Reliability = {
  readonly count: number;
  /** Share that won. */
  readonly baseRate: number;
  /** Mean squared distance between confidence and outcome; Brier, 1950. */
  readonly brier: number;
  /** 1 minus Brier over the Brier score of the base rate; NaN where all outcomes are alike. */
  readonly skill: number;
  /** Expected calibration error over bins of equal count. */
  readonly calibrationError: number;
  /** Bins of equal count, by rising confidence. */
  readonly bins: readonly Bin[];
};
export type Bin = {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly mean: number;
  readonly won: number;
};

/** Fewer resolved decisions say nothing. */
export const leastOutcomes = 50;
const binCount = 5;
/** Weight of the base rate in a bin, in outcomes. */
const shrinkage = 20;

const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

function binsOf(outcomes: readonly Outcome[]): Bin[] {
  const sorted = [...outcomes].sort((a, b) => a.confidence - b.confidence || Number(a.won) - Number(b.won));
  const parts: Outcome[][] = [];
  let taken = 0;
  for (const one of sorted) {
    const last = parts.at(-1);
    const full = taken >= Math.round((parts.length * sorted.length) / binCount);
    // Equal confidences stand for one chance: a bin never ends between them.
    if (last && (!full || last.at(-1)?.confidence === one.confidence)) last.push(one);
    else parts.push([one]);
    taken += 1;
  }
  return parts.map(part => {
    return {
      from: part[0]?.confidence ?? Number.NaN,
      to: part.at(-1)?.confidence ?? Number.NaN,
      count: part.length,
      mean: mean(part.map(one => one.confidence)),
      won: part.filter(one => one.won).length,
    };
  });
}

/** Reliability of the confidences that were resolved. Every figure is NaN where nothing was. */
export function reliabilityOf(outcomes: readonly Outcome[]): Reliability {
  const count = outcomes.length;
  const baseRate = mean(outcomes.map(({ won }) => Number(won)));
  const brier = mean(outcomes.map(({ confidence, won }) => (confidence - Number(won)) ** 2));
  const bins = binsOf(outcomes);
  const spread = baseRate * (1 - baseRate);
  return {
    count,
    baseRate,
    brier,
    skill: spread > 0 ? 1 - brier / spread : Number.NaN,
    calibrationError: bins.reduce(
      (sum, bin) => sum + (bin.count / count) * Math.abs(bin.won / bin.count - bin.mean),
      count > 0 ? 0 : Number.NaN,
    ),
    bins,
  };
}

/** A confidence as it counts: calibrated against outcomes, or raw and said to be so. */
export const Calibrated = z.strictObject({
  raw: z.number(),
  value: z.number(),
  /** `uncalibrated`: too few outcomes; `base-rate`: the confidences told nothing, so the share of past wins counts. */
  kind: z.enum(['calibrated', 'base-rate', 'uncalibrated']),
  count: z.int(),
});
export type Calibrated = z.infer<typeof Calibrated>;

/**
 * The chance that a confidence stands for, from resolved decisions of the same model in the same regime: the share of
 * wins in its bin, shrunk towards the base rate, (wins + m * base) / (count + m). Where the confidences have no skill the
 * base rate itself counts; below `leastOutcomes` the raw value stays, marked as uncalibrated.
 */
export function calibrate(raw: number, outcomes: readonly Outcome[]): Calibrated {
  const { count, baseRate, skill, bins } = reliabilityOf(outcomes);
  if (count < leastOutcomes) return { raw, value: raw, kind: 'uncalibrated', count };
  if (!(skill > 0)) return { raw, value: baseRate, kind: 'base-rate', count };
  const bin = bins.find(({ to }) => raw <= to) ?? bins.at(-1);
  const value = ((bin?.won ?? 0) + shrinkage * baseRate) / ((bin?.count ?? 0) + shrinkage);
  return { raw, value, kind: 'calibrated', count };
}

/** What a raw confidence must reach while it is uncalibrated. */
export const rawNeeded = { entry: 0.75, close: 0.5 } as const;
/** By how much a calibrated chance must beat the break-even of its own bet. */
export const edgeNeeded = 0.05;

/** Whether an entry's confidence is enough: the raw one against a fixed bar, a calibrated one against its own bet. */
export const entryIsWorth = ({ kind, value }: Calibrated, breakEven: number): boolean =>
  kind === 'uncalibrated' ? value >= rawNeeded.entry : value >= breakEven + edgeNeeded;
