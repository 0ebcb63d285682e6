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

export const directionText: Text = {
  en: 'Nobody can say which way a market will go, and I do not guess. What I can forecast is how much it may move: ask "How volatile will the S&P 500 be tomorrow?".',
  fr: "Personne ne peut dire dans quel sens un marché ira, et je ne devine pas. Ce que je peux prévoir, c'est de combien il peut bouger : demandez « Quelle sera la volatilité du S&P 500 demain ? ».",
};
