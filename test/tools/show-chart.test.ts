import { describe, expect, it } from 'vitest';
import { sma } from '../../data/features/sma.ts';
import { SampleSource } from '../../data/market/sample-source.ts';
import type { ChartSpec } from '../../tools/chart-spec.ts';
import { showChart } from '../../tools/show-chart.ts';
import { called, outputOf } from '../kit/tool-call.ts';

type Chart = { from: number; to: number; firstClose: number; lastClose: number; shortened: boolean; chart: ChartSpec };

const chartOf = async (input: Record<string, unknown>) => {
  const result = await called(showChart, { symbol: 'SPX', ...input });
  return { made: outputOf<Chart>(result), card: result.card, text: result.text };
};
const days = ({ chart }: Chart): (string | undefined)[] => [chart.times[0], chart.times.at(-1)];

describe('show_chart', () => {
  it('shows half a year of sessions where nothing is asked', async () => {
    const { made, card, text } = await chartOf({});
    expect(made.chart.candles).toHaveLength(126);
    expect(days(made)[1]).toBe('2020-04-17');
    expect(card.lead).toMatch(
      /^The S&P 500 went from .* on 2019-10-\d\d to 2,874\.56 on 2020-04-17 \(-\d+\.\d\d%\)\.$/,
    );
    expect(card.chart?.title).toContain('– 2020-04-17');
    expect(text).toContain('126 daily candles');
  });

  it.each([
    [{ days: 5 }, ['2020-04-13', '2020-04-17'], 5],
    [{ from: '2008-01-01', to: '2008-12-31' }, ['2008-01-02', '2008-12-31'], 253],
    [{ from: '2020-04-11' }, ['2020-04-13', '2020-04-17'], 5],
    [{ to: '2000-01-10', days: 5 }, ['2000-01-04', '2000-01-10'], 5],
    [{ to: '2000-01-05' }, ['2000-01-03', '2000-01-05'], 3],
    [{ from: '1990-01-01', to: '2000-01-07' }, ['2000-01-03', '2000-01-07'], 5],
  ])('%j shows %j', async (input, span, count) => {
    const { made } = await chartOf(input);
    expect([days(made), made.chart.candles?.length]).toEqual([span, count]);
  });

  it.each([
    [{ from: '2020-04-18' }],
    [{ to: '1999-12-31' }],
    [{ from: '2010-01-01', to: '2009-01-01' }],
    [{ from: '2020-04-17', to: '2020-04-17' }],
  ])('%j has too few candles, and says what there is', async input => {
    const result = await called(showChart, { symbol: 'SPX', ...input });
    expect(result).toMatchObject({ ok: false, error: { code: 'data.no-history' } });
    expect(result.card.lead).toBe(
      'The history of SPX runs from 2000-01-03 to 2020-04-17; the chosen span has fewer than two candles in it.',
    );
  });

  it('says when a span is too long to be drawn whole', async () => {
    const { made, card } = await chartOf({ from: '2000-01-01' });
    expect([made.shortened, made.chart.times.length]).toEqual([true, 2600]);
    expect(card.lines).toEqual(['The span is longer than a chart can show: these are its latest 2,600 candles.']);
    expect((await chartOf({ from: '2015-01-01' })).card.lines).toEqual([]);
  });

  it('draws indicators that were warmed up before the span', async () => {
    const { made } = await chartOf({ days: 30, indicators: ['sma', 'rsi', 'bollinger', 'macd', 'sma'] });
    const panesOf = (name: RegExp) => made.chart.lines.filter(line => name.test(line.name)).map(line => line.pane);
    expect(panesOf(/^sma/i), 'each once, on the prices').toEqual([0]);
    expect(panesOf(/^rsi/i)[0], 'oscillators below').toBeGreaterThan(0);
    expect(made.chart.bands.map(band => band.name)).toEqual(['Bollinger']);
    for (const line of made.chart.lines)
      expect([line.name, line.values.length, line.values.includes(null)]).toEqual([line.name, 30, false]);
    const close = new SampleSource().read('SPX', '1d')?.close ?? new Float64Array();
    expect(made.chart.lines.find(line => /^sma/i.test(line.name))?.values.at(-1)).toBeCloseTo(
      sma(close, 20).at(-1) ?? Number.NaN,
      3,
    );
  });

  it('draws nothing where an indicator has no value yet', async () => {
    const { made } = await chartOf({ to: '2000-01-31', indicators: ['sma'] });
    expect(made.chart.lines[0]?.values.slice(0, 19).every(value => value === null)).toBe(true);
    expect(made.chart.lines[0]?.values[19]).not.toBeNull();
  });

  it('draws each indicator where it belongs: over the candles, as a region, or in a pane of its own', async () => {
    const { made } = await chartOf({ days: 30, indicators: ['supertrend', 'keltner', 'ichimoku', 'aroon', 'adx'] });
    expect(made.chart.lines.map(({ name, pane }) => [name, pane])).toEqual([
      ['Supertrend 10', 0],
      ['Tenkan-sen', 0],
      ['Kijun-sen', 0],
      ['Aroon − 14', 1],
      ['Aroon + 14', 1],
      ['ADX 14', 2],
    ]);
    expect(made.chart.bands.map(band => band.name)).toEqual(['Keltner', 'Ichimoku']);
    for (const { lower, upper } of made.chart.bands)
      expect(lower.every((value, i) => Number(value) <= Number(upper[i]))).toBe(true);
  });

  it('names the sources of the indicators that it draws, each once, and none where it draws none', async () => {
    const sourcesWith = async (...indicators: string[]) => (await chartOf({ indicators })).card.sources;
    expect(await sourcesWith()).toEqual([]);
    expect(await sourcesWith('sma', 'rsi')).toEqual(['TA-Lib conventions']);
    expect(await sourcesWith('ichimoku', 'adx', 'ichimoku')).toEqual([
      'Goichi Hosoda, Ichimoku Kinko Hyo',
      'TA-Lib conventions',
    ]);
  });

  it('shows the volume in the lowest pane, and leaves it out where three panes of oscillators stand', async () => {
    const paneWith = async (...indicators: string[]) => (await chartOf({ days: 30, indicators })).made.chart.bars?.pane;
    expect([await paneWith(), await paneWith('rsi'), await paneWith('rsi', 'adx')]).toEqual([1, 2, 3]);
    expect(await paneWith('rsi', 'adx', 'cci')).toBeUndefined();
    const volume = new SampleSource().read('SPX', '1d')?.volume ?? new Float64Array();
    expect((await chartOf({ days: 30 })).made.chart.bars?.values).toEqual([...volume.subarray(-30)]);
  });

  it('draws other candles than daily ones where they are asked for', async () => {
    const { made, text } = await chartOf({ days: 10, timeframe: '1w' });
    expect(
      made.chart.times.map(day => new Date(day).getUTCDay()),
      'a week starts on Monday',
    ).toEqual(new Array(10).fill(1));
    expect(text).toContain('10 1w candles');
  });
});
