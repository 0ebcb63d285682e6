import type { Translate } from '../config/text.ts';
import { chartSvg } from './chart-picture.ts';
import type { ChartSpec } from './chart-spec.ts';

export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

/** Cells of more characters may wrap, in a column that is wide enough for them. */
const longCell = 26;

const cellOf = (text: string): string => `<td${text.length > longCell ? ' class="long"' : ''}>${escaped(text)}</td>`;

/** A table of plain texts as HTML; on a narrow screen it scrolls in itself. */
export const htmlTable = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<div class="wide"><table><thead><tr>${columns.map(one => `<th>${escaped(one)}</th>`).join('')}</tr></thead><tbody>${rows
    .map(row => `<tr>${row.map(cellOf).join('')}</tr>`)
    .join('')}</tbody></table></div>`;

// Charts are drawn once, for light pages; turned round they keep their hues on dark ones.
const style = `
:root { color-scheme: light dark; --line: #8884; --good: #1a7f37; --bad: #c62828; }
@media (prefers-color-scheme: dark) {
  :root { --good: #56d364; --bad: #ff8a80; }
  figure { filter: invert(.92) hue-rotate(180deg); }
}
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { line-height: 1.2; overflow-wrap: anywhere; } h2 { margin-top: 2.5rem; line-height: 1.3; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th, td.long { white-space: normal; } td.long { min-width: 14rem; }
th:first-child, td:first-child { text-align: left; position: sticky; left: 0; background: Canvas; }
@media (max-width: 40rem) {
  th, td { padding: .35rem .4rem; }
  td.long { min-width: 6.5rem; }
  td:first-child { white-space: normal; min-width: 4rem; max-width: 9rem; }
}
.wide { overflow-x: auto; }
.facts td { text-align: left; white-space: normal; overflow-wrap: anywhere; min-width: 8rem; }
figure { margin: 1rem 0; background: #fff; border-radius: 6px; overflow-x: auto; }
figure svg { display: block; width: 100%; min-width: 32rem; height: auto; }
.verdict { font-size: 1.15rem; font-weight: 600; }
.good { color: var(--good); } .bad { color: var(--bad); } code { overflow-wrap: anywhere; }`;

/** A chart as a figure of a page. */
export const htmlFigure = async (spec: ChartSpec, t: Translate): Promise<string> =>
  `<figure>${await chartSvg(spec, { width: 900, height: 320, theme: 'light', language: t.language })}</figure>`;

/** A page that needs nothing beside itself. @param body HTML whose texts are escaped */
export const htmlPage = (
  { title, lead, tone }: { title: string; lead: string; tone: 'good' | 'bad' | 'neutral' },
  body: readonly string[],
  t: Translate,
): string => `<!doctype html>
<html lang="${t.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title><style>${style}</style></head><body>
<h1>${escaped(title)}</h1>
<p class="verdict ${tone}">${escaped(lead)}</p>
${body.join('\n')}
</body></html>
`;
