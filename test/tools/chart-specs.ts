import { ChartSpec } from '../../tools/chart-spec.ts';

const dayMs = 86_400_000;
const start = Date.UTC(2020, 0, 1);

const days = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => new Date(start + i * dayMs).toISOString().slice(0, 10));

const wave = (count: number, middle: number): number[] =>
  Array.from({ length: count }, (_, i) => middle + 10 * Math.sin(i / 5));

/** Candles of a slow wave around 100: every second one rises. */
const candles = (count: number): [number, number, number, number][] =>
  wave(count, 100).map((value, i) => {
    const [open, close] = i % 2 === 0 ? [value, value + 1] : [value + 1, value];
    return [open, value + 2, value - 1, close];
  });

/** One chart of each kind. */
export const chartSpecs = {
  candles: (count = 60) => ChartSpec.parse({ title: 'SPX', times: days(count), unit: 'USD', candles: candles(count) }),
  levels: () =>
    ChartSpec.parse({
      title: 'SPX',
      times: days(60),
      candles: candles(60),
      levels: [
        { name: 'Price', value: 101 },
        { name: 'Stop', value: 70 },
        { name: 'Target', value: 140 },
      ],
    }),
  lines: () =>
    ChartSpec.parse({
      title: 'Equity',
      times: days(400),
      unit: 'USD',
      lines: [
        { name: 'SMA cross', values: wave(400, 100_000) },
        { name: 'Buy and hold', values: wave(400, 120_000) },
      ],
    }),
  band: () =>
    ChartSpec.parse({
      title: 'SPX',
      times: days(60),
      candles: candles(60),
      bands: [
        {
          name: 'Bollinger',
          lower: wave(60, 90).map((value, i) => (i < 20 ? null : value)),
          upper: wave(60, 110).map((value, i) => (i < 20 ? null : value)),
        },
      ],
    }),
  panes: () =>
    ChartSpec.parse({
      title: 'SPX',
      times: days(60),
      candles: candles(60),
      lines: [
        { name: 'sma', values: wave(60, 100) },
        { name: 'rsi', values: wave(60, 50), pane: 1 },
      ],
    }),
  volume: () =>
    ChartSpec.parse({
      title: 'SPX',
      times: days(60),
      unit: 'USD',
      candles: candles(60),
      bars: { name: 'Volume', values: wave(60, 2_000_000), pane: 1 },
    }),
  bars: () =>
    ChartSpec.parse({
      title: 'Quantiles of daily volatility',
      times: ['5%', '50%', '95%'],
      unit: '%',
      bars: { name: 'Daily volatility', values: [0.63, 1.25, 2.78] },
    }),
};
