import { describe, expect, it } from 'vitest';
import { axisTicks, chartOption } from '../../tools/chart.ts';
import { chartPalettes } from '../../tools/chart-palette.ts';
import { chartTicks } from '../../tools/chart-ticks.ts';
import { chartSpecs } from './chart-specs.ts';

type Plain = Record<string, unknown>;
const listOf = (value: unknown): Plain[] => value as Plain[];
const seriesOf = (option: unknown): Plain[] => listOf((option as Plain).series);
const first = (list: readonly Plain[]): Plain => list[0] ?? {};
const typed = (option: unknown, type: string): Plain[] => seriesOf(option).filter(one => one.type === type);

describe('a chart as an ECharts option', () => {
  it('paints rising candles green and falling ones vermilion, in ECharts order open, close, low, high', () => {
    const option = chartOption(chartSpecs.candles(), 'light');
    const candle = first(typed(option, 'candlestick'));
    expect(candle.itemStyle).toMatchObject({
      color: chartPalettes.light.rising,
      color0: chartPalettes.light.falling,
    });
    expect((candle.data as number[][])[0]).toEqual([100, 101, 99, 102]);
  });

  it('marks each level with its name and value, on a series that keeps it inside the axis', () => {
    const levels = typed(chartOption(chartSpecs.levels(), 'dark'), 'line');
    const labels = levels.map(level => ((level.markLine as Plain).label as Plain).formatter);
    expect(labels).toEqual(['Price 101.00', 'Stop 70.00', 'Target 140.00']);
    expect(levels.map(level => new Set(level.data as number[]))).toEqual([
      new Set([101]),
      new Set([70]),
      new Set([140]),
    ]);
  });

  it('keeps the labels of near levels apart', () => {
    const spec = { ...chartSpecs.levels(), levels: [100.4, 100, 99.6].map(value => ({ name: 'Level', value })) };
    const places = typed(chartOption(spec, 'light'), 'line').map(
      one => ((one.markLine as Plain).label as Plain).position,
    );
    expect(new Set(places).size, 'three places for three levels').toBe(3);
  });

  it('names lines in a legend and leaves a single line without candles to the title', () => {
    const option = chartOption(chartSpecs.lines(), 'light');
    expect(option.legend).toMatchObject({ show: true, data: ['SMA cross', 'Buy and hold'] });
    const spec = chartSpecs.lines();
    expect(chartOption({ ...spec, lines: spec.lines.slice(0, 1) }, 'light').legend).toMatchObject({ show: false });
  });

  it('makes a band of two stacked lines whose upper one is the distance, with gaps where there is no value', () => {
    const [lower = {}, height = {}] = typed(chartOption(chartSpecs.band(), 'light'), 'line');
    expect(lower.stack).toBe(height.stack);
    expect((height.data as (number | null)[])[0]).toBeNull();
    expect((height.data as number[])[30]).toBeCloseTo(20, 10);
    expect(height.areaStyle).toBeDefined();
  });

  it('puts oscillators into a lower grid that shares the time axis and both edges', () => {
    const option = chartOption(chartSpecs.panes(), 'light');
    const [upper, lower] = listOf(option.grid);
    expect([upper?.left, upper?.right]).toEqual([lower?.left, lower?.right]);
    expect(listOf(option.xAxis).map(axis => (axis.axisLabel as Plain).show)).toEqual([false, true]);
    expect(typed(option, 'line').map(line => line.yAxisIndex)).toEqual([0, 1]);
  });

  it('writes its value over each bar and starts the axis at zero', () => {
    const option = chartOption(chartSpecs.bars(), 'light');
    const bar = first(typed(option, 'bar'));
    const { formatter } = bar.label as { formatter(point: { dataIndex: number }): string };
    expect([0, 1, 2].map(dataIndex => formatter({ dataIndex }))).toEqual(['0.63', '1.25', '2.78']);
    expect(listOf(option.yAxis)[0]).toMatchObject({ scale: false, name: 'Daily volatility, %' });
  });

  it('draws a volume in a small pane of its own, from zero, without moving the scale of the prices', () => {
    const option = chartOption(chartSpecs.volume(), 'light');
    expect(first(typed(option, 'bar'))).toMatchObject({ yAxisIndex: 1, label: { show: false } });
    const [prices, volume] = listOf(option.yAxis);
    expect(prices).toMatchObject({ scale: true, position: 'right', name: 'USD' });
    expect(volume).toMatchObject({ scale: false, position: 'right', name: 'Volume', axisLabel: { show: false } });
    const [upper, lower] = listOf(option.grid);
    expect([lower?.left, lower?.right]).toEqual([upper?.left, upper?.right]);
    expect(Number.parseFloat(String(lower?.top))).toBeGreaterThan(80);
  });

  it('zooms in the browser only, and only where there are more than 150 points', () => {
    expect(chartOption(chartSpecs.candles(150), 'light', { interactive: true }).dataZoom).toBeUndefined();
    expect(chartOption(chartSpecs.candles(151), 'light').dataZoom).toBeUndefined();
    const zooms = listOf(chartOption(chartSpecs.candles(151), 'light', { interactive: true }).dataZoom);
    expect(zooms.map(zoom => zoom.type)).toEqual(['inside', 'slider']);
  });

  it('draws its tooltip on the canvas, with figures of the reader’s language', () => {
    const { tooltip } = chartOption(chartSpecs.candles(), 'light', { interactive: true, language: 'fr' });
    const { renderMode, formatter } = tooltip as { renderMode: string; formatter(params: unknown): string };
    expect(renderMode, 'the page’s policy forbids inline styles').toBe('richText');
    const text = formatter([{ dataIndex: 0, seriesName: 'SPX', marker: '' }]);
    expect(text.split('\n')[0]).toBe('mer. 1 janv. 2020');
    expect(text).toContain('Clôt.  101,00');
  });

  it('gives a legend that does not fit on one row more room above the chart', () => {
    const spec = {
      ...chartSpecs.lines(),
      lines: Array.from({ length: 6 }, (_, i) => ({ name: `Average number ${i}`, values: [1], pane: 0 as const })),
    };
    const top = (width: number) => Number(listOf(chartOption(spec, 'light', { width }).grid)[0]?.top);
    expect(top(360)).toBeGreaterThan(top(1200));
  });
});

describe('ticks of the time axis', () => {
  const year = chartSpecs.candles(366).times;

  it('stand where a month begins, and January bears the year', () => {
    const times = ['11-18', '11-25', '12-02', '12-09', '12-16']
      .map(day => `2019-${day}`)
      .concat(['01-02', '01-09', '02-03'].map(day => `2020-${day}`));
    const { unit, indexes } = chartTicks(times, 0, 7, 3);
    expect([unit, [...indexes]]).toEqual(['month', [2, 5, 7]]);
    const { formatter } = axisTicks({ ...chartSpecs.candles(), times }, 'en', 144, 0, 7);
    expect([...indexes].map(i => formatter(times[i] ?? ''))).toEqual(['Dec', '2020', 'Feb']);
  });

  it('are never more than there is room for', () => {
    for (const most of [1, 2, 5, 12, 60]) expect(chartTicks(year, 0, 365, most).indexes.size).toBeLessThanOrEqual(most);
  });

  it('follow the span that is zoomed to', () => {
    const { unit, indexes } = chartTicks(year, 100, 110, 6);
    expect(unit).toBe('day');
    expect([...indexes].every(i => i > 100 && i <= 110)).toBe(true);
  });

  it('are spread evenly where labels are no days', () => {
    expect([...chartTicks(['a', 'b', 'c', 'd', 'e'], 0, 4, 3).indexes]).toEqual([0, 2, 4]);
  });
});
