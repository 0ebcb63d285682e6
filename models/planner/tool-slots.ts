import { z } from 'zod';
import type { PlannerTool } from './planner-world.ts';

const Property = z.object({
  slot: z.string().optional(),
  words: z.record(z.string(), z.array(z.string())).optional(),
  implied: z.record(z.string(), z.array(z.string())).optional(),
  lastly: z.string().optional(),
  group: z.string().optional(),
  needed: z.boolean().optional(),
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  items: z.object({ enum: z.array(z.unknown()).optional() }).optional(),
  default: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  description: z.string().optional(),
});
const Schema = z.object({
  properties: z.record(z.string(), Property).default({}),
  required: z.array(z.string()).default([]),
});

/** One field of a tool's input, as its JSON schema and the planner's marks describe it. */
export type ToolSlot = {
  readonly name: string;
  readonly slot: string;
  /** Folded words for each value of a choice. */
  readonly words: ReadonlyMap<string, readonly string[]>;
  readonly many: boolean;
  /** Choices that need no word of their own where all of these fields were said. */
  readonly implied: ReadonlyMap<string, readonly string[]>;
  /** The choice whose words also tell what another one starts from: it counts where no other is named. */
  readonly lastly: string | undefined;
  readonly group?: string;
  /** Must be there, from the sentence: nothing stands in for it. */
  readonly asked: boolean;
  readonly required: boolean;
  readonly default?: unknown;
  readonly minimum: number;
  readonly maximum: number;
  readonly description: string;
};

const wordsOf = ({
  words,
  enum: options = [],
  slot,
}: z.infer<typeof Property>): ReadonlyMap<string, readonly string[]> => {
  if (words) return new Map(Object.entries(words));
  if (slot !== undefined && slot !== 'choice') return new Map();
  return new Map(options.filter(option => typeof option === 'string').map(option => [option, [option.toLowerCase()]]));
};

function slotOf(name: string, property: z.infer<typeof Property>, required: boolean, strict: boolean): ToolSlot {
  const words = wordsOf(property);
  const slot = property.slot ?? (words.size > 0 ? 'choice' : 'none');
  const open = required && property.default === undefined;
  return {
    name,
    slot,
    words,
    many: property.type === 'array',
    implied: new Map(Object.entries(property.implied ?? {})),
    lastly: property.lastly,
    ...(property.group === undefined ? {} : { group: property.group }),
    asked: property.needed === true || (open && (slot !== 'symbol' || strict)),
    required,
    ...(property.default === undefined ? {} : { default: property.default }),
    minimum: property.minimum ?? Number.NEGATIVE_INFINITY,
    maximum: property.maximum ?? Number.POSITIVE_INFINITY,
    description: property.description ?? name,
  };
}

/** Reads the fields of a tool from its JSON schema (`z.toJSONSchema(input, { io: 'input' })` with the marks in it). */
export function toolSlots(tool: PlannerTool): readonly ToolSlot[] {
  const { properties, required } = Schema.parse(tool.input);
  // What is read from a file belongs to the instrument that was named, never to a usual one.
  const strict = Object.values(properties).some(({ slot }) => slot === 'path');
  return Object.entries(properties).map(([name, property]) => slotOf(name, property, required.includes(name), strict));
}
