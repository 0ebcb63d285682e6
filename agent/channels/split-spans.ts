/** A piece of a message in one style. */
export type Span = { readonly text: string; readonly tag?: 'b' | 'i' | 'code' | 'pre' };

/** What a person reads of it: providers count their limits on this. */
export const plainOf = (spans: readonly Span[]): string => spans.map(({ text }) => text).join('');

const breaks = [/\n\n/g, /\n/g, /[.!?…]["»)]?\s/g] as const;

/** Where the last match ends; 0 where there is none. */
const lastEnd = (text: string, pattern: RegExp): number =>
  [...text.matchAll(pattern)].reduce((_, { index, 0: found }) => index + found.length, 0);

/** Where a text is cut so that at most `most` characters stand before it: at a paragraph, a line, a sentence, a word. */
function cutAt(text: string, most: number): number {
  const start = text.slice(0, most);
  const good = breaks.map(pattern => lastEnd(start, pattern)).find(end => end >= most / 2);
  const cut = good ?? (lastEnd(start, /\s/g) || most);
  const halves = /[\uD800-\uDBFF]$/.test(text.slice(0, cut));
  return halves && cut > 1 ? cut - 1 : cut;
}

/** The spans before and after a place in their text; one that is cut keeps its style on both sides. */
function parted(spans: readonly Span[], place: number): [Span[], Span[]] {
  const before: Span[] = [];
  const after: Span[] = [];
  let start = 0;
  for (const span of spans) {
    const cut = Math.min(Math.max(place - start, 0), span.text.length);
    if (cut > 0) before.push({ ...span, text: span.text.slice(0, cut) });
    if (cut < span.text.length) after.push({ ...span, text: span.text.slice(cut) });
    start += span.text.length;
  }
  return [before, after];
}

/** A message in parts of at most `most` characters each, counted without tags; joined they are the message. */
export function splitSpans(spans: readonly Span[], most: number): Span[][] {
  const parts: Span[][] = [];
  let rest: Span[] = [...spans];
  for (let text = plainOf(rest); text.length > most; text = plainOf(rest)) {
    const [part, after] = parted(rest, cutAt(text, most));
    parts.push(part);
    rest = after;
  }
  return [...parts, rest];
}
