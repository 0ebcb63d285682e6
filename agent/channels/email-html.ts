import type { Card, CardTable } from '../../tools/card.ts';
import type { Outgoing } from '../delivery/channel.ts';

type JudgeLink = { readonly label: string; readonly url: string };
/** "Was this right?" with its two answers. */
export type JudgeLinks = { readonly question: string; readonly good: JudgeLink; readonly bad: JudgeLink };

export type EmailBody = Outgoing & { links?: JudgeLinks | undefined; chartCid?: string | undefined };

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, sign => entities[sign] ?? sign);

/** Colours that stand on white and on black: mail programs turn one into the other as they like. */
const tones: Readonly<Record<Card['tone'], string>> = { neutral: '#64748b', good: '#15803d', bad: '#b91c1c' };
const cell = 'padding:6px 12px 6px 0;border-bottom:1px solid #94a3b833;text-align:left;vertical-align:top';

function tableHtml({ columns, rows }: CardTable): string {
  const row = (tag: 'th' | 'td', cells: readonly string[]) =>
    `<tr>${cells.map(one => `<${tag} style="${cell}">${escaped(one)}</${tag}>`).join('')}</tr>`;
  const head = columns.some(name => name !== '') ? row('th', columns) : '';
  return `<table style="border-collapse:collapse;font-size:14px;margin:12px 0">${head}${rows.map(one => row('td', one)).join('')}</table>`;
}

const paragraph = (text: string, style = ''): string =>
  `<p style="margin:8px 0;line-height:1.5;${style}">${escaped(text)}</p>`;

const linkHtml = ({ label, url }: JudgeLink): string =>
  `<a href="${escaped(url)}" style="display:inline-block;margin:4px 8px 4px 0;padding:8px 14px;border:1px solid #64748b;border-radius:8px;color:inherit;text-decoration:none">${escaped(label)}</a>`;

function cardHtml(card: Card, chartCid: string | undefined): string {
  return [
    `<h1 style="font-size:18px;margin:0 0 8px;border-left:4px solid ${tones[card.tone]};padding-left:10px">${escaped(card.title)}</h1>`,
    card.lead === undefined ? '' : paragraph(card.lead),
    ...card.lines.map(line => paragraph(line)),
    card.table ? tableHtml(card.table) : '',
    chartCid
      ? `<img src="cid:${chartCid}" width="520" style="max-width:100%;height:auto" alt="${escaped(card.chart?.title ?? '')}">`
      : '',
    ...card.sources.map(source => paragraph(source, 'font-size:12px;color:#64748b')),
    card.footnote === undefined ? '' : paragraph(card.footnote, 'font-size:12px;color:#64748b'),
  ].join('');
}

/** A message as HTML for mail programs: tables and inline styles only, every text escaped, nothing loaded from outside. */
export function emailHtml({ text, card, language, links, chartCid }: EmailBody): string {
  const judged = links ? `${paragraph(links.question)}${linkHtml(links.good)}${linkHtml(links.bad)}` : '';
  const said =
    text === undefined
      ? ''
      : text
          .split(/\n+/)
          .map(line => paragraph(line))
          .join('');
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"></head><body style="font-family:system-ui,sans-serif;font-size:15px;max-width:640px;margin:0 auto;padding:16px">${said}${card ? cardHtml(card, chartCid) : ''}${judged}</body></html>`;
}
