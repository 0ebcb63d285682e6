const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  laquo: '«',
  raquo: '»',
  rsquo: '’',
  lsquo: '‘',
  ldquo: '“',
  rdquo: '”',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  euro: '€',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  agrave: 'à',
  acirc: 'â',
  ccedil: 'ç',
  ocirc: 'ô',
  ucirc: 'û',
  ugrave: 'ù',
  icirc: 'î',
  iuml: 'ï',
};

const highestCodePoint = 0x10ffff;

function decoded(entity: string, name: string): string {
  if (!name.startsWith('#')) return named[name] ?? entity;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code >= 0 && code <= highestCodePoint ? String.fromCodePoint(code) : entity;
}

const withoutMarkup = (text: string): string =>
  text
    .replace(/<(script|style)\b[^>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/<\/?[a-z][^<>]*(?:>|$)/gi, ' ');

/** Characters that show nothing or change what stands around them: controls, marks of direction, halves of pairs. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;

/**
 * Outside text as one plain line: markup gone, entities written out, nothing invisible, at most `maximum` characters.
 * It stays outside text: what it says is quoted, never followed.
 */
export function cleanText(text: string, maximum: number): string {
  const plain = withoutMarkup(text).replace(/&(#x?[\da-f]{1,6}|[a-z]{2,8});/gi, decoded);
  const line = withoutMarkup(plain).replace(/\s/g, ' ').replace(unseen, '').replace(/ +/g, ' ').trim();
  const characters = [...line];
  return characters.length <= maximum
    ? line
    : `${characters
        .slice(0, maximum - 1)
        .join('')
        .trimEnd()}…`;
}
