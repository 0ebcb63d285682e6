import { fold } from '../../config/suggest.ts';

/** What a person may want to know of the answer before. */
export type AskedBack = 'why' | 'meaning' | 'simpler' | 'more' | 'example' | 'verdict' | 'since';

const it = '(?:it|that|this|these|those|they|all (?:of )?(?:that|this|it)|the answer|your answer)';
const ca = '(?:ca|cela|ceci|tout ca|tout cela|ta reponse|votre reponse|la reponse)';

/** Whole sentences, folded, without punctuation and politeness. */
const sentences: readonly (readonly [AskedBack, string])[] = [
  [
    'why',
    [
      `why(?: is ${it}| so| not| ${it})?`,
      'how come',
      `explain(?: ${it}| yourself| why| further)?`,
      `how (?:do|did|can) you (?:know|get|compute|calculate|find|work out|come to|arrive at|say)(?: ${it})?`,
      `how (?:is|was) ${it} (?:computed|calculated|made|found)`,
      `(?:based on what|what is ${it} based on|on what basis|what makes you (?:say|think) (?:so|${it}))`,
      `are you (?:really |quite )?(?:sure|certain)(?: (?:of|about) ${it})?`,
      `(?:is|are) ${it} (?:really )?(?:true|right|correct|certain|reliable|accurate)`,
      `really|seriously|prove it|says who|can i trust (?:you|${it})`,
      `where does ${it} come from|what is your source|what are your sources|sources?`,
      `pourquoi(?: ${ca}| donc| pas)?|comment ${ca} se fait(?:-il)?|comment se fait-il`,
      `explique[rz]?(?:[ -]moi)?(?: ${ca}| pourquoi)?`,
      `comment (?:le |l')?(?:sais-tu|savez-vous|tu (?:le )?sais)(?: ${ca})?`,
      `comment (?:(?:as-tu|tu as|avez-vous) )?(?:calcule|trouve|obtenu|obtiens-tu|fait)(?: ${ca})?|comment ${ca} (?:se|est) calcule`,
      "sur quoi (?:te bases-tu|tu te bases|vous basez-vous|c'est base|ca se base|repose ta reponse)",
      "(?:(?:tu|t')? ?(?:en )?es|en es|tu en es|vous (?:en )?etes|c'est|es)[ -](?:tu |vous )?(?:vraiment )?(?:sure?|certain|vrai|fiable|juste|exact)|vraiment|serieusement|prouve-le",
      `d'ou (?:vient ${ca}|${ca} vient|tu sors ${ca}|sors-tu ${ca}|tiens-tu ${ca})|quelle est ta source|quelles sont tes sources`,
    ].join('|'),
  ],
  [
    'meaning',
    [
      `what (?:does|do|did|would) ${it} (?:all )?mean(?: exactly| then| for me)?|what do you mean(?: by ${it})?|meaning`,
      `i (?:do not|don't|dont|didn't|did not) (?:really )?(?:understand|get|follow)(?: ${it}| anything| a word)?|huh|eh|what|wat|pardon|sorry|what is ${it}|what's ${it}`,
      `qu'est[ -]ce que ${ca} (?:veut dire|signifie|represente)|${ca} veut dire quoi|${ca} signifie quoi|que (?:veut dire|signifie) ${ca}`,
      `(?:je (?:ne |n'ai )?|j'ai |j' ?)?(?:comprends|compris|capte|pige) (?:pas|rien)(?: compris)?(?: (?:a )?${ca})?|je n'ai (?:pas|rien) compris|hein|quoi|c'est quoi(?: ${ca})?|qu'est[ -]ce que c'est`,
    ].join('|'),
  ],
  [
    'simpler',
    [
      `(?:(?:say|explain|put|make|tell)(?: me)?(?: ${it})? )?(?:more |in |much |a bit |even )*(?:simpl(?:er|y|e)|simple (?:words|terms|english)|simpler (?:words|terms)|easier|clearer|plain (?:english|words)|shorter)(?: words| terms)?`,
      "(?:that's |it's |this is )?too (?:complicated|hard|difficult|technical|long)|dumb it down|eli5|(?:explain )?(?:it )?like i(?:'m| am) (?:five|5|a child)",
      `(?:(?:dis|redis|explique)(?:[ -](?:le|moi))?(?: ${ca})? )?(?:plus |bien plus |encore plus |en |de facon |de maniere |beaucoup plus )*(?:simple(?:ment)?|mots simples|mots plus simples|termes simples|termes plus simples|clair(?:e|ement)?|facile|court)`,
      "(?:c'est )?trop (?:complique|difficile|technique|dur|long)|comme si j'avais (?:cinq|5) ans",
    ].join('|'),
  ],
  [
    'more',
    [
      `(?:(?:tell|give|show) me |i want |can i have )?(?:some )?more(?: (?:details?|info(?:rmation)?|explanations?|about ${it}|on ${it}))?|(?:go )?deeper|in (?:more |greater )?(?:detail|depth)|details?|elaborate|go on|continue`,
      `(?:(?:donne|montre|dis)(?:[ -](?:moi|m'en|en))? |je veux |j'en veux )?(?:un peu )?plus(?: (?:de details?|d'infos?|d'informations?|d'explications?|en detail|precis))|(?:plus )?en detail|dis[ -]m'en plus|en savoir plus|developpe|approfondis|details?|continue`,
    ].join('|'),
  ],
  [
    'example',
    '(?:(?:can you |could you )?(?:give|show) me |can i have |do you have |for |with |donne(?:[ -]moi)? |montre(?:[ -]moi)? |as[ -]tu |tu as |avec |par )?(?:an? |some |another |one |un |une |des |un autre )?(?:concrete )?(?:examples?|exemples?|for instance)(?: concrets?)?',
  ],
  [
    'verdict',
    [
      `(?:is|was|are) ${it} (?:any |very |really |too )?(?:good|bad|a lot|much|high|low|big|small|normal|usual|ok|okay|fine|dangerous|risky|worth it)(?: or (?:not|bad|low|good))?|good or bad`,
      `(?:is|was) ${it} better than .{3,40}|better than (?:nothing|doing nothing|holding)`,
      "(?:c'est|est[ -]ce(?: que c'est)?|c'etait) (?:tres |trop |vraiment |plutot )?(?:bien|bon|mauvais|normal|beaucoup|peu|eleve|haut|grave|risque|dangereux|rentable|mal)(?: (?:ou|et) (?:pas|non|mauvais|bas))?|bon ou mauvais|bien ou pas",
      "(?:c'est|est[ -]ce(?: que c'est)?) mieux que .{3,40}|mieux que (?:rien|ne rien faire)",
    ].join('|'),
  ],
  [
    'since',
    [
      `(?:since|from) when(?: (?:is|was|has) ${it}(?: been)?)?|when did ${it} (?:start|begin)|how long(?: (?:has|have|is|was) (?:${it}|we)(?: (?:lasted|been|going on|like (?:this|that))*)*| already| now| for)?`,
      `(?:${ca} )?(?:dure )?(?:depuis|de) (?:quand|combien de temps|longtemps)(?: (?:${ca}|(?:est|dure)[ -](?:ce|${ca}|il)|c'est)(?: (?:dure|le cas|comme ca))*)?|(?:${ca} dure|ca fait) (?:combien de temps|depuis quand)|quand (?:est[ -]ce que )?${ca} a (?:commence|debute)`,
    ].join('|'),
  ],
];
const patterns = sentences.map(([kind, pattern]) => [kind, new RegExp(`^(?:${pattern})$`)] as const);

const polite =
  /^(?:(?:and|et|ok|okay|but|mais|so|alors|well|hm+|ah|oh|euh|please|yes|oui|no|non|can you|could you|peux-tu|pouvez-vous|tu peux|sorry but|stp|svp|s'il te plait|s'il vous plait) )+(?=.)/;
const trailing = /(?: (?:please|pls|stp|svp|s'il te plait|s'il vous plait|then|donc|alors|thanks|merci))+$/;

/** What a whole sentence asks of the answer before it; undefined where it speaks of anything else. */
export function asksBack(text: string): AskedBack | undefined {
  const said = fold(text)
    .replace(/[^a-z0-9' -]+/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
  const plain = said.replace(polite, '').replace(trailing, '');
  return patterns.find(([, pattern]) => pattern.test(said) || pattern.test(plain))?.[0];
}
