import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { standingClock } from '../../../config/clock.ts';
import { calendarWeek } from '../../../data/events/calendar-week.ts';
import { EventCalendar } from '../../../data/events/event-calendar.ts';
import { parseCalendar } from '../../../data/events/parse-calendar.ts';
import { type FakeFeedServer, openFakeFeedServer } from '../../kit/fake-feed-server.ts';
import { temporaryFolder } from '../../kit/test-agent.ts';

const minuteMs = 60_000;
const signal = new AbortController().signal;
const row = (title: string, date: string, more = {}) => ({
  title,
  country: 'USD',
  date,
  impact: 'High',
  forecast: '',
  previous: '',
  ...more,
});

/** The week of 3 to 9 March 2024 and the next, across the change to summer time, in the form of the source. */
const thisWeek = JSON.stringify([
  row('ISM Services PMI', '2024-03-05T10:00:00-05:00', { impact: 'Medium', forecast: '53.0', previous: '53.4' }),
  row('Main Refinancing Rate', '2024-03-07T08:15:00-05:00', { country: 'EUR', forecast: '4.50%', previous: '4.50%' }),
  row('Non-Farm Employment Change', '2024-03-08T08:30:00-05:00', { forecast: '198K', previous: '353K' }),
  row('Bank Holiday', '2024-03-08T00:00:00-05:00', { country: 'CHF', impact: 'Holiday' }),
]);
const nextWeek = JSON.stringify([row('CPI m/m', '2024-03-12T08:30:00-04:00', { forecast: '0.4%', previous: '0.3%' })]);

describe('a calendar document', () => {
  it('is read with its offsets, oldest first, and keeps figures as they are written', () => {
    const { events, faults } = parseCalendar(thisWeek, 'calendar', 7);
    expect(faults).toEqual([]);
    expect(events.map(one => one.impact)).toEqual(['medium', 'high', 'holiday', 'high']);
    expect(events.at(-1)).toEqual({
      at: Date.UTC(2024, 2, 8, 13, 30),
      currency: 'USD',
      title: 'Non-Farm Employment Change',
      impact: 'high',
      forecast: '198K',
      previous: '353K',
      seenAt: 7,
    });
    const [summer] = parseCalendar(nextWeek, 'calendar', 7).events;
    expect(summer?.at, '08:30 in New York is 12:30 UTC from 10 March on').toBe(Date.UTC(2024, 2, 12, 12, 30));
  });

  it('names each row that it could not read, and reads the others', () => {
    const rows = [
      row('Good', '2024-03-05T10:00:00-05:00'),
      row('No offset', '2024-03-05T10:00:00'),
      row('Odd impact', '2024-03-05T10:00:00Z', { impact: 'Extreme' }),
      row('Odd country', '2024-03-05T10:00:00Z', { country: 'America' }),
      row('', '2024-03-05T10:00:00Z'),
      'text',
    ];
    const { events, faults } = parseCalendar(JSON.stringify(rows), 'calendar', 7);
    expect(events.map(one => one.title)).toEqual(['Good']);
    expect(faults.map(one => one.slice(0, 6))).toEqual(['row 2:', 'row 3:', 'row 4:', 'row 5:', 'row 6:']);
    expect(faults[1]).toContain('Extreme');
  });

  it.each([
    ['an HTML page', '<html><title>Request Denied</title></html>'],
    ['an object', '{}'],
    ['nothing', ''],
  ])('%s is refused', (_what, text) =>
    expect(() => parseCalendar(text, 'calendar', 7)).toThrow('"calendar" sends no calendar but "'),
  );

  it('is outside text: markup and controls are gone, and titles are capped', () => {
    const { events } = parseCalendar(
      JSON.stringify([row(`<b>a</b>\u0007${'x'.repeat(200)}`, '2024-03-05T10:00:00Z')]),
      'c',
      7,
    );
    expect(events[0]?.title.length).toBe(120);
    expect(events[0]?.title.startsWith('a xx')).toBe(true);
  });
});

describe('a week of the calendar', () => {
  it('runs from Sunday to Saturday in New York, an hour short where summer time begins', () => {
    const { fromAt, untilAt } = calendarWeek(Date.parse('2024-03-10T12:00:00Z'));
    expect(new Date(fromAt).toISOString()).toBe('2024-03-10T05:00:00.000Z');
    expect(new Date(untilAt).toISOString()).toBe('2024-03-17T04:00:00.000Z');
    expect(calendarWeek(fromAt - 1).untilAt, 'Saturday night belongs to the week before').toBe(fromAt);
  });
});

describe('the calendar on disk', () => {
  let server: FakeFeedServer;
  let now: number;
  let cacheFile: string;
  const opened = () =>
    new EventCalendar({
      url: server.url('/week.json'),
      cacheFile,
      clock: standingClock(() => now),
      cacheMinutes: 60,
      timeoutMs: 500,
    });

  beforeEach(async () => {
    server = await openFakeFeedServer();
    server.serve('/week.json', { body: thisWeek, headers: { 'content-type': 'application/json' } });
    cacheFile = join(temporaryFolder(), 'events', 'calendar.json');
    now = Date.parse('2024-03-06T12:00:00Z');
  });
  afterEach(() => server.close());

  it('is asked for once an hour at most, restarts included', async () => {
    const first = await opened().read(signal);
    expect(first).toMatchObject({ fetchedAt: now, current: true, faults: [] });
    expect(first.events.length).toBe(4);
    now += 60 * minuteMs - 1;
    expect(await opened().read(signal)).toEqual(first);
    expect(server.requests.length).toBe(1);
    now += 1;
    await opened().read(signal);
    expect(server.requests.length).toBe(2);
  });

  it.each<[string, object, string]>([
    ['asks for a pause', { status: 429, headers: { 'retry-after': '7200' } }, 'provider.rate-limited'],
    ['sends an HTML page', { body: '<html>Request Denied</html>' }, 'provider.unavailable'],
    ['is ill', { status: 502 }, 'provider.unavailable'],
    ['stalls', { fault: 'stalls' }, 'provider.timeout'],
  ])('keeps what it knew where the source %s, says so, and rests', async (_what, reply, code) => {
    const calendar = opened();
    const first = await calendar.read(signal);
    now += 61 * minuteMs;
    server.serve('/week.json', reply);
    const second = await calendar.read(signal);
    expect(second).toMatchObject({ events: first.events, fetchedAt: first.fetchedAt, current: true, error: { code } });
    now += 59 * minuteMs;
    await opened().read(signal);
    expect(server.requests.length, 'a failure is no reason to hurry').toBe(2);
    now += 2 * minuteMs;
    await opened().read(signal);
    expect(server.requests.length, 'the pause that was asked for is longer').toBe(
      code === 'provider.rate-limited' ? 2 : 3,
    );
  });

  it('without any answer knows nothing, and says that it is not current', async () => {
    server.serve('/week.json', { status: 500 });
    expect(await opened().read(signal)).toMatchObject({ events: [], fetchedAt: null, current: false });
  });

  it('in a new week is not current until the source has turned the page, and then keeps the old one', async () => {
    const calendar = opened();
    await calendar.read(signal);
    now = Date.parse('2024-03-10T06:00:00Z');
    expect(await calendar.read(signal), 'the source still sends last week').toMatchObject({ current: false });
    server.serve('/week.json', { body: nextWeek });
    now += 60 * minuteMs;
    const { events, current } = await calendar.read(signal);
    expect(current).toBe(true);
    expect(events.map(one => one.title).slice(-2)).toEqual(['Non-Farm Employment Change', 'CPI m/m']);
  });

  it('replaces what was moved or called off, and remembers since when the rest was known', async () => {
    const calendar = opened();
    const { fetchedAt } = await calendar.read(signal);
    now += 60 * minuteMs;
    server.serve('/week.json', { body: JSON.stringify(JSON.parse(thisWeek).slice(1)) });
    const { events } = await calendar.read(signal);
    expect(events.map(one => one.title)).not.toContain('ISM Services PMI');
    expect(new Set(events.map(one => one.seenAt))).toEqual(new Set([fetchedAt]));
  });

  it('that was damaged is asked for anew', async () => {
    await opened().read(signal);
    writeFileSync(cacheFile, readFileSync(cacheFile, 'utf8').slice(0, 40));
    expect((await opened().read(signal)).events.length).toBe(4);
    expect(server.requests.length).toBe(2);
  });

  it('stops when it is told to', async () => {
    server.serve('/week.json', { fault: 'stalls' });
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('stopped')), 20);
    await expect(opened().read(stop.signal)).rejects.toThrow('stopped');
  });
});
