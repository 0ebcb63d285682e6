import { z } from 'zod';

type Walk = Readonly<{ faults: string[]; open: z.core.$ZodType[] }>;
type Definition = z.core.$ZodTypes['_zod']['def'];

/** What to write instead, where a word helps. */
const instead: Readonly<Record<string, string>> = {
  literal: 'use z.enum',
  nullable: 'use .optional()',
  record: 'use an array of objects',
  tuple: 'use an array or an object',
  lazy: 'flatten it',
  date: 'use a string with a pattern',
};

function refuse(walk: Walk, path: readonly string[], construct: string): void {
  const hint = instead[construct];
  const place = path.length === 0 ? 'the schema' : `"${path.join('.')}"`;
  walk.faults.push(`${place}: ${construct}${hint ? ` (${hint})` : ''}`);
}

/** `.positive()` and the like become exclusiveMinimum, which ChatGoogle drops. */
function visitNumber(schema: z.core.$ZodType, path: string[], walk: Walk): void {
  const sent = z.toJSONSchema(schema, { io: 'input' });
  if (sent.exclusiveMinimum !== undefined) refuse(walk, path, 'exclusive minimum (use .min)');
  if (sent.exclusiveMaximum !== undefined) refuse(walk, path, 'exclusive maximum (use .max)');
  if (sent.multipleOf !== undefined) refuse(walk, path, 'multipleOf (say it in the description)');
}

function visitUnion(def: Extract<Definition, { type: 'union' }>, path: string[], walk: Walk): void {
  if ('discriminator' in def) {
    refuse(walk, path, 'discriminated union (use z.union of objects)');
    return;
  }
  for (const [index, option] of def.options.entries()) {
    const { type } = option._zod.def;
    if (type === 'object') visit(option, [...path, `option ${index + 1}`], walk);
    else refuse(walk, path, `union with ${type} (only of objects)`);
  }
}

function visitInside(schema: z.core.$ZodType, path: string[], walk: Walk): void {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string':
    case 'boolean':
      break;
    case 'number':
      visitNumber(schema, path, walk);
      break;
    case 'enum':
      if (Object.values(def.entries).some(entry => typeof entry !== 'string')) refuse(walk, path, 'enum of numbers');
      break;
    case 'object':
      for (const [key, field] of Object.entries(def.shape)) visit(field, [...path, key], walk);
      break;
    case 'array':
      visit(def.element, [...path, '[]'], walk);
      break;
    case 'union':
      visitUnion(def, path, walk);
      break;
    case 'optional':
    case 'default':
    case 'prefault':
    case 'readonly':
    case 'nonoptional':
    case 'catch':
      visit(def.innerType, path, walk);
      break;
    case 'pipe':
      visit(def.in, path, walk);
      break;
    default:
      refuse(walk, path, def.type);
  }
}

function visit(schema: z.core.$ZodType, path: string[], walk: Walk): void {
  if (walk.open.includes(schema)) {
    refuse(walk, path, 'recursion');
    return;
  }
  if (z.globalRegistry.get(schema)?.id !== undefined) refuse(walk, path, 'meta id (becomes a $ref)');
  walk.open.push(schema);
  visitInside(schema, path, walk);
  walk.open.pop();
}

/**
 * The constructs of a tool's input schema that do not reach every provider intact, each with its place; an empty list
 * means that the schema is portable: objects, strings, booleans, numbers with inclusive bounds, `z.enum` of strings,
 * arrays, `.optional()`, `.default()` and `z.union` of objects.
 */
export function portableSchemaFaults(schema: z.ZodType): string[] {
  const walk: Walk = { faults: [], open: [] };
  const { type } = schema._zod.def;
  if (type === 'object') visit(schema, [], walk);
  else refuse(walk, [], `${type} at the root (use z.object)`);
  return walk.faults;
}
