import { fold } from '../../config/suggest.ts';
import { type Draft, finished, statedArgs } from './plan-call.ts';
import type { PlannedCall, PlannerWorld } from './planner-world.ts';
import type { Route, Router } from './route.ts';
import { Sentence } from './sentence.ts';

const opening =
  /^(?:ok|okay|and|et|now|maintenant|alors|then|puis|also|aussi|what about|how about|same|same thing|the same|idem|pareil|la meme chose|la meme|quid d[eu'](?:s)?|but|mais|et si|what if|plutot|rather|instead|make it|do it|again)(?![a-z])[ ,]*/;

/** After the opening a preposition: "now with MACD", "et pour le Bitcoin"; what follows belongs to the call before. */
const leaning =
  /^(?:with|avec|for|pour|over|sur|in|en|since|depuis|from|on|until|jusqu'[a-z]+)(?![a-z]) ?(?:[^ ]+ ?){1,5}[?.! ]*$/;

/** Fields that say the same thing in another way: a new one of a set drops the old ones of it. */
const rivals: readonly (readonly string[])[] = [['from', 'to', 'candles']];

const pronoun =
  /(?<![a-z])(?:it|its|it's|that|this one|them|there|son|sa|ses|en|lui|celui-ci|celle-ci|dessus|ca|cela|il|elle|le meme|same)(?![a-z])/;

/** How a sentence hangs on what was said before. */
export const followUp = {
  /** "and ...", "et pour ...": continues the conversation. */
  opens: (text: string): boolean => opening.test(fold(text)),

  /** Continues the call before, whatever else its words may speak for. */
  leans(text: string): boolean {
    const folded = fold(text);
    const match = opening.exec(folded);
    return match !== null && leaning.test(folded.slice(match[0].length));
  },

  refersBack: (text: string): boolean => pronoun.test(fold(text)),

  /** The last call once more with what the new sentence changes; undefined when it changes nothing. */
  again(route: Route, last: PlannedCall, router: Router, world: PlannerWorld): Draft | undefined {
    const known = router.tools.find(({ tool }) => tool.name === last.name);
    if (!known) return undefined;
    const stated = statedArgs(withoutOpening(route, router, world), known, world, router.isWord);
    const names = Object.keys(stated);
    if (names.length === 0) return undefined;
    const slotOf = (name: string): string => known.slots.find(one => one.name === name)?.slot ?? '';
    const replaced = rivals.filter(set => names.some(name => set.includes(slotOf(name)))).flat();
    const groups = new Set(
      known.slots.flatMap(({ name, group }) => (group !== undefined && names.includes(name) ? group : [])),
    );
    const kept = Object.entries(last.args).filter(([name]) => {
      const slot = known.slots.find(one => one.name === name);
      return !replaced.includes(slot?.slot ?? '') && !(slot?.group !== undefined && groups.has(slot.group));
    });
    return finished(known, { ...Object.fromEntries(kept), ...stated }, undefined, world);
  },
} as const;

/** The sentence without "and" or "what about", for readers that take what is left. */
function withoutOpening(route: Route, router: Router, world: PlannerWorld): Route {
  const sentence = Sentence.of(route.read.sentence.raw);
  const match = opening.exec(sentence.text);
  return match ? router.route(Sentence.rawOf(sentence, match[0].length, sentence.text.length), world) : route;
}
