import { markBareStrategies } from './bare-strategies.ts';
import { languageOf } from './language-of.ts';
import { markNoDays } from './no-day.ts';
import type { PlannerWorld } from './planner-world.ts';
import { markAverages } from './read-averages.ts';
import { markDays } from './read-day.ts';
import { markDurations } from './read-duration.ts';
import { withNumbers } from './read-number.ts';
import { markPaths } from './read-path.ts';
import { type Aside, cutReason } from './read-reason.ts';
import { markSettings } from './read-settings.ts';
import { markSizes } from './read-size.ts';
import { markSpans } from './read-span.ts';
import { markNames } from './read-symbol.ts';
import { markTimeframes } from './read-timeframe.ts';
import { Sentence } from './sentence.ts';

/** A sentence with everything taken out that a reader understands, and the person's own words that were cut off its end. */
export type ReadSentence = { sentence: Sentence; french: boolean } & Aside;

const longNames = new WeakMap<ReadonlyMap<string, string>, ReadonlyMap<string, string>>();

/** Nicknames of two or more words; one word such as "hold" is read only where a strategy is wanted. */
const severalWords = (names: ReadonlyMap<string, string>): ReadonlyMap<string, string> => {
  const known = longNames.get(names);
  if (known) return known;
  const made = new Map([...names].filter(([name]) => /[\s_&-]/.test(name)));
  longNames.set(names, made);
  return made;
};

/** "achète un bitcoin": one of it, where nothing follows that "un" could belong to. */
const oneOf = new RegExp(
  `(?<![a-z'])(?:une?|an?)(?= ${Sentence.any('symbol')}(?: ?[.!,;?]|$| (?:with|avec|for|pour|now|please|and|et|stp)))`,
  'g',
);

/** Reads all mentions of a sentence, in an order in which none can take another's words. */
export function readSentence(text: string, world: PlannerWorld): ReadSentence {
  const french = (languageOf(text) ?? world.language) === 'fr';
  const { sentence: bare, ...aside } = cutReason(Sentence.of(text));
  let sentence = markPaths(bare);
  sentence = markNames(sentence, 'strategy', severalWords(world.strategies));
  sentence = markNames(sentence, 'symbol', world.symbols);
  sentence = withNumbers(sentence, french);
  // Once more for names with number words in them ("S&P five hundred").
  sentence = markSpelled(sentence, world);
  sentence = Sentence.rewrite(sentence, oneOf, () => '1');
  sentence = markTimeframes(sentence);
  sentence = markSettings(sentence);
  sentence = markAverages(sentence);
  sentence = markBareStrategies(sentence, world);
  sentence = markSizes(sentence);
  sentence = markDays(markNoDays(sentence), world.today, french);
  sentence = markSpans(sentence);
  sentence = markDurations(sentence);
  return { sentence, french, ...aside };
}

const markSpelled = (sentence: Sentence, world: PlannerWorld): Sentence =>
  / \d/.test(sentence.text) ? markNames(sentence, 'symbol', world.symbols) : sentence;
