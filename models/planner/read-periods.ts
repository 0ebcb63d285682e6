import type { Draft } from './plan-call.ts';
import type { Averages } from './read-averages.ts';
import { Sentence } from './sentence.ts';
import type { ToolSlot } from './tool-slots.ts';

/**
 * Every period of an indicator that a sentence names: "RSI 7", "SMA 50 and SMA 200". Pairs of averages are none for a tool
 * that has a fast and a slow one of its own.
 */
export function readPeriods(sentence: Sentence, slots: readonly ToolSlot[]): number[] {
  const own = slots.some(({ slot }) => slot === 'fast');
  const pairs = own ? [] : Sentence.all(sentence, 'averages').flatMap(({ value }) => Object.values(value as Averages));
  return [...new Set([...Sentence.all(sentence, 'period').map(({ value }) => Number(value)), ...pairs])];
}

/** One call for each period where a tool takes one and the sentence names several. */
export function forEachPeriod(draft: Draft, sentence: Sentence): Draft[] {
  const field = draft.known.slots.find(({ slot }) => slot === 'period');
  const periods = field ? readPeriods(sentence, draft.known.slots) : [];
  if (!field || periods.length < 2) return [draft];
  return periods.map(period => ({ ...draft, args: { ...draft.args, [field.name]: period } }));
}
