/** Escapes a name for a regular expression; a space in it matches a space or a hyphen. */
const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/[\s_-]+/g, '[\\s_-]+');

/** Finds any of the names as whole words, the longest first; the name is the first group. Names are folded. */
export function wordPattern(names: Iterable<string>, after = '', before = ''): RegExp {
  const sorted = [...new Set(names)]
    .filter(name => name.length > 0)
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return new RegExp(`(?<![a-z0-9&])${before}(${sorted.map(escaped).join('|') || '(?!)'})(?![a-z0-9&])${after}`, 'g');
}
