import { describe, expect, it } from 'vitest';
import { type CandleSeries, sliceSeries, type Timeframe } from '../../../data/candle.ts';
import { featureInputs } from '../../../data/features/feature-inputs.ts';
import { bitcoin, candlesAt, everyHour, hourMs, spy } from './feature-input-fixture.ts';

const { NaN: none } = Number;
const dayMs = 24 * hourMs;

/** Hourly candles of New York, as the exchange holds them. */
const newYork = (from: string, until: string): CandleSeries =>
  candlesAt([...spy.calendar.expectedOpens('1h', Date.parse(from), Date.parse(until))], '1h');

const rowOf = (series: CandleSeries, instant: string): number => series.openAt.indexOf(Date.parse(instant));

describe('what the calendar says of a candle', () => {
  const series = newYork('2024-06-27', '2024-07-10');
  const columns = featureInputs({ series, ...spy });
  const told = (instant: string) =>
    Object.fromEntries(
      ['day', 'weekday', 'minute'].map(name => [name, columns[`calendar.${name}`]?.[rowOf(series, instant)]]),
    );
  const session = (name: string, instant: string) => columns[`session.${name}`]?.[rowOf(series, instant)];

  it('is told in the time of the exchange', () => {
    expect(told('2024-07-03T13:00Z')).toEqual({ day: Date.UTC(2024, 6, 3) / dayMs, weekday: 3, minute: 9 * 60 });
    const winter = newYork('2024-03-07', '2024-03-13');
    const minutes = featureInputs({ series: winter, ...spy })['calendar.minute'] ?? new Float64Array();
    expect(minutes[rowOf(winter, '2024-03-08T14:00Z')], 'Friday before summer time').toBe(9 * 60);
    expect(minutes[rowOf(winter, '2024-03-11T13:00Z')], 'Monday of summer time').toBe(9 * 60);
  });

  it('counts the session from its open at 09:30 to its close', () => {
    expect(session('minutes_open', '2024-07-02T13:00Z'), 'closed at 10:00').toBe(30);
    expect(session('minutes_left', '2024-07-02T13:00Z')).toBe(360);
    expect(session('fraction', '2024-07-02T19:00Z'), 'the last candle').toBe(1);
    expect(session('fraction', '2024-07-03T15:00Z'), 'noon of a day that ends at 13:00').toBe(150 / 210);
  });

  it('knows half days, weekends and holidays once they are there', () => {
    const days = ['2024-07-01T13:00Z', '2024-07-03T13:00Z', '2024-07-05T13:00Z', '2024-07-08T13:00Z'];
    expect(days.map(day => session('days_since_previous', day))).toEqual([3, 1, 2, 3]);
    expect(
      days.map(day => session('after_holiday', day)),
      'Independence Day fell on a Thursday',
    ).toEqual([0, 0, 1, 0]);
    expect(
      days.map(day => session('half_day', day)),
      'the eve ends at 13:00',
    ).toEqual([0, 1, 0, 0]);
  });

  it('counts the candles of a year', () => {
    const perYear = (timeframe: Timeframe, market: typeof spy) =>
      featureInputs({ series: candlesAt([Date.UTC(2024, 6, 1)], timeframe), ...market })['calendar.rows_per_year']?.[0];
    expect(perYear('1h', spy), '09:30 to 16:00 touches seven hours').toBe(7 * 252);
    expect([perYear('1d', spy), perYear('1d', bitcoin), perYear('1h', bitcoin)]).toEqual([252, 365, 8760]);
    expect(perYear('1w', spy)).toBeCloseTo(52.18, 2);
  });

  it('is silent where it has nothing to say', () => {
    const daily = featureInputs({
      series: candlesAt(
        [0, 1, 2].map(i => Date.UTC(2024, 6, 1 + i)),
        '1d',
      ),
      ...spy,
    });
    expect(Object.keys(daily).filter(name => /minute|fraction|vwap|opening/.test(name))).toEqual([]);
    expect([...(daily['session.half_day'] ?? [])], 'a daily candle knows its half day').toEqual([0, 0, 1]);
    const weekly = featureInputs({ series: candlesAt([Date.UTC(2024, 6, 1)], '1w'), ...spy });
    expect(weekly['calendar.weekday']).toBeUndefined();
    const resting = Object.keys(featureInputs({ series: everyHour('2024-07-01T00:00Z', 3), ...bitcoin }));
    expect(
      resting.filter(name => /holiday|half_day|days_since/.test(name)),
      'a market that never rests',
    ).toEqual([]);
  });

  it('misses candles outside every session', () => {
    const night = everyHour('2024-07-02T02:00Z', 3);
    const columns = featureInputs({ series: night, ...spy });
    for (const name of ['calendar.day', 'calendar.minute', 'session.fraction', 'session.high']) {
      expect([...(columns[name] ?? [])], name).toEqual([none, none, none]);
    }
  });
});

describe('prices of sessions', () => {
  const series = everyHour('2024-07-01T00:00Z', 72);
  const columns = featureInputs({ series, ...bitcoin });
  const cell = (name: string, row: number): number => columns[`session.${name}`]?.[row] ?? none;

  it('are those of the candles of the day so far, and of the day before', () => {
    for (const row of [24, 30, 47, 60]) {
      const from = row - (row % 24);
      const [today, before] = [sliceSeries(series, from, row + 1), sliceSeries(series, from - 24, from)];
      const traded = today.volume.reduce((sum, one) => sum + one, 0);
      const turnover = today.volume.reduce(
        (sum, one, i) =>
          sum + one * (((today.high[i] ?? none) + (today.low[i] ?? none) + (today.close[i] ?? none)) / 3),
        0,
      );
      expect(cell('high', row)).toBe(Math.max(...today.high));
      expect(cell('low', row)).toBe(Math.min(...today.low));
      expect(cell('vwap', row)).toBeCloseTo(turnover / traded, 10);
      expect(cell('opening_high', row), 'the first hour holds the first half hour').toBe(today.high[0]);
      expect(cell('opening_low', row)).toBe(today.low[0]);
      expect(cell('previous_high', row)).toBe(Math.max(...before.high));
      expect(cell('previous_low', row)).toBe(Math.min(...before.low));
      expect(cell('previous_close', row)).toBe(before.close[23]);
    }
  });

  it('of a day whose beginning is not here are missing, as is that day to the next', () => {
    const part = sliceSeries(series, 5);
    const late = featureInputs({ series: part, ...bitcoin });
    for (const name of ['high', 'low', 'vwap', 'opening_high', 'previous_close']) {
      expect([...(late[`session.${name}`]?.slice(0, 19) ?? [0])].every(Number.isNaN), name).toBe(true);
    }
    expect([...(late['session.previous_high']?.slice(19, 43) ?? [0])].every(Number.isNaN)).toBe(true);
    expect(late['session.previous_high']?.[43], 'the first whole day').toBe(cell('previous_high', 48));
  });

  it('wait for the first half hour to be over', () => {
    const minutes = Array.from({ length: 40 }, (_, i) => Date.parse('2024-07-02T13:30Z') + i * 60_000);
    const series = candlesAt(minutes, '1m');
    const high = featureInputs({ series, ...spy })['session.opening_high'] ?? new Float64Array();
    expect(high.findIndex(Number.isFinite), 'the candle that closes at 10:00').toBe(29);
    expect(high[39], 'later candles widen it no more').toBe(Math.max(...series.high.slice(0, 30)));
  });

  it('of daily candles are those of the candle before', () => {
    const daily = candlesAt(
      [0, 1, 2].map(i => Date.UTC(2024, 6, 1 + i)),
      '1d',
    );
    const before = featureInputs({ series: daily, ...spy })['session.previous_high'];
    expect([...(before ?? [])]).toEqual([none, daily.high[0], daily.high[1]]);
  });
});
