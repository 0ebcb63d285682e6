import { describe, expect, it } from 'vitest';
import { type Columns, runKernel } from '../../../data/features/kernel.ts';
import { kernels } from '../../../data/features/kernels.ts';
import { candlesOf, walk } from '../../kit/candle-fixture.ts';

const { NaN: none } = Number;
const column = (...values: number[]) => Float64Array.from(values);
const series = walk(300, 23);
const { open, high, low, close } = series;
const volume = Float64Array.from({ length: 300 }, (_, i) => 100 + ((i * 37) % 50));

function run(name: string, inputs: Columns, parameters: Readonly<Record<string, number>> = {}): Columns {
  const kernel = kernels.get(name);
  if (!kernel) throw new Error(`no kernel ${name}`);
  return runKernel(kernel, inputs, kernel.schema.parse(parameters));
}

const last = (columns: Columns, name = 'value'): number => columns[name]?.at(-1) ?? none;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const tail = (values: Float64Array, rows: number): number[] => Array.from(values.slice(-rows));

describe('kernels on values computed by hand', () => {
  it('wma weighs the newest row most', () => {
    expect(Array.from(run('wma', { values: column(1, 2, 6) }, { period: 2 }).value ?? [])).toEqual([
      none,
      5 / 3,
      14 / 3,
    ]);
  });

  it('trima of three rows weighs them 1, 2, 1', () => {
    expect(last(run('trima', { values: column(4, 8, 0) }, { period: 3 })), '(4 + 16 + 0) / 4').toBeCloseTo(5, 12);
  });

  it('double and triple averages follow a ramp without lag', () => {
    const ramp = Float64Array.from({ length: 400 }, (_, i) => i);
    for (const name of ['dema', 'tema'])
      expect(last(run(name, { values: ramp }, { period: 10 })), name).toBeCloseTo(399, 6);
  });

  it('a straight line is its own regression', () => {
    const line = run('linear_regression', { values: Float64Array.from({ length: 30 }, (_, i) => 5 + 2 * i) });
    expect(last(line, 'slope'), 'two a row').toBeCloseTo(2, 12);
    expect(last(line), 'its end').toBeCloseTo(63, 12);
    expect(last(line, 'forecast'), 'one row ahead').toBeCloseTo(65, 12);
  });

  it('kama keeps pace on a straight line with its fast weight squared', () => {
    const values = Float64Array.from({ length: 200 }, (_, i) => i);
    const weight = (2 / 3) ** 2;
    expect(last(run('kama', { values })), 'the lag of an average with this weight').toBeCloseTo(
      199 - (1 - weight) / weight,
      9,
    );
  });

  it('balance of power is the body as a share of the range', () => {
    const prices = { open: column(395.35), high: column(398), low: column(395.33), close: column(396.33) };
    expect(last(run('bop', prices)), 'the last SPY candle: 0.98 / 2.67').toBeCloseTo(0.98 / 2.67, 10);
  });

  it('obv counts volume with the sign of the change, from the first one on', () => {
    const { value } = run('obv', { close: column(5, 6, 6, 4), volume: column(10, 3, 7, 2) });
    expect(Array.from(value ?? []), '10, +3, 0, -2').toEqual([10, 13, 13, 11]);
  });

  it('the accumulation/distribution line skips candles without range', () => {
    const prices = { high: column(4, 5, 8), low: column(2, 5, 4), close: column(4, 5, 5) };
    const { value } = run('ad', { ...prices, volume: column(10, 20, 8) });
    expect(Array.from(value ?? []), 'at the high, nothing, a quarter up').toEqual([10, 10, 6]);
  });

  it('correlation and beta equal two passes over the window', () => {
    const rows = 30;
    const [x, y] = [tail(high, rows), tail(low, rows)];
    const [mx, my] = [mean(x), mean(y)];
    const product = mean(x.map((value, i) => (value - mx) * ((y[i] ?? none) - my)));
    const deviation = (values: number[], centre: number) => Math.sqrt(mean(values.map(v => (v - centre) ** 2)));
    expect(last(run('correl', { left: high, right: low }, { period: rows }))).toBeCloseTo(
      product / deviation(x, mx) / deviation(y, my),
      10,
    );
    const returns = (values: Float64Array) =>
      tail(values, 6)
        .map((v, i, all) => v / (all[i - 1] ?? none) - 1)
        .slice(1);
    const [market, asset] = [returns(high), returns(low)];
    const [mm, ma] = [mean(market), mean(asset)];
    const slope =
      mean(market.map((value, i) => (value - mm) * ((asset[i] ?? none) - ma))) /
      mean(market.map(value => (value - mm) ** 2));
    expect(last(run('beta', { market: high, asset: low }, { period: 5 }))).toBeCloseTo(slope, 10);
  });

  it('a flat series has no correlation and no beta, but a CCI, a CMO and directional indices of 0', () => {
    const flat = candlesOf(120, () => 7.1);
    const prices = { high: flat.high, low: flat.low, close: flat.close, values: flat.close };
    expect(last(run('correl', { left: flat.close, right: close })), 'unknown').toBeNaN();
    expect(last(run('beta', { market: flat.close, asset: close })), 'unknown').toBeNaN();
    for (const name of ['cci', 'cmo', 'adx', 'ultosc', 'williams_r']) expect(last(run(name, prices)), name).toBe(0);
  });
});

describe('channels', () => {
  it('donchian and midprice are the extremes of the window and their middle', () => {
    const [top, floor] = [Math.max(...tail(high, 20)), Math.min(...tail(low, 20))];
    const channel = run('donchian', { high, low });
    expect([last(channel, 'upper'), last(channel, 'middle'), last(channel, 'lower')]).toEqual([
      top,
      (top + floor) / 2,
      floor,
    ]);
    expect(last(run('midprice', { high, low }, { period: 20 }))).toBe((top + floor) / 2);
  });

  it('keltner lies two average true ranges off the exponential average', () => {
    const channel = run('keltner', { high, low, close });
    const [centre, range] = [
      last(run('ema', { values: close })),
      last(run('atr', { high, low, close }, { period: 10 })),
    ];
    expect(last(channel, 'upper')).toBeCloseTo(centre + 2 * range, 10);
    expect(last(channel, 'lower')).toBeCloseTo(centre - 2 * range, 10);
  });

  it('the rolling vwap is the traded value over the traded volume', () => {
    const typical = Array.from(close, (price, i) => (price + (high[i] ?? none) + (low[i] ?? none)) / 3);
    const sizes = tail(volume, 20);
    const worth = typical.slice(-20).map((price, i) => price * (sizes[i] ?? none));
    expect(last(run('rolling_vwap', { high, low, close, volume }))).toBeCloseTo(mean(worth) / mean(sizes), 10);
    expect(last(run('rolling_vwap', { high, low, close, volume: new Float64Array(300) })), 'no trade').toBeNaN();
  });
});

describe('stops that turn', () => {
  it('the supertrend stays behind the price, only tightens, and turns where the close crosses it', () => {
    const { value = column(), direction = column() } = run('supertrend', { high, low, close });
    const rows = Array.from(value, (line, i) => {
      const [side = none, before = none, stop = none] = [direction[i], direction[i - 1], value[i - 1]];
      const price = close[i] ?? none;
      const crossed = before * (price - stop);
      return { i, turned: side !== before, ahead: side * (price - line), tighter: side * (line - stop), crossed };
    }).slice(11);
    for (const { i, ahead } of rows) expect(ahead, `row ${i} on the right side`).toBeGreaterThanOrEqual(0);
    for (const { i, crossed } of rows.filter(row => row.turned)) expect(crossed, `row ${i}`).toBeLessThan(0);
    for (const { i, tighter } of rows.filter(row => !row.turned))
      expect(tighter, `row ${i} is no looser`).toBeGreaterThanOrEqual(0);
    expect(new Set(direction.slice(10)), 'both sides occur').toEqual(new Set([1, -1]));
  });

  it('the parabolic stop of a mirrored market is the mirrored stop', () => {
    const { value = column() } = run('sar', { high, low });
    const mirrored = run('sar', { high: low.map(price => 200 - price), low: high.map(price => 200 - price) });
    const apart = value.map((stop, i) => Math.abs(200 - stop - (mirrored.value?.[i] ?? none)));
    expect(Math.max(...apart.slice(20)), 'after the first side was chosen').toBeLessThan(1e-9);
  });
});

describe('candlestick patterns', () => {
  it('are unknown for a while after a candle that is not finite', () => {
    const broken = close.slice();
    broken[100] = none;
    const { value = column() } = run('doji', { open, high, low, close: broken });
    expect(value.slice(100, 111).every(Number.isNaN), 'ten candles are averaged').toBe(true);
    expect(Array.from(value.slice(111)), 'then as before').toEqual(
      Array.from(run('doji', { open, high, low, close }).value?.slice(111) ?? []),
    );
  });
});
