import type { Talk } from './newcomer-talks.ts';

/*
 * The other half of the 120 sentences of `held-out-talks.ts`: the rules were mended by looking at these alone. Closes:
 * S&P 500 on the days named.
 */

export const tuningEnglish: readonly Talk[] = [
  [['price of gold??', 'get_price', /(?=[\s\S]*(?:GLD|GC|[Gg]old))[\s\S]*(?:S&P|SPX)/]],
  [['how did the sp500 do this week', 'get_price|get_candles|show_chart', /2,874\.56/]],
  [['is nvidia up or down today', 'get_price', /NVDA|Nvidia/]],
  [
    ['how much is tesla worth', 'get_price', /TSLA|Tesla/],
    ['and yesterday?', 'get_price', /TSLA|Tesla/],
  ],
  [['how volatile is bitcoin', 'predict_volatility', /BTC/]],
  [['is bitcoin riskier than gold', 'predict_volatility|words', /(?=[\s\S]*BTC)[\s\S]*(?:GLD|GC|[Gg]old)/]],
  [['wtf is an etf', 'explain_term', /fund/i]],
  [['what does P/E mean', 'explain_term', /price.to.earnings|earnings/i]],
  [['explain inflation to me like im 5', 'explain_term', /inflation/i]],
  [['what is compound interest', 'explain_term', /compound/i]],
  [['difference between a stock and a bond', 'explain_term', /bond|stock/i]],
  [['what is leverage', 'explain_term', /leverage|borrow/i]],
  [['how much can i lose', 'explain_term|search_library|get_portfolio|what_if|words', /loss|lose|risk/i]],
  [['i have 500 dollars what should i do', 'words', /no personal advice/]],
  [['should i buy tesla now', 'words', /no personal advice/]],
  [['is now a good time to buy bitcoin', 'words', /no personal advice/]],
  [['are you a real person or a bot', 'words', /program|bot|software|Quaestor/i]],
  [['is this real money', 'words', /simulated/]],
  [['what did you buy for me', 'get_portfolio|list_trades|words', /no open|no trade|nothing|position/i]],
  [['why did you buy that', 'explain_decision|review_trade|list_trades|words', /decision|nothing|no /i]],
  [
    [
      'how much do i pay in fees',
      'explain_term|search_library|report_performance|get_portfolio|words',
      /fee|commission|cost/i,
    ],
  ],
  [['what happened in march 2020', 'get_price|show_chart|get_candles|explain_term', /2020/]],
  [
    [
      'how bad was the worst drop of the s&p',
      'get_price|get_candles|run_backtest|explain_term|search_library',
      /drawdown|fall|drop/i,
    ],
  ],
  [['what is crypto anyway', 'explain_term', /crypto/i]],
  [['whats the best stock to buy', 'list_universe|words', /no personal advice|universe/i]],
  [['tell me when btc goes under 50000', 'set_alert', /BTC/]],
  [['whats an index fund and is it better than picking stocks', 'explain_term|search_library', /fund/i]],
  [
    ['what is a share', 'explain_term', /share|stock/i],
    ['why would i want one', 'explain_term|search_library', /share|stock|dividend/i],
  ],
  [
    ['are you sure about that', 'words'],
    [
      'how do i know you arent lying',
      'words|evaluate_volatility|read_confidence|verify_audit',
      /source|comput|calculat|check/i,
    ],
  ],
  [
    ['whats volatility', 'explain_term', /volatility/i],
    ['and for tesla?', 'predict_volatility', /TSLA|Tesla/],
  ],
];

export const tuningFrench: readonly Talk[] = [
  [["combien vaut l'or la", 'get_price', /(?=[\s\S]*(?:GLD|GC|[Oo]r))[\s\S]*(?:S&P|SPX)/]],
  [['le cac a fait quoi cette semaine', 'get_price|get_candles|show_chart', /CAC/]],
  [['nvidia ca monte ou ca descend', 'get_price', /NVDA|Nvidia/]],
  [['taux euro dollar', 'get_price', /EUR\/USD/]],
  [['le bitcoin est il volatil', 'predict_volatility', /BTC/]],
  [["l'or c moins risqué que le bitcoin ?", 'predict_volatility|words', /(?=[\s\S]*BTC)[\s\S]*(?:GLD|GC|[Oo]r)/]],
  [
    [
      'compare apple et microsoft stp',
      'get_price|show_chart|words',
      /(?=[\s\S]*(?:AAPL|Apple))[\s\S]*(?:MSFT|Microsoft)/,
    ],
  ],
  [['ca veut dire quoi PER', 'explain_term', /bénéfice/i]],
  [['pourquoi diversifier', 'explain_term|search_library', /diversifi/i]],
  [['difference entre action et obligation', 'explain_term', /action|obligation/i]],
  [['vendre à découvert ca veut dire quoi', 'explain_term', /découvert/i]],
  [['ratio de sharpe', 'explain_term', /Ratio de Sharpe\n/]],
  [['combien je peux perdre', 'explain_term|search_library|get_portfolio|what_if|words', /perte|perdre|risque/i]],
  [["je commence par quoi j'y connais rien", 'give_lesson|words', /premières questions|leçon/i]],
  [["j'ai 500 euros je fais quoi avec", 'words', /conseil personnel/]],
  [['faut il acheter tesla', 'words', /conseil personnel/]],
  [["c'est de l'argent réel ou fictif", 'words', /simul|fictif/]],
  [["j'ai combien d'argent", 'get_portfolio', /100\s000/]],
  [["t'as acheté quoi", 'get_portfolio|list_trades|words', /aucun|rien|position/i]],
  [["il s'est passé quoi en mars 2020", 'get_price|show_chart|get_candles|explain_term', /2020/]],
  [["la crise de 2008 c'etait quoi", 'get_price|show_chart|get_candles|explain_term', /2008/]],
  [
    [
      'la pire chute du s&p 500',
      'get_price|get_candles|run_backtest|explain_term|search_library',
      /repli|chute|baisse/i,
    ],
  ],
  [
    [
      "les cryptos c'est dangereux ?",
      'explain_term|search_library|predict_volatility|words',
      /risque|volatil|perd|chut/i,
    ],
  ],
  [['vends tout', 'get_portfolio|propose_trade|words|command', /aucune position|rien/i]],
  [["les taux d'interet ils sont a combien", 'get_macro']],
  [
    [
      "qu'est ce que tu penses d'apple",
      'get_price|show_indicators|show_chart|predict_volatility|words',
      /AAPL|Apple|conseil/,
    ],
  ],
  [['pourquoi ?', 'words', /quoi|quel|sujet/i]],
  [['je peux suivre quoi comme marchés', 'list_universe|words', /S&P|SPX/]],
  [
    ["t'es sur ?", 'words'],
    [
      'comment je sais que tu mens pas',
      'words|evaluate_volatility|read_confidence|verify_audit',
      /source|calcul|vérif/i,
    ],
  ],
  [
    ['c quoi la volatilité', 'explain_term', /volatilité/i],
    ['et pour tesla ?', 'predict_volatility', /TSLA|Tesla/],
  ],
];
