/** A free question, and the entries of our glossary of which each answers it; none where no entry does. */
export type FreeQuestion = {
  readonly text: string;
  readonly lang: 'en' | 'fr';
  readonly gold: readonly string[];
  /** Half of the questions: nothing was chosen by looking at them. */
  readonly heldOut: boolean;
};

type Asked = readonly [text: string, ...gold: string[]];

const english: readonly Asked[] = [
  ['Why do quiet days in the market tend to come one after another?', 'volatility-clustering'],
  ['How much must a fund gain to get back to its peak after losing half?', 'drawdown', 'maximum-drawdown'],
  ['What happens to my order if the price jumps past my stop overnight?', 'stop-loss', 'slippage'],
  ['Why is a sale filled at a worse price than the one I saw on the screen?', 'slippage'],
  ['What does the seller of a call option risk?', 'call-option'],
  ['How does time passing hurt the buyer of an option?', 'theta'],
  ['Why can borrowing to trade wipe out an account?', 'leverage', 'margin', 'liquidation'],
  ['What is the difference between the price buyers offer and the price sellers ask?', 'spread', 'bid', 'ask'],
  ['Why do bonds fall when interest rates rise?', 'bond', 'interest-rate', 'yield'],
  ['How does a strategy that was tuned on past data disappoint later?', 'overfitting'],
  ['Which measure punishes only harmful volatility?', 'sortino-ratio'],
  ['Why is a high win rate not enough to make money?', 'win-rate', 'expectancy', 'payoff-ratio'],
  ['Who may lift the kill switch once trading was stopped?', 'kill-switch'],
  ['What becomes of a proposal when nobody approves it in time?', 'proposal'],
  [
    'How do funding payments between long and short traders keep a perpetual near the spot price?',
    'funding-rate',
    'perpetual-future',
  ],
  ["Why does the market's fear gauge jump when shares fall?", 'vix', 'leverage-effect'],
  ['What does it mean when most puts are dearer than calls?', 'volatility-skew', 'risk-reversal'],
  ['How is the average loss beyond the worst five percent measured?', 'expected-shortfall'],
  ['When do two assets that move together fail to protect each other?', 'correlation', 'diversification'],
  [
    'How do I know whether forecasts of seventy percent come true seven times in ten?',
    'probability-calibration',
    'reliability-curve',
    'brier-score',
  ],
  ['Why do negative returns raise volatility more than positive ones?', 'leverage-effect', 'gjr-garch', 'egarch'],
  ['How can a hidden instruction in a news article trick a language model?', 'prompt-injection'],
  ['What share of capital should a gambler bet to grow the fastest?', 'kelly-criterion'],
  ['Why might an indicator stay overbought for weeks?', 'overbought-oversold', 'rsi'],
  ['How does a broker close a position when the margin runs out?', 'liquidation', 'margin'],
  ['What is the benefit of practising with pretend money?', 'paper-trading'],
  ['Which average reacts faster to new prices than a simple one?', 'ema', 'wma', 'dema', 'tema'],
  [
    'How long must a track record be before a Sharpe ratio can be trusted?',
    'minimum-track-record',
    'probabilistic-sharpe-ratio',
  ],
  ['Why does a fund follow an index imperfectly?', 'tracking-error'],
  ['What limits how much money can be lost in a single day here?', 'daily-loss-limit'],
  ["What was Apple's revenue in the last quarter of 2023?"],
  ['How do I open a brokerage account as a resident of Japan?'],
  ['Why did Lehman Brothers go bankrupt?'],
  ['Which form do I file to report capital gains to the tax office?'],
  ['How does a mortgage broker earn a commission?'],
  ['What interest rate does the central bank of Brazil pay?'],
  ['Why is the sky blue when volatility is high?'],
  ['How do I bake bread with less yeast?'],
  ['Who invented the stock ticker machine?'],
  ['How many employees does the New York Stock Exchange have?'],
  ['What time does the Tokyo exchange stop for lunch?'],
  ['Why are zebras striped?'],
  ['How do I insure a house against flood?'],
  ['Which university teaches the best course on options?'],
  ['How do hedge fund managers get paid their carried interest?'],
  ['What is the tax on dividends in Canada?'],
  ['When will the next recession start in Germany?'],
  ['How is a letter of credit used to ship grain?'],
  ['Why was the gold standard abandoned in 1971?'],
  ['How much does a Bloomberg terminal cost per month?'],
  ['What colour is the trading floor in Chicago?'],
  ['How do I repair a leaking tap?'],
  ['Which vitamins help momentum in the gym?'],
  ['Does a pension plan cover my spouse after divorce?'],
  ['How do miners cool their bitcoin machines?'],
  ['Who won the Nobel prize for option pricing in 1997?'],
  ['What do credit rating agencies charge issuers?'],
  ['How does a trade union negotiate a strike?'],
  ['Why do candles drip wax?'],
  ['What is the speed limit on a German highway?'],
];

const french: readonly Asked[] = [
  ['Pourquoi les jours agités se suivent-ils en bourse ?', 'volatility-clustering'],
  ['De combien faut-il remonter après avoir perdu la moitié ?', 'drawdown', 'maximum-drawdown'],
  ["Pourquoi le prix obtenu diffère-t-il du prix affiché au moment de l'ordre ?", 'slippage'],
  ["Que risque celui qui vend une action qu'il ne possède pas ?", 'short-selling', 'short'],
  ["Comment le temps qui passe use-t-il la valeur d'une option ?", 'theta'],
  ['Pourquoi le prix des obligations baisse-t-il quand les taux montent ?', 'bond', 'interest-rate', 'yield'],
  ["Qui doit approuver une proposition avant qu'un ordre parte ?", 'proposal'],
  ["Que se passe-t-il quand on actionne l'arrêt d'urgence ?", 'kill-switch'],
  [
    "Pourquoi un taux de réussite élevé peut-il quand même perdre de l'argent ?",
    'win-rate',
    'expectancy',
    'payoff-ratio',
  ],
  ['Comment répartir son argent réduit-il le risque ?', 'diversification'],
  [
    'Quelle mesure compare le rendement au risque pris ?',
    'sharpe-ratio',
    'sortino-ratio',
    'treynor-ratio',
    'calmar-ratio',
  ],
  ['Pourquoi une stratégie trop ajustée au passé échoue-t-elle ensuite ?', 'overfitting'],
  ['Comment un ordre suit-il le cours pour protéger un gain ?', 'trailing-stop'],
  ["Que coûte l'emprunt de titres pour vendre à découvert ?", 'borrow-fee'],
  ["Pourquoi l'inflation ronge-t-elle l'épargne ?", 'inflation'],
  ['Comment le modèle apprend-il avec des arbres de décision successifs ?', 'gradient-boosting'],
  ["Quand une plateforme ferme-t-elle d'office une position à effet de levier ?", 'liquidation', 'margin'],
  ["Quel indicateur mesure la force d'une tendance sans dire son sens ?", 'adx'],
  ['Pourquoi attendre entre deux pertes avant de reprendre ?', 'cooldown', 'overtrading'],
  ["À quoi sert de garder des données que le modèle n'a jamais vues ?", 'out-of-sample', 'walk-forward-validation'],
  ["Quel est l'impôt sur les plus-values en Belgique ?"],
  ["Comment ouvrir un livret d'épargne pour un enfant ?"],
  ['Pourquoi Kodak a-t-elle fait faillite ?'],
  ['Combien gagne un trader à Londres ?'],
  ['Qui dirige la Banque centrale européenne ?'],
  ['Comment réparer un volet roulant ?'],
  ['Pourquoi les feuilles tombent-elles en automne ?'],
  ['Quelle école forme les meilleurs analystes ?'],
  ["Comment se calcule la retraite d'un fonctionnaire ?"],
  ["Quel notaire s'occupe d'une succession ?"],
  ['Pourquoi le franc suisse a-t-il bondi en 2015 ?'],
  ["Comment cuire un risotto sans qu'il colle ?"],
  ["Quel est le prix d'un abonnement à un terminal de bourse ?"],
  ['Quand la bourse de Paris a-t-elle été fondée ?'],
  ['Comment assurer une voiture de collection ?'],
  ['Quelle marge prend un libraire sur un livre ?'],
  ["Pourquoi les bougies d'anniversaire fument-elles ?"],
  ['Comment obtenir un prêt étudiant ?'],
  ['Combien de satellites tournent autour de la Terre ?'],
  ['Quelle banque a prêté à Tesla en 2010 ?'],
];

const questionsOf = (asked: readonly Asked[], lang: 'en' | 'fr'): FreeQuestion[] =>
  asked.map(([text, ...gold], at) => ({ text, lang, gold, heldOut: at % 2 === 1 }));

/**
 * 60 English and 40 French free questions of our own over the glossary, terms of the product among them; half of each
 * language has no answer in it. Written before any ranking was seen.
 */
export const freeQuestions: readonly FreeQuestion[] = [...questionsOf(english, 'en'), ...questionsOf(french, 'fr')];
