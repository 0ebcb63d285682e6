import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchText } from '../../../data/news/fetch-text.ts';
import { type FakeFeedServer, openFakeFeedServer } from '../../kit/fake-feed-server.ts';

let server: FakeFeedServer;
beforeAll(async () => {
  server = await openFakeFeedServer();
});
afterAll(() => server.close());

const signal = new AbortController().signal;
const get = (path: string, options = {}) => fetchText(server.url(path), { signal, timeoutMs: 2000, ...options });

describe('a document', () => {
  it('comes with what is needed to ask again, and then only says that it is the same', async () => {
    const headers = { etag: '"v1"', 'last-modified': 'Tue, 02 Jan 2024 08:00:00 GMT', 'content-type': 'text/xml' };
    server.serve('/once', request =>
      request.headers['if-none-match'] === '"v1"' && request.headers['if-modified-since'] === headers['last-modified']
        ? { status: 304 }
        : { headers, body: 'text' },
    );
    const first = await get('/once');
    expect(first).toEqual({
      changed: true,
      text: 'text',
      contentType: 'text/xml',
      validators: { etag: '"v1"', lastModified: headers['last-modified'] },
    });
    expect(await get('/once', { validators: first.changed ? first.validators : {} })).toEqual({ changed: false });
  });

  it.each([
    ['the header', 'text/xml; charset=ISO-8859-1', '<?xml version="1.0"?>'],
    ['its XML declaration', 'text/xml', '<?xml version="1.0" encoding="ISO-8859-1"?>'],
  ])('is decoded as %s says', async (_who, contentType, declaration) => {
    server.serve('/latin', {
      headers: { 'content-type': contentType },
      body: Buffer.from(`${declaration}<t>été</t>`, 'latin1'),
    });
    expect(await get('/latin')).toMatchObject({ text: `${declaration}<t>été</t>` });
  });

  it('in a character set that nobody knows is read as UTF-8', async () => {
    server.serve('/odd', { headers: { 'content-type': 'text/xml; charset=klingon' }, body: 'été' });
    expect(await get('/odd')).toMatchObject({ text: 'été' });
  });

  it('is followed over five redirects and not over six', async () => {
    for (let i = 0; i < 6; i += 1) server.serve(`/hop${i}`, { status: 302, headers: { location: `/hop${i + 1}` } });
    server.serve('/hop6', { body: 'there' });
    expect(await get('/hop1')).toMatchObject({ text: 'there' });
    await expect(get('/hop0')).rejects.toMatchObject({ code: 'provider.unavailable' });
  });

  it.each<[string, string, string, RegExp]>([
    ['that redirects in a circle', '/loop', 'provider.unavailable', /redirects more than 5 times/],
    ['that leads to a file', '/escape', 'provider.refused', /"file:\/\/\/etc\/passwd" is no web address/],
    ['that is not there', '/none', 'provider.refused', /answered 404/],
    ['whose server is ill', '/ill', 'provider.unavailable', /answered 503/],
    ['that breaks off', '/dies', 'provider.unavailable', /cannot be reached, or broke off/],
    ['that is too long', '/huge', 'provider.refused', /more than 2 MiB/],
  ])('%s is an error that names it', async (_what, path, code, why) => {
    server.serve('/loop', { status: 301, headers: { location: '/loop' } });
    server.serve('/escape', { status: 302, headers: { location: 'file:///etc/passwd' } });
    server.serve('/ill', { status: 503 });
    server.serve('/dies', { body: 'beginning', headers: { 'content-length': '100' }, fault: 'dies' });
    server.serve('/huge', { body: 'x'.repeat(2 * 1024 * 1024 + 1) });
    await expect(get(path)).rejects.toMatchObject({ code, message: expect.stringMatching(why) });
  });

  it('that nobody serves is an error that names it', async () => {
    const closed = await openFakeFeedServer();
    await closed.close();
    const url = closed.url('/');
    await expect(fetchText(url, { signal, timeoutMs: 2000 })).rejects.toMatchObject({ code: 'provider.unavailable' });
  });

  it('is waited for no longer than agreed', async () => {
    server.serve('/stalls', { fault: 'stalls' });
    await expect(get('/stalls', { timeoutMs: 50 })).rejects.toMatchObject({
      code: 'provider.timeout',
      message: expect.stringContaining('within 0.05 s'),
    });
  });

  it('is given up when the caller stops', async () => {
    server.serve('/stalls', { fault: 'stalls' });
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('stopped')), 20);
    await expect(get('/stalls', { signal: stop.signal })).rejects.toThrow('stopped');
  });

  it.each([
    ['in seconds', '120', 120_000],
    ['by no number and no date', 'soon', undefined],
    ['by silence', undefined, undefined],
  ])(
    'that is asked for too often says so, with the pause that the server names %s',
    async (_how, header, retryAfterMs) => {
      server.serve('/busy', { status: 429, headers: header === undefined ? {} : { 'retry-after': header } });
      await expect(get('/busy')).rejects.toMatchObject({ code: 'provider.rate-limited', details: { retryAfterMs } });
    },
  );
});
