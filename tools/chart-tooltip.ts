import type { TooltipComponentOption } from 'echarts';
import type { ChartInk } from './chart-series.ts';
import type { ChartSpec } from './chart-spec.ts';

/** `series` is the name of the series whose dot stands before the text. */
type Row = { series?: string; text: string };

/** What stands at one index of the axis, as rows of text. */
function rowsAt(spec: ChartSpec, index: number, { labels }: ChartInk, words: readonly string[]): Row[] {
  const unit = spec.unit === '%' ? ' %' : '';
  const candle = spec.candles?.[index];
  const named = (name: string, value: string): Row => ({ series: name, text: `${name}  ${value}` });
  return [
    ...(candle
      ? [0, 1, 2, 3].map(part => ({ text: `${words[part] ?? ''}  ${labels.value(candle[part as 0 | 1 | 2 | 3])}` }))
      : []),
    ...(spec.bars ? [named(spec.bars.name, `${labels.value(spec.bars.values[index])}${unit}`)] : []),
    ...spec.bands.map(band =>
      named(band.name, `${labels.value(band.lower[index])} – ${labels.value(band.upper[index])}`),
    ),
    ...spec.lines.map(line => named(line.name, `${labels.value(line.values[index])}${unit}`)),
  ];
}

type Pointed = { dataIndex: number; seriesName: string; marker: string };

const isPointed = (value: unknown): value is Pointed =>
  typeof value === 'object' && value !== null && 'dataIndex' in value && typeof value.dataIndex === 'number';

/** Text in braces would be read as a style. */
const plain = (text: string): string => text.replace(/[{}|]/g, ' ');

/** The tooltip, drawn on the canvas: as HTML it would need inline styles, which the page's policy forbids. */
export function chartTooltip(spec: ChartSpec, ink: ChartInk, words: readonly string[]): TooltipComponentOption {
  const { palette, labels } = ink;
  return {
    trigger: 'axis',
    renderMode: 'richText',
    confine: true,
    transitionDuration: 0,
    backgroundColor: palette.tooltip,
    borderColor: palette.grid,
    borderRadius: 8,
    shadowColor: 'rgba(0, 0, 0, 0.14)',
    shadowBlur: 14,
    shadowOffsetY: 4,
    padding: [6, 12],
    textStyle: { color: palette.ink },
    axisPointer: {
      type: 'line',
      lineStyle: { color: palette.muted, type: 'solid', width: 1, opacity: 0.5 },
      label: { show: false },
    },
    formatter: (params: unknown) => {
      const pointed = (Array.isArray(params) ? params : [params]).filter(isPointed);
      const index = pointed[0]?.dataIndex ?? -1;
      const markers = new Map(pointed.map(({ seriesName, marker }) => [seriesName, marker]));
      const rows = rowsAt(spec, index, ink, words).map(
        ({ series, text }) => `${series === undefined ? '' : `${markers.get(series) ?? ''} `}${plain(text)}`,
      );
      return [plain(labels.fullTime(index)), ...rows].join('\n');
    },
  };
}
