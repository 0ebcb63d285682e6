import { z } from 'zod';
import type { Text } from '../../config/text.ts';
import { closesAll } from '../../models/planner/close-words.ts';
import { negatesOrder } from '../../models/planner/negated-order.ts';
import type { PlannerTool, PlannerWorld } from '../../models/planner/planner-world.ts';
import { readChoices } from '../../models/planner/read-choice.ts';
import { readSentence } from '../../models/planner/read-sentence.ts';
import { Sentence } from '../../models/planner/sentence.ts';
import { type ToolSlot, toolSlots } from '../../models/planner/tool-slots.ts';

/** What a call that drafts a trade says of symbol, side and size; whatever else it says is of no matter here. */
const Asked = z.looseObject({
  symbol: z.string(),
  side: z.string(),
  quantity: z.number().optional(),
  notionalUsd: z.number().optional(),
  equityPercent: z.number().optional(),
  riskPercent: z.number().optional(),
  closePosition: z.boolean().optional(),
});
type Asked = z.infer<typeof Asked>;

type Spoken = { symbols: string[]; sides: string[]; counts: number[]; percents: number[]; closes: boolean };

/** The words of the person, newest first, as the planner reads them. */
export type OwnWords = {
  readonly said: readonly string[];
  readonly world: PlannerWorld;
  /** The instrument that a name means; undefined for none. */
  readonly symbolOf: (name: string) => string | undefined;
};

const numbersOf = (sentence: Sentence, ...kinds: Parameters<typeof Sentence.all>[1][]): number[] =>
  kinds.flatMap(kind => Sentence.all(sentence, kind).flatMap(({ value }) => (typeof value === 'number' ? value : [])));

/** The sides that a sentence names; who only risks a share of the account means to buy, as the planner reads it. */
function sidesIn(sentence: Sentence, slot: ToolSlot | undefined): string[] {
  const named = slot ? readChoices(sentence.text, slot) : [];
  return named.length === 0 && Sentence.all(sentence, 'risk-percent').length > 0 ? ['buy'] : named;
}

function spokenIn(text: string, { world }: OwnWords, tool: PlannerTool): Spoken {
  const { sentence } = readSentence(text, world);
  const slot = toolSlots(tool).find(({ name }) => name === 'side');
  const bare = (sentence.text.match(/(?<![\d.])\d+(?:\.\d+)?(?![\d.])/g) ?? []).map(Number);
  return {
    symbols: Sentence.all(sentence, 'symbol').map(({ value }) => String(value)),
    sides: sidesIn(sentence, slot),
    counts: [...numbersOf(sentence, 'quantity', 'money', 'level'), ...bare],
    percents: numbersOf(sentence, 'percent', 'risk-percent'),
    closes: closesAll(sentence.text),
  };
}

/** What the newest message that speaks of a thing says of it. */
const nearest = <T>(spoken: readonly Spoken[], of: (one: Spoken) => readonly T[]): readonly T[] =>
  spoken.map(of).find(found => found.length > 0) ?? [];

const same = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

const sideText = (side: string): Text => ({
  en: `nobody asked to ${side}`,
  fr: `personne n'a demandé ${side === 'buy' ? "d'acheter" : 'de vendre'}`,
});

function sizeFault(asked: Asked, spoken: readonly Spoken[]): Text | undefined {
  if (asked.closePosition)
    return spoken.some(({ closes }) => closes)
      ? undefined
      : { en: 'nobody asked to close a position', fr: "personne n'a demandé de clôturer une position" };
  const { quantity, notionalUsd, equityPercent, riskPercent } = asked;
  const missing = (value: number | undefined, said: readonly number[]) =>
    value !== undefined && !said.some(one => same(one, value));
  const counts = nearest(spoken, one => one.counts);
  const percents = nearest(spoken, one => one.percents);
  const strange =
    [quantity, notionalUsd].find(value => missing(value, counts)) ??
    [equityPercent, riskPercent].find(value => missing(value, percents));
  return strange === undefined
    ? undefined
    : { en: `the size ${strange} is not in your words`, fr: `la taille ${strange} n'est pas dans vos mots` };
}

/**
 * Why a draft that a language model asks for may not be made: its symbol, side and size must be in the person's own words,
 * each in the newest message that speaks of it. What a text from outside says has no say in it. Undefined where all are.
 */
export function unauthorised(call: unknown, words: OwnWords, tool: PlannerTool): Text | undefined {
  const { data: asked } = Asked.safeParse(call);
  // A call of another shape is refused by the tool itself.
  if (!asked) return undefined;
  const [newest = ''] = words.said;
  if (negatesOrder(newest)) return { en: 'you said not to', fr: 'vous avez dit de ne pas le faire' };
  const spoken = words.said.map(text => spokenIn(text, words, tool));
  const wanted = words.symbolOf(asked.symbol) ?? asked.symbol;
  const named = nearest(spoken, one => one.symbols);
  // Who names no instrument means the default one: that comes from the settings, not from the model.
  if (named.length === 0 ? wanted !== words.world.defaultSymbol : !named.includes(wanted))
    return { en: `${wanted} is not in your words`, fr: `${wanted} n'est pas dans vos mots` };
  const sides = nearest(spoken, one => one.sides);
  if (!asked.closePosition && !sides.includes(asked.side)) return sideText(asked.side);
  return sizeFault(asked, spoken);
}
