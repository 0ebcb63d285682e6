import { QuaestorError } from '../../config/errors.ts';

/** Rows to learn from and rows to score, both rising. */
export type Fold = { readonly train: Int32Array; readonly test: Int32Array };

/** Rows from `from` to `to` - 1. */
const range = (from: number, to: number): Int32Array => Int32Array.from({ length: to - from }, (_, k) => from + k);

const badSplit = (message: string, details: Record<string, unknown>) =>
  new QuaestorError('model.bad-data', message, details);

/** The last row that the labels of the rows `from` to `to` - 1 look at. */
const lastLookedAt = (labelEnd: Int32Array, from: number, to: number): number =>
  labelEnd.subarray(from, to).reduce((last, end) => Math.max(last, end), to - 1);

/** `parts` + 1 borders that cut the rows `from` to `to` - 1 into nearly equal parts. */
const borders = (from: number, to: number, parts: number): number[] =>
  Array.from({ length: parts + 1 }, (_, k) => from + Math.floor((k * (to - from)) / parts));

const neighbours = (edges: readonly number[]): [number, number][] =>
  edges.slice(1).map((edge, k) => [edges[k] ?? 0, edge]);

/** The rows to learn from beside the test rows `from` to `to` - 1. */
function trainingRows(labelEnd: Int32Array, from: number, to: number, embargo: number): Int32Array {
  const free = lastLookedAt(labelEnd, from, to) + embargo + 1;
  const before = range(0, from).filter(row => (labelEnd[row] ?? from) < from);
  return Int32Array.from([...before, ...range(Math.min(free, labelEnd.length), labelEnd.length)]);
}

/**
 * k folds of neighbouring rows. A training row is dropped when its label looks at a row that a test label looks at, and
 * when it follows the last of those by no more than the embargo.
 * Source: Lopez de Prado, "Advances in Financial Machine Learning", 2018, section 7.4.
 * @param labelEnd for each row the last row that its labels look at
 * @param embargo share of all rows
 * @throws QuaestorError `model.bad-data` when there are fewer than 2 folds or fewer rows than folds
 */
export function purgedFolds(labelEnd: Int32Array, { folds = 5, embargo = 0.01 } = {}): Fold[] {
  const count = labelEnd.length;
  if (!(folds >= 2 && folds <= count)) {
    throw badSplit(`${count} rows cannot be cut into ${folds} folds: ask for 2 to ${count}.`, { folds, count });
  }
  const embargoRows = Math.round(embargo * count);
  return neighbours(borders(0, count, folds)).map(([from, to]) => ({
    train: trainingRows(labelEnd, from, to, embargoRows),
    test: range(from, to),
  }));
}

/**
 * Folds that go forward in time: each tests the rows after those that it learns from, whose labels end before the test
 * begins. The rows from `leastTraining` on are each tested once; `window` keeps the newest training rows alone.
 * @throws QuaestorError `model.bad-data` when no rows are left to test
 */
export function walkForwardFolds(
  labelEnd: Int32Array,
  { folds, leastTraining, window = labelEnd.length }: { folds: number; leastTraining: number; window?: number },
): Fold[] {
  const count = labelEnd.length;
  if (!(folds >= 1 && leastTraining >= 1 && count - leastTraining >= folds)) {
    const needed = leastTraining + Math.max(1, folds);
    throw badSplit(`${folds} walk-forward folds after ${leastTraining} rows need ${needed} rows, got ${count}.`, {
      folds,
      leastTraining,
      count,
    });
  }
  return neighbours(borders(leastTraining, count, folds)).map(([from, to]) => ({
    train: range(0, from)
      .filter(row => (labelEnd[row] ?? from) < from)
      .slice(-window),
    test: range(from, to),
  }));
}

/**
 * The last share of some rows as the test, and those before it whose labels end earlier: a tail that is held out, or
 * the validation slice of a training.
 * @param rows rising
 * @throws QuaestorError `model.bad-data` when one of the two would be empty
 */
export function purgedTail(labelEnd: Int32Array, rows: Int32Array, share: number): Fold {
  const cut = Math.round(rows.length * (1 - share));
  const first = rows[cut] ?? Number.NaN;
  const fold = { train: rows.slice(0, cut).filter(row => (labelEnd[row] ?? first) < first), test: rows.slice(cut) };
  if (fold.train.length > 0 && fold.test.length > 0) return fold;
  throw badSplit(
    `A tail of ${share} of ${rows.length} rows leaves ${fold.train.length} rows to learn from and ${fold.test.length} to test.`,
    { share, rows: rows.length },
  );
}
