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

const wordsBelow = (node: XmlNode, name: string): string[] =>
  nodesBelow(node, name).flatMap(found => namesIn([found.text, ...found.children.map(({ text }) => text)].join(' ')));

/** Articles of the open-data XML: `Terme` with its `statut`, `Definition`, `Equivalent` with its `langue`. */
async function fromXml(text: string, file: string): Promise<RawEntry[]> {
  const root = await parseXml(text, file);
  return nodesBelow(root, 'Article').flatMap((article): RawEntry[] => {
    const [term, ...aliases] = nodesBelow(article, 'Terme').flatMap(
      node => node.attributes.Terme ?? namesIn(node.text),
    );
    const definition = nodesBelow(article, 'Definition')[0]?.text ?? '';
    const foreign = nodesBelow(article, 'Equivalent').filter(node => /^en/i.test(node.attributes.langue ?? ''));
    if (!term) return [];
    const equivalents = foreign.flatMap(node => [...wordsBelow(node, 'Equi_prop'), ...namesIn(node.text)]);
    return [{ term, definition, lang: 'fr', aliases, equivalents }];
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
