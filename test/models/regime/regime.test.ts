import { describe, expect, it } from 'vitest';
import { seriesOf, sliceSeries } from '../../../data/candle.ts';
import { SampleSource } from '../../../data/market/sample-source.ts';
import { lastRegime, lastRoute, moodAt, Regime, routeAt } from '../../../models/regime/regime.ts';
import { type RegimePath, regimePath, regimeWarmUp } from '../../../models/regime/regime-path.ts';
import { forecasterIn, routing } from '../../../models/regime/router.ts';
import { routesOf } from '../../../models/regime/routes-of.ts';
import { candlesOf, walk } from '../../kit/candle-fixture.ts';

const series = new SampleSource().read('SPX', '1d') ?? seriesOf('SPX', '1d', []);
const whole = regimePath(series, 3000);

describe('the path of regimes', () => {
  it('is never revised by later candles', () => {
    for (const to of [3001, 3400, 3777, 4200]) {
      const part = regimePath(sliceSeries(series, 0, to), 3000);
      const rows = Array.from({ length: to - 3000 }, (_, i) => 3000 + i);
      expect(rows.map(row => routeAt(part, row))).toEqual(rows.map(row => routeAt(whole, row)));
      expect(rows.map(row => moodAt(part, row))).toEqual(rows.map(row => moodAt(whole, row)));
      expect(part.fallingMargin.slice(3000)).toEqual(whole.fallingMargin.slice(3000, to));
      expect(part.volatileChance.slice(3000)).toEqual(whole.volatileChance.slice(3000, to));
    }
  });

  it('is the same wherever its reading begins', () => {
    const later = regimePath(series, 4000);
    expect(later.first).toBeLessThanOrEqual(4000);
    expect(later.falling.slice(4000)).toEqual(whole.falling.slice(4000));
    expect(later.volatileChance.slice(4000)).toEqual(whole.volatileChance.slice(4000));
  });

  it('calls days wider in a bear than in a bull market, on the bundled history', () => {
    const squares: Record<string, number[]> = { bull: [], bear: [], volatile: [] };
    for (let row = whole.first; row < series.length - 1; row += 1) {
      squares[moodAt(whole, row)]?.push(Math.log((series.close[row + 1] ?? 0) / (series.close[row] ?? 1)) ** 2);
    }
    const deviation = (mood: string) =>
      Math.sqrt((squares[mood] ?? []).reduce((a, b) => a + b, 0) / (squares[mood]?.length ?? 0));
    expect(deviation('bear')).toBeGreaterThan(1.5 * deviation('bull'));
    expect(deviation('volatile')).toBeGreaterThan(1.2 * deviation('bull'));
  });
});

describe('the routes of a history', () => {
  it('are those of the path, from the first row that is asked for', async () => {
    const routes = await routesOf(series, 4000);
    expect(routes).toHaveLength(series.length);
    expect(routes[3999]).toBeUndefined();
    const rows = Array.from({ length: 300 }, (_, i) => 4000 + i);
    expect(rows.map(row => routes[row])).toEqual(rows.map(row => routeAt(whole, row)));
  });

  it('are unknown where there are too few candles, and refused where there are no prices', async () => {
    expect(await routesOf(walk(100, 1), 0)).toEqual(Array.from({ length: 100 }, () => undefined));
    await expect(routesOf({ ...series, timeframe: '1h' }, 0)).rejects.toThrow('daily candles');
  });

  it('stop being read when they are told to', async () => {
    await expect(routesOf(series, 1000, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });
});

describe('a reading', () => {
  const march2020 = lastRegime(sliceSeries(series, 0, series.length - 18));

  it('of March 2020 is defensive and a bear, with its length', () => {
    expect(Regime.parse(march2020)).toMatchObject({ symbol: 'SPX', route: 'defensive', mood: 'bear', turbulent: true });
    expect(march2020.days).toBeGreaterThan(10);
    expect(march2020.atLeast).toBe(false);
    expect(march2020.trendStrength).toBeLessThan(-1);
  });

  it('has the route that is asked for alone', () => {
    for (const to of [3600, series.length]) {
      const part = sliceSeries(series, 0, to);
      expect(lastRoute(part)).toBe(lastRegime(part).route);
    }
  });

  it('tells the stays that led to it, which fill the days that it looked back', () => {
    const days = march2020.history.reduce((sum, stay) => sum + stay.days, 0);
    expect(days).toBeGreaterThanOrEqual(504);
    expect(march2020.history.at(-1)).toMatchObject({ route: 'defensive', mood: 'bear' });
  });

  it('says how many candles it needs', () => {
    expect(() => lastRegime(walk(regimeWarmUp - 1, 1))).toThrow(`needs ${regimeWarmUp} daily candles`);
    expect(lastRegime(walk(regimeWarmUp, 1)).history).toHaveLength(1);
  });

  it('refuses a history that never moved', () => {
    const rising = candlesOf(600, i => 100 + i);
    expect(() => lastRegime(rising)).toThrow('needs');
  });

  it('refuses hours, and a close that is no price, by its day', () => {
    expect(() => lastRegime({ ...series, timeframe: '1h' })).toThrow('daily candles');
    const close = series.close.slice();
    close[100] = Number.NaN;
    expect(() => lastRegime({ ...series, close })).toThrow(/2000-05-\d\d closes at NaN/);
  });
});

describe('routes and moods', () => {
  const pathOf = (falling: number, turbulent: number, chance: number, trending: number): RegimePath => ({
    first: 0,
    falling: Uint8Array.of(falling),
    fallingMargin: Float64Array.of(1),
    turbulent: Uint8Array.of(turbulent),
    volatileChance: Float64Array.of(chance),
    trendStrength: Float64Array.of(0),
    trending: Uint8Array.of(trending),
  });

  it.each([
    [0, 0, 0.1, 0, 'range', 'bull'],
    [0, 0, 0.1, 1, 'trend', 'bull'],
    [0, 1, 0.1, 1, 'defensive', 'volatile'],
    [0, 0, 0.5, 1, 'defensive', 'volatile'],
    [1, 0, 0.1, 1, 'defensive', 'bear'],
  ] as const)(
    'falling %d, turbulent %d, chance %d, trending %d: %s, %s',
    (falling, turbulent, chance, trending, route, mood) => {
      const path = pathOf(falling, turbulent, chance, trending);
      expect([routeAt(path, 0), moodAt(path, 0)]).toEqual([route, mood]);
    },
  );
});

describe('the router', () => {
  const scales = { trend: 1, range: 0.9, defensive: 0.5 };

  it('names what suits a regime, and its share of the limits', () => {
    expect(routing('trend', scales)).toEqual({ strategies: ['sma_cross', 'donchian_breakout'], riskScale: 1 });
    expect(routing('range', scales).riskScale).toBe(0.9);
    expect(routing('defensive', scales).strategies).toEqual(['volatility_targeting']);
  });

  it('counts an unknown regime as the most defensive, and raises no limit', () => {
    expect(routing(undefined, scales)).toEqual({ strategies: [], riskScale: 0.5 });
    expect(routing('trend', { ...scales, trend: 3 }).riskScale).toBe(1);
    expect(routing('trend', { ...scales, trend: -3 }).riskScale).toBe(0);
  });

  it('picks the forecaster that is proved in a regime, and the champion of all days elsewhere', () => {
    const champion = { model: 'log-lhar', reason: { kind: 'ahead', advantage: -4 } } as const;
    const proof = { kind: 'ahead', advantage: -5, needed: -3.3, looks: 39 } as const;
    const defensive = { route: 'defensive', count: 900, model: 'trees', reason: proof } as const;
    const evidence = { champion, routes: [defensive] };
    expect(forecasterIn('defensive', evidence)).toEqual({ model: 'trees', routed: defensive });
    expect(forecasterIn('range', evidence), 'not compared there').toEqual({ model: 'log-lhar' });
    expect(forecasterIn(undefined, evidence), 'no regime').toEqual({ model: 'log-lhar' });
    expect(forecasterIn('trend', { champion }), 'evidence of old').toEqual({ model: 'log-lhar' });
  });
});
