import type { RawEntry } from './imported-entry.ts';
import { parseXml, type XmlNode } from './xml-tree.ts';

/** Elements of these names, in the language asked for or in none. */
const textsOf = (node: XmlNode, ...names: string[]): string[] =>
  node.children
    .filter(child => names.includes(child.name) && (child.attributes['xml:lang'] ?? 'en').startsWith('en'))
    .map(child => child.text.trim())
    .filter(text => text !== '');

const synonyms = ['skos:altLabel', 'cmns-av:synonym', 'cmns-av:abbreviation', 'fibo-fnd-utl-av:synonym'];

/**
 * Reads an RDF/XML file of the Financial Industry Business Ontology: its classes and individuals that have a label and a
 * definition. Source: EDM Council, MIT licence.
 * @throws QuaestorError `data.bad-file` when it is no well-formed XML
 */
export async function readFibo(xml: string, file: string): Promise<RawEntry[]> {
  const { children } = await parseXml(xml, file);
  return children.flatMap((node): RawEntry[] => {
    const [term] = textsOf(node, 'rdfs:label', 'skos:prefLabel');
    const [definition] = textsOf(node, 'skos:definition');
    const sourceUrl = node.attributes['rdf:about'];
    if (!term || !definition || !/^owl:(?:Class|NamedIndividual)$/.test(node.name)) return [];
    return [{ term, definition, lang: 'en', aliases: textsOf(node, ...synonyms), ...(sourceUrl ? { sourceUrl } : {}) }];
  });
}
