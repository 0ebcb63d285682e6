import { z } from 'zod';

/** A JSON schema in the subset that every provider reads. */
export type WireSchema = { [key: string]: unknown };

/** Everything else is left out: our own `.meta()` keys (`slot`, `words`), and keywords such as `format` that Gemini refuses. */
const keywords = [
  'type',
  'title',
  'description',
  'required',
  'enum',
  'default',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
] as const;

const isSchema = (value: unknown): value is WireSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `z.int()` states the bounds of exact integers of a double: noise for a model. */
const isNoise = (key: string, value: unknown): boolean =>
  (key === 'minimum' && value === Number.MIN_SAFE_INTEGER) || (key === 'maximum' && value === Number.MAX_SAFE_INTEGER);

function narrow(source: WireSchema): WireSchema {
  const schema: WireSchema = {};
  for (const key of keywords) {
    const value = source[key];
    if (value !== undefined && !isNoise(key, value)) schema[key] = value;
  }
  if (typeof source.pattern === 'string' && source.format === undefined) schema.pattern = source.pattern;
  if (isSchema(source.items)) schema.items = narrow(source.items);
  if (Array.isArray(source.anyOf)) schema.anyOf = source.anyOf.filter(isSchema).map(narrow);
  if (isSchema(source.properties)) {
    const fields = Object.entries(source.properties);
    schema.properties = Object.fromEntries(fields.map(([name, field]) => [name, isSchema(field) ? narrow(field) : {}]));
  }
  return schema;
}

/**
 * The JSON schema of a tool's input as providers get it. It is a hint: the zod schema checks what comes back. Fields
 * with a default are not required. For schemas that pass `portableSchemaFaults`.
 */
export function wireSchema(schema: z.ZodType): WireSchema {
  const known = made.get(schema);
  if (known) return known;
  const wire = narrow(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  made.set(schema, wire);
  return wire;
}

/** A turn offers every tool, and a schema never changes: each is made once. */
const made = new WeakMap<z.ZodType, WireSchema>();
