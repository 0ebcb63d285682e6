import type { Text } from '../../config/text.ts';
import type { PlannerTool, PlannerWorld, Understanding } from './planner-world.ts';
import { readInflected } from './read-free-question.ts';
import { readTerm } from './read-term.ts';
import { toolSlots } from './tool-slots.ts';

type Wide = {
  readonly words: readonly string[];
  readonly terms: readonly string[];
  readonly text: Text;
  /** Names of instruments: alone they ask for a price, and only "what is ..." asks what they are. */
  readonly framed?: true;
};

/** Words too wide for one entry: the terms that measure what people mean by them. */
const wide: readonly Wide[] = [
  {
    words: ['risk', 'risks', 'risky', 'the risk', 'risque', 'risques', 'risque en bourse', 'market risk'],
    terms: ['volatility', 'drawdown'],
    text: {
      en: 'Risk is measured here in two ways: how far prices swing, and how far they fall from their highest point.',
      fr: "Le risque se mesure ici de deux façons : l'ampleur des variations, et la chute depuis le plus haut.",
    },
  },
  {
    words: ['per', 'le per', 'un per', 'pe', 'le pe', 'p e', 'pe multiple'],
    terms: ['p/e'],
    text: {
      en: 'P/E stands for price to earnings.',
      fr: 'PER vient de l’anglais « price earnings ratio », aussi écrit P/E.',
    },
  },
  {
    words: [
      'bitcoin',
      'bitcoins',
      'le bitcoin',
      'btc',
      'ethereum',
      "l'ethereum",
      'ether',
      'eth',
      'altcoin',
      'altcoins',
    ],
    terms: ['cryptocurrency'],
    text: { en: 'That is a cryptocurrency.', fr: "C'est une cryptomonnaie." },
    framed: true,
  },
  {
    words: ['nasdaq', 'dow jones', 'dow', 'cac', 'cac 40', 'cac40', 'dax', 'ftse', 'nikkei', 'msci world'],
    terms: ['index'],
    text: { en: 'That is a stock index.', fr: "C'est un indice boursier." },
    framed: true,
  },
];

/** Letters of a sentence that may be about one word. */
const longest = 40;

/** The explanation of a word that the glossary has under other names; undefined for every other sentence. */
export function wideTerm(
  text: string,
  tools: readonly PlannerTool[],
  world: PlannerWorld,
): Extract<Understanding, { kind: 'calls' }> | undefined {
  const explain = tools.find(tool => toolSlots(tool).some(({ slot }) => slot === 'term'));
  if (!explain) return undefined;
  const callsFor = (terms: readonly string[]) => terms.map(term => ({ name: explain.name, args: { term } }));
  const inflected = readInflected(text, world.terms);
  if (inflected !== undefined) return { kind: 'calls', calls: callsFor([inflected]) };
  const asked = text.length > longest ? undefined : readTerm(text, world.terms);
  const found =
    asked && !asked.known
      ? wide.find(({ words, framed }) => words.includes(asked.term) && !(framed && asked.frame === 'none'))
      : undefined;
  return found && { kind: 'calls', calls: callsFor(found.terms), before: found.text[world.language] };
}
