import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { standingClock } from '../../../config/clock.ts';
import type { Language } from '../../../config/settings.ts';
import { InstrumentRegistry } from '../../../data/instrument-registry.ts';
import { symbolReader } from '../../../data/news/mentioned-symbols.ts';
import { NewsReader } from '../../../data/news/news-reader.ts';
import { NewsStore } from '../../../data/news/news-store.ts';
import { type FakeFeedServer, openFakeFeedServer } from '../../kit/fake-feed-server.ts';
import { temporaryFolder } from '../../kit/test-agent.ts';
import { atom, rdf, rss } from './feed-fixtures.ts';

const minuteMs = 60_000;
const start = Date.UTC(2024, 0, 31, 23, 50);
const signal = new AbortController().signal;
let server: FakeFeedServer;
let now: number;
let folder: string;

beforeEach(async () => {
  server = await openFakeFeedServer();
  folder = join(temporaryFolder(), 'news');
  now = start;
});
afterEach(() => server.close());

function readerOf(...feeds: [path: string, language: Language | null][]): { reader: NewsReader; store: NewsStore } {
  const store = new NewsStore(folder);
  const reader = new NewsReader({
    feeds: feeds.map(([path, language]) => ({ name: path.slice(1), url: server.url(path), language })),
    store,
    clock: standingClock(() => now),
    timeoutMs: 500,
    symbolReader: () => symbolReader(new InstrumentRegistry()),
  });
  return { reader, store };
}

describe('reading feeds', () => {
  it('keeps what is new, tagged with language, symbols and the instant from which it may be used', async () => {
    server.serve('/rss', { body: rss });
    server.serve('/atom', { body: atom });
    server.serve('/rdf', { body: rdf });
    const { reader, store } = readerOf(['/rss', null], ['/atom', 'en'], ['/rdf', 'en']);
    const { added, faults } = await reader.refresh(signal);
    expect(faults).toEqual([]);
    expect(added.map(one => [one.feed, one.title, one.language, one.symbols])).toEqual([
      ['rss', "L'or & le bitcoin progressent", 'fr', ['GLD', 'BTC/USD']],
      ['rss', 'Nvidia climbs', 'en', ['NVDA']],
      ['rss', 'No date', null, []],
      ['atom', '8-K - Example & Co', 'en', []],
      ['atom', 'Undated', 'en', []],
      ['rdf', 'Monetary policy decisions', 'en', []],
    ]);
    expect(
      added.every(one => one.availableAt === start && one.seenAt === start),
      'read today, usable today',
    ).toBe(true);
    expect(store.between(0, start), 'nothing was known before it was read').toEqual([]);
    expect(store.between(start, start + 1)).toEqual(added);
  });

  it('gives an item once, over readings and restarts, and files it under its month', async () => {
    server.serve('/rss', { body: rss });
    await readerOf(['/rss', 'fr']).reader.refresh(signal);
    now += 20 * minuteMs;
    server.serve('/rss', {
      body: rss.replace('Nvidia climbs', 'Nvidia slips').replaceAll('example/2<', 'example/2b<'),
    });
    const { reader, store } = readerOf(['/rss', 'fr']);
    const { added } = await reader.refresh(signal);
    expect(added.map(one => one.title)).toEqual(['Nvidia slips']);
    expect((await reader.refresh(signal)).added).toEqual([]);
    expect(readdirSync(folder)).toEqual(['2024-01.jsonl', '2024-02.jsonl']);
    expect(
      store
        .between(start, now + 1)
        .map(one => one.title)
        .at(-1),
    ).toBe('Nvidia slips');
  });

  it('does not use an item before the date that its publisher gives it', async () => {
    server.serve('/rss', { body: rss.replace('02 Jan 2024 09:00', '05 Feb 2024 09:00') });
    const { reader } = readerOf(['/rss', 'en']);
    const { added } = await reader.refresh(signal);
    expect(added.find(one => one.title === 'Nvidia climbs')?.availableAt).toBe(Date.UTC(2024, 1, 5, 9));
  });

  it('asks for a feed again only in case it changed', async () => {
    server.serve('/rss', ({ headers }) =>
      headers['if-none-match'] === '"1"' ? { status: 304 } : { body: rss, headers: { etag: '"1"' } },
    );
    const { reader } = readerOf(['/rss', 'fr']);
    expect((await reader.refresh(signal)).added.length).toBe(3);
    expect(await reader.refresh(signal)).toEqual({ added: [], faults: [] });
    expect(server.requests.length).toBe(2);
  });

  it('goes on where some feeds fail, and names each with its error', async () => {
    server.serve('/rss', { body: rss });
    server.serve('/html', { body: '<html>Access denied</html>', headers: { 'content-type': 'text/html' } });
    server.serve('/cut', { body: rss.slice(0, 700) });
    server.serve('/ill', { status: 500 });
    server.serve('/stalls', { fault: 'stalls' });
    const { reader } = readerOf(
      ['/html', 'en'],
      ['/cut', 'en'],
      ['/ill', 'en'],
      ['/stalls', 'en'],
      ['/gone', 'en'],
      ['/rss', 'fr'],
    );
    const { added, faults } = await reader.refresh(signal);
    expect(added.length).toBe(3);
    expect(faults.map(({ feed, error }) => [feed, error.code])).toEqual([
      ['html', 'provider.unavailable'],
      ['cut', 'provider.unavailable'],
      ['ill', 'provider.unavailable'],
      ['stalls', 'provider.timeout'],
      ['gone', 'provider.refused'],
    ]);
  });

  it('reads a feed that calls itself something else, if it is one', async () => {
    server.serve('/rss', { body: rss, headers: { 'content-type': 'text/html' } });
    expect((await readerOf(['/rss', 'fr']).reader.refresh(signal)).added.length).toBe(3);
  });

  it.each([
    ['as long as it asks', '3600', 60],
    ['for a quarter of an hour at least', '1', 15],
  ])('leaves a feed that was asked too often alone %s', async (_how, retryAfter, minutes) => {
    server.serve('/busy', { status: 429, headers: { 'retry-after': retryAfter } });
    const { reader } = readerOf(['/busy', 'en']);
    expect((await reader.refresh(signal)).faults[0]?.error.code).toBe('provider.rate-limited');
    now = start + minutes * minuteMs - 1;
    await reader.refresh(signal);
    expect(server.requests.length, 'not asked meanwhile').toBe(1);
    now += 1;
    await reader.refresh(signal);
    expect(server.requests.length).toBe(2);
  });

  it('stops when it is told to', async () => {
    server.serve('/stalls', { fault: 'stalls' });
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('stopped')), 20);
    await expect(readerOf(['/stalls', 'en']).reader.refresh(stop.signal)).rejects.toThrow('stopped');
  });
});

describe('the store', () => {
  it('passes over a line that was cut short, and writes whole lines behind it', async () => {
    server.serve('/rdf', { body: rdf });
    server.serve('/rss', { body: rss });
    const { reader, store } = readerOf(['/rdf', 'en']);
    await reader.refresh(signal);
    appendFileSync(join(folder, '2024-01.jsonl'), '{"id":"cut');
    await readerOf(['/rss', 'fr']).reader.refresh(signal);
    expect(store.between(start, start + 1).length).toBe(4);
  });

  it('that holds nothing gives nothing', () => {
    expect(new NewsStore(join(folder, 'none')).between(0, start)).toEqual([]);
  });
});
