import { z } from 'zod';
import { attempt } from '../../config/attempt.ts';
import { QuaestorError } from '../../config/errors.ts';
import { cleanText } from '../news/clean-text.ts';
import { EconomicEvent } from './economic-event.ts';

export type ParsedCalendar = {
  /** Oldest first. */
  readonly events: readonly EconomicEvent[];
  /** Rows that could not be read, each with the reason: whoever trades by the calendar has to know of them. */
  readonly faults: readonly string[];
};

const titleCharacters = 120;
const figureCharacters = 24;

/** An instant without an offset could be any hour of the day: it is refused. */
const withOffset = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;

const Row = z.object({
  title: z.string(),
  country: z.string(),
  date: z.string().regex(withOffset),
  impact: z.string(),
  forecast: z.string().nullish(),
  previous: z.string().nullish(),
});

const figure = (text: string | null | undefined): string | null => cleanText(text ?? '', figureCharacters) || null;

function eventOf(row: unknown, seenAt: number): EconomicEvent {
  const { title, country, date, impact, forecast, previous } = Row.parse(row);
  return EconomicEvent.parse({
    at: Date.parse(date),
    currency: country.toUpperCase(),
    title: cleanText(title, titleCharacters),
    impact: impact.toLowerCase(),
    forecast: figure(forecast),
    previous: figure(previous),
    seenAt,
  });
}

function read(row: unknown, index: number, seenAt: number): EconomicEvent | string {
  try {
    return eventOf(row, seenAt);
  } catch (thrown) {
    const reason = thrown instanceof z.ZodError ? z.prettifyError(thrown) : String(thrown);
    return `row ${index + 1}: ${JSON.stringify(row).slice(0, 160)}: ${reason}`;
  }
}

/**
 * Reads the weekly calendar in ForexFactory's form: an array of title, country, date with offset, impact, forecast and
 * previous.
 * @param seenAt instant (UTC ms) at which the text was fetched
 * @throws QuaestorError `provider.unavailable` when the text is no such array, as when an HTML page stands in for it
 */
export function parseCalendar(text: string, origin: string, seenAt: number): ParsedCalendar {
  const rows = attempt(() => z.array(z.unknown()).parse(JSON.parse(text)));
  if (!rows) {
    const start = cleanText(text, 60);
    throw new QuaestorError('provider.unavailable', `"${origin}" sends no calendar but "${start}".`, { origin });
  }
  const all = rows.map((row, i) => read(row, i, seenAt));
  return {
    events: all.filter(one => typeof one !== 'string').sort((a, b) => a.at - b.at),
    faults: all.filter(one => typeof one === 'string'),
  };
}
