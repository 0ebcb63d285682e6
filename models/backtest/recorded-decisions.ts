import { z } from 'zod';
import { closedAt, type Timeframe } from '../../data/candle.ts';
import type { Draft } from '../risk/draft.ts';
import type { Idea, Strategy } from './strategy.ts';

/** A draft that somebody made, and the market's instant when it was made (UTC ms). */
export type RecordedDraft = { readonly at: number; readonly draft: Draft };

/** Everything that a replay of decisions follows from, in plain values. */
export type Recording = { readonly drafts: readonly RecordedDraft[]; readonly timeframe: Timeframe };

/** How people ask for it. */
export const agentNames: readonly string[] = [
  'agent',
  'the agent',
  'your decisions',
  'recorded decisions',
  "l'agent",
  'tes decisions',
  'vos decisions',
  'decisions enregistrees',
];

/**
 * Plays decisions that were made and recorded, those of the agent among them: each draft is placed when the first candle
 * has closed at or after its instant, word for word but for the account. What was decided after the last candle is never
 * placed, and what was decided before the first candle that it is asked about is left out: the world was another then.
 */
export function recordedDecisions({ drafts, timeframe }: Recording): Strategy {
  const sorted = [...drafts].sort((a, b) => a.at - b.at);
  const placed = new Map<string, number>();
  return {
    name: 'agent',
    title: { en: 'The agent (recorded decisions)', fr: "L'agent (décisions enregistrées)" },
    nicknames: agentNames,
    parameters: z.strictObject({}),
    prepare: ({ symbol }) => {
      placed.delete(symbol);
      return {};
    },
    decide({ openAt }, { symbol, draft }) {
      const own = sorted.filter(one => one.draft.symbol === symbol);
      const from = placed.get(symbol) ?? own.filter(one => one.at < openAt).length;
      let until = from;
      while ((own[until]?.at ?? Number.POSITIVE_INFINITY) <= closedAt(openAt, timeframe)) until += 1;
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
