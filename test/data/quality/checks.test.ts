import { describe, expect, it } from 'vitest';
import { hours, inspected, newYork, told } from './quality-fixture.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const newYorkDays = { timeframe: '1d', calendar: 'NYSE' } as const;
const newYorkHours = { timeframe: '1h', calendar: 'NYSE' } as const;
type Row = ReturnType<typeof hours>[number];
const moved = ([time, ...rest]: Row, ms: number): Row => [time + ms, ...rest];
const scaled = ([time, open, high, low, close, volume]: Row, price: number, traded: number): Row => [
  time,
  open * price,
  high * price,
  low * price,
  close * price,
  Math.round(volume * traded),
];

describe('a gap', () => {
  it('is one finding for neighbours that are missing', () => {
    const rows = hours(30).filter((_, i) => (i < 5 || i > 9) && i !== 20);
    const { findings } = inspected(rows);
    expect(told(findings)).toEqual(['gap reported 5', 'gap reported 1']);
    expect(findings[0]).toMatchObject({ fromAt: Date.UTC(2024, 0, 1, 5), toAt: Date.UTC(2024, 0, 1, 9) });
    expect(findings[0]?.detail).toBe('5 1h candles are missing in trading time of 24/7');
  });

  it('reaches over a weekend that is none', () => {
    const missing = [Date.UTC(2024, 0, 12), Date.UTC(2024, 0, 16)];
    const { findings } = inspected(
      newYork('1d', 30).filter(([time]) => !missing.includes(time)),
      newYorkDays,
    );
    expect(told(findings), 'Friday and Tuesday: Monday is a holiday').toEqual(['gap reported 2']);
  });

  it('is seen where hours start at half past', () => {
    const rows = newYork('1h', 20).map(row => moved(row, hourMs / 2));
    expect(inspected(rows, newYorkHours).findings, 'that is a grid of its own').toEqual([]);
    expect(
      told(
        inspected(
          rows.filter((_, i) => i !== 11),
          newYorkHours,
        ).findings,
      ),
    ).toEqual(['gap reported 1']);
  });
});

describe('a candle out of place', () => {
  it('off the grid is reported and kept', () => {
    const rows = hours(30).map((row, i) => (i === 12 ? moved(row, 60_000) : row));
    const { series, findings } = inspected(rows);
    expect(told(findings)).toEqual(['gap reported 1', 'off-grid reported 1']);
    expect([series.length, findings[1]?.detail]).toEqual([30, '1 1h candles start 1 min off their grid']);
  });

  it('on a Saturday lies outside the sessions', () => {
    const rows = newYork('1d', 30);
    const saturday = moved(rows[3] ?? [0, 0, 0, 0, 0, 0], dayMs);
    const { findings } = inspected([...rows.slice(0, 4), saturday, ...rows.slice(4)], newYorkDays);
    expect(told(findings)).toEqual(['outside-session reported 1']);
  });

  it('days an hour apart in summer and winter are a slip of the time zone', () => {
    const rows = Array.from({ length: 300 }, (_, i) => moved(hours(1)[0] ?? [0, 0, 0, 0, 0, 0], i * dayMs)).map(row =>
      moved(row, row[0] > Date.UTC(2024, 2, 31) ? 22 * hourMs : 23 * hourMs),
    );
    expect(told(inspected(rows, { timeframe: '1d' }).findings)).toEqual(['time-zone-slip reported 300']);
  });

  it('blocks of sessions that lie whole hours off are one slip each, and neither gap nor outside', () => {
    const [from, until] = [Date.UTC(2024, 2, 11), Date.UTC(2024, 3, 1)];
    const rows = newYork('1h', 120).map(row => (row[0] >= from && row[0] < until ? moved(row, hourMs) : row));
    const { findings } = inspected(rows, newYorkHours);
    expect(told(findings), '14 days of 7 hours: Good Friday is closed').toEqual(['time-zone-slip reported 98']);
    expect(findings[0]?.detail).toBe('98 candles lie 1 h late against the session');
    const early = newYork('1h', 20).map(row => moved(row, -5 * hourMs));
    expect(inspected(early, newYorkHours).findings.map(one => one.detail)).toEqual([
      expect.stringContaining('5 h early'),
    ]);
  });
});

describe('volume', () => {
  it('that stays away for five candles and more is reported', () => {
    const silent = (from: number, to: number) =>
      hours(30).map((row, i): Row => (i >= from && i < to ? [row[0], row[1], row[2], row[3], row[4], 0] : row));
    expect(told(inspected(silent(5, 10)).findings)).toEqual(['zero-volume-run reported 5']);
    expect(inspected(silent(5, 9)).findings).toEqual([]);
  });

  it('in fractions of a share is reported once; coins have fractions', () => {
    const rows = newYork('1d', 30).map((row, i) => (i % 3 ? row : ([...row.slice(0, 5), 10.5] as unknown as Row)));
    expect(told(inspected(rows, newYorkDays).findings)).toEqual([`bad-volume reported ${Math.ceil(rows.length / 3)}`]);
    expect(inspected(hours(9).map(row => [...row.slice(0, 5), 0.25] as unknown as Row)).findings).toEqual([]);
  });
});

describe('a split', () => {
  it.each([
    ['2:1', 2],
    ['3:1', 3],
    ['3:2', 1.5],
    ['10:1', 10],
    ['20:1', 20],
    ['1:10', 0.1],
  ])('of %s is reported and not adjusted', (name, factor) => {
    const rows = newYork('1d', 60).map((row, i) => (i < 20 ? row : scaled(row, 1 / factor, factor)));
    const { series, findings } = inspected(rows, newYorkDays);
    expect(told(findings)).toEqual(['split reported 1']);
    expect(findings[0]).toMatchObject({ fromAt: rows[20]?.[0], detail: expect.stringContaining(`a ${name} split`) });
    expect(series.close[20]).toBe(rows[20]?.[4]);
  });

  it('is seen between two sessions of hours', () => {
    const rows = newYork('1h', 20).map((row, i) => (i < 35 ? row : scaled(row, 1 / 2, 2)));
    expect(told(inspected(rows, newYorkHours).findings)).toEqual(['split reported 1']);
  });

  it('is not a halving on the volume of before, nor one within a session', () => {
    const crash = newYork('1d', 60).map((row, i) => (i < 20 ? row : scaled(row, 1 / 10, 1)));
    expect(inspected(crash, newYorkDays).findings).toEqual([]);
    const inside = newYork('1h', 20).map((row, i) => (i < 38 ? row : scaled(row, 1 / 2, 2)));
    expect(inspected(inside, newYorkHours).findings).toEqual([]);
  });
});

describe('a spike', () => {
  const with12 = (change: (row: Row) => Row) => hours(30).map((row, i) => (i === 12 ? change(row) : row));

  it('is a print far beyond both neighbours; it is reported and stays', () => {
    const { series, findings } = inspected(with12(([t, o, h, , c, v]) => [t, o, h, o * 0.7, c, v]));
    expect(told(findings)).toEqual(['spike reported 1']);
    expect(findings[0]?.detail).toMatch(
      /^high 101\.12, low 70\.08\d*: 29\.3 % beyond both neighbours, usual range 2\.02 %$/,
    );
    expect(series.low[12]).toBeCloseTo(70.084, 10);
    expect(told(inspected(with12(([t, o, , l, c, v]) => [t, o, o * 1.3, l, c, v])).findings)).toEqual([
      'spike reported 1',
    ]);
  });

  it('is not a move that stays, nor one of five usual ranges or less', () => {
    expect(inspected(hours(30).map((row, i) => (i < 12 ? row : scaled(row, 0.8, 1)))).findings).toEqual([]);
    expect(inspected(with12(([t, o, h, , c, v]) => [t, o, h, o * 0.9, c, v])).findings).toEqual([]);
  });
});

describe('a report', () => {
  it('sums up what it has seen 200 times, so that it can be read', () => {
    const { findings } = inspected(hours(2000).filter((_, i) => i % 4 !== 1));
    expect(findings.length).toBe(200);
    expect(findings.at(-1)).toMatchObject({ fault: 'gap', count: 301 });
    expect(findings.at(-1)?.detail).toContain('301 more findings of this kind');
    expect(
      findings.reduce((sum, one) => sum + one.count, 0),
      'none is lost',
    ).toBe(500);
  });
});
