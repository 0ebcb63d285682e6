const place = '(?:library|glossary|glossaries|biblioth[eè]que|glossaires?)';

/** What people put between the library and what they look for in it. */
const about = [
  '(?:what is|what was|everything)? ?(?:written )?(?:for|about|on|of)',
  '(?:that )?(?:speaks?|talks?|tells?) (?:of|about)',
  '(?:tout )?(?:ce qui est écrit )?(?:sur|à propos de|de)',
  '(?:les )?entrées (?:sur|de|à propos de)',
  "(?:qui )?parl(?:e|ent) (?:de la|de l'|du|des|de|d')",
].join('|');

const seeking = /(?<!\p{L})(?:search|look|find|entr|re?cherch|cherch|trouv)/iu;
const behind = new RegExp(`^.{0,60}?(?<!\\p{L})${place}(?!\\p{L})[ ,:]*(?:${about})?(?:(?<=')|(?!\\p{L}))\\s*`, 'iu');
const before = new RegExp(
  `^(?:search|find|look(?: up| for)?|\\p{L}*cherche[rz]?|trouve[rz]?)(?: for)?\\s+(.+?)\\s+(?:in|dans)\\s+(?:the |our |la |le |les |nos )?${place}\\W*$`,
  'iu',
);

/** What is looked for, without the words that only say where: "search the library for margin calls" seeks "margin calls". */
export function soughtWords(asked: string): string {
  if (!seeking.test(asked)) return asked;
  const said = before.exec(asked)?.[1] ?? asked.replace(behind, '');
  return said.replace(/[\s?.!]+$/, '') === '' ? asked : said;
}
