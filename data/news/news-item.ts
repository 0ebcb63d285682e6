import { z } from 'zod';
import { Language } from '../../config/settings.ts';

/** One headline as it was read. Title and summary are outside text: plain, capped, and only ever quoted. */
export const NewsItem = z.strictObject({
  /** SHA-256 of the publisher's own id, or of the link where there is none. */
  id: z.string().length(64),
  feed: z.string(),
  /** Null where neither the feed nor the words tell. */
  language: Language.nullable(),
  title: z.string().min(1),
  summary: z.string(),
  link: z.string(),
  /** UTC ms as the publisher says; null where it does not. */
  publishedAt: z.int().nullable(),
  /** UTC ms at which it was first read here. */
  seenAt: z.int(),
  /** UTC ms from which it may be used: the later of the two, so that no headline is known before it was. An item of an
   * archive was not seen here at the time: it counts from `publishedAt`. */
  availableAt: z.int(),
  /** Symbols of the registry that title or summary name. */
  symbols: z.array(z.string()),
});
export type NewsItem = z.infer<typeof NewsItem>;
