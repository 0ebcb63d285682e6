import { describe, expect, it } from 'vitest';
import { type CandleSeries, seriesOf } from '../../../data/candle.ts';
import { signalClasses, unknownClass } from '../../../models/hybrid/hybrid-rows.ts';
import { type BarrierOptions, type Barriers, tripleBarrier } from '../../../models/hybrid/triple-barrier.ts';

type Row = readonly [open: number, high: number, low: number, close: number];

const quiet: Row = [100, 101, 99, 100];

/** A decision candle that closes at 100, and what follows. */
const path = (...rows: Row[]): CandleSeries =>
  seriesOf(
    'PATH',
    '1d',
    [quiet, ...rows].map(([open, high, low, close], i) => ({
      openAt: i * 86_400_000,
      open,
      high,
      low,
      close,
      volume: 1,
    })),
  );

/** The horizon of 4 candles doubles this sigma: barriers at 110 and 100 / 1.1. */
const sigmaOf = (series: CandleSeries) => new Float64Array(series.length).fill((100 * Math.log(1.1)) / 2);
const options: BarrierOptions = { horizon: 4, upper: 1, lower: 1, timeout: 'hold' };

const label = (series: CandleSeries, more: Partial<BarrierOptions> = {}): Barriers =>
  tripleBarrier(series, sigmaOf(series), { ...options, ...more });

const first = ({ signal, settledAt, change }: Barriers) => ({
  signal: signalClasses[signal[0] ?? unknownClass] ?? 'unknown',
  settledAt: settledAt[0],
  change: change[0],
});

describe('triple barrier', () => {
  it('labels buy at the first candle whose high reaches the upper barrier', () => {
    const { signal, settledAt, change } = first(label(path(quiet, [100, 110.001, 99, 105], quiet, [100, 120, 80, 90])));
    expect([signal, settledAt]).toEqual(['buy', 2]);
    expect(change, 'filled at the barrier: ln 1.1').toBeCloseTo(100 * Math.log(1.1), 12);
  });

  it('labels sell at the first candle whose low reaches the lower barrier', () => {
    const { signal, settledAt, change } = first(label(path([100, 101, 90, 95], [95, 120, 95, 118], quiet, quiet)));
    expect([signal, settledAt], 'the rise comes later').toEqual(['sell', 1]);
    expect(change, 'filled at the barrier: -ln 1.1').toBeCloseTo(-100 * Math.log(1.1), 12);
  });

  it('enters at the open after the decision candle, wherever that gaps to', () => {
    const gapped = path([200, 201, 199, 200], [200, 219, 199, 200], [200, 221, 199, 200], quiet);
    expect(first(label(gapped)), '219 is below 200 x 1.1').toMatchObject({ signal: 'buy', settledAt: 3 });
  });

  it('fills a gap beyond a barrier at the open, even when the candle comes back through the other one', () => {
    const up = first(label(path(quiet, [115, 116, 85, 90], quiet, quiet)));
    expect(up.signal).toBe('buy');
    expect(up.change, 'ln 1.15').toBeCloseTo(100 * Math.log(1.15), 12);
    const down = first(label(path(quiet, [80, 120, 79, 110], quiet, quiet)));
    expect(down.signal).toBe('sell');
    expect(down.change, 'ln 0.8').toBeCloseTo(100 * Math.log(0.8), 12);
  });

  it('gives a candle that touches both barriers to nobody, and counts it', () => {
    const both = label(path(quiet, [100, 112, 89, 111], quiet, quiet));
    expect(first(both), 'a long and a short are both stopped').toMatchObject({ signal: 'hold', settledAt: 2 });
    expect(both.report).toEqual({ labels: 1, ambiguous: 1, timeouts: 0 });
  });

  it.each([
    ['hold', 106, 'hold'],
    ['sign', 106, 'buy'],
    ['sign', 104, 'hold'],
    ['sign', 95, 'sell'],
    ['sign', 96, 'hold'],
  ] as const)('a timeout by %s that closes at %d is %s', (timeout, close, expected) => {
    const late = label(path(quiet, quiet, quiet, [100, 107, 94, close]), { timeout });
    expect(first(late), 'half way is 100 x sqrt(1.1) = 104.88 and 100 / sqrt(1.1) = 95.35').toMatchObject({
      signal: expected,
      settledAt: 4,
      change: 100 * Math.log(close / 100),
    });
    expect(late.report).toEqual({ labels: 1, ambiguous: 0, timeouts: 1 });
  });

  it('widens each barrier by its own factor', () => {
    const series = path([100, 115, 91.5, 100], quiet, quiet, quiet);
    expect(first(label(series)).signal, '110 is touched, 90.9 is not').toBe('buy');
    expect(first(label(series, { upper: 2, lower: 0.5 })).signal, '121 is not touched, 95.3 is').toBe('sell');
  });

  it('leaves rows unknown whose horizon has not passed, even after a touch, and rows without a forecast', () => {
    const early = label(path(quiet, [100, 130, 100, 120], quiet));
    expect([...early.signal], '4 candles, 3 of them after the first').toEqual([-1, -1, -1, -1]);
    expect([...early.settledAt]).toEqual([-1, -1, -1, -1]);
    const blind = path(quiet, quiet, quiet, quiet);
    const { signal, report } = tripleBarrier(blind, new Float64Array(5).fill(Number.NaN), options);
    expect([signal[0], report.labels]).toEqual([unknownClass, 0]);
  });
});
