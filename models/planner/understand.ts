import type { Text } from '../../config/text.ts';
import { answerBack, answerIn, nothingYet } from './answer-back.ts';
import { askedLanguage } from './asked-language.ts';
import { asksBack } from './asks-back.ts';
import { checkSize } from './check-size.ts';
import { clausesOf } from './clauses.ts';
import { completePending } from './complete-pending.ts';
import { declineText } from './decline-text.ts';
import { followUp } from './follow-up.ts';
import { forEachNamed } from './for-each-named.ts';
import { closesWhich, holdings } from './held-positions.ts';
import { learningTurn } from './learning-turn.ts';
import { marketOnlyText, waits } from './market-only.ts';
import { negatesOrder, nothingDoneText } from './negated-order.ts';
import { noDayText } from './no-day.ts';
import { noPeriodText } from './no-period.ts';
import { noSettingText } from './no-setting.ts';
import { callOf, type Draft, finished, statedArgs } from './plan-call.ts';
import type { PendingCall, PlannedCall, PlannerTool, PlannerWorld, Turn, Understanding } from './planner-world.ts';
import { questionFor } from './questions.ts';
import { readChoices } from './read-choice.ts';
import { forEachPeriod } from './read-periods.ts';
import { noTimeframeText } from './read-timeframe.ts';
import { type Route, Router } from './route.ts';
import { saidAtOnce } from './said-at-once.ts';
import { type MentionKind, Sentence } from './sentence.ts';
import { spellOut } from './spell-out.ts';
import { aboutTerms, measuredNow, ofItsTerms, stretchedNow } from './term-follow-up.ts';
import { toMacro } from './to-macro.ts';
import { wideTerm } from './wide-terms.ts';

const routers = new WeakMap<readonly PlannerTool[], Router>();

/** Learning is done once for a set of tools. */
function routerOf(tools: readonly PlannerTool[], world: PlannerWorld): Router {
  const known = routers.get(tools);
  if (known) return known;
  const made = new Router(tools, world);
  routers.set(tools, made);
  return made;
}

const surely = 0.4;

const sizes: readonly MentionKind[] = [
  'quantity',
  'money',
  'percent',
  'risk-percent',
  'stop',
  'target',
  'stop-percent',
];

/** An order needs a word or a figure that belongs to an order, or no doubt at all. */
const orders = ({ known, chance, marked }: Route): boolean =>
  chance > 0.8 ||
  sizes.some(kind => Sentence.all(marked, kind).length > 0) ||
  known?.slots.some(slot => slot.asked && slot.slot === 'choice' && readChoices(marked.text, slot).length > 0) === true;

const acts = (route: Route): boolean => route.known?.slots.some(({ group }) => group !== undefined) === true;

/** What changes the product for everybody is not begun on a mere guess. */
const leastChance = ({ known }: Route): number => (known?.tool.effect === 'admin' ? 0.8 : surely);

const clear = (route: Route): boolean =>
  route.known !== undefined &&
  route.chance >= leastChance(route) &&
  (route.worded || bareMention(route)) &&
  (!acts(route) || orders(route));

/** A sentence of nothing but mentions, such as "Bitcoin" or "SPX 2008". */
const bareMention = ({ marked }: Route): boolean => /^[\ue000-\uf8ff ?!.,]+$/.test(marked.text);

const symbolIn = (args: Readonly<Record<string, unknown>> | undefined): string | undefined =>
  typeof args?.symbol === 'string' ? args.symbol : undefined;

const it =
  /(?<![a-z])(?:it|that|this|they|il|elle|ils|elles|ca|cela|celui|celle|l'(?=(?:indicateur|oscillateur)))(?![a-z])/;

/** Puts the term of the clause before in place of the first "it" of the next, so that it reads by itself. */
function substitute(later: string, earlier: Route): string {
  const term = earlier.asked?.term;
  if (!earlier.known?.slotNames.has('term') || term === undefined) return later;
  const sentence = Sentence.of(later);
  const match = it.exec(sentence.text);
  if (!match) return later;
  return `${Sentence.rawOf(sentence, 0, match.index)}${term}${Sentence.rawOf(sentence, match.index + match[0].length, sentence.text.length)}`;
}

type Before = { last: PlannedCall | undefined; continues: boolean };

/** Drafts of all clauses; one that names no instrument takes that of its neighbour. */
function draftsOf(routes: readonly Route[], router: Router, world: PlannerWorld, { last, continues }: Before): Draft[] {
  const stated = routes.map(route => (route.known ? statedArgs(route, route.known, world, router.isWord) : {}));
  const inherited = continues ? symbolIn(last?.args) : undefined;
  return routes.flatMap((route, i) => {
    if (!route.known) return [];
    const earlier = stated
      .slice(0, i)
      .reverse()
      .map(symbolIn)
      .find(symbol => symbol !== undefined);
    const later = stated
      .slice(i + 1)
      .map(symbolIn)
      .find(symbol => symbol !== undefined);
    const optional = route.known.slots.some(({ slot, required }) => slot === 'symbol' && !required);
    const symbol =
      optional && !followUp.refersBack(route.read.sentence.raw) ? undefined : (earlier ?? later ?? inherited);
    const named = forEachNamed(finished(route.known, stated[i] ?? {}, symbol, world), route.marked);
    return named.flatMap(draft => forEachPeriod(draft, route.read.sentence));
  });
}

function answer(drafts: readonly Draft[], world: PlannerWorld): Understanding {
  const open = drafts.find(({ missing }) => missing.length > 0);
  if (!open) return { kind: 'calls', calls: drafts.map(callOf) };
  const first = drafts.slice(0, drafts.indexOf(open)).map(callOf);
  const asked = questionFor(open, world);
  const question = open.note ? `${open.note[world.language]} ${asked}` : asked;
  return {
    kind: 'asks',
    call: callOf(open),
    missing: [...open.missing],
    question,
    ...(first.length > 0 ? { first } : {}),
  };
}

const trades = ({ known }: Draft): boolean => known.slots.some(({ group }) => group !== undefined);

/** The answer to drafts, unless one of them is an order that was forbidden or that cannot be done as it was said. */
function checked(drafts: readonly Draft[], routes: readonly Route[], text: string, world: PlannerWorld): Understanding {
  const orders = drafts.filter(trades);
  if (orders.length === 0) return answer(drafts, world);
  if (negatesOrder(text)) {
    const others = drafts.filter(draft => !trades(draft));
    return others.length > 0 && orders.length === 1 ? answer(others, world) : declining(nothingDoneText, world);
  }
  const acting = routes.filter(acts);
  const spoken = acting.length > 0 ? acting : routes;
  if (spoken.some(waits)) return declining(marketOnlyText, world);
  const sized = (draft: Draft): Draft =>
    spoken.reduce((made, route) => (made.note ? made : checkSize(made, route)), draft);
  const made = drafts.map(draft => (trades(draft) ? sized(draft) : draft));
  return made.some(closesUnnamed) ? lookingUp(answer(made, world), text) : answer(made, world);
}

const closesUnnamed = ({ known, args, missing }: Draft): boolean =>
  missing.join() === 'symbol' && known.slots.some(({ slot, name }) => slot === 'close' && args[name] === true);

/** Which position is closed, where no instrument was named, what is held tells. */
const lookingUp = (understood: Understanding, text: string): Understanding =>
  understood.kind === 'asks' && !understood.first
    ? { ...understood, first: [{ name: holdings, args: {} }], closes: closesWhich(text) }
    : understood;

const declining = (text: Text, { language }: PlannerWorld): Understanding => ({
  kind: 'declines',
  text: text[language],
});

/** What may be changed of the last call by a sentence that says too little to stand alone. */
function continued(
  text: string,
  whole: Route,
  last: PlannedCall | undefined,
  router: Router,
  world: PlannerWorld,
): Draft | undefined {
  if (!last) return undefined;
  const leans = followUp.leans(text) || followUp.adds(text, last, router);
  const opens = followUp.opens(text) || leans;
  const other = clear(whole) && whole.worded && whole.known?.tool.name !== last.name && !leans;
  if (other || !(opens || bareMention(whole) || !clear(whole))) return undefined;
  const empty = !bareMention(whole) && whole.marked.mentions.length === 0;
  if (!opens && empty && !followUp.chooses(whole, last, router)) return undefined;
  return followUp.again(whole, last, router, world);
}

/** What a sentence asks for that cannot be: a day of no calendar, candles of no length, a period of no indicator. */
function impossibleIn(route: Route): Text | undefined {
  const { known, read } = route;
  if (!known) return undefined;
  const [day] = Sentence.all(read.sentence, 'no-day');
  if (day && !known.slotNames.has('term')) return noDayText(String(day.value));
  const [timeframe] = Sentence.all(read.sentence, 'no-timeframe');
  if (timeframe && known.slotNames.has('timeframe')) return noTimeframeText(String(timeframe.value));
  return noPeriodText(route);
}

/** What is asked of the answer before, in this language or another one; undefined for a sentence of its own. */
function back(
  text: string,
  tools: readonly PlannerTool[],
  world: PlannerWorld,
  waiting: Understanding | undefined,
  turn: Turn | undefined,
): Understanding | undefined {
  const language = askedLanguage(text, world.language);
  if (language === 'other') return answerIn('other', tools, world, turn);
  if (language !== undefined) return waiting ?? answerIn('ours', tools, { ...world, language }, turn);
  const asked = asksBack(text);
  if (!turn) return asked === undefined || ['since', 'more'].includes(asked) ? undefined : declining(nothingYet, world);
  return asked && (waiting ?? answerBack(asked, tools, world, turn));
}

/** The question of the turn before, asked once more. */
function askedAgain(pending: PendingCall | undefined, router: Router, world: PlannerWorld): Understanding | undefined {
  const known = router.tools.find(({ tool }) => tool.name === pending?.name);
  return pending && known && answer([finished(known, pending.args, undefined, world)], world);
}

/** The last call taken on by a word: an answer to a quiz, the next step of a lesson, another day. */
const movedOn = (
  text: string,
  last: PlannedCall,
  pending: PendingCall | undefined,
  router: Router,
  world: PlannerWorld,
): Draft | undefined =>
  (pending ? undefined : learningTurn(text, last, router, world)) ?? followUp.moved(text, last, router, world);

/** What a sentence means after what was said before it; undefined where it stands on its own. */
function ofTheTalk(
  text: string,
  whole: Route,
  { last, pending }: { last: PlannedCall | undefined; pending: PendingCall | undefined },
  router: Router,
  world: PlannerWorld,
): Understanding | undefined {
  const moved = last && movedOn(text, last, pending, router, world);
  if (moved) return answer([moved], world);
  const completed = pending && completePending(text, whole, pending, router, world);
  if (completed) return checked([completed], [whole], text, world);
  const measured = pending
    ? undefined
    : (measuredNow(whole, last, router, world) ?? stretchedNow(whole, last, router, world));
  if (measured) return answer(draftsOf([measured], router, world, { last, continues: false }), world);
  const again = continued(text, whole, last, router, world);
  return again && checked(forEachPeriod(again, whole.read.sentence), [whole], text, world);
}

/** No wish was found in a sentence: it forbids an order, or is beyond this planner. */
const notUnderstood = (
  text: string,
  tools: readonly PlannerTool[],
  world: PlannerWorld,
  router: Router,
): Understanding =>
  negatesOrder(text)
    ? declining(nothingDoneText, world)
    : { kind: 'declines', text: declineText(tools, world, router.likely(text, world)) };

/**
 * Reads a sentence: which tools it asks for, with which arguments; or what is missing; or that no tool can do it. Pure.
 * `pending` is the call that the turn before asked about, `last` the latest call of the conversation, `turn` the turn
 * before.
 */
export function understand(
  written: string,
  tools: readonly PlannerTool[],
  live: PlannerWorld,
  pending?: PendingCall,
  last?: PlannedCall,
  turn?: Turn,
): Understanding {
  // A live world makes its lists when asked: one look for the whole sentence.
  const world = { ...live };
  const text = spellOut(written);
  const atOnce = saidAtOnce(text, tools, world);
  if (atOnce) return atOnce;
  const router = routerOf(tools, world);
  const asked = back(text, tools, world, askedAgain(pending, router, world), turn) ?? wideTerm(text, tools, world);
  if (asked) return asked;
  const whole = router.route(text, world);
  const impossible = impossibleIn(whole);
  if (impossible) return declining(impossible, world);
  const after = ofTheTalk(text, whole, { last, pending }, router, world);
  if (after) return after;
  const routes = clausesOf(text, router, world, substitute).filter(clear);
  const untaken = routes.map(route => noSettingText(route, router.tools)).find(one => one !== undefined);
  if (untaken) return declining(untaken, world);
  const hanging = aboutTerms(text, routes, last, tools, world);
  if (hanging) return hanging;
  const continues = followUp.opens(text) || followUp.refersBack(text);
  const drafts = toMacro(draftsOf(routes, router, world, { last, continues }), router, world);
  if (drafts.length > 0) return checked(drafts, routes, text, world);
  return ofItsTerms(text, whole, last, tools, world) ?? notUnderstood(text, tools, world, router);
}
