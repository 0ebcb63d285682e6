import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QuaestorError } from '../../../config/errors.ts';
import { seriesOf } from '../../../data/candle.ts';
import { alignMacro, newestMacro } from '../../../data/macro/align-macro.ts';
import { MacroLive } from '../../../data/macro/macro-live.ts';
import { macroKnownAt, macroSeriesOf } from '../../../data/macro/macro-series.ts';

const signal = new AbortController().signal;
const vix = (...rows: [string, number][]) =>
  macroSeriesOf(
    'VIX',
    rows.map(([day, value]) => ({ day, value })),
  );
const at = (...instants: string[]): Float64Array => Float64Array.from(instants, one => Date.parse(one));

describe('a macro value', () => {
  it.each([
    ['VIX', '2018-02-05', '2018-02-05T21:45:00Z', '16:15 in New York in winter, and 30 minutes'],
    ['VIX', '2018-08-06', '2018-08-06T20:45:00Z', '16:15 in New York in summer, and 30 minutes'],
    ['TNX', '2018-02-05', '2018-02-05T22:30:00Z', '17:00 in New York, and 30 minutes'],
    ['DXY', '2018-08-06', '2018-08-06T21:30:00Z', '17:00 in New York, and 30 minutes'],
  ] as const)('of %s on %s is known at %s: %s', (name, day, knownAt, _why) => {
    expect(new Date(macroKnownAt(name, Date.parse(day))).toISOString()).toBe(knownAt.replace('Z', '.000Z'));
  });

  it('shows in the candle that closes after it was known, not in the one that closes before', () => {
    const closeAt = at('2018-02-05T21:44:59.999Z', '2018-02-05T21:45:00Z', '2018-02-05T23:59:59.999Z');
    expect([...alignMacro(closeAt, [vix(['2018-02-05', 37.32])]).VIX]).toEqual([Number.NaN, 37.32, 37.32]);
  });

  it('lasts over a long weekend and is stale after five days', () => {
    const series = [vix(['2006-12-29', 11.56], ['2007-01-03', 12.04])];
    const closeAt = at('2007-01-02T23:59:59Z', '2007-01-03T21:44:59Z', '2007-01-08T21:45:00Z', '2007-01-08T21:45:01Z');
    expect([...alignMacro(closeAt, series).VIX]).toEqual([11.56, 11.56, 12.04, Number.NaN]);
    expect([...alignMacro(closeAt, series, { maximumAgeDays: 1 }).VIX].slice(0, 2)).toEqual([Number.NaN, Number.NaN]);
  });

  it('of a series that is not there is missing throughout', () => {
    const columns = alignMacro(at('2018-02-06T00:00:00Z'), [vix(['2018-02-05', 37.32])]);
    expect(columns).toEqual({
      VIX: Float64Array.of(37.32),
      TNX: Float64Array.of(Number.NaN),
      DXY: Float64Array.of(Number.NaN),
    });
  });

  it('is told with the day that it describes, and whether it is stale', () => {
    const series = vix(['2018-02-02', 17.31], ['2018-02-05', 37.32]);
    expect(newestMacro(series, Date.parse('2018-02-05T21:00:00Z'))).toMatchObject({
      day: '2018-02-02',
      value: 17.31,
      stale: false,
    });
    expect(newestMacro(series, Date.parse('2018-03-05T21:00:00Z'))).toMatchObject({ day: '2018-02-05', stale: true });
    expect(newestMacro(series, Date.parse('2018-02-01T21:00:00Z'))).toBeUndefined();
  });

  it('that comes later changes no candle before it', () => {
    const days = Array.from({ length: 40 }, (_, i) => new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10));
    const rows = days.map((day, i): [string, number] => [day, 10 + i]);
    const closeAt = Float64Array.from({ length: 400 }, (_, i) => Date.UTC(2020, 0, 1) + i * 8_640_000);
    const whole = alignMacro(closeAt, [vix(...rows)]).VIX;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 39 }), cut => {
        const part = alignMacro(closeAt, [vix(...rows.slice(0, cut))]).VIX;
        const until = macroKnownAt('VIX', Date.parse(days[cut] ?? ''));
        const known = closeAt.filter(instant => instant < until).length;
        expect(part.slice(0, known)).toEqual(whole.slice(0, known));
      }),
      { seed: 5 },
    );
  });
});

describe('the live source', () => {
  const daily = (name: string, close: number) =>
    seriesOf(name, '1d', [{ openAt: Date.UTC(2024, 0, 2), open: close, high: close, low: close, close, volume: 0 }]);

  it('reads the closes of VIX, TNX and DXY from daily candles, the yield in percent', async () => {
    const closes = { VIX: 13.2, TNX: 39.44, DXY: 102.2 };
    const { series, faults } = await new MacroLive(async name => daily(name, closes[name])).read(signal);
    expect(faults).toEqual([]);
    expect(series.map(one => [one.name, one.values[0]])).toEqual([
      ['VIX', 13.2],
      ['TNX', 3.944],
      ['DXY', 102.2],
    ]);
  });

  it('keeps the series that it could read when another fails', async () => {
    const limited = new QuaestorError('provider.rate-limited', 'slow down');
    const source = new MacroLive(name => (name === 'DXY' ? Promise.reject(limited) : Promise.resolve(daily(name, 20))));
    const { series, faults } = await source.read(signal);
    expect(series.map(one => one.name)).toEqual(['VIX', 'TNX']);
    expect(faults).toEqual([{ name: 'DXY', error: limited }]);
  });
});
