import type { Text } from '../../config/text.ts';
import { fillSlot } from './fill-slot.ts';
import type { PlannedCall, PlannerWorld } from './planner-world.ts';
import type { KnownTool, Route } from './route.ts';
import type { ToolSlot } from './tool-slots.ts';

/** A call as far as a clause determines it, and the fields (or groups) that it still needs. */
export type Draft = {
  readonly known: KnownTool;
  readonly args: Readonly<Record<string, unknown>>;
  readonly missing: readonly string[];
  /** What to say before asking for what is missing. */
  readonly note?: Text;
};

/** Of the ways to say a size, the first that was said counts. */
const precedence = ['risk-percent', 'percent', 'money', 'quantity', 'close'];

const rank = ({ slot }: ToolSlot): number =>
  (precedence.indexOf(slot) + precedence.length + 1) % (precedence.length + 1);

function withOneOfEachGroup(
  slots: readonly ToolSlot[],
  args: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const groups = new Set(slots.flatMap(({ group }) => group ?? []));
  const dropped = [...groups].flatMap(group =>
    slots
      .filter(slot => slot.group === group && args[slot.name] !== undefined)
      .sort((a, b) => rank(a) - rank(b))
      .slice(1)
      .map(({ name }) => name),
  );
  return Object.fromEntries(Object.entries(args).filter(([name]) => !dropped.includes(name)));
}

/** What is missing: fields that must be said, and groups of which nothing was said. */
export function missingOf({ slots }: KnownTool, args: Readonly<Record<string, unknown>>): string[] {
  const fields = slots
    .filter(({ asked, name, group }) => asked && group === undefined && args[name] === undefined)
    .map(({ name }) => name);
  const groups = [...new Set(slots.flatMap(({ group }) => group ?? []))].filter(
    group => !slots.some(slot => slot.group === group && args[slot.name] !== undefined),
  );
  return [...fields, ...groups];
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The arguments that a clause states for a tool, defaults included when they were said. */
export function statedArgs(
  route: Route,
  known: KnownTool,
  world: PlannerWorld,
  isWord: (folded: string) => boolean,
): Record<string, unknown> {
  const view = { route, world, slots: known.slots, isWord };
  const found = known.slots.flatMap(slot => {
    const value = fillSlot(view, slot);
    return value === undefined ? [] : [[slot.name, value] as const];
  });
  const said = Object.fromEntries(found);
  return withOneOfEachGroup(known.slots, { ...impliedIn(known.slots, said), ...said });
}

/** Choices that other fields say by being there. */
function impliedIn(slots: readonly ToolSlot[], said: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const choices = slots.flatMap(({ name, implied }) => {
    const found = [...implied].find(([, fields]) => fields.every(field => said[field] !== undefined));
    return found ? [[name, found[0]] as const] : [];
  });
  return Object.fromEntries(choices);
}

/** Completes stated arguments: defaults go, the symbol that everybody means comes in where one is required. */
export function finished(
  known: KnownTool,
  stated: Readonly<Record<string, unknown>>,
  symbol: string | undefined,
  world: PlannerWorld,
): Draft {
  const kept = known.slots.flatMap(({ name, slot, asked, required, default: usual }) => {
    const value =
      stated[name] ??
      (slot === 'symbol' ? (symbol ?? (required && !asked ? world.defaultSymbol : undefined)) : undefined);
    return value === undefined || (usual !== undefined && same(value, usual)) ? [] : [[name, value] as const];
  });
  const args = Object.fromEntries(kept);
  return { known, args, missing: missingOf(known, args) };
}

/** The plain call of a draft. */
export const callOf = ({ known, args }: Draft): PlannedCall => ({ name: known.tool.name, args: { ...args } });
