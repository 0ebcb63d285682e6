import { QuaestorError } from '../../config/errors.ts';

/**
 * Returns `period` when it is a whole number of rows, at least one. People's values are checked by the schemas of
 * `indicators`; what arrives here otherwise is a fault of the caller.
 * @throws QuaestorError `bug.unexpected`
 */
export function period(rows: number): number {
  if (Number.isInteger(rows) && rows >= 1) return rows;
  throw new QuaestorError('bug.unexpected', `Period "${rows}" is not a whole number of rows, at least 1.`, { rows });
}
