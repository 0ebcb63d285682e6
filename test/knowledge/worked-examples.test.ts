import { describe, expect, it } from 'vitest';
import { type CandleSeries, seriesOf } from '../../data/candle.ts';
import { type IndicatorName, indicators } from '../../data/features/indicators.ts';
import { loadEntries } from '../../knowledge/glossary/load-entries.ts';

type Row = readonly [high: number, low: number, close: number, volume?: number];

const candles = (rows: readonly Row[]): CandleSeries =>
  seriesOf(
    'EXAMPLE',
    '1d',
    rows.map(([high, low, close, volume = 0], i) => ({
      openAt: i * 86_400_000,
      open: close,
      high,
      low,
      close,
      volume,
    })),
  );
const repeated = (count: number, row: Row): Row[] => new Array<Row>(count).fill(row);
const flat = (price: number, volume = 0): Row => [price, price, price, volume];

/** Candles that make the situation of the example, and what it says comes of them. */
const examples: readonly {
  id: string;
  name: IndicatorName;
  rows: readonly Row[];
  period?: number;
  last: Record<string, number>;
  said: readonly string[];
}[] = [
  {
    id: 'on-balance-volume',
    name: 'obv',
    rows: [flat(10, 100), flat(11, 300), flat(10.5, 200), flat(10.5, 150)],
    last: { obv: 200 },
    said: ['= 200'],
  },
  {
    id: 'vwap',
    name: 'vwap',
    rows: [flat(10, 100), flat(11, 100), flat(12, 300)],
    period: 3,
    last: { vwap: 11.4 },
    said: ['11.40'],
  },
  {
    id: 'money-flow-index',
    name: 'mfi',
    rows: [flat(50), flat(60, 100_000), flat(40, 100_000)],
    period: 2,
    last: { mfi: 60 },
    said: ['= 60.'],
  },
  {
    id: 'williams-r',
    name: 'williams_r',
    rows: [...repeated(13, [110, 90, 100]), flat(105)],
    last: { williamsR: -25 },
    said: ['= −25'],
  },
  {
    id: 'williams-r',
    name: 'stochastic_fast',
    rows: [...repeated(16, [110, 90, 100]), flat(105)],
    last: { stochasticFastK: 75 },
    said: ['75 − 100'],
  },
  {
    id: 'cci',
    name: 'cci',
    rows: [...repeated(8, flat(102)), ...repeated(10, flat(98)), flat(100), flat(104)],
    last: { cci: 4 / 0.03 },
    said: ['≈ 133'],
  },
  {
    id: 'keltner-channels',
    name: 'keltner',
    rows: repeated(20, [50.6, 49.4, 50]),
    last: { keltnerUpper: 52.4, keltnerMiddle: 50, keltnerLower: 47.6 },
    said: ['= 52.4', '= 47.6'],
  },
  {
    id: 'donchian-channel',
    name: 'donchian',
    rows: repeated(20, [58, 50, 55]),
    last: { donchianUpper: 58, donchianMiddle: 54, donchianLower: 50 },
    said: ['= 54'],
  },
  {
    id: 'ichimoku-cloud',
    name: 'ichimoku',
    rows: [
      ...repeated(26, [112, 84, 100]),
      ...repeated(17, [108, 92, 100]),
      ...repeated(9, [106, 98, 100]),
      ...repeated(26, flat(100)),
    ],
    last: { ichimokuSpanA: 101, ichimokuSpanB: 98 },
    said: ['= 101', '= 98'],
  },
];

describe('the worked example of an indicator', () => {
  const entries = new Map(loadEntries().map(entry => [entry.id, entry]));

  it.each(examples)('of $id is what $name computes', ({ id, name, rows, period, last, said }) => {
    const columns = indicators[name].compute(candles(rows), period === undefined ? {} : { period });
    for (const [column, value] of Object.entries(last)) expect(columns[column]?.at(-1), column).toBeCloseTo(value, 9);
    for (const words of said) {
      expect(entries.get(id)?.en.example).toContain(words);
      expect(entries.get(id)?.fr.example).toContain(words.replace(/(?<=\d)\.(?=\d)/, ','));
    }
  });
});
