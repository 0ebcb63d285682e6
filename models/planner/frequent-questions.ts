import { fold } from '../../config/suggest.ts';
import type { Text } from '../../config/text.ts';

type Question = { readonly pattern: RegExp; readonly text: Text };

/** What people ask of the product itself, which no tool computes. Patterns are of folded text without punctuation. */
const questions: readonly Question[] = [
  {
    pattern:
      /^(?:(?:hi|hello|bonjour|salut) )?(?:(?:so |ok )?(?:what (?:can|do|could) you do(?: for me)?|what can i (?:ask|do)(?: you| here)?|help(?: me)?(?: please)?|how does (?:this|it) work|how do (?:you|i) (?:work|start|begin|use (?:this|you))|where (?:do|should|can) i (?:start|begin)(?: .{0,40})?|what (?:do|should) i (?:do|learn|ask|try) first|first steps?|what now|get started)|i(?:'m| am) (?:new|a beginner|lost|a newbie)(?: here| to (?:this|trading|finance|investing))?(?: .{0,40})?|(?:que|qu'est[ -]ce que|quoi|tu) (?:sais|peux)[ -]?(?:tu |-tu )?(?:faire)?(?: quoi)?(?: pour moi)?|(?:a quoi tu sers|tu sers a quoi|t'es capable de (?:faire )?quoi|what are you (?:good |useful )?for|what(?:'s| is) this (?:thing|app|bot)?(?: for)?)|que (?:sais|peux)-tu (?:faire|m'apprendre).*|(?:qu'est[ -]ce que )?(?:je peux|puis-je|je dois) (?:te |vous )?(?:demander|faire)(?: quoi)?|que puis-je (?:te |vous )?demander|aide(?:z)?[ -]moi|comment (?:ca (?:marche|fonctionne)|commencer|debuter|tu marches)|(?:je (?:suis|debute|commence)|j'y connais rien|je n'y connais rien).{0,50}|(?:par (?:ou|quoi) (?:commencer|(?:je|on) commence)|(?:je|on) commence par (?:ou|quoi)|par (?:ou|quoi) (?:est[ -]ce que )?(?:je|on) commence|(?:premiers pas|quoi faire en premier|je fais quoi en premier)).{0,50}|(?:je suis )?perdu)$/,
    text: {
      en: 'I look at markets, compute and explain; I never guess and never trade by myself. Five good first questions: "What is the price of the S&P 500?", "How volatile will it be tomorrow?", then "Why?", "What is drawdown?", "Backtest buy and hold on the S&P 500 since 2010". After any answer you may say "why?", "simpler", "in French?" or "and yesterday?". /help lists everything.',
      fr: "Je regarde les marchés, je calcule et j'explique ; je ne devine jamais et ne négocie jamais seul. Cinq bonnes premières questions : « Quel est le prix du S&P 500 ? », « Quelle volatilité pour demain ? », puis « Pourquoi ? », « C'est quoi un drawdown ? », « Backteste acheter et conserver sur le S&P 500 depuis 2010 ». Après toute réponse, dites « pourquoi ? », « plus simple », « en anglais ? » ou « et hier ? ». /aide liste tout.",
    },
  },
  {
    pattern:
      /^(?:where (?:do|does|did) (?:you|your|the|this|these) .{0,30}(?:data|prices|numbers|figures|quotes).{0,20}from|where do you get .{0,30}|what (?:is|are) (?:the|your) (?:data )?sources? .{0,20}|what data do you (?:use|have)|d'ou (?:viennent|vient|sortent|proviennent) .{0,20}(?:donnees|prix|chiffres|cours)|quelles (?:donnees|sources) (?:utilises|as|utilisez|avez)[ -](?:tu|vous))$/,
    text: {
      en: 'The last line of every card says where its figures come from and of which day they are. /status lists the provider and the instruments with a history; "Check the data of the S&P 500" looks for holes and errors in one.',
      fr: "La dernière ligne de chaque carte dit d'où viennent ses chiffres et de quel jour ils sont. /etat donne le fournisseur et les instruments qui ont un historique ; « Vérifie les données du S&P 500 » y cherche des trous et des erreurs.",
    },
  },
  {
    pattern:
      /^(?:(?:which|what) (?:model|models|algorithm|method|ai|llm)s? (?:do|are|is) (?:you|it|this) ?(?:use|using|run|running|based on)?|(?:are you|r u|am i (?:talking|speaking|chatting) (?:to|with)|is this) (?:an? |really |just |some )*(?:ai|llm|bot|robot|human|machine|program|chatgpt|gpt|real(?: (?:person|human|one))?|person|someone real)(?: or (?:not|an? .{2,20}|just .{2,20}|.{2,20}))?|quels? (?:modeles?|algorithmes?|methodes?|ia) (?:utilises|utilisez|emploies)[ -](?:tu|vous)|(?:es[ -]tu|tu es|t'es|vous etes|etes[ -]vous|je parle (?:a|avec)|c'est) (?:une? |vraiment |juste )*(?:ia|robot|bot|humain|humaine|machine|programme|chatgpt|vrai|vraie personne|personne)(?: (?:ou (?:pas|un .{2,20}|une .{2,20}|.{2,20})|reel(?:le)?))?)$/,
    text: {
      en: 'I am a program, no person: Quaestor. Answers in this chat come from a planner of plain rules, not from a language model. Volatility forecasts come from the model that past comparisons favour: "Compare the volatility forecasters on the S&P 500" shows all of them, "Which networks are trained?" the networks.',
      fr: "Je suis un programme, pas une personne : Quaestor. Les réponses viennent ici d'un planificateur de règles simples, pas d'un modèle de langage. Les prévisions de volatilité viennent du modèle que les comparaisons passées favorisent : « Compare les modèles de volatilité sur le S&P 500 » les montre tous.",
    },
  },
  {
    pattern:
      /^(?:(?:what (?:is|was) |when was |which was |show me |give me )?(?:the |its )?(?:all time|record|biggest|largest|worst|best|highest|lowest|greatest|average|mean|median) (?:ever )?(?:high|low|close|price|drop|fall|crash|gain|rise|day|week|month|year|return|move|loss)s?.*|how (?:many|often) (?:days|times|weeks|months)? ?(?:was|did|does|is|has).*(?:down|up|fall|rise|drop|gain|lose).*|(?:what is the )?correlation (?:of|between|with).*|are .{2,30} correlated|(?:which|what) (?:stocks?|shares?|instruments?|coins?|ones?|companies) (?:(?:is|are|went|go|goes|has|have|did|rose|gained|fell|lost|do|does|performed|dropped|moved|grew)(?: [a-z]+){0,3}? (?:the )?(?:most|best|least|worst)).*|(?:top|biggest|best|worst) (?:\d+ )?(?:gainers?|losers?|performers?|movers?|performing).*|quel(?:le)?s? (?:titres?|actions?|instruments?|cryptos?|boites?|valeurs?) (?:a|ont|est|sont|monte|montent|baisse|baissent)(?: [a-z]+){0,3}? ?(?:le )?(?:plus|mieux|moins).*|(?:les )?plus (?:fortes|grosses|grandes) (?:hausses|baisses|chutes).*|(?:quel(?:le)? (?:est|etait|fut) )?(?:le |la |les |son |sa )?(?:plus (?:forte?|grosse?|grande?|hauts?|bas(?:se)?)|meilleure?|pire|record) (?:baisse|hausse|chute|krach|cours|prix|jour|journee|semaine|mois|annee|niveau|historique|gain|perte|cloture|de|en|depuis).*|rendement (?:moyen|median).*|combien de (?:jours|fois|seances).*(?:baisse|hausse|monte|chute).*|correlation (?:entre|de|du|avec).*|.{2,30} sont[ -]ils correles)$/,
    text: {
      en: 'I cannot search a history for its records, averages, counts or correlations yet. I can show a stretch of it ("Chart of the S&P 500 in 2008"), one day ("Price of the S&P 500 on 2008-10-10"), or the return and the deepest fall of holding it ("Backtest buy and hold on the S&P 500 since 2000").',
      fr: 'Je ne sais pas encore chercher dans un historique ses records, moyennes, décomptes ou corrélations. Je peux en montrer une période (« Graphique du S&P 500 en 2008 »), un jour (« Cours du S&P 500 le 2008-10-10 »), ou le rendement et la plus forte chute de sa détention (« Backteste acheter et conserver sur le S&P 500 depuis 2000 »).',
    },
  },
  {
    pattern:
      /^(?:is (?:this|it) (?:with )?real(?: money| trading)?|do you (?:use|trade(?: with)?) real money|(?:est[ -]ce|c'est|ce sont|je joue avec|on joue avec) (?:(?:de|du) l?'?argent (?:reel|vrai)|(?:du |de la |des )?vrai(?:e|s|es)? (?:argent|sous|dollars|euros)|pour de vrai|reel).{0,20}|(?:am i|are we|is it|do i) (?:use|using|trad(?:e|ing)(?: with)?|play(?:ing)? with|risk(?:ing)?|invest(?:ing)?) (?:my )?(?:real|actual|own) money.{0,10}|(?:can|could) i lose (?:my )?(?:real|actual|own) money.{0,10}|(?:est[ -]ce que )?je (?:risque|peux perdre) (?:vraiment )?(?:de l'|du |mon )(?:vrai )?argent.{0,20})$/,
    text: {
      en: 'This is paper trading: the account and its money are simulated, and nothing is sent to a real market.',
      fr: "C'est du trading simulé : le compte et son argent sont fictifs, et rien n'est envoyé à un vrai marché.",
    },
  },
  {
    pattern:
      /^(?:how (?:do|can|would) (?:i|we|you) (?:stop|halt|pause|freeze|block|cancel|kill|turn off|shut down|(?:turn|switch|shut)(?: [a-z]+){1,2} (?:off|down)$)(?: (?:you|it|this|the|my|all|everything|trading|bot|orders?|trades?|thing))*|(?:stop|quit|halt|pause|cease) (?:all )?(?:the )?(?:trading|buying|selling|bot|orders)|(?:arrete[rz]?|stoppe[rz]?|suspend[sz]?|cesse[rz]?|mets en pause) (?:de |d'|tous les |le |les |tout )*(?:trader|trading|negocier|acheter|vendre|ordres?|trades?|robot|bot)|comment (?:(?:est[ -]ce que )?(?:je|on|tu|peut[ -]on|puis[ -]je|faire pour|peux[ -]tu)(?: fais pour| fait pour| peux| peut)? ?|)(?:tout |l')?(?:arret(?:e|er|es)|stopp?(?:e|er|es)|bloqu(?:e|er|es)|suspend(?:re|s)?|coup(?:e|er|es)|annul(?:e|er|es))(?: (?:le|la|les|mon|mes|tout|tous|toutes|ca|trading|bot|robot|ordres?|trades?|machine))*)$/,
    text: {
      en: 'Write /stop, or just "stop": from then on no new risk is taken, by anybody, and positions can still be reduced. An admin lifts it with /resume. A proposal that waits is turned down with /reject.',
      fr: "Écrivez /stop, ou simplement « stop » : dès lors plus aucun risque nouveau n'est pris, par personne, et les positions peuvent encore être réduites. Un admin relance avec /reprendre. Une proposition en attente se refuse avec /rejeter.",
    },
  },
  {
    pattern:
      /^(?:(?:can|should|could) (?:i|we|one|people) (?:trust|believe|rely on) (?:you|this|it|your .{3,20})|(?:are|is) (?:you|this|it|your [a-z]+) (?:reliable|accurate|trustworthy|any good|correct|a scam|legit)|how (?:reliable|accurate|good|precise) (?:are|is) (?:you|this|it)|how (?:often|many times) (?:are|were|is|was|do|did) (?:you|your|the|it)(?: [a-z]+){0,2} (?:right|wrong|correct|come true)|(?:es[ -]tu|tu es|t'es|c'est|vous etes|est[ -]ce que (?:tu es|c'est)) (?:fiable|precis|credible|une arnaque)|(?:(?:est[ -]ce que )?(?:je peux|on peut|peut[ -]on|puis[ -]je)) (?:te|vous|lui|y)(?: faire)? ?(?:confiance|croire|faire confiance).{0,10}|(?:how (?:do|can|would|will) i (?:know|tell|check|verify)(?: if| whether| that)? (?:you|it|this|your .{2,12}) ?.{0,12}(?:lying|lie|honest|true|truth|right|real|wrong|correct|invent|mak(?:e|ing)).{0,25}|(?:do|did|are) (?:you|u) (?:ever )?(?:lie|lying|invent|make (?:it|this|that|things|stuff) up|making (?:it|this|that|things|stuff) up|hallucinat(?:e|ing)).{0,15}|(?:comment|qu'est[ -]ce qui) .{0,30}(?:tu|vous) (?:ne |n')?(?:mens|ment|mentez|inventes|inventez|dis|te trompes|racontes).{0,25}|(?:est[ -]ce que )?(?:tu|vous) (?:mens|mentez|inventes|inventez|hallucines|racontes .{2,15}).{0,15}|comment (?:je |on )?(?:verifie|verifier|savoir si c'est (?:vrai|juste)).{0,25})|(?:tu te trompes|tu as raison|t'as raison) (?:souvent|combien de fois)|(?:a quel point|combien de fois) (?:es[ -]tu|tu es|t'es|tu te trompes|c'est).{0,20})$/,
    text: {
      en: 'Check me rather than trust me. Every card names its source and its day, and forecasts are held against what came: "Compare the volatility forecasters on the S&P 500" shows how often they were right. A forecast can be wrong, and I never say which way a price will go.',
      fr: 'Vérifiez-moi plutôt que de me croire. Chaque carte nomme sa source et son jour, et les prévisions sont confrontées à la suite : « Compare les modèles de volatilité sur le S&P 500 » montre combien de fois elles étaient justes. Une prévision peut se tromper, et je ne dis jamais dans quel sens ira un cours.',
    },
  },
  {
    pattern:
      /^(?:(?:how much|what) (?:money )?(?:can|could|might|may|do|would) (?:i|you|we|one|people) (?:really |actually )?(?:lose|loose)(?: here| at most| with this| on this| trading| investing)*|(?:can|could|will|do|might) (?:i|you|we|one|people) (?:lose|loose) (?:more than .{3,30}|everything|it all|all (?:of )?(?:my|the) (?:money|cash)|my (?:money|shirt|stake)|money(?: .{0,25})?)|what(?: i|')s the (?:most|worst) (?:i|that) (?:can|could) (?:lose|happen)|(?:what|how much) (?:is|are) (?:the|my) risks?(?: here| of this| for me)*|(?:est[ -]ce que |et )?(?:je|on) (?:peux|peut|risque|pourrais) (?:de )?(?:tout )?perdre(?: (?:combien|plus que .{3,30}|tout.{0,20}|quoi|de l'argent.{0,20}|mon argent.{0,20}|gros))?|combien (?:est[ -]ce que )?(?:je|on) (?:peux|peut|risque|pourrais)(?: de)? (?:perdre|(?:en )?perdre) ?.{0,20}|combien peut[ -]on perdre.{0,20}|(?:je|on) risque (?:quoi|combien)|c'est quoi (?:les risques|le risque pour moi)|quel(?:s)? (?:est|sont) (?:les|le|mes|mon) risques?.{0,15})$/,
    text: {
      en: 'Here you lose no real money: the account is simulated. In real life, who buys shares or coins with money of their own can lose all of it, and no more. With borrowed money (leverage), by short selling, with futures or with options that were sold, the loss can be larger than what was paid in. Every proposal shows on its card what it risks. See also "What is leverage?" and "If I lose 30% of $1,000, what is left?".',
      fr: "Ici vous ne perdez pas d'argent réel : le compte est simulé. Dans la vraie vie, qui achète des actions ou des cryptos avec son propre argent peut tout perdre, mais pas plus. Avec de l'argent emprunté (levier), en vendant à découvert, avec des contrats à terme ou des options vendues, la perte peut dépasser la mise. Chaque proposition montre sur sa carte ce qu'elle risque. Voir aussi « C'est quoi le levier ? » et « Si je perds 30 % de 1 000 $, que me reste-t-il ? ».",
    },
  },
  {
    pattern:
      /^(?:(?:what|how much|how high|how big) (?:do i pay (?:in|for|as) |(?:are|is) (?:the |your |my )?)(?:fees?|commissions?|costs?|charges?)(?: here| of this| per trade| for a trade| to trade)*|(?:are there|is there|do you (?:take|charge|have)|do i (?:have to )?pay) (?:any |an? )?(?:fees?|commissions?|costs?|charges?)(?: .{0,20})?|(?:what|how much) (?:does (?:it|this|a trade|trading|an order) cost|do you (?:charge|cost|take))(?: .{0,20})?|is (?:this|it) free(?: .{0,15})?|(?:c'est combien|combien (?:coutent|font|sont)|il y a|y a|quels sont|a combien sont|tu prends|vous prenez|je paie|on paie|je paye|on paye)(?: t-il)? ?(?:combien )?(?:de |des |les |en |tes )?(?:frais|commissions?|couts?)(?: .{0,20})?|(?:les )?frais (?:c'est|sont|ils sont|ca fait) (?:a )?combien|c'est (?:gratuit|payant)(?: .{0,15})?|(?:un (?:ordre|trade)|ca|tu) (?:me )?coutes? combien.{0,15})$/,
    text: {
      en: 'Quaestor itself takes no fee. Its simulated orders pay what real ones would: a commission on each purchase and each sale, and a somewhat worse price (spread and slippage), as the settings say. "Show my portfolio" gives the commissions so far; "What is a commission?" and "What is slippage?" explain them.',
      fr: "Quaestor lui-même ne prend pas de frais. Ses ordres simulés paient ce que paieraient de vrais ordres : une commission à chaque achat et à chaque vente, et un prix un peu moins bon (fourchette et glissement), selon les réglages. « Montre mon portefeuille » donne les commissions à ce jour ; « C'est quoi une commission ? » et « C'est quoi le slippage ? » les expliquent.",
    },
  },
];

/** Words that change nothing of a question. */
const fillers =
  /(?<![a-z])(?:even|actually|really|exactly|just|here|then|so|bro|mate|au juste|exactement|vraiment|en fait|au fait|concretement|alors|donc|ici|du coup|stp|svp|please)(?![a-z])/g;

/** The answer to a question about the product itself; undefined for any other sentence. */
export function frequentAnswer(text: string): Text | undefined {
  const said = fold(text)
    .replace(/[^a-z0-9' -]+/g, ' ')
    .replace(fillers, ' ')
    .replace(/ +/g, ' ')
    .trim();
  return questions.find(({ pattern }) => pattern.test(said))?.text;
}
