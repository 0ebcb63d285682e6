import type { Draft } from './plan-call.ts';
import type { Averages } from './read-averages.ts';
import { Sentence } from './sentence.ts';

/** Every period of an indicator that a sentence names: "RSI 7", "SMA 50 and SMA 200". */
export function readPeriods(sentence: Sentence): number[] {
  const pairs = Sentence.all(sentence, 'averages').flatMap(({ value }) => Object.values(value as Averages));
  return [...new Set([...Sentence.all(sentence, 'period').map(({ value }) => Number(value)), ...pairs])];
}

/** One call for each period where a tool takes one and the sentence names several. */
export function forEachPeriod(draft: Draft, sentence: Sentence): Draft[] {
  const field = draft.known.slots.find(({ slot }) => slot === 'period');
  const periods = field ? readPeriods(sentence) : [];
  if (!field || periods.length < 2) return [draft];
  return periods.map(period => ({ ...draft, args: { ...draft.args, [field.name]: period } }));
}
