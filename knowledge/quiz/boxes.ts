import type { CardRow } from '../../data/learner-store.ts';

export const dayMs = 86_400_000;

/** Days until a term of each box is asked again, from the first box to the last (Leitner's system). */
export const boxDays = [1, 3, 7, 16, 35] as const;

/**
 * What an answer makes of a card. Right moves a term that was due one box on, wrong puts it back into the first; a right
 * answer ahead of time leaves it in its box, since it shows nothing about memory.
 */
export function answeredCard(entryId: string, before: CardRow | undefined, right: boolean, now: number): CardRow {
  const early = before !== undefined && now < before.dueAt;
  const last = before?.box ?? 0;
  const box = right ? Math.min(boxDays.length, early ? last : last + 1) : 1;
  const days = boxDays[box - 1] ?? boxDays[0];
  return {
    entryId,
    box,
    dueAt: right && early ? before.dueAt : now + days * dayMs,
    asked: (before?.asked ?? 0) + 1,
    answeredRight: (before?.answeredRight ?? 0) + (right ? 1 : 0),
  };
}
