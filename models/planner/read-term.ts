import { Sentence } from './sentence.ts';
import type { ToolSlot } from './tool-slots.ts';
import { wordPattern } from './word-pattern.ts';

/** How surely a sentence asks what something means: `strong` for "define", `weak` for a mere "what is". */
export type AskedTerm = { term: string; known: boolean; frame: 'strong' | 'weak' | 'none' };

const polite =
  /^(?:(?:please|pls|hey|hi|hello|so|ok|okay|and|then|also|now|well|quick question|sorry|excuse me|can you|could you|would you|will you|can i ask|may i ask|i (?:want|need|would like|'d like)(?: to)? (?:know|learn|understand)|i'd like (?:to )?(?:know|understand|learn)|(?:just )?tell me(?= (?:what|how|the meaning))|help me(?: to)? understand|remind me|simply|bonjour|salut|et|puis|alors|dis|dis-moi|stp|svp|s'il (?:te|vous) plait|peux-tu|pouvez-vous|pourrais-tu|pourriez-vous|tu peux|vous pouvez|est-ce que tu peux|j'aimerais|je voudrais|je veux|rappelle-moi|aide-moi a)[ ,:!-]+)+/;

const strong = new RegExp(
  `^(?:${[
    'what do (?:you|people|traders|investors|they) (?:mean by|call)',
    "qu'est[ -]ce que (?:ca veut dire|veut dire|signifie|represente),?",
    '(?:what|wat) (?:does|do|did) (?:the (?:term|word|expression) )?(?=.* (?:mean|stand for|measure|tell))',
    "what(?:'s| is| are)(?: exactly)?(?: meant by| the (?:meaning|definition|concept|idea|point|purpose|use) (?:of|behind))",
    "(?:every(?:body|one)|people|they|i|we)(?:'ve| have|'m| am| are|'re)?(?: (?:keeps?|always|just|often|only))?(?: (?:on|to))? ?(?:hear(?:d|ing)?|talk(?:s|ing)?|read(?:ing)?)(?: a lot| all the time| so much)? (?:about|of)",
    "(?:on|tout le monde|ils|elles|je|j')(?: me)? ?(?:ai |a |n'arrete pas de |arrete pas de )?(?:entends?|entendu|entendre|parlent?|parler?|lu)(?: (?:toujours|souvent|tout le temps|beaucoup|partout))?(?: parler)? (?:de la |de l'|de|du|des|d')",
    'define',
    '(?:the )?definitions? of',
    "(?:give me |gimme |i need |donne[rz]?-moi |j'ai besoin d')?(?:an? |une? |the |la |l')?(?:[a-z-]+ ){0,2}(?:explanation|definition|explication|meaning|explainer)s?(?: [a-z-]+)? (?:of|for|on|about|de|du|des|sur|d')",
    '(?:wtf|wth|what the (?:hell|heck|fuck)|wat|wut) (?:is|are)(?: an?)?',
    '(?:the )?meanings? of',
    'explain(?: (?:to me|to us|me))?(?:,)?(?: (?:what|how|the (?:concept|idea|term|notion|meaning) of))?',
    'describe',
    'teach me(?: about)?',
    'learn(?: more)? about',
    "what(?:'s| is| are)(?: exactly)? (?:an?|called) ",
    'tell me (?:more )?about(?! (?:my|our) )',
    'how (?:does|do|would)(?: an?| the)? (?=.* (?:works?|function)\\b)',
    'how is (?=.* (?:calculated|computed|defined|measured)\\b)',
    'how (?:an?|the) (?=.*works?\\b)',
    "i (?:do not|don't|dont) (?:really |quite |fully )?(?:understand|get|know)(?: what)?",
    "i(?:'m| am) not sure what",
    'what (?:an?|the) (?=.* (?:is|are|means?)$)',
    'what (?=.* (?:is|are|means?)$)',
    '(?:the )?differences? between',
    "what(?:'s| is) the difference between",
    'how (?:is|does) (?=.* differ)',
    'what exactly (?:is|are)(?: an?)?',
    'understand(?:ing)?',
    'que? (?:sont|est)(?: (?:le|la|les|un|une|des))?(?= )',
    "c'? ?(?:est )?(?:koi|quoi)",
    'kes(?:ke|qu|a)[a-z]*',
    'c quoi',
    "qu'est[ -]ce (?:que (?:c'est )?(?:qu[e'] ?)?|qu'|qui est )",
    "qu'est[ -]ce",
    "c'(?:est|etait) quoi(?: (?:exactement|au juste))?,?",
    "(?:que|qu'est-ce que) (?:veut|veulent|signifie|signifient|veulent|designe|represente|mesure)(?: (?:dire|exactement))?",
    'que veut dire',
    'definis(?:sez)?(?:[ -]moi)?',
    'definir',
    "(?:la )?definitions? (?:de|du|des|d')",
    "(?:la )?signification (?:de|du|des|d')",
    "(?:explique[rzs]?|expliquez)(?:[ -](?:moi|nous))?(?: (?:ce qu'est|ce que (?:c'est qu[e']|veut dire|signifie)|comment (?:fonctionne|marche)|la notion d[eu]|le concept d[eu]))?",
    "m'expliquer(?: (?:ce qu'est|ce que (?:veut dire|signifie)|comment (?:fonctionne|marche)))?",
    'comment (?:fonctionne|marche|se calcule|calcule-t-on|on calcule|ca marche)(?:nt)?(?:,)?',
    'a quoi (?:sert|servent|correspond|correspondent)',
    'ca sert a quoi',
    "je (?:ne )?(?:comprends|saisis|sais|pige|capte|vois) (?:pas|rien)(?: (?:bien|trop))?(?: (?:ce qu'est|ce que (?:c'est(?: qu[e'])?|veut dire|signifie)|a))?",
    "(?:parle|parlez)-moi d[eu'](?:s)?(?! (?:mon|ma|mes|notre|nos) )",
    "(?:qu'entend-on|qu'entends-tu|qu'entendez-vous) par",
    'quelle (?:est )?(?:la )?difference (?:entre|y a-t-il entre)',
    "quelle est (?:la )?(?:definition|signification) d(?:e|u|es|')",
    'que signifie(?:nt)?',
    'ca veut dire quoi',
    'ce que (?:veut dire|signifie)',
    "ce qu'est",
    'comprendre',
    'difference entre',
    "c'est quoi la difference entre",
    "quel est le (?:sens|principe) d(?:e|u|es|')",
  ].join('|')})(?:(?<= )|(?![a-z]))[ :]*`,
);
const weak = /^(?:what(?:'s| is| are| was| were|s)|whats|what about|who is)(?![a-z])[ :]*/;
const trailing =
  /[ ,]*(?:(?<=.)(?<![a-z])(?:means?|meaning|definitions?|stands? for|works?|functions?|is|are|measures?|tells?(?: (?:me|us|you))?|calculated|computed|defined|measured|exactly|actually|really|please|pls|thanks|thank you|to me|for me|again|in (?:finance|trading|investing|the markets?|statistics|general|the stock market)|all about|all that|about|but|mais|though|anyway|again|even|supposed to be|en vrai|deja|(?:,? ?)c'etait quoi(?: (?:exactement|au juste|deja))?|concretement|(?:,? ?)c'est quoi(?: (?:exactement|au juste|donc))?|(?:,? ?)ca (?:veut dire|signifie|sert a) quoi|(?:,? ?)ca marche comment|(?:,? ?)qu'est-ce que (?:c'est|ca veut dire)|veut dire(?: quoi)?|signifie(?: quoi)?|exactement|au juste|en (?:finance|bourse|trading)|stp|svp|s'il (?:te|vous) plait|merci|definition|(?:,? ?)(?:what is|what's|what are|what does) (?:it|that|they)(?: mean)?|explain(?: it| that)?|explique[rz]?(?:-moi)?(?: ca)?|(?:(?:tu peux|peux-tu|vous pouvez|pouvez-vous|tu pourrais|pourrais-tu) )?m'expliquer(?: ca)?|explained|(?:,? ?)kesako))[ ?!.:;,"]*$/;
/** Whatever comes before "what a quantile is" at the end. */
const inquiry =
  /^.{0,60}?(?<![a-z])(?=what (?:an? |the )?(?!my |(?:does|do|is|are) (?:it|that|this|they) )[a-z -]+ (?:is|are|means?|does)[ ?!.]*$)/;
const leading =
  /^(?:(?:what|how|que|ce que c'est que|ce qu'est|about|for|pour|the|an?|of|le|la|les|une?|des?|du|au|aux|some|term|word|terme|mot|concept|notion|notion de|this|that|ce|cet|cette|so-called)[ ]+|[ld]'|qu'(?=une? |des )|qu'|"|:|,|'|\()+ */;
const small =
  /(?:[ ,(]+(?:to|for|in|at|like|as|an?|me|pour|une?|en|niveau|level|comme|de|the|moi|very|tres|plus|more|if|i|i'm|am|je|suis|avec|des|with|using|use|of|from|du|au|a|mode|person|someone|dans|le|les|terms?|using|que|si|were|was|by|d'))+$|[ ,("]+$/;

/** Nothing but small words: there is no term in it. */
const onlySmall = /^(?:(?:for|to|pour|in|en|an?|une?|me|moi|it|ca|and|et|as|comme|about|that|this|de|du) ?)+$/;

const stem = (word: string): string => (word.length > 3 ? word.replace(/(?<=[^s])[sx]$/, '') : word);
const keyOf = (text: string): string => (text.match(/[a-z0-9&%/]+/g) ?? []).map(stem).join(' ');

type Known = { keys: ReadonlySet<string>; longest: number };
const cache = new WeakMap<() => readonly string[], Known>();

/** Names of the glossary with stemmed words. Looked up once for each world. */
function knownTerms(terms: () => readonly string[]): Known {
  const known = cache.get(terms);
  if (known) return known;
  const keys = new Set(terms().map(keyOf));
  const made = { keys, longest: Math.max(1, ...[...keys].map(key => key.split(' ').length)) };
  cache.set(terms, made);
  return made;
}

type Piece = { start: number; end: number };

/** Cuts what a pattern finds at the front or at the back, as often as it is there. */
function cut(text: string, piece: Piece, pattern: RegExp): Piece {
  let { start, end } = piece;
  for (let rounds = 0; rounds < 6; rounds += 1) {
    const match = pattern.exec(text.slice(start, end));
    if (!match || match[0].length === 0) break;
    if (match.index === 0) start += match[0].length;
    else end = start + match.index;
  }
  return { start, end };
}

const shorten = (text: string, piece: Piece): Piece =>
  cut(text, cut(text, cut(text, piece, trailing), leading), /^[\s"'(]+|[\s?!.:;,"')]+$/);

/** The longest run of words that the glossary knows. */
function longestKnown(text: string, piece: Piece, { keys, longest }: Known): Piece | undefined {
  const words = [...text.slice(piece.start, piece.end).matchAll(/[a-z0-9&%/]+/g)].map(match => ({
    word: stem(match[0]),
    start: piece.start + match.index,
    end: piece.start + match.index + match[0].length,
  }));
  for (let size = Math.min(longest, words.length); size > 0; size -= 1) {
    for (let from = 0; from + size <= words.length; from += 1) {
      const span = words.slice(from, from + size);
      const [first, last] = [span[0], span.at(-1)];
      if (first && last && keys.has(span.map(({ word }) => word).join(' ')))
        return { start: first.start, end: last.end };
    }
  }
  return undefined;
}

/** Cuts a choice such as "like I'm five" off, with the small words that lead to it. */
function withoutChoices(text: string, piece: Piece, choices: readonly ToolSlot[]): Piece {
  const names = choices.flatMap(({ words }) => [...words.values()].flat());
  if (names.length === 0) return piece;
  const match = wordPattern(names).exec(text.slice(piece.start, piece.end));
  if (!match) return piece;
  if (match.index === 0) return { start: piece.start + match[0].length, end: piece.end };
  return cut(text, { start: piece.start, end: piece.start + match.index }, small);
}

/**
 * The words that a sentence asks about: what is left when the frame of the question is gone, and of that the longest
 * name of the glossary when the rest are small words. The glossary is opened only for a short text or one with a frame,
 * or when the sentence is `surely` about a term.
 */
export function readTerm(
  raw: string,
  terms: () => readonly string[],
  choices: readonly ToolSlot[] = [],
  surely = false,
): AskedTerm | undefined {
  const sentence = Sentence.of(raw);
  const { text } = sentence;
  const open = cut(text, { start: 0, end: text.length }, polite);
  const frame = frameOf(text, open.start);
  const started = cut(text, cut(text, cut(text, open, inquiry), strong), weak);
  const plain = cut(text, shorten(text, withoutChoices(text, shorten(text, started), choices)), small);
  const piece = shorten(text, plain);
  const inside = text.slice(piece.start, piece.end);
  if (!/[a-z]/.test(inside) || onlySmall.test(inside)) return undefined;
  if (!surely && frame === 'none' && inside.split(' ').length > 3)
    return { term: wordsOf(sentence, piece), known: false, frame };
  const known = knownTerms(terms);
  if (known.keys.has(keyOf(inside))) return { term: wordsOf(sentence, piece), known: true, frame };
  const name = longestKnown(text, piece, known);
  if (name === undefined || owned.test(inside) || unrelated(inside, name, piece))
    return { term: wordsOf(sentence, piece), known: false, frame };
  return { term: wordsOf(sentence, name), known: false, frame };
}

function frameOf(text: string, start: number): AskedTerm['frame'] {
  const rest = text.slice(start);
  if (strong.test(rest) || suffixFrame(text)) return 'strong';
  return weak.test(rest) ? 'weak' : 'none';
}

const suffixFrame = (text: string): boolean =>
  /(?<![a-z])(?:definition|meaning|c'(?:est|etait) quoi[^a-z]*|ca veut dire quoi[^a-z]*|ca sert a quoi[^a-z]*|kesako|explained|explain(?: it| that)?|explique[rz]?(?:-moi)?|what (?:is|are|does) (?:it|that|they)(?: mean)?|what's (?:it|that)|c'est quoi ca|m'expliquer|what (?:an? |the )?(?!my )[a-z -]+ (?:is|are|means?|does))[ ?!.]*$/.test(
    text,
  );

const wordsOf = (sentence: Sentence, { start, end }: Piece): string =>
  Sentence.rawOf(sentence, start, end).toLowerCase();

/** "mon meilleur trade" asks of one's own thing, not what such a thing is. */
const owned = /(?<![a-z])(?:my|mon|ma|mes)(?![a-z])/;

const bound =
  /(?<![a-z])(?:of|in|for|on|my|this|that|when|with|here|de|du|des|dans|pour|sur|mon|ma|the|and|et|vs|versus)(?![a-z])/;

/** Words beside a known name make another term ("volatility smile"), unless a small word parts them ("drawdown in trading"). */
function unrelated(inside: string, name: Piece, piece: Piece): boolean {
  const around = `${inside.slice(0, name.start - piece.start)} | ${inside.slice(name.end - piece.start)}`;
  const count = inside.split(/\s+/).length;
  return count <= 4 && !bound.test(around);
}
