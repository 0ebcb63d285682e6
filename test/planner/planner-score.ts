import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { fold } from '../../config/suggest.ts';
import type { Understanding } from '../../models/planner/planner-world.ts';
import { understand } from '../../models/planner/understand.ts';
import { shippedTools } from '../../tools/index.ts';
import { tools, worldFor } from './planner-fixture.ts';

const Args = z.record(z.string(), z.unknown());
const Case = z.object({
  text: z.string(),
  language: z.enum(['en', 'fr']),
  calls: z.array(z.object({ tool: z.string(), args: Args })).optional(),
  asks: z.object({ tool: z.string(), missing: z.array(z.string()) }).optional(),
  declines: z.boolean().optional(),
});
type Case = z.infer<typeof Case>;

/** The test sentences, written by somebody else than the rules. */
export const cases: readonly Case[] = Case.array().parse(
  JSON.parse(readFileSync(new URL('./sentences.json', import.meta.url), 'utf8')),
);

/** Arguments as the tool sees them: its defaults in, keys in order, terms without case and accents. */
function seen(name: string, args: Record<string, unknown>): string {
  const parsed = shippedTools.find(tool => tool.name === name)?.input.safeParse(args);
  const full: Record<string, unknown> = parsed?.success ? parsed.data : args;
  const term = typeof full.term === 'string' ? { term: fold(full.term) } : {};
  return JSON.stringify(Object.entries({ ...full, ...term }).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const wanted = ({ calls, asks }: Case): string =>
  calls
    ? calls.map(({ tool, args }) => `${tool} ${seen(tool, args)}`).join(' + ')
    : asks
      ? `asks ${asks.tool} ${[...asks.missing].sort().join()}`
      : 'declines';

const got = (given: Understanding): string => {
  if (given.kind === 'calls') return given.calls.map(({ name, args }) => `${name} ${seen(name, args)}`).join(' + ');
  return given.kind === 'asks' ? `asks ${given.call.name} ${[...given.missing].sort().join()}` : 'declines';
};

/** Every sentence that is not understood fully: right tools, in order, with exactly the right arguments. */
export const failures = (): string[] =>
  cases.flatMap(one => {
    const want = wanted(one);
    const have = got(understand(one.text, tools, { ...worldFor(one.text), language: one.language }));
    return want === have ? [] : [`${one.text}\n  wanted ${want}\n  got    ${have}`];
  });
