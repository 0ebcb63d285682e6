import type { Card } from '../../tools/card.ts';

/** A card worth showing under an answer: one with more in it than a sentence that was said already. */
export const addsTo = (card: Card, answer: string): boolean =>
  !answer.includes(card.lead ?? '') ||
  card.lines.length > 0 ||
  card.table !== undefined ||
  card.chart !== undefined ||
  card.actions.length > 0;
