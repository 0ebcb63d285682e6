import { messages } from '../../config/messages.ts';
import { fold } from '../../config/suggest.ts';
import type { PlannerWorld } from './planner-world.ts';

const acts =
  '(?:buy|sell|invest|close|short|hold|keep|dump|exit|go (?:long|short|all[ -]in)|put (?:my|all|some|half|the|money|everything)|get (?:in|out|into|rid)|cash out|take (?:a loan|out)|borrow|move (?:my|all|everything|into)|switch|double down|average down|add (?:to|more)|leverage|bet|wait to (?:buy|sell)|do with (?:my|the|this|that|these|our)|pick|choose|own|start (?:buying|investing|trading)|stay (?:in|invested|out)|save for|allocate|trade)';
const agir =
  '(?:acheter|vendre|investir|placer|fermer|garder|conserver|shorter|sortir|entrer|mettre|prendre|emprunter|miser|parier|choisir|attendre|renforcer|alleger|solder|encaisser|rester|passer|deplacer|faire (?:de|avec|pour)|tout (?:vendre|mettre|miser|investir|placer))';

const english: readonly RegExp[] = [
  new RegExp(
    `(?<![a-z])(?:(?:should|shall|must|ought|do you think) (?:i|we|my (?:wife|husband|son|daughter|mother|father|parents|partner))|(?:am|are) (?:i|we) (?:right|wrong|smart|stupid|foolish) to|(?:i|we) should)(?: (?:to|just|now|still|also|really|rather|even|better|already|immediately))* ${acts}(?![a-z])`,
  ),
  /(?<![a-z])(?:is|would|are|was) (?:it|this|that|now|today|these|[a-z&. ]{1,30}?) ?(?:be )?(?:still )?(?:a |an )?(?:good|right|bad|smart|wise|safe|great|best|sensible|suitable|worth) (?:time|moment|idea|investment|buy|bet|choice|purchase|fit|place|option)(?: (?:to (?:buy|sell|invest|short|get in|get out|put)|for (?:me|us|my|someone like me|a)|right now|now|today|at my age))/,
  /(?<![a-z])(?:what|which|how much|where|how|when|what kind of) (?:[a-z&]+ ){0,4}?(?:(?:should|shall|must|can) (?:i |we )|(?:would|do|can|should) you )(?:[a-z]+ )?(?:recommend|advise|suggest|buy|sell|invest|put|pick|choose|hold|do with my|place my|allocate|save|trade|own|get into)(?![a-z])/,
  /(?<![a-z])(?:recommend|suggest|advise|tell|give|pick|choose|find) (?:me |us )(?!my )(?:[a-z]+ ){0,5}?(?:stocks?|shares?|etfs?|funds?|cryptos?|coins?|investments?|what to (?:buy|sell|invest|do)|where to (?:put|invest)|to (?:buy|sell|invest)|portfolio|assets?|tips?|advice|whether to (?:buy|sell|invest))(?![a-z])/,
  /(?<![a-z])(?:pick|choose|find|select) (?:[a-z0-9]+ ){0,3}?(?:stocks?|etfs?|funds?|cryptos?|investments?|shares?) for (?:me|us|my)/,
  /(?<![a-z])(?:investment|financial|personal|buy|sell|trading|stock) (?:advice|tips?|recommendations?)(?![a-z])/,
  /(?<![a-z])(?:best|safest|right) (?:stocks?|etfs?|investments?|cryptos?|funds?|place|portfolio|asset|way)(?: [a-z]+){0,3}? (?:to (?:buy|invest|put|hold|own|pick)|for (?:me|my [a-z]+|us|retirement|someone|a (?:retiree|student|young|beginner)))(?![a-z])/,
  /(?<![a-z])(?:i(?:'m| am)|we(?:'re| are)) (?:\d{2}|retired|a student|unemployed|about to retire|in my|married|single)(?![\d%]).{0,120}(?:invest|buy|sell|savings|put|portfolio|allocat|retire|money|do\?|stock|fund|crypto|etf|bitcoin)/,
  /(?<![a-z])(?:suit(?:s|able|ed)?|right|fit|appropriate|good|safe|risky) (?:for|to) (?:me|us|my (?:age|situation|profile|savings|retirement|family|risk|needs|goals))(?![a-z])/,
  /(?<![a-z])my (?:life savings|savings|inheritance|retirement (?:money|savings|account|fund)|pension|emergency fund|salary|bonus|mortgage|student loan|college fund|house money)(?![a-z])(?!.{0,40}(?:mean|definition)).{0,120}(?:\?|invest|buy|put|into|in (?:bitcoin|stocks|crypto))/,
  /(?<![a-z])(?:what|how) would you do (?:in my|if you were|with my|with (?:\$|[0-9]))/,
  /(?<![a-z])(?:would you|do you think i should|if you were me,? would you|tell me (?:if|whether) (?:i should|to)) (?:[a-z]+ ){0,4}?(?:buy|sell|invest|hold|short|recommend|advise)(?![a-z])/,
  /(?<![a-z])(?:i have|i've got|i've|i got|with) (?:about |around |like |only )?(?:\$ ?)?\d[\d.,]* ?(?:k|€|\$|usd|eur|dollars?|euros?|bucks|quid|pounds)?(?![a-z%]).{0,40}(?:what (?:should|do|can|would) (?:i|you) do|where (?:should|do|can) i (?:put|invest|start)|how (?:should|do|can) i (?:invest|start)|what now)/,
  /(?<![a-z])(?:do|would|can) i (?:now |just )?(?:buy|sell|hold)(?: or (?:buy|sell|hold|wait))+(?![a-z])/,
  /(?<![a-z])(?:smart|wise|safe|foolish|stupid|sensible|reasonable|worth it|better|ok|okay) (?:for me )?to (?:go all[ -]in|buy|sell|invest|borrow|short|bet|hold|put)(?![a-z])/,
  /(?<![a-z])worth (?:buying|selling|investing|holding|it)(?: [a-z]+){0,2} for (?:me|us|my|our)(?![a-z])/,
];

const french: readonly RegExp[] = [
  new RegExp(
    `(?<![a-z])(?:dois|devrais|devrions|devons|doit|devrait|faut|faudrait|vaut|puis|peux|pourrais|ferais)-?(?: ?-?)(?:je|nous|on|il|mieux|t-il|bien)(?: (?:me|mieux|plutot|tout|encore|vraiment|maintenant|bien de|bien d'|que je|absolument|deja))* ?${agir}(?![a-z])`,
  ),
  new RegExp(
    `(?<![a-z])(?:est-ce que )?(?:je|nous|on|mon mari|ma femme|mes parents|il) (?:dois|devrais|devrions|devons|doit|doivent|devrait|faut|faudrait|ferais|vaut)(?: (?:me|mieux|plutot|tout|encore|vraiment|maintenant|bien de|bien d'|que je))* ?${agir}(?![a-z])`,
  ),
  /(?<![a-z])(?:est-ce|c'est|serait-ce|est-il|ca serait)(?: [a-z]+){0,3}? (?:le )?(?:bon(?:ne)?|mauvais(?:e)?|meilleur|judicieux|raisonnable|prudent|sage|opportun)?(?: (?:moment|idee|choix|placement|investissement|achat))? ?(?:de |d'|pour )(?:acheter|vendre|investir|shorter|entrer|sortir|placer|mettre|garder|moi|mon age|ma situation|mon profil|ma retraite|un retraite)/,
  /(?<![a-z])(?:que|quoi|quel(?:le)?s?|ou|comment|combien|quand)(?: [a-z']+){0,5}? (?:me )?(?:conseill|recommand|sugger|proposeri)[a-z]*/,
  /(?<![a-z])(?:conseille|recommande|suggere|indique|donne|dis|trouve|choisis)(?:z)?[ -]?moi(?: [a-z']+){0,6}? ?(?:actions?|etf|fonds|cryptos?|placements?|investissements?|conseils?|portefeuille|quoi (?:acheter|vendre|faire)|ou (?:placer|investir|mettre)|s'il faut|si je dois|acheter|vendre)(?![a-z])/,
  /(?<![a-z])(?:dans quo?i|dans quelles? [a-z]+|sur quoi|quelles? [a-z]+|que|quoi|ou|combien|comment) (?:dois|devrais|puis|faut|devrions|est-ce que je (?:dois|devrais)|je (?:dois|devrais))[- ]?(?:je|il|nous|t-il)? ?(?:[a-z']+ ){0,2}?(?:investir|acheter|vendre|placer|mettre|choisir|garder|faire (?:de|avec))/,
  /(?<![a-z])(?:un |des |vos |ton |tes |votre )?(?:conseils?|avis|recommandations?) (?:en |d'|de |financiers?|personnels?|personnalises?|sur (?:mon|ma|mes))(?:investissements?|placements?|achat|vente|bourse|trading|epargne|portefeuille|situation)?/,
  /(?<![a-z])(?:meilleur(?:e)?s?|plus surs?|bons?) (?:actions?|etf|placements?|investissements?|cryptos?|fonds|endroit|portefeuille)(?: [a-z']+){0,3}? ?(?:a (?:acheter|prendre|choisir)|pour (?:moi|mon|ma|mes|placer|investir|un (?:retraite|etudiant|debutant|jeune)|preparer|la retraite))/,
  /(?<![a-z])j'ai (?:\d{2} ans|herite|(?:\d[\d ]*|quelques|un peu|des) ?(?:k|€|euros?|dollars?|\$|economies|d'economies|mille)).{0,140}(?:invest|achet|vend|plac|epargn|mettre|portefeuille|retraite|fais quoi|quoi faire|faire quoi|que faire|\?)/,
  /(?<![a-z])je (?:suis|gagne|touche|pars) (?:\d|retraite|etudiant|au chomage|bientot|a la retraite|marie|celibataire|salarie).{0,140}(?:invest|achet|vend|plac|epargn|mettre|portefeuille|\?)/,
  /(?<![a-z])(?:adapte|convient|conviendrait|approprie|fait|bien|risque|bon)e?s? (?:a|pour) (?:moi|mon (?:age|profil|cas|epargne)|ma (?:situation|retraite|famille)|mes (?:besoins|objectifs))(?![a-z])/,
  /(?<![a-z])(?:doit|doivent|devrait|devraient)-(?:elle|il|elles|ils|on) (?:[a-z]+ )?(?:acheter|vendre|investir|placer|garder|mettre)(?![a-z])/,
  /^(?:ou|quoi|combien|comment) (?:mettre|placer|investir|acheter)(?![a-z])/,
  /(?<![a-z])(?:qu'il faut|il faut|faut-il) que (?:je|nous|on) (?:sorte|vende|achete|investisse|place|mette|garde|entre|sortions|vendions)/,
  /(?<![a-z])(?:raisonnable|judicieux|sage|prudent|malin|risque|sense|idiot) (?:de |d')(?:tout )?(?:miser|investir|acheter|vendre|placer|mettre|emprunter|garder)/,
  /(?<![a-z])(?:choisi[st]|trouve|selectionne|prends)(?:sez|z)? (?:[a-z0-9]+ ){1,4}pour (?:moi|nous|mon|ma|mes)(?![a-z])/,
  /(?<![a-z])(?:vaut|valent)-(?:il|elle|ils|elles) le (?:coup|cout).{0,40}(?:moi|mes|mon|ma|acheter|investir)/,
  /(?<![a-z])j'achete ou (?:je )?(?:vends|garde|attends)|(?<![a-z])je (?:vends|garde|attends) ou (?:j'achete|je (?:garde|vends))/,
  /(?<![a-z])mes (?:economies|epargnes)|mon (?:epargne|heritage|livret(?: a)?|assurance[ -]vie|salaire)(?![a-z]).{0,120}(?:\?|invest|plac|mettre|bourse|bitcoin|crypto)/,
  /(?<![a-z])(?:tu ferais|vous feriez|ferais-tu|feriez-vous|que faire|a ma place|si tu etais moi|si vous etiez moi).{0,80}(?:quoi|a ma place|avec (?:mes|mon|cet|\d)|de (?:mes|mon|ma)|argent|actions?|\?)/,
  /(?<![a-z])(?:me )?(?:conseilles|recommandes|conseillez|recommandez|suggeres|suggerez)[ -](?:tu|vous)(?![a-z])|(?<![a-z])(?:tu me|vous me) (?:conseill|recommand)/,
];

/** An order that the person decided on themself, or a question about the product's own record, is no wish for advice. */
const elsewhere =
  /(?<![a-z])(?:films?|movies?|restaurants?|books?|livres?|series?|songs?|chansons?|recettes?|recipes?)(?![a-z])/;

/** A wish to be told of a figure of the account, which is an alert. */
const watched =
  /(?<![a-z])(?:(?:tell|warn|alert|notify) me|(?:dis|previens|avertis|alerte)[ -]moi) (?:when|if|once|quand|si|lorsque|des que) (?:my|the|mon|ma|le|la|mes) (?:portfolio|account|equity|drawdown|loss|profit|portefeuille|compte|capital|perte|gain|baisse|repli)/;

const decided =
  /^(?:please |ok |okay |peux-tu |s'il te plait |stp )*(?:buy|sell|short|close|propose|backtest|explain|define|quiz|what is|what are|what does|c'est quoi|qu'est-ce|explique|definis|achete|vends|ferme|propose|backteste|lesson|lecon)(?![a-z])/;

/** True where somebody asks what they should do with their money: a question that no rule can know the answer to. */
export function asksAdvice(text: string): boolean {
  const said = fold(text).replace(/[’ʼ]/g, "'").replace(/\s+/g, ' ').trim();
  if (elsewhere.test(said) || watched.test(said)) return false;
  if (decided.test(said) && !/(?:for m[ey]|pour m(?:oi|on|a|es)|my savings|mes economies)(?![a-z])/.test(said))
    return false;
  return english.some(pattern => pattern.test(said)) || french.some(pattern => pattern.test(said));
}

/** General information, what a suitability test would ask, what can be had instead, and the notice: no recommendation. */
export const adviceText = ({ language }: Pick<PlannerWorld, 'language'>): string =>
  language === 'fr'
    ? `Je ne donne pas de conseil personnel : je ne connais ni votre situation ni vos projets. En général, tout placement peut perdre de la valeur, personne ne connaît le bon moment, et ce qui n'est pas réparti risque davantage. Qui est habilité à conseiller demanderait d'abord : à quoi sert cet argent, et quand en aurez-vous besoin ? Quelle perte pouvez-vous supporter ? Avez-vous une réserve et des dettes ? Que savez-vous de ce produit, et qu'avez-vous fait lors de la dernière baisse ? Je peux montrer ce que je calcule (prix, graphique, prévision de volatilité, backtest), expliquer un terme, ou contrôler un ordre précis que vous décidez vous-même, par exemple « Achète 5 unités du S&P 500 avec un stop à 2700 ». ${messages.notAdvice.fr}`
    : `I give no personal advice: I know neither your situation nor your plans. In general, every investment can lose value, nobody knows the right moment, and what is not spread out risks more. Whoever is licensed to advise would first ask: What is the money for, and when do you need it? How much of it could you lose? Do you have a reserve, and debts? What do you know of this product, and what did you do in the last fall? I can show what I compute (price, chart, volatility forecast, backtest), explain a term, or check an order that you decide on yourself, for example "Buy 5 units of the S&P 500 with a stop at 2700". ${messages.notAdvice.en}`;
