import { fold } from '../../config/suggest.ts';
import type { Text } from '../../config/text.ts';

const moves =
  '(?:go(?:ing|es)? (?:up|down|higher|lower)|rise|rising|fall|falling|drop|dropping|crash(?:ing)?|climb(?:ing)?|rally|rallying|recover(?:ing)?|rebound(?:ing)?|tank(?:ing)?|plunge|plunging|collapse|collapsing|increase|decrease|be (?:up|down|higher|lower))';
const mouvements =
  "(?:monter|baisser|descendre|chuter|grimper|remonter|rebondir|augmenter|plonger|s'effondrer|s'ecrouler|crasher|tomber|progresser|reculer)";
const asked = [
  new RegExp(
    `^(?:and |so |ok |okay |hey |hi |hello |do you think (?:that )?)*(?:will|is|are|would|could|does|do you think)(?![a-z]).{0,60}?(?<![a-z])${moves}(?![a-z])`,
  ),
  new RegExp(
    `^(?:et |alors |donc |dis |bonjour |est-ce que |penses-tu que |tu crois que |crois-tu que )*.{0,60}?(?<![a-z])va(?:-t-(?:il|elle|on)|-t'il| t[ -](?:il|elle))? (?:se )?${mouvements}(?![a-z]).*\\?`,
  ),
  new RegExp(`(?<![a-z])va(?:-t-(?:il|elle|on)|-t'il| t[ -](?:il|elle)) ${mouvements}(?![a-z])`),
  new RegExp(`^est-ce que .{0,60}?(?<![a-z])(?:va|vont) ${mouvements}(?![a-z])`),
];
const howMuch =
  /(?<![a-z])(?:how (?:much|far|volatile|big)|combien|volatil[a-z]*|risk|risque|backtest|buy|sell|achete|vends)(?![a-z])/;

/** True where somebody asks which way a market will go: a question that nobody can answer. */
export function asksDirection(text: string): boolean {
  const said = fold(text).trim();
  return !howMuch.test(said) && asked.some(pattern => pattern.test(said));
}

const moved =
  '(?:fall(?:en|ing|s)?|fell|drop(?:ped|ping|s)?|ris(?:e|en|ing|es)|rose|crash(?:ed|ing|es)?|rall(?:y|ied|ying)|tank(?:ed|ing)?|plung(?:e|ed|ing)|collapsed?|gain(?:ed|ing)?|los(?:e|t|ing)|jump(?:ed|ing)?|slid(?:e|ing)?|sink(?:ing)?|sank|up|down|higher|lower|mov(?:e|ed|ing))';
const bouge =
  '(?:baiss(?:e|ent|er?|ait)|mont(?:e|ent|er?|ait)|chut(?:e|er?|ait)|grimp(?:e|er?)|tomb(?:e|er?|ait)|recul(?:e|er?)|progress(?:e|er?)|augment(?:e|er?)|plong(?:e|er?)|remont(?:e|er?)|rebond(?:i|it)|effondr(?:e|er?)|boug(?:e|er?)|perdu|gagne)';
const causes = [
  new RegExp(
    `^(?:and |but |so )*(?:why|what made|how come)(?![a-z]).{0,60}(?<![a-z])${moved}(?: (?:so|that) (?:much|far|fast))?(?:$|[ ?!.]+(?:today|yesterday|then|on|in|last|this|that)?)`,
  ),
  new RegExp(`^(?:et |mais |alors )*pourquoi(?![a-z]).{0,60}(?<![a-z])${bouge}(?![a-z])`),
  /^(?:what caused|who caused|what is the (?:reason|cause)|quelle est la (?:cause|raison)|qu'est[ -]ce qui (?:a cause|a provoque|fait (?:monter|baisser|chuter|bouger)))(?![a-z])/,
];
const computed =
  /(?<![a-z])(?:forecast|prevision|predict[a-z]*|prevoi[a-z]*|volatil[a-z]*|vol|model[a-z]*|expect[a-z]*|attend[a-z]*|regime)(?![a-z])/;

/** "Why do bonds fall when rates rise?" asks how things hang together, not for the cause of one move. */
const mechanism =
  /^(?:and |but |so )*(?:why|how come) (?:do|does|can|would|might)(?![a-z]).+(?<![a-z])(?:when|whenever|if)(?![a-z])|^(?:et |mais |alors )*pourquoi (?!(?:est|a)(?![a-z])).+(?<![a-z])(?:quand|lorsqu[e']|si)(?![a-z])/;

/** True where somebody asks why a market moved: no source here tells causes. */
export function asksCause(text: string): boolean {
  const said = fold(text).trim();
  return !computed.test(said) && !mechanism.test(said) && causes.some(pattern => pattern.test(said));
}

export const causeText: Text = {
  en: 'I know what prices did, not why: no source here tells the causes of a move. I can show it ("Show me a chart of the S&P 500"), the days that looked like it ("Find days similar to today"), or headlines ("News about the S&P 500").',
  fr: "Je sais ce que les prix ont fait, pas pourquoi : aucune source ici ne dit les causes d'un mouvement. Je peux le montrer (« Montre-moi le graphique du S&P 500 »), montrer les jours qui y ressemblaient (« Trouve des jours semblables à aujourd'hui ») ou des titres (« Actualités sur le S&P 500 »).",
};

export const directionText: Text = {
  en: 'Nobody can say which way a market will go, and I do not guess. What I can forecast is how much it may move: ask "How volatile will the S&P 500 be tomorrow?".',
  fr: "Personne ne peut dire dans quel sens un marché ira, et je ne devine pas. Ce que je peux prévoir, c'est de combien il peut bouger : demandez « Quelle sera la volatilité du S&P 500 demain ? ».",
};
