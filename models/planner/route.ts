import { cuePhrases } from './cue-phrases.ts';
import { type Lesson, LinearRouter } from './linear-router.ts';
import { listPattern, markLists } from './marked-lists.ts';
import type { PlannerTool, PlannerWorld } from './planner-world.ts';
import { readFreeQuestion } from './read-free-question.ts';
import { type ReadSentence, readSentence } from './read-sentence.ts';
import { type AskedTerm, readTerm } from './read-term.ts';
import { routeFeatures } from './route-features.ts';
import { schemaScore } from './schema-score.ts';
import type { MentionKind } from './sentence.ts';
import { Sentence } from './sentence.ts';
import { smallTalk } from './small-talk.ts';
import { type ToolSlot, toolSlots } from './tool-slots.ts';

/** A tool with its fields read. */
export type KnownTool = {
  readonly tool: PlannerTool;
  readonly slots: readonly ToolSlot[];
  readonly slotNames: ReadonlySet<string>;
};

/** Where a clause goes: the tool, or none, with the probability and what the clause says. */
export type Route = {
  readonly known: KnownTool | undefined;
  readonly chance: number;
  /** Whether a word of the clause itself speaks for the tool, not only the mentions in it. */
  readonly worded: boolean;
  readonly read: ReadSentence;
  readonly marked: Sentence;
  readonly asked: AskedTerm | undefined;
};

const kindsOf = (sentence: Sentence): Set<MentionKind> =>
  new Set([...sentence.text].flatMap(letter => Sentence.at(sentence, letter)?.kind ?? []));

/** Politeness before a wish says nothing of the wish. */
const greeting =
  /^(?:(?:hey|hi|hello|please|so|ok|okay|well|now|then|and|can you|could you|would you|will you|can i|could i|may i|i(?:'d| would) like (?:you )?to|i want (?:you )?to(?= (?:see|know))|let me(?= (?:see|know))|bonjour|salut|et|alors|puis|peux-tu|pouvez-vous|pourrais-tu|pourriez-vous|tu peux|vous pouvez|est-ce que tu peux|s'il te plait|s'il vous plait|stp|svp|j'aimerais(?= (?:voir|savoir))|je (?:veux|voudrais)(?= (?:voir|savoir)))[ ,!]+)+(?=\S)/;

const withoutGreeting = (sentence: Sentence): Sentence =>
  Sentence.slice(sentence, greeting.exec(sentence.text)?.[0].length ?? 0, sentence.text.length);

const isContent = (token: string): boolean => !token.startsWith('<') && !routeFeatures.isCommon(token);

const tokensOfPhrase = (phrase: string): string[] => phrase.match(/<[a-z-]+>|[a-z0-9&%$]+/g) ?? [];

const ours = new Set<MentionKind>([
  'symbol',
  'list',
  'strategy',
  'path',
  'stop',
  'target',
  'money',
  'quantity',
  'averages',
]);
const homeGround = 2;

const stemOf = (token: string): string => token.slice(0, 5);

/** A word that one example alone has may stand in it by chance; "dividends" and "dividendes" are one word. */
const shared = (token: string, examples: readonly (readonly string[])[]): boolean =>
  examples.filter(tokens => tokens.some(other => stemOf(other) === stemOf(token))).length > 1;

const leastEvidence = 0.6;
/** A single word with as much evidence is a hint of what was meant. */
const leastHint = 0.8;

/** Features that stand for mentions alone: they speak of a tool's arguments, not of the tool. */
const silent = /^(?:\^ )?<(?:symbol|when|span|duration|period|quantity|money)>(?: \$)?$/;

/** Learns from the tools' examples which sentence goes where. Made once for a set of tools. */
export class Router {
  readonly tools: readonly KnownTool[];
  readonly #router: LinearRouter;
  readonly #lists: RegExp;
  readonly #choices: readonly ToolSlot[];

  constructor(tools: readonly PlannerTool[], world: PlannerWorld) {
    this.tools = tools.map(tool => {
      const slots = toolSlots(tool);
      return { tool, slots, slotNames: new Set(slots.map(({ slot }) => slot)) };
    });
    this.#lists = listPattern(this.tools.flatMap(({ slots }) => slots));
    this.#choices = this.tools
      .filter(({ slotNames }) => slotNames.has('term'))
      .flatMap(({ slots }) => slots.filter(({ slot }) => slot === 'choice'));
    this.#router = new LinearRouter(this.#lessons(world), tools.length + 1);
  }

  /** Whether a word is one that sentences to these tools are made of; a name of an instrument is not. */
  isWord = (folded: string): boolean => routeFeatures.isCommon(folded) || this.#router.knows(folded);

  /** The best tool for a clause. */
  route(text: string, world: PlannerWorld): Route {
    const read = readSentence(text, world);
    const marked = markLists(read.sentence, this.#lists);
    const tokens = Sentence.tokens(withoutGreeting(marked)).map(token => this.#router.mend(token));
    const asked = readTerm(text, world.terms, this.#choices);
    const kinds = kindsOf(marked);
    const free = readFreeQuestion(text, world.terms) !== undefined;
    const learned = this.#router.scores(tokens);
    const belonging = this.#belongs(tokens, kinds, asked) ? homeGround : 0;
    const scores = learned.map((score, label) => {
      const known = this.tools[label];
      return known ? score + schemaScore(known, { kinds, asked, text: marked.text, free }) : score - belonging;
    });
    const best = scores.indexOf(Math.max(...scores));
    const known = this.tools[best];
    const top = scores[best] ?? 0;
    const chance = 1 / scores.reduce((sum, score) => sum + Math.exp(score - top), 0);
    const evidence = routeFeatures
      .ofTokens(tokens)
      .reduce(
        (sum, feature) => sum + (silent.test(feature) ? 0 : Math.max(0, this.#router.evidence(feature, best))),
        0,
      );
    const worded =
      evidence > leastEvidence ||
      (chance > 0.9 && kinds.has('symbol') && kinds.size > 1) ||
      (asked?.known === true && asked.frame === 'none');
    const framed = free || (asked !== undefined && asked.frame === 'strong');
    return { known, chance, worded: worded || framed, read, marked, asked };
  }

  /** The tools that words of a text speak for, the likeliest first: what may have been meant where no tool is sure. */
  likely(text: string, world: PlannerWorld): PlannerTool[] {
    const { sentence } = readSentence(text, world);
    const content = Sentence.tokens(sentence)
      .map(token => this.#router.mend(token))
      .filter(isContent);
    return this.tools
      .map(({ tool }, label) => ({
        tool,
        evidence: Math.max(0, ...content.map(token => this.#router.evidence(token, label))),
      }))
      .filter(({ evidence }) => evidence > leastHint)
      .sort((a, b) => b.evidence - a.evidence)
      .map(({ tool }) => tool);
  }

  /** Whether a sentence speaks of our things: then its everyday words must not make small talk of it. */
  #belongs(tokens: readonly string[], kinds: ReadonlySet<MentionKind>, asked: AskedTerm | undefined): boolean {
    const content = tokens.filter(isContent);
    const best = (label: number): number => Math.max(0, ...content.map(token => this.#router.evidence(token, label)));
    const none = best(this.tools.length);
    const own = Math.max(...this.tools.map((_tool, label) => best(label)));
    return (
      none < 0.5 &&
      (own > none ||
        (content.length > 0 && [...kinds].some(kind => ours.has(kind))) ||
        (asked?.known === true && asked.frame !== 'none'))
    );
  }

  #lessons(world: PlannerWorld): Lesson[] {
    const read = this.tools.map(({ tool }) => tool.examples.map(example => this.#tokensOf(example, world)));
    const shipped = this.tools.flatMap(({ tool }, label): Lesson[] => {
      const cues = (cuePhrases[tool.name] ?? []).map(tokensOfPhrase);
      const examples = (read[label] ?? []).map(tokens => ({ tokens, label, weight: 2 }));
      return [...examples, ...cues.map(tokens => ({ tokens, label, weight: tokens.length > 1 ? 1 : 2 }))];
    });
    const words = new Set(shipped.filter(({ label }) => !this.#fromOutside(label)).flatMap(({ tokens }) => tokens));
    // A tool from outside has few examples and no cues: the words that only it has speak for it, even against small talk.
    const own = read.flatMap((examples, label): Lesson[] =>
      this.#fromOutside(label)
        ? [...new Set(examples.flat())]
            .filter(token => isContent(token) && /[a-z]/.test(token) && !words.has(token) && shared(token, examples))
            .map(token => ({ tokens: [token], label, weight: 3 }))
        : [],
    );
    const taken = new Set(own.flatMap(({ tokens }) => tokens));
    const talk = smallTalk.map(tokensOfPhrase).filter(tokens => !tokens.some(token => taken.has(token)));
    return [...shipped, ...own, ...talk.map(tokens => ({ tokens, label: this.tools.length, weight: 1 }))];
  }

  #fromOutside = (label: number): boolean => cuePhrases[this.tools[label]?.tool.name ?? ''] === undefined;

  #tokensOf = (example: string, world: PlannerWorld): string[] =>
    Sentence.tokens(markLists(readSentence(example, world).sentence, this.#lists));
}
