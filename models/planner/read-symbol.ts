import { type MentionKind, Sentence } from './sentence.ts';
import { wordPattern } from './word-pattern.ts';

const patterns = new Map<string, RegExp>();
const mostPatterns = 16;

/** The pattern for a list of names. Lists are made anew for each sentence, so their content is the key. */
function patternOf(names: ReadonlyMap<string, string>): RegExp {
  const key = [...names.keys()].join('|');
  const known = patterns.get(key);
  if (known) return known;
  if (patterns.size >= mostPatterns) patterns.clear();
  const made = wordPattern(names.keys(), "(?:(?='s)|(?!'[a-z]))", "(?:l'|the |le |la )?");
  patterns.set(key, made);
  return made;
}

/** Names that are also everyday words stand for the instrument only after a determiner. */
const everyday = new Set(['marche', 'marches']);
const determined = /(?:\b(?:le|du|au|ce|un|les|des|the|sur)|l'|d')\s*$/;

/** Two letters are a word of some language ("tu es"): in capitals alone they are a symbol. */
const isShortWord = (found: string, sentence: Sentence, { index, 0: all }: RegExpExecArray): boolean =>
  found.length < 3 && !/(?<![A-Za-z])[A-Z]{2}(?![A-Za-z])/.test(Sentence.rawOf(sentence, index, index + all.length));

/** Marks what has a name in the list, such as instruments or strategies, the longest name first. */
export function markNames(sentence: Sentence, kind: MentionKind, names: ReadonlyMap<string, string>): Sentence {
  return Sentence.mark(sentence, kind, patternOf(names), match => {
    const found = names.has(match[0]) ? match[0] : (match[1] ?? '');
    const before = sentence.text.slice(0, match.index + match[0].length - found.length);
    const everydayWord = everyday.has(found) && !determined.test(before);
    if (kind === 'symbol' && (everydayWord || isShortWord(found, sentence, match))) return undefined;
    // "5000 euro" is an amount of money, not the pair.
    if (found === 'euro' && /\d ?$/.test(before)) return undefined;
    return (
      names.get(found) ??
      names.get(found.replace(/-/g, ' ')) ??
      names.get(found.replace(/ /g, '-')) ??
      names.get(found.replace(/[ -]/g, '_'))
    );
  });
}
