import { createHash } from 'node:crypto';
import type Parser from 'rss-parser';
import { QuaestorError } from '../../config/errors.ts';
import { cleanText } from './clean-text.ts';

/** An entry of a feed, its texts cleaned. */
export type FeedEntry = {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly link: string;
  /** UTC ms; null where the publisher gives no date that can be read. */
  readonly publishedAt: number | null;
};

const titleCharacters = 300;
const summaryCharacters = 600;
const linkCharacters = 2000;
const maximumEntries = 500;

const root = /^\uFEFF?\s*(?:<\?[^>]*\?>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE[^>[]*>\s*)*<(?:rss|feed|rdf:RDF)[\s>]/i;

const refused = (origin: string, why: string, cause?: unknown): QuaestorError =>
  new QuaestorError('provider.unavailable', `"${origin}" ${why}.`, { origin }, cause);

/** The reader of Atom gives up a whole feed over one bad date; without the date it keeps the entry. */
const withoutBadDates = (xml: string): string =>
  xml.replace(/<(published|updated)>([^<]*)<\/\1>/g, (whole, tag: string, date: string) =>
    Number.isNaN(Date.parse(date)) ? `<${tag}></${tag}>` : whole,
  );

/** Feeds of careless publishers hold objects where texts belong. */
const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

const webLink = (value: unknown): string => {
  const link = textIn(value).trim();
  return /^https?:\/\//i.test(link) && URL.canParse(link) && link.length <= linkCharacters ? link : '';
};

function entryOf(item: Parser.Item & Record<string, unknown>): FeedEntry[] {
  const title = cleanText(textIn(item.title), titleCharacters);
  const link = webLink(item.link);
  const key = textIn(item.guid) || textIn(item.id) || textIn(item['rdf:about']) || link;
  if (title === '' || key === '') return [];
  const publishedAt = Date.parse(textIn(item.isoDate));
  return [
    {
      id: createHash('sha256').update(key).digest('hex'),
      title,
      summary: cleanText(textIn(item.summary) || textIn(item.content), summaryCharacters),
      link,
      publishedAt: Number.isNaN(publishedAt) ? null : publishedAt,
    },
  ];
}

async function parsed(xml: string, origin: string): Promise<Parser.Output<Record<string, unknown>>> {
  const { default: FeedParser } = await import('rss-parser');
  try {
    return await new FeedParser<Record<string, unknown>, Record<string, unknown>>().parseString(xml);
  } catch (cause) {
    throw refused(origin, 'sends a feed that is broken off or malformed', cause);
  }
}

/**
 * Reads RSS 0.9 to 2.0, RDF or Atom. Entries without a title, or without an id and a link, are left out, and so is what
 * comes after the first 500.
 * @throws QuaestorError `provider.unavailable` when the text is no feed, is cut off, or declares entities of its own
 */
export async function parseFeed(xml: string, origin: string): Promise<FeedEntry[]> {
  if (/<!ENTITY/i.test(xml)) throw refused(origin, 'declares entities of its own, which are not read');
  if (!root.test(xml)) throw refused(origin, 'answers with something that is no RSS, RDF or Atom feed');
  const feed = await parsed(withoutBadDates(xml), origin);
  return feed.items.slice(0, maximumEntries).flatMap(entryOf);
}
