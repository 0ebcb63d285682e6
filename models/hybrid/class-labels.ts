import { QuaestorError } from '../../config/errors.ts';
import { unknownClass } from './hybrid-rows.ts';

/** Labels of a head whose outcome is one class of some. */
export type ClassLabels = {
  readonly head: string;
  readonly classes: readonly string[];
  readonly labels: Int8Array;
  /** Weight of each label; without it every label weighs 1. */
  readonly weights?: Float32Array | undefined;
};

/**
 * Class and weight of one row; the weight of an unknown label is 0.
 * @throws QuaestorError `model.bad-data` when the label is none of the head's classes
 */
export function labelAt(
  { head, classes, labels, weights }: ClassLabels,
  row: number,
): { label: number; weight: number } {
  const label = labels[row] ?? unknownClass;
  if (label === unknownClass) return { label, weight: 0 };
  if (!(label in classes)) {
    const names = classes.map((name, k) => `${k} ${name}`).join(', ');
    throw new QuaestorError(
      'model.bad-data',
      `Row ${row} has the label ${label} for the head "${head}". Classes: ${names}.`,
      {
        head,
        row,
      },
    );
  }
  const weight = weights ? (weights[row] ?? Number.NaN) : 1;
  if (weight >= 0 && weight < Number.POSITIVE_INFINITY) return { label, weight };
  throw new QuaestorError('model.bad-data', `Row ${row} has the weight ${weight} for the head "${head}".`, {
    head,
    row,
  });
}

/**
 * Weighted shares of the classes, with half a label added to each (Krichevsky and Trofimov, IEEE Transactions on
 * Information Theory 27 (1981) 199-207), so that none is impossible; undefined when fewer than two classes occur.
 */
export function classShares(labels: ClassLabels, take: Int32Array): number[] | undefined {
  const sums = labels.classes.map(() => 0);
  for (const row of take) {
    const { label, weight } = labelAt(labels, row);
    if (weight > 0) sums[label] = (sums[label] ?? 0) + weight;
  }
  if (sums.filter(sum => sum > 0).length < 2) return undefined;
  const total = sums.reduce((sum, one) => sum + one + 0.5, 0);
  return sums.map(sum => (sum + 0.5) / total);
}
