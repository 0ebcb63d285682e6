/** Row numbers, ascending, for which something holds. */
export function rowsWhere(length: number, holds: (row: number) => boolean): number[] {
  const rows: number[] = [];
  for (let row = 0; row < length; row += 1) if (holds(row)) rows.push(row);
  return rows;
}
