import { purgedTail, walkForwardFolds } from './purged-folds.ts';

/** Rows to learn from, to stop and calibrate by, and to score, in this order of time and purged of each other. */
export type MarketFold = { readonly train: Int32Array; readonly validation: Int32Array; readonly test: Int32Array };

/** Share of a history that the first fold learns from, and share of a fold's rows that it stops and calibrates by. */
const [startShare, validationShare] = [1 / 3, 0.15];

/**
 * Folds that go forward in time over a whole history. The last one is the tail: nothing is chosen by it. Between the
 * parts of a fold rows are dropped whose labels reach into the next part. An embargo has nothing to drop, because no
 * training row follows a row that it is tested on.
 * @throws QuaestorError `model.bad-data` when the rows are too few for the folds
 */
export function marketFolds(labelEnd: Int32Array, folds: number): MarketFold[] {
  const leastTraining = Math.round(labelEnd.length * startShare);
  return walkForwardFolds(labelEnd, { folds, leastTraining }).map(({ train: known, test }) => {
    const { train, test: validation } = purgedTail(labelEnd, known, validationShare);
    return { train, validation, test };
  });
}
