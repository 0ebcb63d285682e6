import { fold } from '../../config/suggest.ts';
import { type Draft, finished, statedArgs } from './plan-call.ts';
import type { PendingCall, PlannerWorld } from './planner-world.ts';
import { isWholeOrder, replaceArgs } from './replace-args.ts';
import type { KnownTool, Route, Router } from './route.ts';

const stops =
  /^(?:no|non|nope|cancel|stop|never ?mind|forget it|nothing|annule[rz]?|laisse tomber|oublie|rien|aucune?)(?![a-z])/;
const everything =
  /^(?:all|all of it|everything|the whole (?:lot|position|thing)|tout|toute(?: la position)?|la totalite|close(?: it)?|ferme(?: tout)?)[ .!]*$/;
const onlyAnswer = /^[^ ]+[ .!?]*$/;
const surely = 0.6;

/** Whether the sentence stands on its own as another wish than the one that waits. */
function another(route: Route, pending: PendingCall, stated: Readonly<Record<string, unknown>>): boolean {
  if (!route.known || route.chance < surely || !route.worded) return false;
  if (route.known.tool.name !== pending.name) {
    // An instrument alone is no answer: every other wish names one too.
    const gives = pending.missing.some(name => name !== 'symbol' && stated[name] !== undefined);
    return !gives || wordCount(route) > 3;
  }
  // A whole order that names its instrument, or another side, takes nothing over from the one that waits.
  const differs = Object.entries(pending.args).some(([name, value]) => name === 'side' && stated[name] !== value);
  if (isWholeOrder(route.known, stated) && (typeof stated.symbol === 'string' || differs)) return true;
  return (
    typeof stated.symbol === 'string' && pending.args.symbol !== undefined && stated.symbol !== pending.args.symbol
  );
}

const wordCount = ({ marked }: Route): number => (marked.text.match(/[a-z]{2,}/g) ?? []).length;

/** A short answer with no more to it than the thing that was asked for. */
function bare(text: string, known: KnownTool, { missing, args }: PendingCall): Record<string, unknown> {
  const folded = fold(text).trim();
  // Nobody closes a position by buying: "everything" is then no size.
  const buys = Object.values(args).includes('buy');
  const close = known.slots.find(
    ({ slot, group }) => slot === 'close' && group !== undefined && missing.includes(group),
  );
  if (close && !buys && everything.test(folded)) return { [close.name]: true };
  const symbol = known.slots.find(({ slot, name }) => slot === 'symbol' && missing.includes(name));
  const word = /^(?:the |le |la |l'|on |sur |in )?([\w^./=-]{1,20})[ .!?]*$/i.exec(text.trim())?.[1];
  return symbol && word && /[a-z]/i.test(word) ? { [symbol.name]: word } : {};
}

/** The waiting call with what the answer adds; undefined when the sentence is about something else. */
export function completePending(
  text: string,
  route: Route,
  pending: PendingCall,
  router: Router,
  world: PlannerWorld,
): Draft | undefined {
  const known = router.tools.find(({ tool }) => tool.name === pending.name);
  if (!known || stops.test(fold(text).trim())) return undefined;
  const said = statedArgs(route, known, world, router.isWord);
  const stated = { ...bare(text, known, pending), ...said };
  if (another(route, pending, stated)) return undefined;
  const before = finished(known, pending.args, undefined, world);
  const after = finished(known, replaceArgs(known, pending.args, stated), undefined, world);
  if (after.missing.length < before.missing.length) return after;
  return route.known === known && Object.keys(stated).length === 0 && onlyAnswer.test(fold(text).trim())
    ? before
    : undefined;
}
