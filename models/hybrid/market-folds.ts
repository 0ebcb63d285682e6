import { purgedFolds, purgedTail, walkForwardFolds } from './purged-folds.ts';

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

/**
 * Folds of the rows before a tail, each of which tests a part and learns from the others, before it and after, under an
 * embargo; for choosing settings alone, since a network that is served learns from the past.
 * @param tailFrom the first row that takes no part
 * @throws QuaestorError `model.bad-data` when the rows are too few for the folds
 */
export function kFolds(labelEnd: Int32Array, tailFrom: number, folds: number): MarketFold[] {
  const ended = labelEnd.findIndex(end => end >= tailFrom);
  const known = labelEnd.subarray(0, ended < 0 ? tailFrom : Math.min(ended, tailFrom));
  return purgedFolds(known, { folds }).map(({ train: others, test }) => {
    const { train, test: validation } = purgedTail(known, others, validationShare);
    return { train, validation, test };
  });
}
