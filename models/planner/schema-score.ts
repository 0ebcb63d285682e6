import { readChoices } from './read-choice.ts';
import { namesOption } from './read-option.ts';
import type { AskedTerm } from './read-term.ts';
import type { KnownTool } from './route.ts';
import type { MentionKind } from './sentence.ts';
import { plainTalk, supposes } from './supposition.ts';

/** What a clause holds that a schema can take or not. */
export type Clues = {
  readonly kinds: ReadonlySet<MentionKind>;
  readonly asked: AskedTerm | undefined;
  readonly text: string;
  /** A question about a term that a definition does not answer. */
  readonly free?: boolean;
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
  'stop-percent': ['stop-percent', 'percent', 'figure'],
  'risk-percent': ['risk-percent', 'percent', 'figure'],
  percent: ['percent', 'figure'],
  money: ['money', 'figure'],
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

function termScore({ kinds, asked, text, free }: Clues): number {
  if (free) return 0;
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

/** Words that ask for a lesson. */
const lessons =
  /(?<![a-z])(?:lessons?|courses?|tutorials?|step by step|(?:the |some )?basics of|from (?:zero|scratch|the (?:start|beginning|ground up))|lecons?|(?:les |des )?bases (?:de|du|des|d')|(?:a partir )?de zero|initiation|(?:un|petit|p'?tit|mini-?|faire?s?(?:-moi)? un|donne-moi un) ?cours|tutoriels?|etape par etape|pas a pas)(?![a-z])/;

/** The word itself asks for one. */
const quizzes =
  /(?<![a-z])quiz(?:zes)?(?![a-z])|^(?:(?:please|ok|now|allez|stp) )*(?:ask me (?:an?|another|some|1|\d)|test me|question me|interroge|pose[ -]moi|(?:an?|une) (?:easy|hard|simple|quick|other|autre) question|(?:une |1 )?question (?:facile|difficile|simple|rapide)|(?:1|une) question sur)(?![a-z])/;

/** A free question about a term, a wish for a lesson and an answer to a quiz say themselves which tool they are for. */
const teaches = ({ slotNames }: KnownTool, { free, text }: Clues): number =>
  (free && slotNames.has('free-question') ? 6 : 0) +
  (slotNames.has('subject') && lessons.test(text) ? 5.5 : 0) +
  (slotNames.has('option') && (quizzes.test(text) || namesOption(text)) ? 3 : 0);

const amounts: readonly MentionKind[] = ['percent', 'money', 'risk-percent', 'stop-percent'];

const fraction = /(?<![a-z])(?:half|a (?:third|quarter)|(?:la )?moitie|un (?:tiers|quart)|tout|everything)(?![a-z])/;
const ratio = /\d ?x(?![a-z])|(?<![a-z])x ?\d|\d (?:to|pour|contre) 1(?!\d)|(?:ratio|levier|leverage)[a-z ]{0,8}\d/;

/** Years of money at a percentage: the sum needs no name. */
const grows = ({ kinds, text }: Clues): boolean =>
  (kinds.has('money') || kinds.has('level')) &&
  kinds.has('percent') &&
  (kinds.has('duration') || kinds.has('ahead') || /\d ?(?:years?|ans?)(?![a-z])/.test(text));

/** A sum that is named or supposed, with a number to do it with; without either it is unlikely. */
function sums({ slots, slotNames }: KnownTool, clues: Clues): number {
  if (!slotNames.has('figure')) return 0;
  const { kinds, text } = clues;
  const figures = amounts.some(kind => kinds.has(kind)) || ratio.test(text) || fraction.test(text);
  const named = slots.some(slot => slot.slot === 'choice' && readChoices(text, slot).length > 0);
  const share = kinds.has('percent') || fraction.test(text);
  const said = supposes(text) || (kinds.has('money') && share && plainTalk(text)) ? 6 : 2.5;
  if ((figures && named) || grows(clues)) return said;
  return figures || named || /\d/.test(text) ? 0 : -2.5;
}

/** What the schema of a tool says about a clause: it takes what the clause holds, or it cannot. */
export function schemaScore(known: KnownTool, clues: Clues): number {
  const { kinds } = clues;
  const fits =
    mentionScore(known, kinds) +
    lacksPath(known, kinds) +
    lacksSymbol(known, kinds) +
    lacksOrder(known, clues) +
    teaches(known, clues) +
    sums(known, clues);
  return fits + (known.slotNames.has('term') ? termScore(clues) : 0);
}
