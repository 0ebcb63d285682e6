import type { RawEntry } from './imported-entry.ts';

/** A heading of any level, and what stands below it up to the next one. */
const section = /^#{1,6}[ \t]+(.+?)[ \t]*#*\s*$([\s\S]*?)(?=^#{1,6}[ \t]|(?![\s\S]))/gm;

const plain = (markdown: string): string =>
  markdown
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*`]{1,3}/g, '')
    // Inside a word it is a letter of the name: `funding_rate`.
    .replace(/(?<![\p{L}\d])_{1,3}|_{1,3}(?![\p{L}\d])/gu, '')
    .replace(/^[ \t]*(?:[-+>]|\d+\.)[ \t]+/gm, '')
    .trim();

/** Reads the terms of a Markdown text: each heading with text below it is a term. A text without headings is one, named by its file. */
export function readMarkdownGlossary(text: string, name: string, lang: 'en' | 'fr'): RawEntry[] {
  const clean = text.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n');
  const found = [...clean.matchAll(section)].map(([, term = '', body = '']) => ({
    term: plain(term),
    definition: plain(body),
  }));
  const entries = found.length > 0 ? found : [{ term: name.replace(/[-_]+/g, ' '), definition: plain(clean) }];
  return entries.filter(({ definition }) => definition !== '').map(entry => ({ ...entry, lang }));
}
