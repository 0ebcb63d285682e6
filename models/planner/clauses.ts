import { asksBack } from './asks-back.ts';
import type { PlannerWorld } from './planner-world.ts';
import { readSentence } from './read-sentence.ts';
import type { Route, Router } from './route.ts';
import { Sentence } from './sentence.ts';
import { supposes } from './supposition.ts';

const separators =
  /(?:[?!;]+|\.(?= |$)|,)? ?(?<![a-z])(?:and then|and also|and after that|then|and|also|plus|as well as|et puis|et ensuite|et aussi|et|puis|ensuite|ainsi que|apres quoi)(?![a-z]),? ?|[?!;]+ *(?=.)|\. +(?=.)|, +/g;
const surely = 0.55;

const verbs =
  /^(?:(?:please|can you|could you|i want to|i'd like to|je veux|peux-tu|tu peux|me) )*(?:show|tell|give|what|how|where|which|who|is|are|does|do|did|will|am|buy|sell|explain|define|plot|chart|draw|graph|forecast|predict|list|backtest|test|simulate|import|load|put|invest|close|risk|go|run|display|check|get|propose|montre|affiche|donne|dis|quel|quelle|quels|quelles|combien|comment|ou|est-ce|est-il|est-elle|qu'est|c'est quoi|que|achete|vends|explique|definis|trace|dessine|prevois|predis|liste|backteste|teste|simule|importe|charge|mets|investis|place|ferme|risque|propose|a quoi|a combien|lance|fais|solde|prends)(?![a-z])/;

const hasSymbol = ({ marked }: Route): boolean => Sentence.all(marked, 'symbol').length > 0;
const clear = (route: Route): boolean =>
  route.known !== undefined &&
  (route.asked !== undefined || !route.known.slotNames.has('term')) &&
  route.chance >= surely &&
  route.worded;

/** What stands between two clauses: a full stop or "then", a mere comma, or a plain "and". */
type Join = 'strong' | 'comma' | 'plain';

const joinOf = (separator: string): Join => {
  if (/[?!;.]|then|puis|ensuite/.test(separator)) return 'strong';
  return separator.trim() === ',' ? 'comma' : 'plain';
};

/** Whether two clear clauses are two wishes: other tools, or the same tool asked again about something else. */
function twoWishes(left: Route, right: Route, join: Join): boolean {
  if (!clear(left) || !clear(right)) return false;
  const begins = verbs.test(right.marked.text);
  if (left.known !== right.known) return begins || join === 'strong' || unlikeTail(left, right, join);
  const terms =
    left.asked?.term !== right.asked?.term &&
    left.asked?.known === true &&
    right.asked?.known === true &&
    left.known?.slotNames.has('term') === true;
  return terms || (hasSymbol(left) && hasSymbol(right));
}

/** "backtest RSI, buy below 20, sell above 70": a setting belongs to what is set, however much it sounds like an order. */
const endsOrSets = (sentence: Sentence, at: number): boolean =>
  at >= sentence.text.length || Sentence.at(sentence, sentence.text.charAt(at))?.kind === 'setting';

/** A list word or a word of some length besides mentions: more than an afterthought such as "un ether". */
const named = ({ marked }: Route): boolean =>
  marked.mentions.length > 0 && (Sentence.all(marked, 'list').length > 0 || /[a-z]{5,}/.test(marked.text));

/** "price and RSI of Apple": a tail without a verb is its own wish only when little else could hold it. */
const unlikeTail = (left: Route, right: Route, join: Join): boolean => {
  const listed = Sentence.all(right.marked, 'list').length > 0 && left.known?.slots.some(({ many }) => many) === true;
  const enough = join === 'comma' ? right.chance > 0.8 && named(right) : right.chance > 0.6;
  return !listed && enough;
};

/** Whether a verb of its own follows an "and". */
const anotherVerb = (text: string): boolean =>
  [...text.matchAll(separators)].some(({ 0: found, index }) => verbs.test(text.slice(index + found.length)));
/** "Compare the RSI and the SMA cross" is one wish, whatever its "and" joins. */
const comparing = /^(?:(?:please|can you|could you|now|and|et|peux-tu|maintenant) )*compare[rz]?(?![a-z])/;
const comparesOnly = (text: string): boolean => comparing.test(text) && !anotherVerb(text);

/** "If it falls by 30 %, what is left?" is one sum, whatever its comma parts. */
const supposesOnly = ({ known, marked }: Route): boolean =>
  known?.slotNames.has('figure') === true && supposes(marked.text);

/** "..., and why?" asks more of the same wish. */
const asksMore = (rest: string): boolean => asksBack(rest) !== undefined;

/**
 * Splits a sentence into wishes. A split counts only where both sides stand on their own, so that "RSI and MACD" and
 * "buy 5 with a stop and a target" stay whole.
 */
export function clausesOf(
  text: string,
  router: Router,
  world: PlannerWorld,
  substitute: (later: string, earlier: Route) => string,
): Route[] {
  const whole = router.route(text, world);
  const { sentence } = readSentence(text, world);
  if (clear(whole) && (comparesOnly(sentence.text) || supposesOnly(whole))) return [whole];
  for (const match of sentence.text.matchAll(separators)) {
    const after = match.index + match[0].length;
    if (match.index === 0 || endsOrSets(sentence, after)) continue;
    const left = router.route(Sentence.rawOf(sentence, 0, match.index), world);
    if (!clear(left)) continue;
    const rest = substitute(Sentence.rawOf(sentence, after, sentence.text.length) + reasonTail(whole), left);
    const right = clausesOf(rest, router, world, substitute);
    const next = right[0];
    if (next && !asksMore(rest) && twoWishes(left, next, joinOf(match[0]))) return [left, ...right];
  }
  return [whole];
}

/** A reason was cut off the end before the sentence was split; it belongs to the last clause. */
const reasonTail = ({ read }: Route): string => (read.reason === undefined ? '' : ` because ${read.reason}`);
