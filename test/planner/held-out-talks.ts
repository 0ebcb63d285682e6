import type { Talk } from './newcomer-talks.ts';

/*
 * Half of 120 sentences written before anybody looked at the rules, drawn by lot and frozen before tuning. Prices of which
 * the bundled history holds none are answered truly by naming what is missing and the S&P 500, which is there.
 */

const notHere = /S&P|SPX/;

export const heldOutEnglish: readonly Talk[] = [
  [['hey whats bitcoin at rn', 'get_price', /(?=[\s\S]*BTC)[\s\S]*(?:S&P|SPX)/]],
  [['aple stock price', 'get_price|words', /(?=[\s\S]*(?:AAPL|Apple))[\s\S]*(?:S&P|SPX)/]],
  [['eur usd rate', 'get_price', /EUR\/USD/]],
  [
    ['price of apple', 'get_price', notHere],
    ['and microsoft?', 'get_price', /MSFT|Microsoft/],
  ],
  [['compare apple and microsoft', 'get_price|show_chart|words', /(?=[\s\S]*(?:AAPL|Apple))[\s\S]*(?:MSFT|Microsoft)/]],
  [['whats a stop loss', 'explain_term', /stop loss/i]],
  [
    ['whats a dividend', 'explain_term', /dividend/i],
    ['simpler please', 'explain_term', /dividend/i],
  ],
  [['whats diversification and why does it matter', 'explain_term', /diversification/i]],
  [['what does short selling mean', 'explain_term', /short selling/i]],
  [['whats a bear market', 'explain_term', /bear market/i]],
  [['what is the sharpe ratio', 'explain_term', /Sharpe ratio\n/]],
  [['whats drawdown', 'explain_term', /drawdown/i]],
  [['can i lose more than i put in', 'explain_term|search_library|words', /leverage|margin|short/i]],
  [['where do i start im a total beginner', 'give_lesson|words', /first questions|lesson/i]],
  [['what can you do', 'words|command', /price/i]],
  [['hows my portfolio doing', 'get_portfolio|report_performance', /100,000/]],
  [['how much money do i have', 'get_portfolio', /100,000/]],
  [['do i have to pay taxes on gains', 'explain_term|search_library|words', /tax/i]],
  [['what happend in 2008', 'get_price|show_chart|get_candles|explain_term', /2008/]],
  [['is crypto safe', 'explain_term|search_library|predict_volatility|words', /risk|volatil|swing|lose|fall/i]],
  [['will apple go up tomorrow', 'predict_signal|words', /forecast|predict|know|S&P|SPX/i]],
  [['sell everything', 'get_portfolio|propose_trade|words|command', /no open position|nothing|no position|hold no/i]],
  [['buy 100 dollars of apple', 'propose_trade', /(?=[\s\S]*(?:AAPL|Apple))[\s\S]*(?:S&P|SPX)/]],
  [['stop trading please', 'words|command', /\/stop|stopped/i]],
  [['what are interest rates doing', 'get_macro']],
  [['why do bond prices fall when rates rise', 'explain_term|search_library', /bond/i]],
  [['how does apple look', 'get_price|show_indicators|show_chart|predict_volatility|words', /AAPL|Apple/]],
  [['why?', 'words', /what|which|about/i]],
  [['what markets can i look at', 'list_universe|words', /S&P|SPX/]],
  [['how risky is my account', 'get_portfolio|report_performance|words', /position|cash|drawdown|invested/i]],
];

export const heldOutFrench: readonly Talk[] = [
  [['c quoi le prix du bitcoin', 'get_price', /(?=[\s\S]*BTC)[\s\S]*(?:S&P|SPX)/]],
  [["cours d'aple", 'get_price|words', /(?=[\s\S]*(?:AAPL|Apple))[\s\S]*(?:S&P|SPX)/]],
  [
    ['prix de tesla', 'get_price', notHere],
    ['et hier ?', 'get_price', /TSLA|Tesla/],
  ],
  [
    ['prix de apple', 'get_price', notHere],
    ['et microsoft', 'get_price', /MSFT|Microsoft/],
  ],
  [['c quoi un stop', 'explain_term', /stop/i]],
  [['c koi un etf', 'explain_term', /fonds/i]],
  [["explique moi l'inflation simplement", 'explain_term', /inflation/i]],
  [
    ["c'est quoi un dividende", 'explain_term', /dividende/i],
    ['plus simple', 'explain_term', /dividende/i],
  ],
  [['interets composés c quoi', 'explain_term', /intérêts? composés?/i]],
  [["l'effet de levier ca marche comment", 'explain_term', /levier/i]],
  [['krach boursier c quoi', 'explain_term', /krach/i]],
  [['c quoi le drawdown', 'explain_term', /repli|drawdown/i]],
  [['est ce que je peux perdre plus que ma mise', 'explain_term|search_library|words', /levier|marge|découvert/i]],
  [["c'est le bon moment pour acheter du bitcoin ?", 'words|predict_signal|get_price', /conseil personnel|BTC/]],
  [['tu sais faire quoi', 'words|command', /cours|prix/i]],
  [["t'es un robot ou un humain", 'words', /programme|robot|logiciel|Quaestor/i]],
  [['ca va mon portefeuille ?', 'get_portfolio|report_performance', /100\s000/]],
  [["pourquoi t'as acheté ca", 'explain_decision|review_trade|list_trades|words', /décision|aucun|rien|pas encore/i]],
  [
    [
      "c'est combien les frais",
      'explain_term|search_library|report_performance|get_portfolio|words',
      /frais|commission/i,
    ],
  ],
  [['je dois payer des impots dessus ?', 'explain_term|search_library|words', /impôt|fiscal/i]],
  [["c'est quoi les cryptos", 'explain_term', /crypto/i]],
  [['quelle est la meilleure action a acheter', 'list_universe|words', /conseil personnel|univers/i]],
  [['apple va monter demain ?', 'predict_signal|words', /prév|S&P|SPX/i]],
  [["achete pour 100 dollars d'apple", 'propose_trade', /(?=[\s\S]*(?:AAPL|Apple))[\s\S]*(?:S&P|SPX)/]],
  [['arrete de trader', 'words|command', /\/stop|arrêt/i]],
  [['préviens moi si le btc passe sous 50000', 'set_alert', /(?=[\s\S]*BTC)[\s\S]*(?:S&P|SPX|alerte)/i]],
  [['pourquoi les obligations baissent quand les taux montent', 'explain_term|search_library', /obligation/i]],
  [["un fonds indiciel c'est mieux que choisir des actions ?", 'explain_term|search_library', /fonds/i]],
  [
    ["c'est quoi une action", 'explain_term', /action/i],
    ['et ca rapporte comment', 'explain_term|search_library', /dividende|hausse|gain|bénéfice/i],
  ],
  [['mon compte il est risqué ?', 'get_portfolio|report_performance|words', /position|liquidités|investi|repli/i]],
];
