import type { ECharts } from 'echarts/core';
import type { Translate } from '../../config/text.ts';
import { axisTicks, chartOption } from '../../tools/chart.ts';
import type { ChartSpec } from '../../tools/chart-spec.ts';
import { button, element } from './element.ts';
import type { Reader } from './reader.ts';
import type { Theme } from './theme.ts';
import { words } from './words.ts';

type Library = typeof import('./echarts.ts');
type Drawn = { spec: ChartSpec; box: HTMLElement; chart: ECharts; width: number; height: number };

const font = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const gutter = 66;

let library: Promise<Library> | undefined;

/** ECharts comes with the first chart; a failed load is tried again the next time. */
function load(): Promise<Library> {
  const path = '/echarts.js';
  library ??= (import(path) as Promise<Library>).catch((error: unknown) => {
    library = undefined;
    throw error;
  });
  return library;
}

/** The first and the last value of what the chart is about. */
function ends({ candles, lines, bars }: ChartSpec): { name: string; first: number; last: number } | undefined {
  const closes = candles?.map(candle => candle[3]);
  const [main = bars] = lines;
  const values = (closes ?? main?.values ?? []).filter(value => value !== null);
  const [first, last] = [values[0], values.at(-1)];
  return first === undefined || last === undefined
    ? undefined
    : { name: closes ? '' : (main?.name ?? ''), first, last };
}

/** What a chart shows, for those who do not see it. A title that names the days is not followed by them again. */
function described(spec: ChartSpec, t: Translate): string {
  const [from = '', to = ''] = [spec.times[0], spec.times.at(-1)];
  const span = spec.title.includes(from) && spec.title.includes(to) ? [] : [`${from} – ${to}`];
  const figures = ends(spec);
  const value = (one: number) => `${t.number(one)}${spec.unit === '' ? '' : ` ${spec.unit}`}`;
  const told = figures && `${t(words.chartFrom)} ${value(figures.first)} ${t(words.chartTo)} ${value(figures.last)}`;
  const names = [...(spec.bars ? [spec.bars] : []), ...spec.lines, ...spec.bands].map(one => one.name);
  const levels = spec.levels.map(level => `${level.name} ${t.number(level.value)}`);
  const main = told ? [`${figures?.name ?? ''} ${told}`.trim()] : [];
  return [spec.title, ...span, ...main, ...names.filter(name => name !== figures?.name), ...levels].join(', ');
}

/** The panes below the main one: those of lines, and that of the bars. */
const panesBelow = ({ lines, bars }: ChartSpec): number => Math.max(bars?.pane ?? 0, ...lines.map(line => line.pane));

/** The interactive charts of the page: drawn when shown, redrawn when theme, language or width change. */
export class Charts {
  readonly #reader: Reader;
  readonly #theme: Theme;
  readonly #drawn = new Map<Element, Drawn>();
  readonly #sizes = new ResizeObserver(entries => {
    for (const { target } of entries) this.#resize(target);
  });

  constructor(reader: Reader, theme: Theme) {
    this.#reader = reader;
    this.#theme = theme;
    theme.onChange(() => this.#redraw());
    reader.always(() => this.#redraw());
  }

  /** A figure with the chart; its room is kept while ECharts loads. */
  figure(spec: ChartSpec, titled: boolean): HTMLElement {
    const box = element('div', { class: 'chart-box', role: 'img', 'aria-label': described(spec, this.#reader.t) });
    const panes = panesBelow(spec);
    const caption = titled ? element('figcaption', {}, spec.title) : undefined;
    const figure = element(
      'figure',
      { class: panes > 1 ? 'chart tall taller' : panes > 0 ? 'chart tall' : 'chart' },
      caption,
      box,
    );
    this.#draw(spec, box);
    return figure;
  }

  #draw(spec: ChartSpec, box: HTMLElement): void {
    load()
      .then(({ initChart }) => {
        const chart = initChart(box, null, { width: box.clientWidth || 320, height: box.clientHeight || 260 });
        const drawn = { spec, box, chart, width: box.clientWidth, height: box.clientHeight };
        this.#drawn.set(box, drawn);
        this.#paint(drawn);
        chart.on('datazoom', () => this.#relabel(drawn));
        this.#sizes.observe(box);
      })
      .catch(() => this.#failed(spec, box));
  }

  #failed(spec: ChartSpec, box: HTMLElement): void {
    const { t } = this.#reader;
    const again = button(t(words.again), { class: 'quiet' }, () => {
      box.replaceChildren();
      this.#draw(spec, box);
    });
    box.replaceChildren(element('p', { class: 'chart-lost' }, t(words.chartLost), ' ', again));
  }

  #paint({ spec, box, chart }: Drawn): void {
    const { language } = this.#reader;
    const width = box.clientWidth || 320;
    chart.setOption(chartOption(spec, this.#theme.current, { language, width, interactive: true, font }), true);
  }

  /** Labels of the time axis for the span that is zoomed to. */
  #relabel({ spec, chart, box }: Drawn): void {
    const { dataZoom } = chart.getOption() as { dataZoom?: { startValue?: number; endValue?: number }[] };
    const { startValue = 0, endValue = spec.times.length - 1 } = dataZoom?.[0] ?? {};
    const ticks = axisTicks(spec, this.#reader.language, box.clientWidth - gutter, startValue, endValue);
    const panes = 1 + panesBelow(spec);
    chart.setOption({ xAxis: Array.from({ length: panes }, () => ({ axisLabel: ticks })) });
  }

  #resize(box: Element): void {
    const drawn = this.#drawn.get(box);
    if (!drawn || box.clientWidth === 0) return;
    if (box.clientWidth === drawn.width && box.clientHeight === drawn.height) return;
    drawn.width = box.clientWidth;
    drawn.height = box.clientHeight;
    drawn.chart.resize({ width: box.clientWidth, height: box.clientHeight });
    this.#paint(drawn);
  }

  #redraw(): void {
    for (const [box, drawn] of this.#drawn) {
      if (box.isConnected) this.#paint(drawn);
      else {
        this.#sizes.unobserve(box);
        drawn.chart.dispose();
        this.#drawn.delete(box);
      }
    }
  }
}
