import { QuaestorError } from '../../config/errors.ts';
import type { Cells } from '../trees/cells.ts';

export const meanOutput = (outputs: ArrayLike<number>): number =>
  Array.from(outputs).reduce((sum, output) => sum + output, 0) / outputs.length;

/** @throws QuaestorError `model.bad-data` for a background without rows, or of another width than what is explained */
export function refuseBackground(explained: Cells, background: Cells): void {
  if (background.rows < 1) {
    throw new QuaestorError('model.bad-data', 'The background has no rows: give at least one to compare with.');
  }
  if (background.width === explained.width) return;
  throw new QuaestorError(
    'model.bad-data',
    `The background has ${background.width} columns, the explained rows have ${explained.width}.`,
  );
}
