import { createRequire } from 'node:module';
import type { Language } from '../config/settings.ts';
import { type ChartTheme, chartOption } from './chart.ts';
import type { ChartSpec } from './chart-spec.ts';

/** Width and height in pixels of the PNG. */
export type PictureSize = { width: number; height: number; theme?: ChartTheme; language?: Language };

const font = 'DejaVu Sans';
/** CSS pixels across: a wider picture is drawn larger, so that its text can be read where it is shown small. */
const layoutWidth = 520;

const packaged = (name: string): string => createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}`);

async function openEcharts() {
  const [core, charts, components, renderers] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ]);
  core.use([
    charts.CandlestickChart,
    charts.LineChart,
    charts.BarChart,
    components.GridComponent,
    components.LegendComponent,
    components.MarkLineComponent,
    components.TitleComponent,
    renderers.SVGRenderer,
  ]);
  return core;
}

let echarts: ReturnType<typeof openEcharts> | undefined;

/** The chart as SVG, laid out at `width` x `height` CSS pixels. */
export async function chartSvg(spec: ChartSpec, { width, height, theme = 'light', language = 'en' }: PictureSize) {
  echarts ??= openEcharts();
  const chart = (await echarts).init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(chartOption(spec, theme, { language, width, font }));
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** The chart as a PNG of exactly `width` x `height` pixels, its text set in a packaged font: no system font is needed. */
export async function chartPicture(spec: ChartSpec, size: PictureSize): Promise<Uint8Array> {
  const scale = Math.max(1, size.width / layoutWidth);
  const svg = await chartSvg(spec, { ...size, width: size.width / scale, height: size.height / scale });
  const { Resvg } = await import('@resvg/resvg-js');
  // The scaled sides may miss the wanted ones by a rounding error: the outer size is written in.
  const sized = svg.replace(
    /^<svg width="[\d.]+" height="[\d.]+"/,
    `<svg width="${size.width}" height="${size.height}"`,
  );
  const drawn = new Resvg(sized, {
    font: {
      loadSystemFonts: false,
      fontFiles: [packaged('DejaVuSans.ttf'), packaged('DejaVuSans-Bold.ttf')],
      defaultFontFamily: font,
    },
  }).render();
  return drawn.asPng();
}
