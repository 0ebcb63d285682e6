import { z } from 'zod';
import { fold } from '../../config/suggest.ts';
import type { PlannedCall, PlannerWorld, Understanding } from './planner-world.ts';

/** The tool that tells what is held; what is closed without a name is looked up there. */
export const holdings = 'get_portfolio';

const Held = z.object({ positions: z.array(z.object({ symbol: z.string() })) });

/** Symbols of the open positions in what that tool said; undefined where it said something else. */
export function heldIn(text: string): string[] | undefined {
  try {
    const parsed = Held.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.positions.map(({ symbol }) => symbol) : undefined;
  } catch {
    return undefined;
  }
}

const everything = /(?<![a-z])(?:everything|all|tout|toutes?|tous|portfolio|portefeuille)(?![a-z])/;

/** Whether a sentence that names no instrument closes all positions, or the one that there is. */
export const closesWhich = (text: string): 'all' | 'one' => (everything.test(fold(text)) ? 'all' : 'one');

type Asks = Extract<Understanding, { kind: 'asks' }>;

/** What to do once it is known what is held: the calls that close it, or the words to say. */
export function closing(
  { call, question, closes }: Asks,
  held: readonly string[],
  { language }: PlannerWorld,
): { calls: PlannedCall[] } | { text: string } | { question: string } {
  if (held.length === 0)
    return {
      text: {
        en: 'There is no open position, so there is nothing to close.',
        fr: "Il n'y a aucune position ouverte ; il n'y a donc rien à clôturer.",
      }[language],
    };
  if (closes === 'all' || held.length === 1)
    return { calls: held.map(symbol => ({ ...call, args: { symbol, ...call.args } })) };
  const list = held.join(', ');
  return { question: `${question} ${{ en: `Held: ${list}.`, fr: `En portefeuille : ${list}.` }[language]}` };
}
