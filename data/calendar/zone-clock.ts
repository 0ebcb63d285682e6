/** Instants (UTC ms) from which an offset (ms east of UTC) holds, ascending. */
type Offsets = { fromAt: number; offsetMs: number }[];

const monthsPerYear = 12;
const minuteMs = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();
const years = new Map<string, Offsets>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  formats.set(zone, made);
  return made;
}

/** Asks Intl, which takes microseconds: too slow for a million candles. */
function askedOffset(zone: string, at: number): number {
  const name = formatOf(zone)
    .formatToParts(at)
    .find(part => part.type === 'timeZoneName')?.value;
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name ?? '');
  if (!match) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) * minuteMs;
}

/** The first minute of (before, after] at which the offset of `after` holds. */
function changeBetween(zone: string, before: number, after: number): number {
  const offset = askedOffset(zone, after);
  let [low, high] = [before / minuteMs, after / minuteMs];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (askedOffset(zone, middle * minuteMs) === offset) high = middle;
    else low = middle;
  }
  return high * minuteMs;
}

function offsetsOf(zone: string, year: number): Offsets {
  const key = `${zone}${year}`;
  const known = years.get(key);
  if (known) return known;
  let before = Date.UTC(year, 0, 1);
  const offsets: Offsets = [{ fromAt: before, offsetMs: askedOffset(zone, before) }];
  for (let month = 1; month <= monthsPerYear; month += 1) {
    const after = Date.UTC(year, month, 1);
    const offsetMs = askedOffset(zone, after);
    if (offsetMs !== offsets.at(-1)?.offsetMs) offsets.push({ fromAt: changeBetween(zone, before, after), offsetMs });
    before = after;
  }
  years.set(key, offsets);
  return offsets;
}

/** Milliseconds that the clocks of an IANA zone are ahead of UTC at an instant, summer time included. */
export function offsetMs(zone: string, at: number): number {
  if (zone === 'UTC') return 0;
  const offsets = offsetsOf(zone, new Date(at).getUTCFullYear());
  let found = offsets[0]?.offsetMs ?? 0;
  for (const one of offsets) if (one.fromAt <= at) found = one.offsetMs;
  return found;
}

/**
 * The instant at which the clocks of a zone show a wall time, given as if it were UTC milliseconds. In the hour that
 * summer time skips or repeats the answer is one of the two neighbours: no session opens or closes there.
 */
export function instantOfWall(zone: string, wallMs: number): number {
  const guess = wallMs - offsetMs(zone, wallMs);
  return wallMs - offsetMs(zone, guess);
}
