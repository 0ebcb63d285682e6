import { QuaestorError } from '../../config/errors.ts';

/** Who shares the output: the player of each column. A block of columns that mean one thing, as a text, is one player. */
export type Players = { readonly count: number; readonly of: Int32Array };

/** Each column for itself. */
export const everyColumn = (width: number): Players => ({
  count: width,
  of: Int32Array.from({ length: width }, (_, j) => j),
});

/**
 * Columns by group; players stand in the order of the groups.
 * @param groups numbers of columns, each of 0 .. width - 1 once
 * @throws QuaestorError `model.bad-data` that names a column which no group or more than one holds
 */
export function groupedColumns(width: number, groups: readonly (readonly number[])[]): Players {
  const of = new Int32Array(width).fill(-1);
  for (const [player, columns] of groups.entries()) {
    for (const column of columns) {
      if (of[column] !== -1) throw badGroup(column, of[column] === undefined ? 'does not exist' : 'is in two groups');
      of[column] = player;
    }
  }
  const left = of.indexOf(-1);
  if (left >= 0) throw badGroup(left, 'is in no group');
  return { count: groups.length, of };
}

const badGroup = (column: number, why: string): QuaestorError =>
  new QuaestorError('model.bad-data', `Column ${column} ${why}: name each column in one group.`, { column });
