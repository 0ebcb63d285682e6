import { fold } from '../../config/suggest.ts';
import type { PlannerWorld } from './planner-world.ts';

const asked =
  /(?<![a-z])(?:(?:should|shall) (?:i|we) (?:buy|sell|invest|close|short|go long|go short|hold|put|get in|get out)|(?:is|would) (?:it|this|now) (?:be )?(?:a )?(?:good|right|bad) (?:time|moment|idea) to (?:buy|sell|invest|short)|(?:dois-je|devrais-je|faut-il|est-ce que je (?:dois|devrais)) (?:acheter|vendre|investir|placer|fermer|garder)|est-ce le (?:bon )?moment d(?:e |')(?:acheter|vendre|investir))(?![a-z])/;

/** True where somebody asks what they should do with their money: a question that no rule can know the answer to. */
export const asksAdvice = (text: string): boolean => asked.test(fold(text));

/** What can be had instead of advice. */
export const adviceText = ({ language }: Pick<PlannerWorld, 'language'>): string =>
  language === 'fr'
    ? 'Je ne donne pas de conseil personnel : je ne connais ni votre situation ni vos projets. Je peux montrer ce que je calcule (prix, graphique, prévision de volatilité, backtest), expliquer un terme, ou contrôler un ordre précis que vous décidez vous-même, par exemple « Achète 5 unités du S&P 500 avec un stop à 2700 ».'
    : 'I give no personal advice: I know neither your situation nor your plans. I can show what I compute (price, chart, volatility forecast, backtest), explain a term, or check an order that you decide on yourself, for example "Buy 5 units of the S&P 500 with a stop at 2700".';
