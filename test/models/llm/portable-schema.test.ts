import { expect, it } from 'vitest';
import { z } from 'zod';
import { portableSchemaFaults } from '../../../models/llm/portable-schema.ts';

type Tree = { child?: Tree | undefined };
const tree: z.ZodType<Tree> = z.lazy(() => z.object({ child: tree.optional() }));
const loop = z.object({
  get child() {
    return loop.optional();
  },
});
const a = z.object({ kind: z.literal('a') });
const b = z.object({ kind: z.literal('b') });

it('the portable subset has no fault', () => {
  const schema = z.object({
    symbol: z.string().min(1).describe('A symbol').meta({ slot: 'symbol' }),
    days: z.int().min(1).max(2).default(1),
    share: z.number().min(0).max(1).optional(),
    side: z.enum(['buy', 'sell']),
    exact: z.boolean().default(false),
    grid: z.array(z.array(z.number())),
    sizing: z.union([z.object({ units: z.number() }), z.object({ share: z.number() })]),
    day: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .optional(),
    trimmed: z.string().trim(),
  });
  expect(portableSchemaFaults(schema)).toEqual([]);
});

it.each<[string, z.ZodType, string]>([
  ['recursion by z.lazy', z.object({ root: tree }), '"root": lazy (flatten it)'],
  ['recursion by a getter', loop, '"child": recursion'],
  [
    'a discriminated union',
    z.object({ x: z.discriminatedUnion('kind', [a, b]) }),
    '"x": discriminated union (use z.union of objects)',
  ],
  [
    'a union of values',
    z.object({ x: z.union([z.string(), z.object({})]) }),
    '"x": union with string (only of objects)',
  ],
  ['a record', z.object({ x: z.record(z.string(), z.number()) }), '"x": record (use an array of objects)'],
  ['a tuple', z.object({ x: z.array(z.tuple([z.number()])) }), '"x.[]": tuple (use an array or an object)'],
  ['null', z.object({ x: z.string().nullable() }), '"x": nullable (use .optional())'],
  ['a literal', z.object({ x: z.literal('a').optional() }), '"x": literal (use z.enum)'],
  ['an exclusive bound', z.object({ x: z.number().positive() }), '"x": exclusive minimum (use .min)'],
  ['an exclusive upper bound', z.object({ x: z.number().lt(1) }), '"x": exclusive maximum (use .max)'],
  ['a multiple', z.object({ x: z.number().multipleOf(5) }), '"x": multipleOf (say it in the description)'],
  ['an enum of numbers', z.object({ x: z.enum({ one: 1 }) }), '"x": enum of numbers'],
  ['a date', z.object({ x: z.date() }), '"x": date (use a string with a pattern)'],
  ['anything', z.object({ x: z.any() }), '"x": any'],
  ['a preprocessed field', z.object({ x: z.preprocess(value => value, z.string()) }), '"x": transform'],
  ['a shared schema', z.object({ x: z.string().meta({ id: 'portable-test' }) }), '"x": meta id (becomes a $ref)'],
  ['an intersection', z.object({ x: z.intersection(z.object({}), z.object({})) }), '"x": intersection'],
  ['a root that is no object', z.array(z.string()), 'the schema: array at the root (use z.object)'],
])('%s is refused with its place and the way out', (_, schema, fault) => {
  expect(portableSchemaFaults(schema)).toEqual([fault]);
});

it('every fault is listed, those inside a union of objects too', () => {
  const schema = z.object({ x: z.union([a, b]), y: z.null() });
  expect(portableSchemaFaults(schema)).toEqual([
    '"x.option 1.kind": literal (use z.enum)',
    '"x.option 2.kind": literal (use z.enum)',
    '"y": null',
  ]);
});
