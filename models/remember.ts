/** What an answer was made from, copied, so that a series which grows or is corrected is not mistaken for it. */
type Kept<T> = { readonly columns: readonly Float64Array[]; readonly answer: T };

function same(a: Float64Array, b: Float64Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (!Object.is(a[i], b[i])) return false;
  return true;
}

/**
 * Keeps what was made of columns of numbers: the next question with the same key and the same numbers is answered from
 * memory, and numbers that were added, corrected or replaced are made anew. A promise that is rejected is forgotten.
 * @param most answers kept; the one asked for longest ago makes room
 */
export function remember<T>(most = 64): (key: string, columns: readonly Float64Array[], make: () => T) => T {
  const kept = new Map<string, Kept<T>>();
  return (key, columns, make) => {
    const before = kept.get(key);
    const fresh =
      before?.columns.length === columns.length && columns.every((one, k) => same(one, before.columns[k] ?? one));
    const now = before && fresh ? before : { columns: columns.map(one => one.slice()), answer: make() };
    kept.delete(key);
    kept.set(key, now);
    if (now !== before && now.answer instanceof Promise) {
      now.answer.catch(() => {
        if (kept.get(key) === now) kept.delete(key);
      });
    }
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return now.answer;
  };
}
