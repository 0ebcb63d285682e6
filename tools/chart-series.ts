import type { EChartsOption, LineSeriesOption, SeriesOption } from 'echarts';
import { chartExtent } from './chart-extent.ts';
import type { ChartLabels } from './chart-labels.ts';
import type { ChartPalette } from './chart-palette.ts';
import type { ChartSpec } from './chart-spec.ts';

export type ChartInk = { palette: ChartPalette; labels: ChartLabels; font: string };

const quiet = { symbol: 'none', showSymbol: false, silent: true, animation: false } as const;
/** Height of a level's label as a share of the scale. */
const labelShare = 0.08;

/** The colour of the nth line or band: bands come first. */
export const lineColour = (palette: ChartPalette, index: number): string =>
  palette.lines[index % palette.lines.length] ?? palette.ink;

const levelColour = (name: string, palette: ChartPalette): string => {
  if (/stop/i.test(name)) return palette.falling;
  return /target|objectif/i.test(name) ? palette.rising : palette.muted;
};

function candles(spec: ChartSpec, { palette }: ChartInk): SeriesOption[] {
  if (!spec.candles) return [];
  return [
    {
      type: 'candlestick',
      name: spec.title,
      data: spec.candles.map(([open, high, low, close]) => [open, close, low, high]),
      // ECharts calls the rising candle `color` and paints it red by default.
      itemStyle: {
        color: palette.rising,
        borderColor: palette.rising,
        color0: palette.falling,
        borderColor0: palette.falling,
        borderColorDoji: palette.muted,
      },
      barMaxWidth: 12,
      progressive: 0,
      animation: false,
      z: 3,
    },
  ];
}

/** A band is two stacked lines: the lower edge, and the filled distance to the upper one. */
function bands(spec: ChartSpec, { palette }: ChartInk): SeriesOption[] {
  return spec.bands.flatMap((band, index) => {
    const color = lineColour(palette, index);
    const edge = { width: 1, color, opacity: 0.55 };
    const stack = `band ${index}`;
    const height = band.upper.map((upper, i) => {
      const lower = band.lower[i];
      return upper === null || lower === null || lower === undefined ? null : upper - lower;
    });
    const common = { ...quiet, type: 'line', stack, stackStrategy: 'all', lineStyle: edge, z: 1 } as const;
    return [
      { ...common, name: `${band.name} `, data: band.lower },
      { ...common, name: band.name, data: height, itemStyle: { color }, areaStyle: { color, opacity: 0.12 } },
    ];
  });
}

function lines(spec: ChartSpec, { palette }: ChartInk): SeriesOption[] {
  return spec.lines.map((line, index): LineSeriesOption => {
    const color = lineColour(palette, spec.bands.length + index);
    return {
      ...quiet,
      type: 'line',
      name: line.name,
      data: line.values,
      xAxisIndex: line.pane,
      yAxisIndex: line.pane,
      lineStyle: { width: 1.75, color, join: 'round' },
      itemStyle: { color },
      // A value that stands alone between gaps would be invisible without its dot.
      ...(line.values.filter(value => value !== null).length === 1 ? { showSymbol: true, symbol: 'circle' } : {}),
      z: 4,
    };
  });
}

const sides = ['insideStartTop', 'insideEndTop', 'insideStartBottom', 'insideEndBottom'] as const;
type Side = (typeof sides)[number];

/** Where the labels of levels stand: above their line on the left, or in the first other place that no label has. */
function labelSides(spec: ChartSpec): Map<number, Side> {
  const [low, high] = chartExtent(spec, 0);
  const gap = (high - low || 1) * labelShare;
  const taken: { end: boolean; from: number; to: number }[] = [];
  const placed = new Map<number, Side>();
  const falling = spec.levels.map(({ value }, index) => ({ value, index })).sort((a, b) => b.value - a.value);
  for (const { value, index } of falling) {
    const placeOf = (side: Side) => {
      const from = side.endsWith('Top') ? value : value - gap;
      return { end: side.startsWith('insideEnd'), from, to: from + gap };
    };
    const isFree = (side: Side) => {
      const { end, from, to } = placeOf(side);
      return !taken.some(other => other.end === end && other.from < to && from < other.to);
    };
    const side = sides.find(isFree) ?? 'insideStartTop';
    taken.push(placeOf(side));
    placed.set(index, side);
  }
  return placed;
}

/** A level is a marked line on an invisible series, which keeps the level inside the axis at every zoom. */
function levels(spec: ChartSpec, { palette, labels, font }: ChartInk): SeriesOption[] {
  const places = labelSides(spec);
  return spec.levels.map((level, index): LineSeriesOption => {
    const color = levelColour(level.name, palette);
    return {
      ...quiet,
      type: 'line',
      name: `level ${index}`,
      data: spec.times.map(() => level.value),
      lineStyle: { opacity: 0 },
      markLine: {
        symbol: 'none',
        silent: true,
        animation: false,
        data: [{ yAxis: level.value }],
        lineStyle: { color, width: 1.25, type: [5, 4] },
        label: {
          position: places.get(index) ?? 'insideStartTop',
          formatter: `${level.name} ${labels.value(level.value)}`,
          color,
          fontFamily: font,
          fontSize: 12,
          fontWeight: 'bold',
          textBorderColor: palette.surface,
          textBorderWidth: 3,
          distance: 3,
        },
      },
      z: 5,
    };
  });
}

function bars(spec: ChartSpec, { palette, labels, font }: ChartInk): SeriesOption[] {
  if (!spec.bars) return [];
  const { name, values, pane } = spec.bars;
  const few = pane === 0 && values.length <= 12;
  return [
    {
      type: 'bar',
      name,
      data: values,
      xAxisIndex: pane,
      yAxisIndex: pane,
      barMaxWidth: 44,
      barCategoryGap: few ? '28%' : '12%',
      itemStyle: { color: pane === 0 ? lineColour(palette, 0) : palette.muted, borderRadius: few ? [3, 3, 0, 0] : 0 },
      label: {
        show: few,
        position: 'top',
        color: palette.ink,
        fontFamily: font,
        fontSize: 12,
        formatter: ({ dataIndex }) => labels.value(values[dataIndex]),
      },
      animation: false,
    },
  ];
}

/** The series of a chart, in the order in which they are drawn. */
export const chartSeries = (spec: ChartSpec, ink: ChartInk): Exclude<EChartsOption['series'], undefined> => [
  ...bands(spec, ink),
  ...candles(spec, ink),
  ...bars(spec, ink),
  ...lines(spec, ink),
  ...levels(spec, ink),
];
