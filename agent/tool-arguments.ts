import { z } from 'zod';
import type { Tool } from '../tools/tool.ts';

/** A number is not a symbol, and a word goes to a field only where the field's schema takes it. */
function takes(tool: Tool, field: string, word: string): boolean {
  const schema = tool.input.shape[field] as z.ZodType | undefined;
  const isNumber = /^\d+([.,]\d+)?$/.test(word);
  return schema?.safeParse(typedValue(tool, field, word)).success === true && !(field === 'symbol' && isNumber);
}

/** Words after a tool's command, given to its fields in order; `key=value` names its field. A term takes all words. */
export function argumentsOf(tool: Tool, rest: string): Record<string, unknown> {
  const fields = Object.keys(tool.input.shape);
  if (fields[0] === 'term') return rest ? { term: rest } : {};
  const args: Record<string, unknown> = {};
  for (const word of rest.split(/\s+/).filter(one => one.length > 0)) {
    const [, key, value] = /^(\w+)=(.*)$/s.exec(word) ?? [];
    const free = fields.filter(field => !(field in args));
    const field = key ?? free.find(one => takes(tool, one, word)) ?? free[0];
    if (field !== undefined) args[field] = typedValue(tool, field, value ?? word);
  }
  return args;
}

/** The JSON type that a field takes; `mixed` where it takes several. */
function typeOf(tool: Tool, field: string): string {
  const schema = z.toJSONSchema(tool.input, { io: 'input' }).properties?.[field];
  if (typeof schema !== 'object') return 'string';
  return typeof schema.type === 'string' ? schema.type : 'mixed';
}

/** A word as the field's schema wants it: numbers, lists and yes or no are read, everything else stays text. */
export function typedValue(tool: Tool, field: string, word: string): unknown {
  const type = typeOf(tool, field);
  if (type === 'array') return word.split(',');
  if (type === 'boolean') return word === '' || word === 'true' ? true : word === 'false' ? false : word;
  const numeric = type === 'number' || type === 'integer' || type === 'mixed';
  return numeric && word.trim() !== '' && Number.isFinite(Number(word)) ? Number(word) : word;
}
