import type { TensorFlow } from '../tensor.ts';
import type { Targets } from './head.ts';
import { headNames, heads, type PerHead, perHead } from './heads.ts';
import type { NetworkRows } from './network-rows.ts';

/** Rows whose loss is computed in one piece. */
const portion = 512;

/** The labels of some rows, scaled so that the losses of all of them add up to their number when there is no skill. */
export type HeadTargets = PerHead<Targets>;

/** What the training rows say without a network. */
export type Usual = {
  /** Raw outputs that say what is usual; zero for a head that has nothing to learn. */
  readonly raw: PerHead<readonly number[]>;
  /** Mean loss of saying so, in the head's own unit; null where no label is known or all are alike. */
  readonly baselines: PerHead<number | null>;
};

const positions = (count: number): Int32Array => Int32Array.from({ length: count }, (_, n) => n);

/** Mean loss of one raw output, the same for every row. */
async function lossOf(
  tf: TensorFlow,
  raw: readonly number[],
  { total, loss }: Targets,
  count: number,
): Promise<number> {
  const all = positions(count);
  let sum = 0;
  for (let from = 0; from < count; from += portion) {
    const picks = all.subarray(from, from + portion);
    const part = tf.tidy(() => loss(tf, tf.tile(tf.tensor2d([[...raw]]), [picks.length, 1]), picks));
    sum += (await part.data())[0] ?? Number.NaN;
    part.dispose();
  }
  return sum / total;
}

/** Learns what is usual from the training rows. */
export async function learnUsual(tf: TensorFlow, rows: NetworkRows, train: Int32Array): Promise<Usual> {
  const start = perHead(name => heads[name].usual(rows, train));
  const baselines: Partial<Record<string, number>> = {};
  for (const name of headNames) {
    const targets = heads[name].targets(rows, train);
    const raw = start[name];
    if (!raw || targets.total === 0) continue;
    const loss = await lossOf(tf, raw, targets, train.length);
    if (loss > 0) baselines[name] = loss;
  }
  return {
    raw: perHead(name => start[name] ?? new Array<number>(heads[name].outputs).fill(0)),
    baselines: perHead(name => baselines[name] ?? null),
  };
}

/**
 * Labels of the rows in `take`, their weights scaled to a mean of one over the rows and divided by the baseline: the sum
 * of the losses over the rows, divided by their number, is 1 where the training rows have no skill.
 */
export function scaledTargets(rows: NetworkRows, take: Int32Array, baselines: Usual['baselines']): HeadTargets {
  return perHead(name => {
    const targets = heads[name].targets(rows, take);
    const baseline = baselines[name];
    const factor = baseline === null || targets.total === 0 ? 0 : take.length / (targets.total * baseline);
    const { values } = targets.weight;
    for (let i = 0; i < values.length; i += 1) values[i] = (values[i] ?? 0) * factor;
    return targets;
  });
}
