import { describe, expect, it } from 'vitest';
import { type CandleSeries, seriesOf } from '../../data/candle.ts';
import { type IndicatorName, indicators } from '../../data/features/indicators.ts';
import { loadEntries } from '../../knowledge/glossary/load-entries.ts';
import { normalCdf } from '../../models/performance/normal.ts';
import { kurtosis, omegaRatio, skewness, stability } from '../../models/performance/return-statistics.ts';
import { profitStatistics } from '../../models/performance/trade-statistics.ts';

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

const closes = (...prices: readonly number[]): Row[] => prices.map(price => flat(price));
/** `count` prices of which the first is the lowest and the last the highest. */
const near = (low: number, high: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
/** 26 candles: the low 20 before the last, the high 5 before it. */
const aroonRows: readonly Row[] = Array.from(
  { length: 26 },
  (_, i): Row => [i === 20 ? 110 : 105, i === 5 ? 90 : 95, 100],
);

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
  { id: 'wma', name: 'wma', rows: closes(10, 11, 13), period: 3, last: { wma: 71 / 6 }, said: ['≈ 11.83'] },
  { id: 'wma', name: 'sma', rows: closes(10, 11, 13), period: 3, last: { sma: 34 / 3 }, said: ['11.33'] },
  { id: 'trima', name: 'trima', rows: closes(10, 11, 13), period: 3, last: { trima: 11.25 }, said: ['= 11.25'] },
  { id: 'midpoint', name: 'midpoint', rows: closes(...near(50, 58, 14)), last: { midpoint: 54 }, said: ['= 54'] },
  { id: 'midprice', name: 'midprice', rows: repeated(14, [60, 48, 50]), last: { midprice: 54 }, said: ['= 54'] },
  {
    id: 'linear-regression-line',
    name: 'linear_regression',
    rows: closes(10, 11, 15),
    period: 3,
    last: { linearRegression: 14.5 },
    said: ['= 14.5'],
  },
  {
    id: 'time-series-forecast',
    name: 'time_series_forecast',
    rows: closes(10, 11, 15),
    period: 3,
    last: { timeSeriesForecast: 17 },
    said: ['= 17'],
  },
  { id: 'regression-slope', name: 'slope', rows: closes(10, 11, 15), period: 3, last: { slope: 2.5 }, said: ['= 2.5'] },
  { id: 'natr', name: 'natr', rows: repeated(15, [51, 49, 50]), period: 14, last: { natr: 4 }, said: ['= 4 %'] },
  { id: 'cmo', name: 'cmo', rows: closes(50, 56, 54), period: 2, last: { cmo: 50 }, said: ['= 50'] },
  {
    id: 'fast-stochastic',
    name: 'stochastic_fast',
    rows: [...repeated(16, [110, 90, 100]), flat(105)],
    last: { stochasticFastK: 75 },
    said: ['= 75'],
  },
  {
    id: 'rate-of-change',
    name: 'roc',
    rows: closes(...near(50, 50, 10), 53),
    period: 10,
    last: { roc: 6 },
    said: ['= 6 %'],
  },
  {
    id: 'accumulation-distribution',
    name: 'ad',
    rows: [[12, 10, 11.5, 1000]],
    last: { ad: 500 },
    said: ['= 0.5', 'gains 500'],
  },
  {
    id: 'aroon',
    name: 'aroon',
    rows: aroonRows,
    period: 25,
    last: { aroonUp: 80, aroonDown: 20 },
    said: ['= 80', '= 20'],
  },
  {
    id: 'aroon-oscillator',
    name: 'aroon_oscillator',
    rows: aroonRows,
    period: 25,
    last: { aroonOscillator: 60 },
    said: ['= 60'],
  },
];

/** A figure as French writes it. */
const inFrench = (words: string): string =>
  words.replace(/(?<=\d)[.,](?=\d)/g, mark => (mark === '.' ? ',' : ' ')).replace('gains', 'gagne');

describe('the worked example of an indicator', () => {
  const entries = new Map(loadEntries().map(entry => [entry.id, entry]));

  it.each(examples)('of $id is what $name computes', ({ id, name, rows, period, last, said }) => {
    const columns = indicators[name].compute(candles(rows), period === undefined ? {} : { period });
    for (const [column, value] of Object.entries(last)) expect(columns[column]?.at(-1), column).toBeCloseTo(value, 9);
    for (const words of said) {
      expect(entries.get(id)?.en.example).toContain(words);
      expect(entries.get(id)?.fr.example).toContain(inFrench(words));
    }
  });
});

const returns = (...percents: readonly number[]): Float64Array => Float64Array.from(percents, one => one / 100);
const trades = (wins: number, win: number, losses: number, loss: number): Float64Array =>
  Float64Array.from([...new Array<number>(wins).fill(win), ...new Array<number>(losses).fill(-loss)]);

/** What a statistic's example says, from the function that prints the statistic. */
const figures: readonly [id: string, said: string, value: number | null, expected: number][] = [
  ['omega-ratio', '≈ 1.67', omegaRatio(returns(2, -1, 3, -2)).value, 5 / 3],
  ['skewness', '≈ 0.71', skewness(returns(-1, -1, 2)).value, Math.SQRT1_2],
  ['kurtosis', '= 2.', kurtosis(returns(-2, 0, 0, 2)).value, 2],
  ['stability', 'of 1.', stability(new Float64Array(50).fill(0.001)).value, 1],
  ['expectancy', '= 60', profitStatistics(trades(4, 300, 6, 100)).expectancyUsd.value, 60],
  ['kelly-criterion', '= 10 %', profitStatistics(trades(55, 1, 45, 1)).kelly.value, 0.1],
  ['probabilistic-sharpe-ratio', '84 %', normalCdf((0.05 * 20) / Math.sqrt(1 + 0.5 * 0.05 ** 2)), 0.8412],
  ['minimum-track-record', '273', Math.ceil(1 + 1.005 * (1.645 / 0.1) ** 2), 273],
  ['black-scholes', '≈ 3.99', 100 * (normalCdf(0.05) - normalCdf(-0.05)), 3.9878],
  ['break-even-probability', '≈ 35.3 %', 5.3 / 15, 0.35333],
  ['brier-score', '≈ 0.163', ((0.8 - 1) ** 2 + 0.6 ** 2 + 0.3 ** 2) / 3, 0.16333],
  ['ulcer-index', '= 2.5 %', Math.sqrt((3 ** 2 + 4 ** 2) / 4), 2.5],
  ['tracking-error', '≈ 3.17 %', 0.2 * Math.sqrt(252), 3.1749],
  ['alpha', '= 7.56 %', (0.05 - 0.5 * 0.04) * 252, 7.56],
  ['losing-streak', '≈ 3.1 %', 0.5 ** 5, 0.03125],
  ['kama', '≈ 0.266', (0.75 * (2 / 3 - 2 / 31) + 2 / 31) ** 2, 0.26639],
  ['ultimate-oscillator', '≈ 56.4', (100 * (4 * 0.6 + 2 * 0.5 + 0.55)) / 7, 56.4286],
  ['liquidation', '= 90.5', 100 * (1 - 1 / 10 + 0.005), 90.5],
  ['borrow-fee', '≈ 49.32', (10_000 * 0.06 * 30) / 365, 49.3151],
  ['dynamic-features', '≈ 0.22', Math.log(15 / 12), 0.22314],
];

describe('the worked example of a statistic', () => {
  const entries = new Map(loadEntries().map(entry => [entry.id, entry]));

  it.each(figures)('of %s says %j, which is what comes out', (id, said, value, expected) => {
    expect(value).toBeCloseTo(expected, 3);
    expect(entries.get(id)?.en.example).toContain(said);
    expect(entries.get(id)?.fr.example).toContain(inFrench(said).replace('of 1.', 'de 1.'));
  });
});
