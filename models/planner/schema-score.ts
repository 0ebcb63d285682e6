import { readChoices } from './read-choice.ts';
import type { AskedTerm } from './read-term.ts';
import type { KnownTool } from './route.ts';
import type { MentionKind } from './sentence.ts';

/** What a clause holds that a schema can take or not. */
export type Clues = {
  readonly kinds: ReadonlySet<MentionKind>;
  readonly asked: AskedTerm | undefined;
  readonly text: string;
};

/** Which slots can take a mention; a tool without any of them leaves it unused. */
const takenBy: Partial<Record<MentionKind, readonly string[]>> = {
  path: ['path'],
  strategy: ['strategy', 'term'],
  list: ['choice', 'term', 'strategy'],
  averages: ['fast', 'slow', 'period'],
  setting: ['setting'],
  span: ['from', 'to', 'day'],
  duration: ['candles', 'horizon', 'far-horizon', 'from', 'day'],
  ahead: ['horizon', 'far-horizon'],
  stop: ['stop'],
  target: ['target'],
  'stop-percent': ['stop-percent', 'percent'],
  'risk-percent': ['risk-percent', 'percent'],
  percent: ['percent'],
  money: ['money'],
  symbol: ['symbol', 'term'],
};

/** How much a mention speaks for a tool that takes it, and against one that does not. */
const pull: Partial<Record<MentionKind, number>> = {
  path: 3,
  strategy: 1,
  averages: 1,
  setting: 1,
  ahead: 0.8,
  stop: 1,
  target: 1,
  'risk-percent': 1.5,
  'stop-percent': 1,
  money: 0.8,
  percent: 0.5,
  quantity: 0.4,
};
const push = -1.2;

function mentionScore(known: KnownTool, kinds: ReadonlySet<MentionKind>): number {
  let score = 0;
  for (const kind of kinds) {
    const slots = takenBy[kind];
    if (slots) score += slots.some(slot => known.slotNames.has(slot)) ? (pull[kind] ?? 0) : push;
  }
  return score;
}

/** Words that ask for a value of something, not for its meaning. */
const valued =
  /(?<![a-z])(?:my|mon|ma|mes|current|currently|now|today|right now|actuel|actuelle|actuellement|aujourd'hui|maintenant|tomorrow|demain|high|low|at|the (?:market )?regime)(?![a-z])/;

/** How much a frame says for an explanation, when the words in it are in the glossary and when they are not. */
const frames = {
  strong: { known: 5, unknown: 3 },
  weak: { known: 4.5, unknown: 0.5 },
  none: { known: 2.5, unknown: -0.5 },
};

/** Words of the two who talk: no term has them. */
const personal =
  /(?<![a-zà-ÿ])(?:you|your|yourself|toi|ton|ta|tes|tu|t'es|vous|votre|vos|me|my|mon|mes|je|j'ai)(?![a-zà-ÿ])/;

function termScore({ kinds, asked, text }: Clues): number {
  if (!asked) return -3;
  if (personal.test(asked.term)) return -3;
  const named = kinds.has('symbol') && !asked.known;
  if (asked.frame === 'strong' && named) return 1;
  if (asked.frame !== 'strong' && (named || valued.test(text))) return -1;
  const whole = asked.frame === 'none' && asked.known && asked.term.includes(' ') ? 1.5 : 0;
  return frames[asked.frame][asked.known ? 'known' : 'unknown'] + whole;
}

const lacksPath = ({ slotNames }: KnownTool, kinds: ReadonlySet<MentionKind>): number =>
  slotNames.has('path') && !kinds.has('path') ? -1 : 0;

const sizes: readonly MentionKind[] = [
  'quantity',
  'money',
  'percent',
  'risk-percent',
  'stop',
  'target',
  'stop-percent',
  'level',
];

/** A tool that wants a size and a side is unlikely for words that give neither. */
function lacksOrder({ slots }: KnownTool, { kinds, text }: Clues): number {
  const side = slots.find(({ slot, asked }) => slot === 'choice' && asked);
  if (!side || !slots.some(({ group }) => group !== undefined)) return 0;
  return sizes.some(kind => kinds.has(kind)) || readChoices(text, side).length > 0 ? 0 : -1.5;
}

/** A tool that looks at one instrument, and at none by default, is unlikely for words that name none. */
const lacksSymbol = ({ slots }: KnownTool, kinds: ReadonlySet<MentionKind>): number =>
  slots.some(({ slot, asked }) => slot === 'symbol' && asked) &&
  !slots.some(({ slot, group }) => group !== undefined || slot === 'path') &&
  !kinds.has('symbol')
    ? -1.5
    : 0;

/** What the schema of a tool says about a clause: it takes what the clause holds, or it cannot. */
export function schemaScore(known: KnownTool, clues: Clues): number {
  const { kinds } = clues;
  const fits =
    mentionScore(known, kinds) + lacksPath(known, kinds) + lacksSymbol(known, kinds) + lacksOrder(known, clues);
  return fits + (known.slotNames.has('term') ? termScore(clues) : 0);
}
