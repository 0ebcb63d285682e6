import { z } from 'zod';
import { attempt } from '../../config/attempt.ts';
import { QuaestorError } from '../../config/errors.ts';
import type { RawEntry } from './imported-entry.ts';
import { parseXml, type XmlNode } from './xml-tree.ts';

const Rows = z.array(
  z.looseObject({
    term: z.string(),
    definition: z.string(),
    english: z.string().nullish(),
    domain: z.string().nullish(),
  }),
);

const namesIn = (text: string): string[] =>
  text
    .split(/[,;]/)
    .map(name => name.replace(/\([^)]*\)/g, ' ').trim())
    .filter(name => name !== '');

function fromJson(text: string, file: string): RawEntry[] {
  const rows = Rows.safeParse(attempt(() => JSON.parse(text)));
  if (!rows.success) {
    throw new QuaestorError('data.bad-file', {
      en: `"${file}" is no list of FranceTerme: each entry needs a term and a definition.`,
      fr: `« ${file} » n'est pas une liste de FranceTerme : chaque entrée demande un terme et une définition.`,
    });
  }
  return rows.data.map(({ term, definition, english }) => ({
    term,
    definition,
    lang: 'fr',
    equivalents: english ? namesIn(english) : [],
  }));
}

const nodesBelow = (node: XmlNode, name: string): XmlNode[] =>
  node.children.flatMap(child => [...(child.name === name ? [child] : []), ...nodesBelow(child, name)]);

/** What stands after a name of what kind of word it is: `report, n.m.` */
const kindOfWord = /,\s*(?:loc\.\s*)?(?:n|adj|adv|v|interj|prép|pron)\b[^,]*$/u;

const nameOf = (node: XmlNode): string => (node.attributes.Terme ?? node.whole).trim();

/** Articles that were withdrawn or never published are not shown by FranceTerme itself either. */
const isPublished = ({ attributes }: XmlNode): boolean => attributes.annule !== '1' && attributes.publie !== '0';

/**
 * Articles of the open-data XML: `Terme` with its name as an attribute and its `variantes`, `Definition`, which may hold
 * `<sub>`, and `Equivalent` with its `langue`.
 */
async function fromXml(text: string, file: string): Promise<RawEntry[]> {
  const articles = nodesBelow(await parseXml(text, file), 'Article').filter(isPublished);
  return articles.flatMap((article): RawEntry[] => {
    const terms = article.children.filter(({ name }) => name === 'Terme');
    const [term, ...others] = terms.map(nameOf);
    if (!term) return [];
    const variants = terms
      .flatMap(node => nodesBelow(node, 'variante'))
      .map(({ whole }) => whole.trim().replace(kindOfWord, ''));
    const foreign = nodesBelow(article, 'Equivalent').filter(node => /^en/i.test(node.attributes.langue ?? ''));
    const equivalents = foreign.flatMap(({ whole }) => namesIn(whole));
    const definition = nodesBelow(article, 'Definition')[0]?.whole.trim() ?? '';
    return [{ term, definition, lang: 'fr', aliases: [...others, ...variants], equivalents }];
  });
}

/** `client, -e potentiel, -elle` without its feminine endings. */
const masculine = (term: string): string => term.replace(/, -\p{L}+/gu, '');

/** Reads terms of FranceTerme, JSON or XML. Source: Journal officiel, Licence Ouverte. @throws QuaestorError `data.bad-file` */
export const readFranceTerme = async (text: string, file: string): Promise<RawEntry[]> =>
  (/^\uFEFF?\s*</.test(text) ? await fromXml(text, file) : fromJson(text, file)).map(entry => ({
    ...entry,
    aliases: [...(entry.aliases ?? []), masculine(entry.term)],
  }));
