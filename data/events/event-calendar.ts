import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { attempt } from '../../config/attempt.ts';
import type { Clock } from '../../config/clock.ts';
import { asQuaestorError, type QuaestorError } from '../../config/errors.ts';
import { fetchText } from '../news/fetch-text.ts';
import { calendarWeek } from './calendar-week.ts';
import { EconomicEvent } from './economic-event.ts';
import { parseCalendar } from './parse-calendar.ts';

const Cache = z.strictObject({
  events: z.array(EconomicEvent),
  faults: z.array(z.string()),
  /** UTC ms of the newest answer; null before the first. */
  fetchedAt: z.int().nullable(),
  /** UTC ms at which the week of that answer begins. */
  weekFromAt: z.int().nullable(),
  /** UTC ms before which the source is not asked again. */
  restUntil: z.int(),
});
type Cache = z.infer<typeof Cache>;

export type CalendarReading = {
  /** Events of the weeks that were read, oldest first. */
  readonly events: readonly EconomicEvent[];
  /** Rows that could not be read. */
  readonly faults: readonly string[];
  /** UTC ms of the answer that this is; null where there has been none. */
  readonly fetchedAt: number | null;
  /** Whether the events are those of the present week: without that, no event near does not mean that there is none. */
  readonly current: boolean;
  /** Why the newest reading failed, where it did. */
  readonly error?: QuaestorError;
};

type Parts = { url: string; cacheFile: string; clock: Clock; cacheMinutes: number; timeoutMs: number };

const minuteMs = 60_000;
const keptMs = 35 * 24 * 60 * minuteMs;
const empty: Cache = { events: [], faults: [], fetchedAt: null, weekFromAt: null, restUntil: 0 };

const keyOf = ({ at, currency, title }: EconomicEvent): string => `${at} ${currency} ${title}`;

/** The week that an answer is about, told by its middle: the source may be late in turning the page. */
const weekOf = (events: readonly EconomicEvent[], now: number): ReturnType<typeof calendarWeek> =>
  calendarWeek(events[Math.floor(events.length / 2)]?.at ?? now);

/** That week anew, other weeks as they were; an entry that was known keeps the instant at which it was first seen. */
function merged(known: readonly EconomicEvent[], fresh: readonly EconomicEvent[], now: number): EconomicEvent[] {
  const { fromAt, untilAt } = weekOf(fresh, now);
  const seenAt = new Map(known.map(event => [keyOf(event), event.seenAt]));
  const others = known.filter(({ at }) => (at < fromAt || at >= untilAt) && at > now - keptMs);
  const again = fresh.map(event => ({ ...event, seenAt: seenAt.get(keyOf(event)) ?? event.seenAt }));
  return [...others, ...again].sort((a, b) => a.at - b.at);
}

/**
 * The economic calendar of this week, kept on disk. The source refuses who asks often: it is asked at most once in
 * `cacheMinutes`, restarts and failures included.
 */
export class EventCalendar {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What is known now; a source that fails leaves what was known, with the error beside it. */
  async read(signal: AbortSignal): Promise<CalendarReading> {
    const now = this.#parts.clock.now();
    const cache = this.#load();
    if (now < cache.restUntil) return readingOf(cache, now);
    try {
      const fetched = await this.#fetch(cache, now, signal);
      this.#save(fetched);
      return readingOf(fetched, now);
    } catch (thrown) {
      signal.throwIfAborted();
      const error = asQuaestorError(thrown);
      const rested = { ...cache, restUntil: now + this.#pauseAfter(error) };
      this.#save(rested);
      return { ...readingOf(rested, now), error };
    }
  }

  async #fetch(cache: Cache, now: number, signal: AbortSignal): Promise<Cache> {
    const { url, timeoutMs, cacheMinutes } = this.#parts;
    const fetched = await fetchText(url, { signal, timeoutMs, accept: 'application/json' });
    const { events, faults } = parseCalendar(fetched.changed ? fetched.text : '', url, now);
    return {
      events: merged(cache.events, events, now),
      faults: [...faults],
      fetchedAt: now,
      weekFromAt: weekOf(events, now).fromAt,
      restUntil: now + cacheMinutes * minuteMs,
    };
  }

  #pauseAfter({ details }: QuaestorError): number {
    const asked = typeof details.retryAfterMs === 'number' ? details.retryAfterMs : 0;
    return Math.max(asked, this.#parts.cacheMinutes * minuteMs);
  }

  #load(): Cache {
    const { cacheFile } = this.#parts;
    if (!existsSync(cacheFile)) return empty;
    return attempt(() => Cache.parse(JSON.parse(readFileSync(cacheFile, 'utf8')))) ?? empty;
  }

  /** Written beside and renamed, so that a reader sees the old file or the new one. */
  #save(cache: Cache): void {
    const { cacheFile } = this.#parts;
    mkdirSync(dirname(cacheFile), { recursive: true });
    writeFileSync(`${cacheFile}.new`, JSON.stringify(cache));
    renameSync(`${cacheFile}.new`, cacheFile);
  }
}

function readingOf({ events, faults, fetchedAt, weekFromAt }: Cache, now: number): CalendarReading {
  return { events, faults, fetchedAt, current: weekFromAt === calendarWeek(now).fromAt };
}
