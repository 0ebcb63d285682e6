import { agentNames } from '../backtest/recorded-decisions.ts';
import { closesAll } from './close-words.ts';
import type { PlannerWorld } from './planner-world.ts';
import type { Averages } from './read-averages.ts';
import { readChoices } from './read-choice.ts';
import type { When } from './read-day.ts';
import type { Duration } from './read-duration.ts';
import { readFigure } from './read-figures.ts';
import { readFreeQuestion } from './read-free-question.ts';
import { readHorizon } from './read-horizon.ts';
import { readOption } from './read-option.ts';
import { readOrdinal } from './read-ordinal.ts';
import { readPeriods } from './read-periods.ts';
import { spanOf } from './read-span-of.ts';
import { markNames } from './read-symbol.ts';
import { readTerm } from './read-term.ts';
import { readThreshold } from './read-threshold.ts';
import { readTimeframe } from './read-timeframe.ts';
import { readUnknownSymbol } from './read-unknown-symbol.ts';
import type { Route } from './route.ts';
import { type MentionKind, Sentence } from './sentence.ts';
import { settingsIn } from './setting-rule.ts';
import { singular, termsIn } from './terms-in.ts';
import type { ToolSlot } from './tool-slots.ts';

/** What a reader of a slot may look at. */
export type SlotView = {
  readonly route: Route;
  readonly world: PlannerWorld;
  readonly slots: readonly ToolSlot[];
  readonly isWord: (folded: string) => boolean;
};

type Reader = (view: SlotView, slot: ToolSlot) => unknown;

const first =
  (kind: MentionKind): Reader =>
  ({ route }) =>
    Sentence.all(route.read.sentence, kind)[0]?.value;

/** Numbers that no mention has taken. */
const loose = (sentence: Sentence): number[] =>
  (sentence.text.match(/(?<![\d.a-z])\d+(?:\.\d+)?(?![\d.]*[a-z%])/g) ?? []).map(Number);

const spends =
  /(?<![a-z])(?:for|worth|pour|put|throw|stick|drop|toss|mise[rz]?|invest(?:ing)?|mets|mettre|place[rz]?|investi[srt]+|allocate|alloue|bet|spend|parie|depense|deploy)(?![a-z])/;
const spentNumber =
  /(?<![a-z])(?:for|pour|worth|put|throw|stick|drop|toss|mise[rz]?|invest(?:ing)?|mets|mettre|place[rz]?|investi[srt]+|allocate|alloue|bet|spend|parie|depense|deploy) (?:about |around |environ )?(\d+(?:\.\d+)?)(?![\d%])/;

/** The name of a file tells of which instrument it is, when nothing else does. */
function symbolInPath({ route, world }: SlotView): unknown {
  const path = Sentence.all(route.read.sentence, 'path')[0]?.value;
  if (typeof path !== 'string') return undefined;
  const words = Sentence.of(path.replace(/[^\p{L}\p{N}&]+/gu, ' '));
  return Sentence.all(markNames(words, 'symbol', world.symbols), 'symbol')[0]?.value;
}

const symbolOf = (view: SlotView): unknown => {
  const { read, marked } = view.route;
  return (
    Sentence.all(read.sentence, 'symbol')[0]?.value ?? readUnknownSymbol(marked, view.isWord) ?? symbolInPath(view)
  );
};

const otherSize: readonly MentionKind[] = ['percent', 'money', 'quantity', 'risk-percent', 'level'];

function quantityOf({ route }: SlotView): unknown {
  const { sentence } = route.read;
  const said = Sentence.all(sentence, 'quantity')[0]?.value;
  const spent = spentNumber.test(sentence.text);
  if (said !== undefined || spent) return said;
  if (otherSize.some(kind => Sentence.all(sentence, kind).length > 0)) return undefined;
  const numbers = loose(sentence);
  return numbers.length === 1 && !spends.test(sentence.text) ? numbers[0] : undefined;
}

function moneyOf({ route }: SlotView): unknown {
  const { sentence } = route.read;
  const said = Sentence.all(sentence, 'money')[0]?.value;
  const spent = spentNumber.exec(sentence.text)?.[1];
  if (said !== undefined || spent !== undefined) return said ?? Number(spent);
  const numbers = loose(sentence);
  return numbers.length === 1 && spends.test(sentence.text) && Sentence.all(sentence, 'quantity').length === 0
    ? numbers[0]
    : undefined;
}

function dayOf({ route, world }: SlotView): unknown {
  const days = Sentence.all(route.read.sentence, 'when').map(({ value }) => value as When);
  const day = days.find(({ precision, from }) => precision === 'day' && from !== world.today);
  return day?.from;
}

/** Decisions of the ledger are played like a strategy, which no list of strategies holds. */
const recorded = new Map(agentNames.map(name => [name, 'agent']));

function strategyOf({ route, world }: SlotView): unknown {
  const said = Sentence.all(route.read.sentence, 'strategy')[0]?.value;
  if (said !== undefined) return said;
  const raw = Sentence.of(route.read.sentence.raw);
  const named = [world.strategies, recorded].flatMap(names =>
    Sentence.all(markNames(raw, 'strategy', names), 'strategy'),
  );
  return named[0]?.value;
}

const most = (slots: readonly ToolSlot[]): number => slots.find(({ slot }) => slot === 'candles')?.maximum ?? 0;

const averages = ({ route }: SlotView): Averages =>
  Object.assign({}, ...Sentence.all(route.read.sentence, 'averages').map(({ value }) => value as Averages)) as Averages;

const lastOne =
  /(?<![a-z])(?:(?:my|the) (?:very )?(?:last|latest|most recent|previous) (?:closed )?(?:trade|deal|transaction)|(?:mon|le) dernier (?:trade|achat)|(?:ma|la) derniere (?:transaction|operation|vente))(?![a-z])/;

const countedCandles = (sentence: Sentence): number | undefined =>
  Sentence.all(sentence, 'duration')
    .map(({ value }) => value as Duration)
    .find(({ candles }) => candles)?.count;

/** First day of a span; "the last 5 candles" are a count where a tool has one. */
function fromOf({ route, world, slots }: SlotView): unknown {
  const counted = slots.some(({ slot }) => slot === 'count') && countedCandles(route.read.sentence) !== undefined;
  return counted ? undefined : spanOf(route.read.sentence, world.today, most(slots)).from;
}

function countOf({ route }: SlotView): unknown {
  const { sentence } = route.read;
  const said = countedCandles(sentence) ?? loose(sentence)[0] ?? Sentence.all(sentence, 'quantity')[0]?.value;
  return said ?? (lastOne.test(sentence.text) ? 1 : undefined);
}

function choiceOf({ route }: SlotView, slot: ToolSlot): unknown {
  const text = slot.many ? Sentence.of(route.read.sentence.raw).text : route.read.sentence.text;
  const found = readChoices(text, slot);
  if (slot.many) return found.length > 0 ? found : undefined;
  return found.find(choice => choice !== slot.lastly) ?? found[0];
}

function termOf({ route, world, slots }: SlotView): unknown {
  if (route.asked?.frame !== 'none') return route.asked?.term;
  return readTerm(
    route.read.sentence.raw,
    world.terms,
    slots.filter(({ slot }) => slot === 'choice'),
    true,
  )?.term;
}

const step = /(?<![a-z])(?:steps?|etape|part|partie) (\d)(?!\d)/;

function stepIn(text: string): number | undefined {
  const said = step.exec(text)?.[1];
  return said === undefined ? undefined : Number(said);
}

const about =
  /(?<![a-z])(?:on|about|basics of|learn|sur|bases (?:de|du|des)|apprendre) (?:the |an? |les? |la |l'|une? |d'|des? )?([a-z][^,;?!.]*)/;
const stepTail = /[ ,]*(?:step by step|from (?:zero|scratch)|pas a pas|etape par etape|de zero|please|stp|svp)+.*$/;

/** The first name of the glossary in a sentence, in the plural too; else what the lesson is said to be about. */
const subjectOf: Reader = ({ route, world }) => {
  const { raw } = route.read.sentence;
  const [named] = termsIn(`${raw} | ${singular(raw)}`, world.terms, notSubjects);
  const said = about.exec(Sentence.of(raw).text)?.[1]?.replace(stepTail, '').trim();
  return named ?? (said === '' ? undefined : said);
};

/** Words of the frame of a lesson that the glossary has too. */
const notSubjects = new Map(['lesson', 'lecon', 'cours', 'course'].map(word => [word, word]));

function clamped(value: number | undefined, { minimum, maximum }: ToolSlot): number | undefined {
  return value === undefined ? undefined : Math.min(maximum, Math.max(minimum, value));
}

const readers: Readonly<Record<string, Reader>> = {
  symbol: symbolOf,
  day: dayOf,
  from: fromOf,
  to: ({ route, world, slots }) => spanOf(route.read.sentence, world.today, most(slots)).to,
  candles: ({ route, world, slots }, slot) =>
    clamped(spanOf(route.read.sentence, world.today, most(slots)).candles, slot),
  horizon: ({ route }, slot) =>
    clamped(readHorizon(route.read.sentence), { ...slot, minimum: 1, maximum: Math.min(2, slot.maximum) }),
  'far-horizon': ({ route }) => {
    const days = readHorizon(route.read.sentence);
    return days !== undefined && days > 2 ? days : undefined;
  },
  count: countOf,
  number: countOf,
  choice: choiceOf,
  timeframe: ({ route }) => readTimeframe(route.read.sentence),
  term: termOf,
  strategy: strategyOf,
  period: ({ route, slots }) => readPeriods(route.read.sentence, slots)[0] ?? settingsIn(route.read.sentence).period,
  setting: ({ route }, { name }) => settingsIn(route.read.sentence)[name],
  fast: view => averages(view).fast,
  slow: view => averages(view).slow,
  quantity: quantityOf,
  money: moneyOf,
  percent: first('percent'),
  'risk-percent': first('risk-percent'),
  close: ({ route }) => (closesAll(route.read.sentence.text) ? true : undefined),
  stop: first('stop'),
  target: first('target'),
  'stop-percent': first('stop-percent'),
  'target-percent': first('target-percent'),
  figure: ({ route }, { name }) => readFigure(route.read.sentence.raw, name),
  option: ({ route }) => readOption(route.read.sentence.raw),
  ordinal: ({ route }) => readOrdinal(route.read.sentence.raw).number,
  back: ({ route }) => readOrdinal(route.read.sentence.raw).back,
  threshold: ({ route }) => readThreshold(route.read.sentence),
  step: ({ route }) => stepIn(route.read.sentence.text),
  subject: subjectOf,
  'free-question': ({ route, world }) => readFreeQuestion(route.read.sentence.raw, world.terms),
  reason: ({ route }) => route.read.reason,
  invalidation: ({ route }) => route.read.invalidation,
  path: first('path'),
};

/** The value that a clause gives to a field; undefined when it says nothing of it. */
export const fillSlot = (view: SlotView, slot: ToolSlot): unknown => readers[slot.slot]?.(view, slot);
