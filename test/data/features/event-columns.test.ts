import { describe, expect, it } from 'vitest';
import { noEntryWindow } from '../../../data/events/no-entry-window.ts';
import { eventColumns } from '../../../data/features/event-columns.ts';
import { newsColumns } from '../../../data/features/news-columns.ts';
import { seeded } from '../../kit/seeded.ts';
import { event, hourMs, noEntry } from './feature-input-fixture.ts';

const { NaN: none } = Number;

describe('events and news beside candles', () => {
  it('a no-entry window is that of the rule, as far as the calendar was known', () => {
    const random = seeded(9);
    const closeAt = Float64Array.from({ length: 500 }, (_, i) => i * 60_000);
    const events = Array.from({ length: 20 }, () => {
      const at = Math.floor(random() * 500) * 60_000;
      return event(at, Math.floor(at - 7_200_000 * random()), random() < 0.7 ? 'high' : 'low');
    });
    events.push(event(600 * 60_000, -1, 'low'));
    const column = eventColumns(closeAt, events, 'USD', noEntry)['events.no_entry'] ?? new Float64Array();
    for (const [i, at] of closeAt.entries()) {
      const known = events.filter(one => one.seenAt <= at);
      expect(column[i], `minute ${i}`).toBe(noEntryWindow(known, 'USD', at, noEntry) ? 1 : 0);
    }
  });

  it('events ahead count those of 24 hours that the calendar shows, and nothing where it does not reach', () => {
    const events = [event(10 * hourMs, 0), event(12 * hourMs, 5 * hourMs, 'medium'), event(40 * hourMs, 0, 'low')];
    const closeAt = Float64Array.of(-1, 0, 5, 10, 12, 40, 41).map((hour, i) => (i === 0 ? -1 : hour * hourMs));
    const columns = eventColumns(closeAt, events, 'USD', noEntry);
    expect([...(columns['events.ahead'] ?? [])]).toEqual([none, 1, 2, 1, 0, 0, none]);
    expect([...(columns['events.hours_to_next'] ?? [])].slice(0, 4)).toEqual([none, 10, 5, none]);
    expect([...(columns['events.hours_since'] ?? [])].slice(3)).toEqual([0, 2, 30, 31]);
  });

  it('news are counted, averaged and compared over 24 hours', () => {
    const item = (hour: number, score: number, weight: 0 | 1 = 1) => ({ availableAt: hour * hourMs, score, weight });
    const news = [item(0, 1), item(30, 0.5), item(31, -0.5), item(32, 1, 0)];
    const columns = newsColumns(
      Float64Array.of(23, 33, 60).map(hour => hour * hourMs),
      news,
    );
    expect(Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, [...values]]))).toEqual({
      'news.count': [none, 3, 0],
      'news.sentiment': [none, 0, none],
      'news.negative_share': [none, 0.5, none],
      'news.dispersion': [none, 0.5, none],
      'news.hours_since': [23, 1, 28],
    });
  });
});
