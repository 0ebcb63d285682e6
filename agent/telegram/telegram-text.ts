import { withoutInvisible } from '../../config/clean-text.ts';
import type { Span } from '../channels/split-spans.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string): string => text.replace(/[&<>]/g, sign => entities[sign] ?? sign);

/** The message as HTML. Every tag is closed where it was opened, whatever the texts are. */
export const htmlOf = (spans: readonly Span[]): string =>
  spans.map(({ text, tag }) => (tag === undefined ? escaped(text) : `<${tag}>${escaped(text)}</${tag}>`)).join('');

const marks = /\*\*([^*\n]+)\*\*|`([^`\n]+)`|^#{1,6} +(.+)$|(@[A-Za-z]\w{3,31})/gm;

function marked([, strong, code, heading, mention]: RegExpMatchArray): Span {
  const bold = strong ?? heading;
  return bold === undefined ? { text: code ?? mention ?? '', tag: 'code' } : { text: bold, tag: 'b' };
}

/**
 * An answer as spans: the little Markdown that language models write, and names behind an @ as code, so that no text of
 * anybody else's calls a person.
 */
export function spansOf(said: string): Span[] {
  const text = withoutInvisible(said);
  const spans: Span[] = [];
  let end = 0;
  for (const match of text.matchAll(marks)) {
    if (match.index > end) spans.push({ text: text.slice(end, match.index) });
    spans.push(marked(match));
    end = match.index + match[0].length;
  }
  return end < text.length ? [...spans, { text: text.slice(end) }] : spans;
}
