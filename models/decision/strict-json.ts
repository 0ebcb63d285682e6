import { parseDocument } from 'yaml';

/** JSON as a model wrote it, or why it is none. */
export type StrictJson = { value: unknown } | { fault: string };

/**
 * Reads exactly one JSON value. `JSON.parse` refuses NaN, infinities and whatever stands around it, but of a repeated key
 * it keeps the last: those are found by reading the same text as YAML, of which JSON is a part and whose keys are unique.
 */
export function readStrictJson(text: string): StrictJson {
  try {
    const value: unknown = JSON.parse(text);
    // Raw tabs stand only between the tokens of valid JSON, and YAML does not indent by them.
    const [repeated] = parseDocument(text.replaceAll('\t', ' '), { schema: 'json', uniqueKeys: true }).errors;
    return repeated ? { fault: repeated.message.split('\n')[0] ?? 'a key stands twice' } : { value };
  } catch (thrown) {
    return { fault: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}
