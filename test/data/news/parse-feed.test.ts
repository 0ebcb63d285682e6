import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../../../data/news/clean-text.ts';
import { parseFeed } from '../../../data/news/parse-feed.ts';
import { atom, entityBomb, rdf, rss } from './feed-fixtures.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('a feed', () => {
  it('in RSS 2.0 gives cleaned entries; those without a title or an id are left out', async () => {
    expect(await parseFeed(rss, 'feed')).toEqual([
      {
        id: sha256('news-1'),
        title: "L'or & le bitcoin progressent",
        summary: 'Le cours de l’or gagne 1 %.',
        link: 'https://news.example/1?utm_source=rss',
        publishedAt: Date.UTC(2024, 0, 2, 7, 30),
      },
      {
        id: sha256('https://news.example/2'),
        title: 'Nvidia climbs',
        summary: 'Shares of the chip maker rise.',
        link: 'https://news.example/2',
        publishedAt: Date.UTC(2024, 0, 2, 9),
      },
      {
        id: sha256('https://news.example/4'),
        title: 'No date',
        summary: '',
        link: 'https://news.example/4',
        publishedAt: null,
      },
    ]);
  });

  it('in Atom keeps an entry whose date cannot be read, without the date', async () => {
    expect(await parseFeed(atom, 'feed')).toMatchObject([
      {
        id: sha256('urn:tag:a1'),
        title: '8-K - Example & Co',
        summary: 'Filed: 2024-01-02',
        publishedAt: Date.UTC(2024, 0, 2, 16, 59, 30),
      },
      { title: 'Undated', link: 'https://news.example/a2', publishedAt: null },
    ]);
  });

  it('in RDF is dated by Dublin Core', async () => {
    expect(await parseFeed(rdf, 'feed')).toMatchObject([
      { title: 'Monetary policy decisions', publishedAt: Date.UTC(2024, 0, 25, 13, 15) },
    ]);
  });

  it.each([
    ['an HTML page', '<!DOCTYPE html><html><body>Checking your browser</body></html>', /no RSS, RDF or Atom feed/],
    ['JSON', '{"items":[]}', /no RSS, RDF or Atom feed/],
    ['nothing', '', /no RSS, RDF or Atom feed/],
    ['a feed that is cut off', rss.slice(0, 900), /broken off or malformed/],
    ['an unknown version', '<rss version="9"><channel/></rss>', /broken off or malformed/],
    ['a bomb of entities', entityBomb, /declares entities/],
  ])('%s is refused with its origin', async (_what, text, why) => {
    await expect(parseFeed(text, 'https://news.example/rss')).rejects.toMatchObject({
      code: 'provider.unavailable',
      message: expect.stringMatching(why),
      details: { origin: 'https://news.example/rss' },
    });
  });

  it('is read up to its 500th entry, its links only where they are web addresses', async () => {
    const item = (i: number) =>
      `<item><title>t${i}</title><guid>g${i}</guid><link>javascript:alert(${i})</link></item>`;
    const many = `<rss version="2.0"><channel>${Array.from({ length: 600 }, (_, i) => item(i)).join('')}</channel></rss>`;
    const entries = await parseFeed(many, 'feed');
    expect(entries.length).toBe(500);
    expect(new Set(entries.map(one => one.link))).toEqual(new Set(['']));
  });
});

describe('outside text', () => {
  it.each([
    ['loses its markup', '<p>Up <b>5 %</b></p>', 'Up 5 %'],
    ['loses scripts and comments with what they hold', 'a<script>b()</script><!-- c --><style>d', 'a'],
    ['that was escaped twice loses its markup too', '&lt;i&gt;now&lt;/i&gt; &amp;amp;', 'now &amp;'],
    ['keeps signs that are no markup', '3 < 4 & 5 > 2', '3 < 4 & 5 > 2'],
    ['writes entities out', 'l&#8217;&eacute;t&#xE9; &euro;5 &unknown;', 'l’été €5 &unknown;'],
    ['keeps entities beyond Unicode as they are', '&#x110000; &#9999999;', '&#x110000; &#9999999;'],
    ['loses controls and marks of direction', 'a\u0000b\u001b[31m\u202Ec\u200Bd\uFEFF', 'ab[31mcd'],
    ['stands on one line', ' a\r\n\tb\u2028c ', 'a b c'],
  ])('%s', (_what, text, expected) => {
    expect(cleanText(text, 100)).toBe(expected);
  });

  it('is capped by characters, not in the middle of one', () => {
    expect(cleanText('😀'.repeat(20), 5)).toBe('😀😀😀😀…');
    expect(cleanText('12345', 5)).toBe('12345');
  });

  it('takes time in proportion to its length, even where markup never closes', () => {
    const start = performance.now();
    for (const text of ['<'.repeat(200_000), '<script>'.repeat(25_000), '<!--'.repeat(50_000), '<a '.repeat(60_000)])
      cleanText(text, 100);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
