/** Whether the labels of an axis are calendar days, YYYY-MM-DD. */
export const isDay = (text: string | undefined): text is string =>
  text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text);

export type TickUnit = 'year' | 'month' | 'day';
export type ChartTicks = { unit: TickUnit | undefined; indexes: ReadonlySet<number> };

type Ruler = { unit: TickUnit; periodOf(day: string): number };

const years = (day: string): number => Number(day.slice(0, 4));
const months = (day: string): number => years(day) * 12 + Number(day.slice(5, 7)) - 1;
/** Weeks since Monday, 1969-12-29. */
const weeks = (day: string): number => Math.floor((Date.parse(day) / 86_400_000 + 3) / 7);

/** From fine to coarse: a tick stands where a new period begins. */
const rulers: readonly Ruler[] = [
  { unit: 'day', periodOf: day => Date.parse(day) },
  { unit: 'day', periodOf: weeks },
  { unit: 'month', periodOf: months },
  ...[2, 3, 6].map((step): Ruler => ({ unit: 'month', periodOf: day => Math.floor(months(day) / step) })),
  ...[1, 2, 5, 10, 20, 50].map((step): Ruler => ({ unit: 'year', periodOf: day => Math.floor(years(day) / step) })),
];

function evenly(from: number, to: number, most: number): ReadonlySet<number> {
  const step = Math.max(1, Math.ceil((to - from + 1) / Math.max(1, most)));
  const indexes = new Set<number>();
  for (let i = from; i <= to; i += step) indexes.add(i);
  return indexes;
}

/** Where a new period begins, given up when there are more than `most`. */
function beginnings(
  times: readonly string[],
  from: number,
  to: number,
  most: number,
  { periodOf }: Ruler,
): Set<number> {
  const indexes = new Set<number>();
  for (let i = from + 1; i <= to && indexes.size <= most; i++) {
    if (periodOf(times[i] ?? '') !== periodOf(times[i - 1] ?? '')) indexes.add(i);
  }
  return indexes;
}

/** The indexes from `from` to `to` that get a label, at most `most`: beginnings of calendar periods where labels are days. */
export function chartTicks(times: readonly string[], from: number, to: number, most: number): ChartTicks {
  if (!isDay(times[from]) || !isDay(times[to])) return { unit: undefined, indexes: evenly(from, to, most) };
  for (const ruler of rulers) {
    const indexes = beginnings(times, from, to, most, ruler);
    if (indexes.size > 0 && indexes.size <= most) return { unit: ruler.unit, indexes };
  }
  return { unit: 'day', indexes: evenly(from, to, most) };
}
