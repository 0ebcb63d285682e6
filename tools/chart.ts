import type { DataZoomComponentOption, EChartsOption } from 'echarts';
import type { Language } from '../config/settings.ts';
import { chartExtent } from './chart-extent.ts';
import { chartLabels } from './chart-labels.ts';
import { type ChartTheme, chartPalettes } from './chart-palette.ts';
import { type ChartInk, chartSeries } from './chart-series.ts';
import type { ChartSpec } from './chart-spec.ts';
import { chartTicks, isDay } from './chart-ticks.ts';
import { chartTooltip } from './chart-tooltip.ts';

export type { ChartTheme } from './chart-palette.ts';

export type ChartSetting = {
  language?: Language;
  /** CSS pixels that the chart will have; decides how many rows the legend takes. */
  width?: number;
  /** True in the browser: tooltips and zoom, and the title stands outside the chart. */
  interactive?: boolean;
  font?: string;
};

const candleWords: Readonly<Record<Language, readonly string[]>> = {
  en: ['Open', 'High', 'Low', 'Close'],
  fr: ['Ouv.', 'Haut', 'Bas', 'Clôt.'],
};
const zoomFrom = 150;
const letter = 6.9;
/** Room that a label of the time axis needs, in CSS pixels. */
const tickWidth = 48;
const rowHeight = 20;

/** Names that the legend explains; a single line without candles is named by the title alone. */
function legendNames(spec: ChartSpec): string[] {
  const names = [...spec.bands, ...spec.lines].map(one => one.name);
  return names.length > 1 || spec.candles ? names : [];
}

/** Rows that a legend takes at a width: names are laid one after the other, as ECharts does. */
function legendRows(names: readonly string[], width: number): number {
  let [rows, used] = [names.length > 0 ? 1 : 0, 0];
  for (const name of names) {
    const needed = name.length * letter + 34;
    if (used > 0 && used + needed > width - 16) {
      rows += 1;
      used = 0;
    }
    used += needed;
  }
  return rows;
}

type AxisTicks = ReturnType<typeof axisTicks>;
type Frame = { top: number; right: number; bottom: number; panes: number; small: boolean; zoom: boolean; left: number };

/** Bars that are what the chart is about. */
const mainBars = ({ bars }: ChartSpec): boolean => bars?.pane === 0;

function frameOf(spec: ChartSpec, ink: ChartInk, setting: Required<ChartSetting>): Frame {
  const rows = legendRows(legendNames(spec), setting.width);
  const panes = 1 + Math.max(spec.bars?.pane ?? 0, ...spec.lines.map(line => line.pane));
  const zoom = setting.interactive && spec.times.length > zoomFrom;
  const ticks = Array.from({ length: panes }, (_, pane) =>
    pane > 0 && pane === spec.bars?.pane ? [] : chartExtent(spec, pane),
  ).flat();
  const widest = Math.max(
    ...ticks.map(value => ink.labels.axis(value).length),
    spec.unit.length,
    spec.bars?.name.length ?? 0,
  );
  return {
    top: (setting.interactive ? 4 : 34) + rows * rowHeight + (mainBars(spec) ? 38 : spec.unit === '' ? 10 : 22),
    left: setting.interactive ? 1 : 10,
    right: mainBars(spec) ? 10 : Math.ceil(widest * letter + 12),
    bottom: zoom ? 62 : 28,
    panes,
    small: (spec.bars?.pane ?? 0) > 0,
    zoom,
  };
}

/** Room for one label of the time axis: days are written short, instants in full. */
function tickRoom({ times: [time] }: ChartSpec): number {
  const written = (time?.length ?? 0) * letter + 8;
  return isDay(time) ? tickWidth : Math.max(tickWidth, written);
}

/** Index labels of an axis that shows the indexes from `from` to `to` on `width` CSS pixels. */
export function axisTicks(spec: ChartSpec, language: Language, width: number, from: number, to: number) {
  const [low, high] = chartExtent(spec, 0);
  const labels = chartLabels(spec, language, low, high);
  const most = Math.max(2, Math.floor(width / (mainBars(spec) ? 36 : tickRoom(spec))));
  const { unit, indexes } = chartTicks(spec.times, from, to, most);
  return {
    interval: (index: number) => indexes.has(index),
    formatter: (text: string) => labels.tick(text, unit),
  };
}

function xAxis(spec: ChartSpec, { palette, font }: ChartInk, pane: number, last: boolean, ticks: AxisTicks) {
  return {
    type: 'category' as const,
    gridIndex: pane,
    data: spec.times,
    boundaryGap: spec.candles !== undefined || spec.bars !== undefined,
    axisLine: { show: last, onZero: false, lineStyle: { color: palette.grid } },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: {
      show: last,
      color: palette.muted,
      fontFamily: font,
      fontSize: 12,
      hideOverlap: true,
      margin: 10,
      ...(mainBars(spec) ? {} : { alignMinLabel: 'left' as const }),
      ...ticks,
    },
  };
}

const barName = ({ bars, unit }: ChartSpec): string => [bars?.name, unit].filter(Boolean).join(', ');

/** What stands over a scale: the unit of the prices, or the name of the bars on it. */
function axisName(spec: ChartSpec, pane: number): string {
  if (pane === spec.bars?.pane) return pane === 0 ? barName(spec) : spec.bars.name;
  return pane === 0 ? spec.unit : '';
}

/** Bars stand on zero and need no scale beside them: those of the main pane bear their values, others show proportions. */
function yAxis(spec: ChartSpec, { palette, labels, font }: ChartInk, pane: number, panes: number) {
  const bars = pane === spec.bars?.pane;
  const main = bars && pane === 0;
  return {
    type: 'value' as const,
    gridIndex: pane,
    position: main ? ('left' as const) : ('right' as const),
    scale: !bars,
    splitNumber: pane === 0 ? Math.max(2, 5 - panes) : 2,
    name: axisName(spec, pane),
    ...(bars && !main
      ? { nameLocation: 'middle' as const, nameRotate: 0, nameGap: 8 }
      : { nameLocation: 'end' as const, nameGap: main ? 22 : 11 }),
    nameTextStyle: { color: palette.muted, fontFamily: font, fontSize: 12, align: 'left' as const },
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: !bars, lineStyle: { color: palette.grid } },
    axisLabel: {
      show: !bars,
      hideOverlap: true,
      color: palette.muted,
      fontFamily: font,
      fontSize: 12,
      margin: 8,
      formatter: (value: number) => labels.axis(value),
    },
  };
}

/** Where the prices end, in percent of the height, by the number of panes. */
const pricesEnd: Readonly<Record<number, number>> = { 2: 62, 3: 48, 4: 38 };
const paneGap = 6;
/** Height of a pane of bars below the others, with its gap. */
const smallPane = 13;

/** Prices above, oscillators below, bars last and small, one under the other; all share their left and right edges. */
function grids({ top, left, right, bottom, panes, small, zoom }: Frame) {
  const common = { left, right, outerBoundsMode: 'none' as const };
  if (panes === 1) return [{ ...common, top, bottom }];
  // The slider and the labels take about this much of a chart's height.
  const floor = (zoom ? 82 : 92) - (small ? smallPane : 0);
  const high = small ? panes - 1 : panes;
  const end = high === 1 ? floor : (pricesEnd[high] ?? 38) - (small ? smallPane / 2 : 0);
  const step = high === 1 ? smallPane : (floor - end) / (high - 1);
  const lower = Array.from({ length: panes - 1 }, (_, i) => ({
    ...common,
    top: `${end + paneGap + i * step}%`,
    bottom: i === panes - 2 ? bottom : `${100 - end - (i + 1) * step}%`,
  }));
  return [{ ...common, top, bottom: `${100 - end}%` }, ...lower];
}

function zooms({ palette, font }: ChartInk, frame: Frame): DataZoomComponentOption[] {
  const axes = paneIndexes(frame);
  return [
    // The plain wheel and a vertical swipe belong to the page.
    {
      type: 'inside',
      xAxisIndex: axes,
      zoomOnMouseWheel: 'ctrl',
      moveOnMouseWheel: false,
      preventDefaultMouseMove: false,
    },
    {
      type: 'slider',
      xAxisIndex: axes,
      height: 24,
      bottom: 6,
      left: frame.left,
      right: frame.right,
      brushSelect: false,
      showDetail: false,
      borderColor: 'transparent',
      backgroundColor: palette.grid,
      fillerColor: `${palette.lines[0]}26`,
      dataBackground: { lineStyle: { color: palette.muted, opacity: 0.4 }, areaStyle: { opacity: 0 } },
      selectedDataBackground: { lineStyle: { color: palette.lines[0] ?? palette.ink }, areaStyle: { opacity: 0 } },
      handleStyle: { color: palette.surface, borderColor: palette.muted },
      moveHandleSize: 0,
      textStyle: { fontFamily: font },
    },
  ];
}

const paneIndexes = (frame: Frame): number[] => Array.from({ length: frame.panes }, (_, pane) => pane);

/**
 * Compiles a chart to an ECharts option: one renderer for the browser (`interactive`) and for pictures. It reads nothing
 * but its arguments and runs in both places; formatters are its only functions.
 */
export function chartOption(spec: ChartSpec, theme: ChartTheme, setting: ChartSetting = {}): EChartsOption {
  const all = { language: 'en' as const, width: 640, interactive: false, font: 'sans-serif', ...setting };
  const [low, high] = chartExtent(spec, 0);
  const palette = chartPalettes[theme];
  const ink: ChartInk = { palette, labels: chartLabels(spec, all.language, low, high), font: all.font };
  const frame = frameOf(spec, ink, all);
  const names = legendNames(spec);
  const plot = all.width - frame.left - frame.right;
  const ticks = axisTicks(spec, all.language, plot, 0, spec.times.length - 1);
  const text = { color: palette.ink, fontFamily: all.font };
  return {
    animation: false,
    backgroundColor: all.interactive ? 'transparent' : palette.surface,
    textStyle: { fontFamily: all.font, color: palette.ink },
    title: {
      show: !all.interactive,
      text: spec.title,
      padding: 0,
      left: 10,
      top: 11,
      textStyle: { ...text, fontSize: 14, fontWeight: 'bold', width: all.width - 20, overflow: 'truncate' },
    },
    legend: {
      show: names.length > 0,
      data: names,
      left: all.interactive ? 0 : 10,
      top: all.interactive ? 2 : 34,
      padding: 0,
      itemGap: 14,
      itemWidth: 12,
      itemHeight: 3,
      icon: 'roundRect',
      selectedMode: false,
      textStyle: { ...text, color: palette.muted, fontSize: 12 },
    },
    grid: grids(frame),
    xAxis: paneIndexes(frame).map(pane => xAxis(spec, ink, pane, pane === frame.panes - 1, ticks)),
    yAxis: paneIndexes(frame).map(pane => yAxis(spec, ink, pane, frame.panes)),
    series: chartSeries(spec, ink),
    ...(all.interactive
      ? {
          tooltip: chartTooltip(spec, ink, candleWords[all.language]),
          axisPointer: { link: [{ xAxisIndex: 'all' }] },
          ...(frame.zoom ? { dataZoom: zooms(ink, frame) } : {}),
        }
      : {}),
  };
}
