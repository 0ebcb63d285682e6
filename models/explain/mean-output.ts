import { QuaestorError } from '../../config/errors.ts';
import type { Cells } from '../trees/cells.ts';
import type { Model } from './explanation.ts';

export function meanOutput(model: Model, { values, rows }: Cells): number {
  return Array.from(model(values, rows)).reduce((sum, output) => sum + output, 0) / rows;
}

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
