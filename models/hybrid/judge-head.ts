import { z } from 'zod';
import { mean } from '../performance/moments.ts';
import { blockInterval } from './block-interval.ts';
import { ahead, lostTheTail, noGain, nothingLearned, type ServingReason } from './serving-reason.ts';

const Interval = z.strictObject({ mean: z.number(), low: z.number(), high: z.number() });

/** A head beside one way of doing without it. Gains are per day; above 0 the network loses less. */
const Against = z.strictObject({
  baseline: z.string(),
  loss: z.number(),
  gain: Interval,
  tailLoss: z.number(),
  tailGain: Interval,
});

/** A head beside its baselines, out of sample; null where its labels taught nothing. */
export const HeadJudgement = z.strictObject({
  measure: z.enum(['log-loss', 'pinball']),
  rows: z.int(),
  tailRows: z.int(),
  network: z.number().nullable(),
  tailNetwork: z.number().nullable(),
  against: z.array(Against),
});
export type HeadJudgement = z.infer<typeof HeadJudgement>;

/** Loss of the network and of each baseline at one row, in the same order at every row; NaN where nothing is known. */
export type RowLoss = { readonly tail: boolean; readonly network: number; readonly baselines: readonly number[] };

/** Judges a head by the losses of rows in time order. @param block rows that hang together: the span of a label */
export function judgeHead(
  measure: HeadJudgement['measure'],
  baselines: readonly string[],
  losses: readonly RowLoss[],
  { block, seed }: { readonly block: number; readonly seed: number },
): HeadJudgement {
  const known = losses.filter(one => [one.network, ...one.baselines].every(Number.isFinite));
  const tail = known.filter(one => one.tail);
  const counts = { measure, rows: known.length, tailRows: tail.length };
  if (tail.length < 2) return { ...counts, network: null, tailNetwork: null, against: [] };
  const gainOver = (k: number, rows: readonly RowLoss[]) =>
    blockInterval(
      rows.map(one => (one.baselines[k] ?? Number.NaN) - one.network),
      { block, seed },
    );
  return {
    ...counts,
    network: mean(known.map(one => one.network)),
    tailNetwork: mean(tail.map(one => one.network)),
    against: baselines.map((baseline, k) => ({
      baseline,
      loss: mean(known.map(one => one.baselines[k] ?? Number.NaN)),
      gain: gainOver(k, known),
      tailLoss: mean(tail.map(one => one.baselines[k] ?? Number.NaN)),
      tailGain: gainOver(k, tail),
    })),
  };
}

/**
 * Who serves a head: the network where its gain on the best baseline is beyond chance out of sample and the tail does not
 * speak against it; else that baseline.
 * @param evidence `tail` where the settings were searched on the other folds: then the tail alone has to prove the gain
 */
export function serveHead(
  { against, tailNetwork }: HeadJudgement,
  evidence: 'all' | 'tail' = 'all',
): { by: string; reasons: ServingReason[] } {
  const lossOf = (one: (typeof against)[number]): number => (evidence === 'all' ? one.loss : one.tailLoss);
  const [best] = [...against].sort((a, b) => lossOf(a) - lossOf(b));
  if (!best || tailNetwork === null) return { by: 'none', reasons: [nothingLearned] };
  const gained = evidence === 'all' ? best.gain : best.tailGain;
  const faults = [
    ...(gained.low > 0 ? [] : [noGain(gained)]),
    ...(tailNetwork <= best.tailLoss ? [] : [lostTheTail(tailNetwork, best.tailLoss)]),
  ];
  if (faults.length > 0) return { by: best.baseline, reasons: faults };
  const [gain, low] = [gained.mean.toFixed(4), gained.low.toFixed(4)];
  return {
    by: 'hybrid',
    reasons: [
      ahead({
        en: `It gains ${gain} a day on "${best.baseline}", at least ${low} with 97.5% confidence.`,
        fr: `Il gagne ${gain.replace('.', ',')} par jour sur « ${best.baseline} », au moins ${low.replace('.', ',')} avec une confiance de 97,5 %.`,
      }),
    ],
  };
}
