import { fold } from '../../config/suggest.ts';
import type { Text } from '../../config/text.ts';

/** What a language model's sentence is held against. */
export type Facts = {
  /** Whether the ledger holds the approval of a proposal; without an id, of any. */
  readonly approved: (proposalId?: string) => boolean;
  /** Whether the ledger holds a fill whose quantity or price stands in the sentence. */
  readonly filled: (sentence: string) => boolean;
  /** Whether this turn made a proposal. */
  readonly proposed: () => boolean;
};

/** Reads one sentence and gives what stands in its place; undefined leaves it as it is. */
export type GuardSentence = (sentence: string, facts: Facts) => Text | undefined;

const acted =
  '(?:bought|purchased|sold|executed|filled|placed|submitted|closed|approved|completed|confirmed|transferred|done|achete|vendu|execute|rempli|place|passe|cloture|approuve|valide|effectue|confirme|transfere|fait)(?:e|es|s)?';
const order = '(?:order|trade|position|purchase|sale|transaction|it|everything|ordre|achat|vente|trade|tout|c)';
const draft = '(?! (?:(?:an?|the|your|une|la|votre|this|cette) )?(?:proposal|draft|proposition|ebauche))';

const didIt = new RegExp(
  `(?<![a-z])(?:(?:i|we)(?:'ve| have)?(?: (?:just|already|now|successfully))*|j'ai(?: (?:bien|deja))*|nous avons(?: (?:bien|deja))*|je viens d(?:e |'))[ ]?${acted.replace('achete', 'achete|acheter').replace('|vendu', '|vendu|vendre')}(?![a-z])${draft}`,
);
const isDone = new RegExp(
  `(?<![a-z])${order}[^.!?]{0,60}?(?:(?:is|was|has been|have been|are|were|got)|(?:est|a ete|ont ete|sont)|'est)(?: (?:now|just|already|successfully|fully|maintenant|bien|deja|entierement))* ${acted}(?![a-z])`,
);
/** How orders and stops work, and no word of one of them. */
const general =
  /^[^a-z]*(?:if|when|once|si|quand|lorsque) |(?<![a-z])(?:an?|each|every|any|une?|chaque|tout) (?:[a-z-]+ ){0,2}?(?:order|trade|position|purchase|sale|stop|ordre|achat|vente)/;
const bareDone =
  /^[^a-z]*(?:done|filled|executed|bought|sold|fait|execute|achete|vendu)(?:e|es)?(?![a-z])(?! (?:nothing|rien))/;
const approval =
  /(?<![a-z])(?:approved|pre-approved|approuvee?|validee?|(?:approval|approbation|accord)[^.!?]{0,30}(?:given|granted|received|donnee?|accordee?|recue?))(?![a-z])/;
const waits =
  /(?<![a-z])(?:not|never|n't|until|unless|once|if|must be|to be|can be|pas|jamais|tant que|si|doit etre|a etre|peut etre|quand) (?:[a-z]+ ){0,4}?(?:been |yet |encore |ete )?(?:approved|executed|filled|done|bought|sold|placed|approuvee?|executee?|validee?|passee?|vendue?|achetee?)(?![a-z])/;
const advice =
  /(?<![a-z])(?:you (?:should|must|ought to|need to)|i(?:'d| would)? (?:strongly )?(?:recommend|advise|suggest)|my advice(?: is)?|vous devriez|tu devrais|je (?:vous |te )?(?:conseille|recommande|suggere)|il (?:vous |te )?faut)(?! not| never| pas)[^.!?]{0,60}?(?<![a-z])(?:buy|buying|sell|selling|short|invest|investing|go long|acheter|achat|vendre|vente|investir|shorter)(?![a-z])/;

const nothingDone: Text = {
  en: '(Left out: a claim that something was executed or approved. The ledger shows nothing of the kind; only a person approves, on the card of a proposal.)',
  fr: "(Retiré : l'affirmation que quelque chose a été exécuté ou approuvé. Le registre ne montre rien de tel ; seule une personne approuve, sur la carte d'une proposition.)",
};
const noAdvice: Text = {
  en: '(Left out: personal advice without a proposal. I explain and compute; what to do is yours to decide.)',
  fr: "(Retiré : un conseil personnel sans proposition. J'explique et je calcule ; la décision vous revient.)",
};

function claimsApproval(said: string, { approved }: Facts): boolean {
  if (!approval.test(said)) return false;
  const ids = said.match(/p-\d+/g) ?? [];
  return ids.length === 0 ? !approved() : ids.some(id => !approved(id.toUpperCase()));
}

/** False claims of fills and approvals, and advice to act without a proposal. A model never acts, so "I bought" is never true. */
export const guardSentence: GuardSentence = (sentence, facts) => {
  const said = fold(sentence).replace(/[’ʼ]/g, "'").replace(/[*_`]/g, '');
  if (!waits.test(said)) {
    const filled = (isDone.test(said) && !general.test(said)) || bareDone.test(said);
    if (didIt.test(said) || claimsApproval(said, facts) || (filled && !facts.filled(sentence))) return nothingDone;
  }
  return advice.test(said) && !facts.proposed() ? noAdvice : undefined;
};

const link = /!?\[([^\]]*)\]\([^)]*\)|(?:https?|ftp|file|data|javascript):\S+|www\.\S+|<\/?[a-z][^>]*>/gi;

/** Links, pictures and markup carry data away when they are shown: a model's text needs none, cards name their sources. */
export const withoutLinks = (text: string): string =>
  text.replace(link, (_found, label?: string) => (label ? label : '[…]'));

/** Words after which a sentence is held back until its end. */
const risky =
  /!?\[|\]\(|:\/\/|www\.|data:|javascript:|<|bearer|(?<![a-z])(?:bought|purchased|sold|executed|filled|placed|submitted|closed|approv|completed|confirmed|transferred|done|fait|achet|vend|execut|rempli|pass|clotur|valid|effectu|accord|should|must|ought|need|recommend|advis|advice|suggest|devri|devrai|conseill|recommand|sugger|faut)/;

const sentenceEnd = /[.!?…][)"'»\]]*\s|\n/;

export type SpeechOptions = {
  guard: GuardSentence;
  facts: Facts;
  /** Takes out of a text what nobody may read. */
  clean: (text: string) => string;
  say: (text: Text) => string;
};

/** A model's streamed answer as a person reads it: sentences that could claim something wait for their end. */
export class GuardedSpeech {
  readonly #options: SpeechOptions;
  #released = '';
  #held = '';

  constructor(options: SpeechOptions) {
    this.#options = options;
  }

  /** Takes a piece in and gives what may be read now. */
  push(piece: string): string {
    this.#held += piece;
    let out = '';
    for (let end = sentenceEnd.exec(this.#held); end; end = sentenceEnd.exec(this.#held)) {
      const cut = end.index + end[0].length;
      out += this.#finish(this.#held.slice(0, cut));
      this.#held = this.#held.slice(cut);
    }
    return out + this.#harmless();
  }

  /** What is left when nothing more comes. */
  end(): string {
    const rest = this.#held;
    this.#held = '';
    return this.#finish(rest);
  }

  /** Whole words of a sentence that claims nothing so far. */
  #harmless(): string {
    const cut = this.#held.lastIndexOf(' ') + 1;
    const words = this.#held.slice(0, cut);
    if (cut === 0 || risky.test(fold(this.#released + this.#held))) return '';
    this.#released += words;
    this.#held = this.#held.slice(cut);
    return this.#options.clean(words);
  }

  #finish(rest: string): string {
    const { guard, facts, clean, say } = this.#options;
    const instead = guard(this.#released + rest, facts);
    this.#released = '';
    return instead ? `${say(instead)}${/\s$/.exec(rest)?.[0] ?? ''}` : clean(rest);
  }
}
