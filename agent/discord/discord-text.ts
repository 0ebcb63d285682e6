import { withoutInvisible } from '../../config/clean-text.ts';
import { plainOf, splitSpans } from '../channels/split-spans.ts';

const mostCharacters = 2000;
const fence = '```';
/** What a fence that is closed and opened again at a cut takes. */
const room = 2 * (fence.length + 1);

const masked = /\[([^\]\n]*)\]\(\s*<?(https?:\/\/[^\s)>]+)>?[^)\n]*\)/gi;
const bare = /(?<![<\w])https?:\/\/[^\s<>"')]+/gi;

/**
 * Words of anybody as Discord shows them: no link hides behind other words, and none unfolds into a picture that is
 * fetched from elsewhere. That nobody is called by a mention is said beside the text, in `allowed_mentions`.
 */
export const safeText = (text: string): string =>
  withoutInvisible(text)
    .replace(masked, (_, words: string, address: string) => `${words} ${address}`)
    .replace(bare, address => `<${address}>`);

/** A text shortened to what a place takes. */
export const cutTo = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;

/** A text in parts of at most 2000 characters, cut between paragraphs, lines, sentences or words; code stays code. */
export function splitText(said: string): string[] {
  const text = safeText(said).trim();
  if (text === '') return [];
  if (text.length <= mostCharacters) return [text];
  let open = false;
  return splitSpans([{ text }], mostCharacters - room)
    .map(plainOf)
    .filter(part => part.trim() !== '')
    .map(part => {
      const before = open ? `${fence}\n` : '';
      if (part.split(fence).length % 2 === 0) open = !open;
      return `${before}${part}${open ? `\n${fence}` : ''}`;
    });
}
