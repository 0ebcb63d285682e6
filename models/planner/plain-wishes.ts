import { fold } from '../../config/suggest.ts';
import type { Text } from '../../config/text.ts';
import type { PlannedCall, PlannerTool, PlannerWorld, Understanding } from './planner-world.ts';
import { readSentence } from './read-sentence.ts';
import { Sentence } from './sentence.ts';

type Wish = {
  /** Of folded text without punctuation. */
  readonly pattern: RegExp;
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Whether the sentence has to name an instrument, which the tool takes. */
  readonly ofSymbol?: true;
  /** Said before the card. */
  readonly before?: Text;
};

const deepest = '(?:worst|biggest|largest|deepest|greatest|max(?:imum)?)';
const pire = '(?:pire|plus (?:fort|gros|grand|profond)[a-z]*)';

/** A fall within one candle, or of one's own, is another matter. */
const apart =
  '(?<![a-z])(?:day|daily|week|month|jour|journee|seance|semaine|mois|trades?|my|mon|ma|mes|account|compte)(?![a-z])';

const things =
  '(?:markets?|stocks?|shares?|instruments?|assets?|coins?|cryptos?|symbols?|prices?|marches?|actions?|titres?|actifs?|indices?|valeurs?)';

/** What is answered to whoever asks what we think of an instrument. */
const noOpinion = {
  tool: 'show_indicators',
  args: {},
  ofSymbol: true,
  before: {
    en: 'I have no opinion of it; what its prices say is computed below.',
    fr: "Je n'en ai pas d'avis ; ce que disent ses cours est calculé ci-dessous.",
  },
} as const;

/** Sentences of everyday words that one tool answers, though none of those words is about it. */
const wishes: readonly Wish[] = [
  {
    pattern: new RegExp(
      `(?:${deepest} (?:ever )?(?:fall|drop|crash|decline|loss)|${pire} (?:chute|baisse|perte|krach|degringolade))(?![a-z])(?!.*${apart})`,
    ),
    tool: 'run_backtest',
    args: { strategy: 'buy_and_hold' },
    ofSymbol: true,
    before: {
      en: 'That is the maximum drawdown of holding it, from the highest to the lowest close that followed:',
      fr: "C'est le repli maximal de qui l'a conservé, de la plus haute clôture à la plus basse qui a suivi :",
    },
  },
  {
    pattern:
      /^(?:(?:so|and|ok|hey|hi) )*(?:how (?:does|do|is|are) .+ look(?:ing|s)?(?: like)?|(?:what are your |any |your )?(?:thoughts|opinion|view|take|feelings?) (?:on|of|about) .+|what do you (?:think|reckon|make) (?:about|of) .+|(?:analy[sz]e|(?:give me )?an? analysis of) [a-z0-9&/ ]{1,20}$)/,
    ...noOpinion,
  },
  {
    pattern:
      /^(?:(?:et|alors|dis|salut|bonjour) )*(?:(?:qu'est[ -]ce que |que |quoi |tu )*(?:tu )?(?:penses?|pensez|dis)[ -](?:tu |vous )?(?:quoi )?(?:de |du |d')(?!s? ?(?:mon|ma|mes) ).+|(?:ton |votre |un |des )?(?:avis|opinion)s? (?:sur|de) .+|(?:analyse|analyser|analysez)[ -](?:moi )?[a-z0-9&' ]{1,20}$)/,
    ...noOpinion,
  },
  {
    pattern:
      /^(?:what|which [a-z]+|anything|something)? ?(?:did|have|do|are) (?:you|u) (?:already |ever |just )?(?:buy|bought|sell|sold|hold|holding|own|owning|traded?|trading)(?: (?:anything|something|for me|with my money|so far|today|yesterday|this week|lately|already))*$|^(?:(?:qu'est[ -]ce que |que )?(?:tu as|t'as|as[ -]tu|vous avez|avez[ -]vous|qu'as[ -]tu|qu'avez[ -]vous) (?:deja )?(?:achete|vendu|pris|trade)(?: (?:quoi|quelque chose|pour moi|avec mon argent|aujourd'hui|hier|recemment|quoi pour moi))*)$/,
    tool: 'get_portfolio',
    args: {},
    before: {
      en: 'Nothing is bought or sold here without a person who approves it. This is what stands in the account:',
      fr: "Rien n'est acheté ni vendu ici sans l'accord d'une personne. Voici ce que contient le compte :",
    },
  },
  {
    pattern:
      /^(?:and |but |so )*(?:why|how come) (?:did|have|do|would) (?:you|u) (?:buy|bought|sell|sold|hold|trade|traded|close|closed|propose|choose|pick|do)(?![a-z])|^(?:et |mais |alors )*(?:pourquoi|comment ca se fait que) (?:est[ -]ce que )?(?:tu as|t'as|as[ -]tu|vous avez|avez[ -]vous) (?:achete|vendu|pris|ferme|propose|choisi|fait|trade)(?![a-z])/,
    tool: 'explain_decision',
    args: {},
  },
  {
    pattern:
      /^(?:(?:what is|what's|quel est|c'est quoi|donne[ -]moi|give me|combien est) )?(?:the |le |du )?(?:exchange rate|taux(?: de change)?|rate)(?: (?:of|for|between|de|du|entre))?(?: (?:the|le|l'))? .*(?:euro|dollar|eur|usd|livre|pound|yen|gbp|jpy)[a-z]*$/,
    tool: 'get_price',
    args: {},
    ofSymbol: true,
  },
  {
    pattern: new RegExp(
      `^(?:so |and |ok |et |alors )*(?:(?:what|which)(?: kinds? of)? ${things} (?:(?:can|could) (?:i|you|we|u)|(?:do|have|are) (?:you|u|there)|exist|available).{0,30}|(?:what|which) can (?:i|we|you) (?:trade|watch|follow|look (?:at|up)|look)(?: .{0,20})?|(?:je peux|on peut|tu peux|tu (?:connais|suis|couvres|proposes|as))(?: (?:suivre|regarder|voir|consulter|trader|negocier|montrer))? (?:quoi|quel(?:le)?s?)(?: (?:comme |de )?${things}.{0,15})?|(?:sur )?quel(?:le)?s? ${things} (?:est[ -]ce que |qu'|que )?(?:je peux|on peut|puis[ -]je|peut[ -]on|tu |sont (?:disponibles|suivi)|il y a|y a).{0,30})$`,
    ),
    tool: 'list_universe',
    args: {},
  },
];

const symbolIn = (text: string, world: PlannerWorld): string | undefined => {
  const found = Sentence.all(readSentence(text, world).sentence, 'symbol')[0]?.value;
  return typeof found === 'string' ? found : undefined;
};

/** The call that a sentence of everyday words wishes for; undefined for every other one. */
export function plainWish(
  text: string,
  tools: readonly PlannerTool[],
  world: PlannerWorld,
): Extract<Understanding, { kind: 'calls' }> | undefined {
  const said = fold(text)
    .replace(/[^a-z0-9&' -]+/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
  const wish = wishes.find(({ pattern, tool }) => pattern.test(said) && tools.some(({ name }) => name === tool));
  if (!wish) return undefined;
  const symbol = wish.ofSymbol && symbolIn(text, world);
  if (wish.ofSymbol && symbol === undefined) return undefined;
  const call: PlannedCall = { name: wish.tool, args: { ...wish.args, ...(symbol === undefined ? {} : { symbol }) } };
  return { kind: 'calls', calls: [call], ...(wish.before ? { before: wish.before[world.language] } : {}) };
}
