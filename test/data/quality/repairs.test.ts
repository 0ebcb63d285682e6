import { describe, expect, it } from 'vitest';
import { hours, inspected, newYork, quiet, rowsOf, told } from './quality-fixture.ts';

const rows = hours(30);
const changed = (row: number, change: Partial<Record<number, number>>) =>
  rows.map((values, i) => (i === row ? (Object.assign([...values], change) as unknown as typeof values) : values));
const start = rows[0]?.[0] ?? Number.NaN;
const hourMs = 3_600_000;

describe('clean candles', () => {
  it('have no finding and stay as they are', () => {
    const { series, findings } = inspected(rows);
    expect(findings).toEqual([]);
    expect(rowsOf(series)).toEqual(rows);
    expect([series.symbol, series.timeframe]).toEqual(['X', '1h']);
  });

  it.each(['1m', '30m', '1h', '4h', '1d', '1w'] as const)(
    'of New York in %s over holidays and summer time have none',
    timeframe => {
      expect(
        inspected(newYork(timeframe, timeframe === '1m' ? 30 : 380), { timeframe, calendar: 'NYSE' }).findings,
      ).toEqual([]);
    },
  );

  it('may be none at all', () => {
    expect(inspected([])).toMatchObject({ series: { length: 0 }, findings: [] });
  });
});

describe('times', () => {
  it.each([
    ['seconds', 1e-3],
    ['microseconds', 1e3],
    ['nanoseconds', 1e6],
  ])('in %s throughout are read as such, and that is no fault', (_unit, factor) => {
    const { series, findings } = inspected(rows.map(([time, ...rest]) => [time * factor, ...rest]));
    expect(findings).toEqual([]);
    expect([...series.openAt]).toEqual(rows.map(([time]) => time));
  });

  it('in another unit than the others are converted', () => {
    const mixed = rows.map(([time, ...rest], i) => [i > 24 ? time / 1000 : time, ...rest] as (typeof rows)[number]);
    const { series, findings } = inspected(mixed);
    expect([...series.openAt]).toEqual(rows.map(([time]) => time));
    expect(told(findings)).toEqual(['mixed-time-units repaired 5']);
    expect(findings[0]).toMatchObject({ fromAt: start + 25 * hourMs, toAt: start + 29 * hourMs });
    expect(findings[0]?.detail).toContain('5 of 30 times are not in milliseconds');
  });

  it('of 1970 to 1973 are not taken for seconds in a history in milliseconds', () => {
    const days = Array.from({ length: 3000 }, (_, i) => quiet(Date.UTC(1969, 0, 1) + i * 86_400_000, i));
    const { series, findings } = inspected(days, { timeframe: '1d' });
    expect([findings, series.length]).toEqual([[], 3000]);
  });

  it('that fit in no unit are dropped, and so are those that are missing', () => {
    const { series, findings } = inspected(changed(3, { 0: 12 }).concat([[Number.NaN, 1, 1, 1, 1, 1]]));
    expect(series.length).toBe(29);
    expect(told(findings)).toEqual(['bad-time dropped 2', 'gap reported 1']);
    expect(findings[0]?.detail).toContain('the first is row 4');
    expect(inspected([[Number.NaN, 1, 1, 1, 1, 1]]).series.length, 'nothing left').toBe(0);
  });

  it('out of order are sorted', () => {
    const { series, findings } = inspected(rows.toReversed());
    expect(rowsOf(series)).toEqual(rows);
    expect(told(findings)).toEqual(['out-of-order repaired 29']);
  });

  it.each([
    ['local midnight', 5, 4],
    ['the open', 14.5, 13.5],
    ['the close', 21, 20],
  ])('of days that are stamped with %s of New York become dates', (_what, winter, summer) => {
    const days = newYork('1d', 170).filter(([time]) => ![Date.UTC(2024, 6, 3)].includes(time));
    const summerFrom = Date.UTC(2024, 2, 10);
    const stamped = days.map(
      ([time, ...rest]) => [time + (time < summerFrom ? winter : summer) * hourMs, ...rest] as const,
    );
    const { series, findings } = inspected(stamped, { timeframe: '1d', calendar: 'NYSE' });
    expect([...series.openAt]).toEqual(days.map(([time]) => time));
    expect(told(findings)).toEqual([`time-zone-slip repaired ${days.length}`]);
    expect(findings[0]?.detail).toContain('America/New_York');
  });

  it('of days that fit no reading are reported and left', () => {
    const stamped = newYork('1d', 60).map(([time, ...rest]) => [time + 7 * hourMs, ...rest] as const);
    const { series, findings } = inspected(stamped, { timeframe: '1d', calendar: 'NYSE' });
    expect(told(findings)).toEqual([`off-grid reported ${stamped.length}`]);
    expect(series.openAt[0]).toBe(stamped[0]?.[0]);
  });

  it('of a candle that is not over are not there yet', () => {
    const now = start + 29 * hourMs;
    expect(told(inspected(rows, { now: now + hourMs - 1 }).findings), 'over at this very instant').toEqual([]);
    const { series, findings } = inspected(rows, { now: now - 2 });
    expect([series.length, told(findings)]).toEqual([28, ['unclosed dropped 1', 'future dropped 1']]);
  });
});

describe('prices', () => {
  it.each([
    ['zero', 0],
    ['negative', -5],
    ['missing', Number.NaN],
    ['infinite', Number.POSITIVE_INFINITY],
  ])('that are %s cost their candle', (_what, price) => {
    for (const column of [1, 2, 3, 4]) {
      const { series, findings } = inspected(changed(7, { [column]: price }));
      expect([series.length, told(findings)]).toEqual([29, ['bad-price dropped 1', 'gap reported 1']]);
      expect(findings[0]).toMatchObject({ fromAt: start + 7 * hourMs, toAt: start + 7 * hourMs });
      expect(findings[0]?.detail).toContain(String(price));
    }
  });

  it('high and low change places where everything fits then', () => {
    const { series, findings } = inspected(changed(7, { 2: 99.07, 3: 101.07 }));
    expect(rowsOf(series)).toEqual(rows);
    expect(told(findings)).toEqual(['high-below-low repaired 1']);
  });

  it('a high below the low that cannot be explained costs the candle', () => {
    const { findings } = inspected(changed(7, { 2: 100.5, 3: 101.07 }));
    expect(told(findings)).toEqual(['high-below-low dropped 1', 'gap reported 1']);
  });

  it('outside high and low cost the candle', () => {
    for (const change of [{ 1: 150 }, { 1: 50 }, { 4: 150 }, { 4: 50 }]) {
      const { series, findings } = inspected(changed(7, change));
      expect([series.length, told(findings)]).toEqual([29, ['outside-range dropped 1', 'gap reported 1']]);
    }
  });

  it('outside by rounding widen the candle', () => {
    const { series, findings } = inspected(changed(7, { 4: 101.0700001, 1: 99.0699999 }));
    expect(told(findings)).toEqual(['outside-range repaired 1']);
    expect([series.high[7], series.low[7]]).toEqual([101.0700001, 99.0699999]);
  });
});

describe('volumes', () => {
  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('of %d cost their candle: none is made up', volume => {
    const { series, findings } = inspected(changed(7, { 5: volume }));
    expect([series.length, told(findings)]).toEqual([29, ['bad-volume dropped 1', 'gap reported 1']]);
  });
});

describe('rows of one instant', () => {
  it('that are the same are one', () => {
    const { series, findings } = inspected(
      [...rows, ...rows.slice(3, 5), ...rows.slice(3, 5)].sort((a, b) => a[0] - b[0]),
    );
    expect(rowsOf(series)).toEqual(rows);
    expect(told(findings)).toEqual(['duplicate dropped 2', 'duplicate dropped 2']);
  });

  it('that differ leave the first that was given, and the report keeps the other', () => {
    const other = [start + 3 * hourMs, 100, 102, 98, 101.5, 77] as const;
    const { series, findings } = inspected([...rows.slice(0, 4), other, ...rows.slice(4)]);
    expect(rowsOf(series)).toEqual(rows);
    expect(told(findings)).toEqual(['duplicate reported 1']);
    expect(findings[0]?.detail).toContain('close 101.5 with volume 77');
  });

  it('of which one cannot stand leave the other', () => {
    const broken = [start + 3 * hourMs, 0, 102, 98, 101.5, 77] as const;
    const { series } = inspected([...rows.slice(0, 3), broken, ...rows.slice(3)]);
    expect(rowsOf(series)).toEqual(rows);
  });
});
