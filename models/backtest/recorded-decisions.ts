import { z } from 'zod';
import type { Draft } from '../risk/draft.ts';
import type { Idea, Strategy } from './strategy.ts';

/** A draft that somebody made, and when (UTC ms). */
export type RecordedDraft = { readonly at: number; readonly draft: Draft };

/**
 * Plays decisions that were made and recorded, those of the agent among them: each draft is placed when the first candle
 * has closed at or after its instant, word for word but for the account. What was decided after the last candle is never
 * placed.
 * @param closesAt the instant (UTC ms) at which the candle of an index closes
 */
export function recordedDecisions(drafts: readonly RecordedDraft[], closesAt: (openAt: number) => number): Strategy {
  const sorted = [...drafts].sort((a, b) => a.at - b.at);
  const placed = new Map<string, number>();
  return {
    name: 'agent',
    title: { en: 'The agent (recorded decisions)', fr: "L'agent (décisions enregistrées)" },
    nicknames: ['agent', 'the agent', 'your decisions', 'l agent', "l'agent", 'tes decisions', 'vos decisions'],
    parameters: z.strictObject({}),
    prepare: ({ symbol }) => {
      placed.set(symbol, 0);
      return {};
    },
    decide({ openAt }, { symbol, draft }) {
      const now = closesAt(openAt);
      const own = sorted.filter(one => one.draft.symbol === symbol);
      const from = placed.get(symbol) ?? 0;
      let until = from;
      while ((own[until]?.at ?? Number.POSITIVE_INFINITY) <= now) until += 1;
      placed.set(symbol, until);
      return own.slice(from, until).map(one => draft(ideaOf(one.draft)));
    },
  };
}

/** What a recorded draft said, without what belongs to its account and day. */
function ideaOf({ side, sizing, ...said }: Draft): Idea {
  const words = ['order', 'stop', 'target', 'thesis', 'invalidation'] as const;
  return {
    side,
    sizing,
    ...Object.fromEntries(words.flatMap(name => (said[name] === undefined ? [] : [[name, said[name]]]))),
  };
}
