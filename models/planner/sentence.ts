import { fold } from '../../config/suggest.ts';

/** Kinds of things that a reader finds in a sentence; each find becomes one private character in the text. */
const kinds = [
  'symbol',
  'path',
  'strategy',
  'list',
  'averages',
  'period',
  'setting',
  'when',
  'no-day',
  'span',
  'duration',
  'ahead',
  'stop',
  'target',
  'stop-percent',
  'target-percent',
  'risk-percent',
  'percent',
  'money',
  'quantity',
  'level',
  'timeframe',
  'no-timeframe',
] as const;
export type MentionKind = (typeof kinds)[number];
export type Mention = { kind: MentionKind; value: unknown; start: number; end: number };

/**
 * A sentence while it is read. `text` is folded and shrinks as mentions are taken out of it: each mention stands there
 * as one character, so that later readers see "buy 5 ⟨symbol⟩". `at` leads from `text` back to `raw`.
 */
export type Sentence = {
  readonly raw: string;
  readonly text: string;
  readonly at: readonly number[];
  readonly mentions: readonly Mention[];
};

const firstCode = 0xe000;
const perKind = 32;

const codeOf = (kind: MentionKind, index: number): string =>
  String.fromCharCode(firstCode + kinds.indexOf(kind) * perKind + (index % perKind));

type Change = { start: number; end: number; text: string };

/** The sentence with pieces of its text replaced; changes are in order and do not overlap. */
function changed(sentence: Sentence, changes: readonly Change[]): Sentence {
  if (changes.length === 0) return sentence;
  const { raw, text, at, mentions } = sentence;
  let made = '';
  const map: number[] = [];
  let from = 0;
  for (const change of changes) {
    made += text.slice(from, change.start) + change.text;
    map.push(...at.slice(from, change.start));
    for (let i = 0; i < change.text.length; i += 1) map.push(at[change.start] ?? raw.length);
    from = change.end;
  }
  return { raw, text: made + text.slice(from), at: [...map, ...at.slice(from)], mentions };
}

/** `matchAll` would copy the pattern each time; most patterns find nothing, so this is the quick way to learn that. */
function first(pattern: RegExp, text: string): RegExpExecArray | null {
  pattern.lastIndex = 0;
  return pattern.exec(text);
}

function next(pattern: RegExp, text: string, { 0: found, index }: RegExpExecArray): RegExpExecArray | null {
  if (!pattern.global) return null;
  pattern.lastIndex = index + Math.max(1, found.length);
  return pattern.exec(text);
}

/** Where a piece of the text stands in the raw sentence. */
const rawSpan = ({ raw, at }: Sentence, start: number, end: number): { start: number; end: number } => ({
  start: at[start] ?? raw.length,
  end: at[end] ?? raw.length,
});

/** Reads, marks and rewrites sentences; every function is pure. */
export const Sentence = {
  of(given: string): Sentence {
    const raw = given
      .normalize('NFC')
      .replace(/[\s\u00a0\u202f]+/g, ' ')
      .replace(/[\ue000-\uf8ff]/g, '')
      .replace(/[\u02bc\u2032\u00b4`\uff07\u201b]/g, "'")
      .trim();
    let text = '';
    const at: number[] = [];
    let index = 0;
    for (const letter of raw) {
      const folded = fold(letter)
        .replace(/[–—−]/g, '-')
        .replace(/[“”«»]/g, '"');
      text += folded;
      for (let i = 0; i < folded.length; i += 1) at.push(index);
      index += letter.length;
    }
    return { raw, text, at, mentions: [] };
  },

  /** Replaces what `pattern` finds by what `write` gives; undefined leaves it alone. */
  rewrite(sentence: Sentence, pattern: RegExp, write: (match: RegExpExecArray) => string | undefined): Sentence {
    const changes: Change[] = [];
    for (let match = first(pattern, sentence.text); match; match = next(pattern, sentence.text, match)) {
      const text = write(match);
      if (text !== undefined) changes.push({ start: match.index, end: match.index + match[0].length, text });
    }
    return changed(sentence, changes);
  },

  /** Takes what `pattern` finds out of the text as mentions; `read` gives the value, or undefined to leave it alone. */
  mark(sentence: Sentence, kind: MentionKind, pattern: RegExp, read: (match: RegExpExecArray) => unknown): Sentence {
    let match = first(pattern, sentence.text);
    if (!match) return sentence;
    const mentions = [...sentence.mentions];
    let count = mentions.filter(mention => mention.kind === kind).length;
    const changes: Change[] = [];
    for (; match; match = next(pattern, sentence.text, match)) {
      const value = read(match);
      if (value === undefined || count >= perKind) continue;
      const [start, end] = [match.index, match.index + match[0].length];
      mentions.push({ kind, value, ...rawSpan(sentence, start, end) });
      changes.push({ start, end, text: codeOf(kind, count) });
      count += 1;
    }
    return { ...changed(sentence, changes), mentions };
  },

  /** The mention that a character of the text stands for. */
  at(sentence: Sentence, letter: string): Mention | undefined {
    const code = letter.charCodeAt(0) - firstCode;
    const kind = kinds[Math.floor(code / perKind)];
    return kind && sentence.mentions.filter(mention => mention.kind === kind)[code % perKind];
  },

  /** Mentions of a kind that still stand in the text, in its order. */
  all(sentence: Sentence, kind: MentionKind): Mention[] {
    if (!sentence.mentions.some(mention => mention.kind === kind)) return [];
    return [...sentence.text].flatMap(letter => {
      const mention = Sentence.at(sentence, letter);
      return mention?.kind === kind ? mention : [];
    });
  },

  /** Part of a regular expression that matches any mention of these kinds. */
  any(...wanted: MentionKind[]): string {
    const ranges = wanted.map(kind => `${codeOf(kind, 0)}-${codeOf(kind, perKind - 1)}`);
    return `[${ranges.join('')}]`;
  },

  /** The part of the sentence between two places of its text. Mentions keep their characters. */
  slice(sentence: Sentence, start: number, end: number): Sentence {
    return {
      ...sentence,
      text: sentence.text.slice(start, end),
      at: [...sentence.at.slice(start, end), sentence.at[end] ?? sentence.raw.length],
    };
  },

  /** The raw words behind a piece of the text. */
  rawOf(sentence: Sentence, start: number, end: number): string {
    const span = rawSpan(sentence, start, end);
    return sentence.raw.slice(span.start, span.end);
  },

  /** Words and `<kind>` placeholders, in order: what the router learns from. */
  tokens(sentence: Sentence): string[] {
    const found = sentence.text.match(/[\ue000-\uf8ff]|[a-z0-9&%$]+(?:\.\d+)?/g) ?? [];
    return found.map(token =>
      /^[\ue000-\uf8ff]$/.test(token) ? `<${Sentence.at(sentence, token)?.kind ?? 'other'}>` : token,
    );
  },
} as const;
