import type { KnownTool } from './route.ts';

type Args = Readonly<Record<string, unknown>>;

/** Fields that say the same thing in another way: a new one of a set drops the old ones of it. */
const rivals: readonly (readonly string[])[] = [
  ['from', 'to', 'candles'],
  ['stop', 'stop-percent'],
  ['ordinal', 'back'],
];

/** What was said before with what is said now; of fields that exclude each other only the new one stays. */
export function replaceArgs({ slots }: KnownTool, before: Args, stated: Args): Record<string, unknown> {
  const said = slots.filter(({ name }) => stated[name] !== undefined);
  const replaced = rivals.filter(set => said.some(({ slot }) => set.includes(slot))).flat();
  const groups = new Set(said.flatMap(({ group }) => group ?? []));
  const kept = Object.entries(before).filter(([name]) => {
    const slot = slots.find(one => one.name === name);
    return !slot || !(replaced.includes(slot.slot) || (slot.group !== undefined && groups.has(slot.group)));
  });
  return { ...Object.fromEntries(kept), ...stated };
}

/** An order with its side and its size is one by itself: nothing of another order belongs to it. */
export const isWholeOrder = ({ slots }: KnownTool, stated: Args): boolean =>
  slots.some(({ name, group }) => group !== undefined && stated[name] !== undefined) &&
  slots.some(({ name, slot, asked }) => slot === 'choice' && asked && stated[name] !== undefined);
