import { here } from '../../data/features/here.ts';
import { binWidth, type Histograms } from './histograms.ts';

/** Sums over the rows of a leaf. */
export type Sums = { readonly gradient: number; readonly hessian: number; readonly count: number };

export type SplitLimits = {
  /** Rows on either side at least. */
  leastRows: number;
  /** Sum of hessians on either side at least. */
  leastHessian: number;
  /** Added to every sum of hessians (lambda). */
  ridge: number;
};

/** Bins up to and including `bin` go left. */
export type Split = {
  readonly column: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly gain: number;
};

/** A gain that is greater by less than this share is the same but for rounding; of equal ones the first counts. */
export const sameShare = 1e-10;

/** Whether both sides can have rows enough. */
export const isDivisible = ({ count }: Sums, { leastRows }: SplitLimits): boolean => count >= 2 * leastRows;

/**
 * The split of greatest gain G_L^2 / (H_L + lambda) + G_R^2 / (H_R + lambda) - G^2 / (H + lambda); undefined where none
 * gains. Missing values go to the side where they gain more; where a leaf has none, to the side with more rows.
 * Source: Chen and Guestrin, "XGBoost", KDD 2016, section 2.2 and algorithm 3.
 */
export function bestSplit(
  histograms: Histograms,
  histogram: number,
  columns: readonly number[],
  leaf: Sums,
  limits: SplitLimits,
): Split | undefined {
  const sums = histograms.of(histogram);
  const own = leaf.gradient ** 2 / (leaf.hessian + limits.ridge);
  let best: Split | undefined;
  let bar = own * (1 + sameShare);
  for (const column of columns) {
    const bins = { column, from: histograms.startOf(column), to: histograms.startOf(column + 1) - binWidth };
    const found = bestOfColumn(sums, bins, leaf, limits, bar);
    if (!found) continue;
    best = found;
    bar = found.gain * (1 + sameShare);
  }
  return best && { ...best, gain: best.gain - own };
}

/** Bins of a column: its values lie in [from, to), what is missing at `to`. */
type Bins = { readonly column: number; readonly from: number; readonly to: number };

function bestOfColumn(sums: Float64Array, bins: Bins, leaf: Sums, limits: SplitLimits, bar: number): Split | undefined {
  const right = scan(sums, bins, leaf, limits, bar, false);
  if (here(sums, bins.to + 2) === 0) return right;
  const higher = right ? right.gain * (1 + sameShare) : bar;
  return scan(sums, bins, leaf, limits, higher, true) ?? right;
}

/** Moves the bound from bin to bin. The gain that it gives is without the leaf's own term, and above `bar`. */
function scan(
  sums: Float64Array,
  { column, from, to }: Bins,
  leaf: Sums,
  limits: SplitLimits,
  bar: number,
  missingLeft: boolean,
): Split | undefined {
  const mostLeft = leaf.count - limits.leastRows;
  const missing = here(sums, to + 2);
  let gradient = missingLeft ? here(sums, to) : 0;
  let hessian = missingLeft ? here(sums, to + 1) : 0;
  let count = missingLeft ? missing : 0;
  let gain = 0;
  let least = bar;
  let place = -1;
  let leftRows = 0;
  for (let i = from; i < to && count <= mostLeft; i += binWidth) {
    gradient += here(sums, i);
    hessian += here(sums, i + 1);
    count += here(sums, i + 2);
    if (count < limits.leastRows || count > mostLeft) continue;
    const now = gainOf(gradient, hessian, leaf, limits);
    if (now <= least) continue;
    gain = now;
    least = now * (1 + sameShare);
    place = i;
    leftRows = count;
  }
  if (place < 0) return undefined;
  const side = missing > 0 ? missingLeft : 2 * leftRows >= leaf.count;
  return { column, bin: (place - from) / binWidth, missingLeft: side, gain };
}

/** Terms of both sides; 0, which no split is below, where a side has too little hessian. */
function gainOf(gradient: number, hessian: number, leaf: Sums, { leastHessian, ridge }: SplitLimits): number {
  const other = leaf.hessian - hessian;
  if (hessian < leastHessian || other < leastHessian) return 0;
  const rest = leaf.gradient - gradient;
  return (gradient * gradient) / (hessian + ridge) + (rest * rest) / (other + ridge);
}
