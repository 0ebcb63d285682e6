/** A sparse matrix by rows: `columns[start[i] .. start[i + 1]]` are the columns of row i, `values` what stands there. */
export type SparseRows = {
  readonly rows: number;
  readonly columnCount: number;
  readonly start: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
};

/** What a row of weights needs: the column and the inverse document frequency of each token. */
export type Vocabulary = { readonly columnOf: ReadonlyMap<string, number>; readonly idf: Float32Array };

function countOf(tokens: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}

/** Columns in the order in which tokens are first met; idf = ln((1 + N) / (1 + df)) + 1. */
export function vocabularyOf(texts: readonly (readonly string[])[]): Vocabulary {
  const columnOf = new Map<string, number>();
  const seenIn: number[] = [];
  for (const tokens of texts)
    for (const token of new Set(tokens)) {
      const column = columnOf.get(token) ?? columnOf.size;
      columnOf.set(token, column);
      seenIn[column] = (seenIn[column] ?? 0) + 1;
    }
  return { columnOf, idf: Float32Array.from(seenIn, df => Math.log((1 + texts.length) / (1 + df)) + 1) };
}

/** One row of length 1: (1 + ln tf) times idf for each known token. */
export function weightsOf(
  tokens: readonly string[],
  { columnOf, idf }: Vocabulary,
): [column: number, weight: number][] {
  const raw = [...countOf(tokens)].flatMap(([token, count]): [number, number][] => {
    const column = columnOf.get(token);
    return column === undefined ? [] : [[column, (1 + Math.log(count)) * (idf[column] ?? 0)]];
  });
  const length = Math.hypot(...raw.map(([, weight]) => weight)) || 1;
  return raw.map(([column, weight]) => [column, weight / length]);
}

/** The weights of some texts, one row each. */
export function weightRows(texts: readonly (readonly string[])[], vocabulary: Vocabulary): SparseRows {
  const rows = texts.map(tokens => weightsOf(tokens, vocabulary));
  const start = new Int32Array(rows.length + 1);
  for (const [i, row] of rows.entries()) start[i + 1] = (start[i] ?? 0) + row.length;
  const cells = rows.flat();
  return {
    rows: rows.length,
    columnCount: vocabulary.columnOf.size,
    start,
    columns: Int32Array.from(cells, ([column]) => column),
    values: Float32Array.from(cells, ([, weight]) => weight),
  };
}
