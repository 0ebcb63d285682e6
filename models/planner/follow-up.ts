import { fold } from '../../config/suggest.ts';
import { calendarDay } from './calendar-day.ts';
import { type Draft, finished, statedArgs } from './plan-call.ts';
import type { PlannedCall, PlannerWorld } from './planner-world.ts';
import { readChoices } from './read-choice.ts';
import { isWholeOrder, replaceArgs } from './replace-args.ts';
import type { KnownTool, Route, Router } from './route.ts';
import { Sentence } from './sentence.ts';
import type { ToolSlot } from './tool-slots.ts';

const opening =
  /^(?:ok|okay|and|et|now|maintenant|alors|then|puis|also|aussi|what about|how about|same|same thing|the same|idem|pareil|la meme chose|la meme|quid d[eu'](?:s)?|but|mais|et si|what if|plutot|rather|instead|make it|do it|again)(?![a-z])[ ,]*/;

/** After the opening a preposition: "now with MACD", "et pour le Bitcoin"; what follows belongs to the call before. */
const leaning =
  /^(?:with|avec|for|pour|over|sur|in|en|since|depuis|from|on|until|jusqu'[a-z]+)(?![a-z]) ?(?:[^ ]+ ?){1,5}[?.! ]*$/;

/** "with RSI", "avec le MACD": added to what was shown before. */
const adding = /^(?:with|avec|without|sans) (?:[^ ]+ ?){1,4}[?.! ]*$/;

/** "put the RSI on it", "rajoute la moyenne mobile": more of the same, where the call before takes it. */
const puttingOn =
  /^(?:(?:can you|could you|please|now|and|et|peux-tu|tu peux|maintenant) )*(?:(?:add|ajoute[rz]?|rajoute[rz]?)(?:[ -](?:it|moi|y|also|aussi))? (?:[^ ]+ ?){1,5}|(?:put|draw|show|overlay|mets?|mettre|affiche[rz]?|montre[rz]?|trace[rz]?) (?:[^ ]+ ){1,4}(?:on (?:it|top|there|that|the (?:chart|graph))|there|too|also|as well|dessus|en plus|aussi|avec|sur le graphique))[?.! ]*$/;

const few = /^[^ ]+(?: [^ ]+){0,4}$/;

const unit = '(day|week|month|year|jour|semaine|mois|annee|an)';
const later = new RegExp(
  `^(?:on )?(?:the |le |la |l'|une? |an? |1 )?(?:(?:next|following) ${unit}|${unit} (?:after|later|suivante?|d'apres|apres|plus tard)|(lendemain))(?: that)?[ ?!.]*$`,
);
const earlier = new RegExp(
  `^(?:on )?(?:the |le |la |l'|une? |an? |1 )?(?:previous ${unit}|${unit} (?:before|earlier|precedente?|d'avant|avant|plus tot)|(veille))(?: that)?[ ?!.]*$`,
);

/** The day that lies one unit later or earlier. */
function shifted(day: string, name: string, sign: 1 | -1): string {
  if (/^(?:month|mois)$/.test(name)) return calendarDay.addMonths(day, sign);
  if (/^(?:year|an)/.test(name)) return calendarDay.addMonths(day, 12 * sign);
  return calendarDay.addDays(day, /^(?:week|semaine)$/.test(name) ? 7 * sign : sign);
}

/** Which unit a pattern of `later` or `earlier` has found. */
const unitIn = (match: RegExpExecArray | null): string | undefined =>
  match?.slice(1).find(group => group !== undefined);
const pair = /(?<![\d.])(\d{1,3}) ?(?:and|et|\/|x|,|-) ?(\d{1,3})(?![\d.]*[\d%])/;

/** Two bare numbers after a call with two averages: "now with 10 and 50". */
function averagesIn(route: Route, { slotNames }: KnownTool): Record<string, unknown> {
  const found = slotNames.has('fast') && slotNames.has('slow') ? pair.exec(route.read.sentence.text) : null;
  if (!found || found[1] === found[2]) return {};
  const periods = [Number(found[1]), Number(found[2])];
  return { fast: Math.min(...periods), slow: Math.max(...periods) };
}

const bareNumber = /^(?:with |avec )?(\d{1,6})(?: (?:times|fois))?[ .!?]*$/;

/** A number alone after a call that is run so many times: "and 500?". */
function runsIn(route: Route, { slots }: KnownTool): Record<string, unknown> {
  const said = bareNumber.exec(Sentence.of(route.read.sentence.raw).text)?.[1];
  return said !== undefined && slots.some(({ name }) => name === 'runs') ? { runs: Number(said) } : {};
}

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
    return match ? leaning.test(folded.slice(match[0].length)) : adding.test(folded);
  },

  /** The last call a day, week, month or year later or earlier: "and the day after?", "et la semaine d'avant ?". */
  moved(text: string, last: PlannedCall, router: Router, world: PlannerWorld): Draft | undefined {
    const known = router.tools.find(({ tool }) => tool.name === last.name);
    const name = known?.slots.find(({ slot }) => slot === 'day')?.name;
    if (!known || name === undefined) return undefined;
    const said = fold(text).trim().replace(opening, '');
    const [after, before] = [unitIn(later.exec(said)), unitIn(earlier.exec(said))];
    const by = after ?? before;
    const day = last.args[name] ?? world.today;
    if (by === undefined || typeof day !== 'string') return undefined;
    const moved = shifted(day, by, after === undefined ? -1 : 1);
    return finished(known, { ...last.args, [name]: moved }, undefined, world);
  },

  /** A few words that name a choice of the last call: "adaptive order", "avec ordre adaptatif". An order is never one. */
  chooses({ read }: Route, last: PlannedCall, router: Router): boolean {
    const slots = router.tools.find(({ tool }) => tool.name === last.name)?.slots ?? [];
    const { text } = read.sentence;
    return (
      few.test(text) &&
      ((bareNumber.test(text) && slots.some(({ name }) => name === 'runs')) ||
        (!slots.some(({ group }) => group !== undefined) &&
          slots.some(slot => slot.slot === 'choice' && readChoices(text, slot).length > 0)))
    );
  },

  /** Adds a choice to a call that takes several: "put the RSI on it" after a chart. An order is never one. */
  adds(text: string, last: PlannedCall, router: Router): boolean {
    const { text: said } = Sentence.of(text);
    return puttingOn.test(said) && manyOf(last, router).some(slot => readChoices(said, slot).length > 0);
  },

  refersBack: (text: string): boolean => pronoun.test(fold(text)),

  /** The last call once more with what the new sentence changes; undefined when it changes nothing. */
  again(route: Route, last: PlannedCall, router: Router, world: PlannerWorld): Draft | undefined {
    const known = router.tools.find(({ tool }) => tool.name === last.name);
    if (!known) return undefined;
    const own = withoutOpening(route, router, world);
    const stated = {
      ...averagesIn(own, known),
      ...runsIn(own, known),
      ...statedArgs(own, known, world, router.isWord),
    };
    const names = Object.keys(stated);
    if (names.length === 0) return undefined;
    const added = followUp.adds(route.read.sentence.raw, last, router) ? joined(last, stated, router) : {};
    const acts = known.slots.some(({ group }) => group !== undefined);
    if (acts && isWholeOrder(known, stated)) return undefined;
    // Price levels and reasons belong to the instrument that they were said of.
    const moved = acts && typeof stated.symbol === 'string' && stated.symbol !== last.args.symbol;
    const bound = known.slots.filter(({ slot }) => moved && ['stop', 'target', 'reason'].includes(slot));
    const before = Object.fromEntries(
      Object.entries(last.args).filter(([name]) => !bound.some(slot => slot.name === name)),
    );
    const next = replaceArgs(known, before, { ...stated, ...added });
    // The same call would be the answer to the question before, under another question.
    if (isSame(next, last.args)) return undefined;
    return finished(known, next, undefined, world);
  },
} as const;

const isSame = (next: Record<string, unknown>, before: Record<string, unknown>): boolean =>
  Object.keys(next).length === Object.keys(before).length &&
  Object.entries(next).every(([name, value]) => JSON.stringify(value) === JSON.stringify(before[name]));

/** The fields of a call that take several choices, unless it acts. */
function manyOf(last: PlannedCall, router: Router): ToolSlot[] {
  const slots = router.tools.find(({ tool }) => tool.name === last.name)?.slots ?? [];
  return slots.some(({ group }) => group !== undefined)
    ? []
    : slots.filter(({ many, slot }) => many && slot === 'choice');
}

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What was chosen before with what is chosen now. */
const joined = (
  last: PlannedCall,
  stated: Readonly<Record<string, unknown>>,
  router: Router,
): Record<string, unknown> =>
  Object.fromEntries(
    manyOf(last, router)
      .filter(({ name }) => stated[name] !== undefined)
      .map(({ name }) => [name, [...new Set([...listIn(last.args[name]), ...listIn(stated[name])])]]),
  );

/** The sentence without "and" or "what about", for readers that take what is left. */
function withoutOpening(route: Route, router: Router, world: PlannerWorld): Route {
  const sentence = Sentence.of(route.read.sentence.raw);
  const match = opening.exec(sentence.text);
  return match ? router.route(Sentence.rawOf(sentence, match[0].length, sentence.text.length), world) : route;
}
