import { QuaestorError } from '../../config/errors.ts';
import { mean } from '../performance/moments.ts';
import { blockInterval } from './block-interval.ts';
import { unknownClass } from './hybrid-rows.ts';

export type LogLossGain = {
  /** Log loss of the prior less that of the head, in nats per row; above 0 the head is better. */
  readonly gain: number;
  /** Bounds of the 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** True when the whole interval lies above 0. */
  readonly edge: boolean;
  /** Rows scored, and rows that were drawn together. */
  readonly rows: number;
  readonly block: number;
};

export type GainOptions = {
  readonly seed: number;
  /** Rows drawn together, at least the span of a label. Default: the cube root of the rows. */
  readonly block?: number;
  readonly runs?: number;
};

/**
 * What a head is worth over the class shares of its training rows, with the interval of a block bootstrap: blocks,
 * because labels of neighbouring rows share candles. Fewer than two known rows give NaN and no edge.
 * @param probabilities row-major [rows x prior.length]
 * @throws QuaestorError `model.bad-data` when a class of the prior has no share, so that its loss is without bound
 */
export function logLossGain(
  probabilities: Float64Array,
  labels: Int8Array,
  prior: readonly number[],
  { seed, block: asked, runs = 2000 }: GainOptions,
): LogLossGain {
  refuseEmptyClass(prior);
  const gains: number[] = [];
  for (const [row, label] of labels.entries()) {
    if (label === unknownClass) continue;
    const own = probabilities[row * prior.length + label] ?? Number.NaN;
    gains.push(Math.log(own) - Math.log(prior[label] ?? Number.NaN));
  }
  const rows = gains.length;
  const block = Math.min(Math.max(1, Math.ceil(asked ?? Math.cbrt(rows))), Math.max(1, rows));
  if (rows < 2) return { gain: mean(gains), low: Number.NaN, high: Number.NaN, edge: false, rows, block };
  const { mean: gain, low, high } = blockInterval(gains, { block, runs, seed });
  return { gain, low, high, edge: low > 0, rows, block };
}

function refuseEmptyClass(prior: readonly number[]): void {
  const empty = prior.findIndex(share => !(share > 0));
  if (empty < 0) return;
  const shares = prior.join(', ');
  throw new QuaestorError(
    'model.bad-data',
    `Class ${empty} has no share in the prior (${shares}): learn from more rows.`,
    {
      class: empty,
    },
  );
}
