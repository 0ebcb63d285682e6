import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';

/** An element of an XML text: its name, attributes, text and the elements in it, in their order. */
export type XmlNode = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Its own, without that of the elements in it. */
  readonly text: string;
  /** Its own and that of the elements in it, in the order in which they stand. */
  readonly whole: string;
  readonly children: readonly XmlNode[];
};

const Raw = z.looseObject({
  '#name': z.string(),
  $: z.record(z.string(), z.string()).optional(),
  _: z.string().optional(),
  $$: z.array(z.unknown()).optional(),
});

/** It ships no types, so it is loaded by name and checked. */
const parserName = 'xml2js';
const ParserModule = z.object({
  parseStringPromise: z.custom<(xml: string, options: Record<string, unknown>) => Promise<unknown>>(
    value => typeof value === 'function',
  ),
});

const refused = (file: string, why: { en: string; fr: string }, cause?: unknown): QuaestorError =>
  new QuaestorError('data.bad-file', { en: `"${file}" ${why.en}`, fr: `« ${file} » ${why.fr}` }, { file }, cause);

/** The parser gives pieces of text names of this kind. */
const isPiece = ({ name }: XmlNode): boolean => name.startsWith('__');

function nodeOf(raw: unknown): XmlNode {
  const { '#name': name, $: attributes = {}, _: text = '', $$: parts = [] } = Raw.parse(raw);
  const nodes = parts.map(nodeOf);
  const whole = nodes.length > 0 ? nodes.map(node => node.whole).join('') : text;
  return { name, attributes, text, whole, children: nodes.filter(node => !isPiece(node)) };
}

const declared = /<!ENTITY\s+([\w.-]+)\s+(["'])([^"'<&]*)\2\s*>/g;

/**
 * Entities that the text declares stand for short plain texts (ontologies abbreviate their addresses so), or the text is
 * refused: one that names another entity or a file could grow without bound or read what it may not.
 */
function withoutEntities(xml: string, file: string): string {
  const doctype = /<!DOCTYPE[^[>]*(?:\[[\s\S]*?\]\s*)?>/.exec(xml)?.[0] ?? '';
  const plain = new Map([...doctype.matchAll(declared)].map(([, name = '', , value = '']) => [name, value]));
  const others = (xml.match(/<!ENTITY/g) ?? []).length - plain.size;
  if (others > 0 || [...plain.values()].some(value => value.length > 300)) {
    throw refused(file, {
      en: 'declares entities that are not read. Only short plain texts are.',
      fr: 'déclare des entités qui ne sont pas lues. Seuls de courts textes simples le sont.',
    });
  }
  return xml.replace(doctype, '').replace(/&([\w.-]+);/g, (whole, name: string) => plain.get(name) ?? whole);
}

/** Reads an XML text. @throws QuaestorError `data.bad-file` when it is malformed or declares entities that are not plain */
export async function parseXml(xml: string, file: string): Promise<XmlNode> {
  const { parseStringPromise } = ParserModule.parse((await import(parserName)).default);
  const text = withoutEntities(xml.replace(/^\uFEFF/, ''), file);
  const options = {
    explicitRoot: false,
    explicitChildren: true,
    preserveChildrenOrder: true,
    charsAsChildren: true,
    includeWhiteChars: true,
  };
  try {
    return nodeOf(await parseStringPromise(text, options));
  } catch (cause) {
    throw refused(file, { en: 'is no well-formed XML.', fr: "n'est pas un XML bien formé." }, cause);
  }
}
