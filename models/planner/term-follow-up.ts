import { fold } from '../../config/suggest.ts';
import { followUp } from './follow-up.ts';
import type { PlannedCall, PlannerTool, PlannerWorld, Understanding } from './planner-world.ts';
import type { Route, Router } from './route.ts';
import { Sentence } from './sentence.ts';
import { singular, termsIn } from './terms-in.ts';
import { toolSlots } from './tool-slots.ts';

const termOf = (last: PlannedCall | undefined): string | undefined =>
  typeof last?.args.term === 'string' ? last.args.term : undefined;

/** "and for Tesla?", "et le bitcoin ?": nothing but an opening, small words and one instrument. */
const onlySymbol = new RegExp(
  `^(?:(?:and|et|ok|okay|then|alors|now|maintenant|what about|how about|quid|for|of|on|with|pour|de|du|sur|celle?s?|celui|that|the|le|la|les|l'|d'|my|mon) ?)*${Sentence.any('symbol')}[ ?!.]*$`,
);

/** The measure that was just explained, asked of an instrument: "and for Tesla?" after "What is volatility?". */
export function measuredNow(
  whole: Route,
  last: PlannedCall | undefined,
  router: Router,
  world: PlannerWorld,
): Route | undefined {
  const term = termOf(last);
  const [named] = Sentence.all(whole.read.sentence, 'symbol');
  if (term === undefined || !named || !onlySymbol.test(whole.read.sentence.text)) return undefined;
  const route = router.route(`${term} ${world.language === 'fr' ? 'de' : 'of'} ${String(named.value)}`, world);
  return route.known && !route.known.slotNames.has('term') ? route : undefined;
}

const onlySpan = new RegExp(
  `^(?:(?:and|et|ok|okay|then|alors|what about|how about|quid|for|of|on|over|in|during|since|pour|de|du|sur|en|depuis|pendant|that|the|le|la|les|l') ?)*(?:${Sentence.any('span')}|${Sentence.any('duration')})[ ?!.]*$`,
);

/** A stretch of time, asked after the price of one day: "and last week?", "et en 2008 ?". A chart shows it. */
export function stretchedNow(
  whole: Route,
  last: PlannedCall | undefined,
  router: Router,
  world: PlannerWorld,
): Route | undefined {
  if (last?.name !== 'get_price' || typeof last.args.symbol !== 'string') return undefined;
  const { text, raw } = whole.read.sentence;
  if (!onlySpan.test(text)) return undefined;
  const asked = raw.replace(/^(?:(?:and|et|ok|okay|then|alors|what about|how about|quid) )+/i, '');
  const chart = world.language === 'fr' ? 'graphique de' : 'chart of';
  const route = router.route(`${chart} ${last.args.symbol} ${asked}`, world);
  return route.known?.tool.name === 'show_chart' ? route : undefined;
}

const asking =
  /\?|(?<![a-z])(?:why|how|what|when|is|are|can|do|does|would|should|pourquoi|comment|quoi|quand|combien|est-ce|c'est|ca|peut|sert)(?![a-z])/;
const shortest = 9;

const texts = {
  deeper: {
    en: (term: string) => `I can say more of "${term}":`,
    fr: (term: string) => `Je peux en dire plus sur « ${term} » :`,
  },
  part: {
    en: (term: string) => `I did not understand all of that. What is written here of "${term}":`,
    fr: (term: string) => `Je n'ai pas tout compris. Voici ce qui est écrit ici sur « ${term} » :`,
  },
};

/** A short question that hangs on the term that was just explained gets the next level of it. */
function deeper(text: string, last: PlannedCall | undefined, world: PlannerWorld): Understanding | undefined {
  const term = termOf(last);
  const said = fold(text);
  const hangs =
    followUp.opens(text) || followUp.refersBack(text) || /(?<![a-z])(?:ones?|those|these|y)(?![a-z])/.test(said);
  if (!last || term === undefined || !hangs || !asking.test(said) || said.split(/\s+/).length > shortest)
    return undefined;
  const level = last.args.level === undefined ? 'intermediate' : 'expert';
  return {
    kind: 'calls',
    calls: [{ name: last.name, args: { term, level } }],
    before: texts.deeper[world.language](term),
  };
}

/** Names of the glossary that everyday sentences are made of. */
const everyday = new Set(
  'short long order orders trade trades position trend lot tick ask bid fill draft index option options action actions stop margin equity return target expiry candle alpha beta delta theta vega gamma proposal thesis price feature confidence ordre marge seuil risque volume note stability stabilite coverage couverture correction allocation asset'.split(
    ' ',
  ),
);

/** What the longest name of the glossary in a sentence means, where nothing else of it was understood. */
function partly(text: string, tools: readonly PlannerTool[], world: PlannerWorld): Understanding | undefined {
  const explain = tools.find(tool => toolSlots(tool).some(({ slot }) => slot === 'term'));
  if (!explain) return undefined;
  const named = termsIn(`${text} | ${singular(text)}`, world.terms, world.symbols).filter(
    name => name.length > 2 && !everyday.has(name),
  );
  const [term] = named.sort((a, b) => b.length - a.length);
  if (term === undefined) return undefined;
  return { kind: 'calls', calls: [{ name: explain.name, args: { term } }], before: texts.part[world.language](term) };
}

/** "How do I keep my crypto safe?", "dois-je payer des impôts ?": not a look at the account, though it says "I" or "my". */
const howTo =
  /^(?:and |so |et |alors )*(?:how (?:do|can|could|should|would) (?:i|we|you|one)|do (?:i|we) (?:have|need) to|must (?:i|we)|(?:est[ -]ce que )?(?:je|on) doi[st]|dois[ -]je|(?:il )?faut[ -]il|comment (?:est[ -]ce que )?(?:je|on|puis[ -]je|faire pour))(?![a-z])/;

/**
 * A sentence that seems to ask for a term of its own or for the account, but is about a term: the one before it ("and how
 * does it pay?") or one that it names. Undefined for every other one.
 */
export function aboutTerms(
  text: string,
  [route, ...more]: readonly Route[],
  last: PlannedCall | undefined,
  tools: readonly PlannerTool[],
  world: PlannerWorld,
): Understanding | undefined {
  if (!route?.known || more.length > 0) return undefined;
  const unnamed = route.known.slotNames.has('term') && route.asked?.known !== true && !namesTerm(text, world);
  if (unnamed) return deeper(text, last, world);
  return route.known.tool.name === 'get_portfolio' && howTo.test(fold(text)) ? partly(text, tools, world) : undefined;
}

const namesTerm = (text: string, world: PlannerWorld): boolean =>
  termsIn(`${text} | ${singular(text)}`, world.terms, world.symbols).length > 0;

/** What can still be said of the terms of a sentence in which no wish was found. */
export const ofItsTerms = (
  text: string,
  whole: Route,
  last: PlannedCall | undefined,
  tools: readonly PlannerTool[],
  world: PlannerWorld,
): Understanding | undefined =>
  deeper(text, last, world) ??
  (Sentence.all(whole.read.sentence, 'symbol').length > 0 ? undefined : partly(text, tools, world));
