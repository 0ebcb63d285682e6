/** Spans of labels: label i looks at the rows from[i] to to[i] - 1. A span with to <= from is of an unknown label. */
export type Spans = { readonly from: Int32Array; readonly to: Int32Array };

/** How many of the labels look at each row. */
function concurrency({ from, to }: Spans): Float64Array {
  const rows = to.reduce((most, end) => Math.max(most, end), 0);
  const changes = new Float64Array(rows + 1);
  for (const [label, start] of from.entries()) {
    const end = to[label] ?? 0;
    if (end <= start) continue;
    changes[start] = (changes[start] ?? 0) + 1;
    changes[end] = (changes[end] ?? 0) - 1;
  }
  let open = 0;
  return changes.map(change => {
    open += change;
    return open;
  });
}

/**
 * Average uniqueness of each label: the mean over its span of one over the number of labels that look at the same row.
 * 1 where no other label looks there, 0 for an unknown label. O(labels + rows).
 * Source: Lopez de Prado, "Advances in Financial Machine Learning", 2018, section 4.4.
 */
export function averageUniqueness(spans: Spans): Float64Array {
  const concurrent = concurrency(spans);
  const summed = new Float64Array(concurrent.length + 1);
  for (let row = 0; row < concurrent.length; row += 1) {
    const labels = concurrent[row] ?? 0;
    summed[row + 1] = (summed[row] ?? 0) + (labels > 0 ? 1 / labels : 0);
  }
  return Float64Array.from(spans.from, (start, label) => {
    const end = spans.to[label] ?? 0;
    return end > start ? ((summed[end] ?? 0) - (summed[start] ?? 0)) / (end - start) : 0;
  });
}
