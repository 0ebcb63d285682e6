import type { Talk } from './newcomer-talks.ts';

/*
 * Thirty sentences in each language, written when the rules stood and by somebody who knew them, before any was tried.
 * Closes: S&P 500 on the days named.
 */

export const lastEnglish: readonly Talk[] = [
  [['wats the s&p doing', 'get_price', /2,874\.56/]],
  [
    ['sp500 price pls', 'get_price', /2,874\.56/],
    ['and a week ago?', 'get_price|show_chart'],
    ['why?', 'get_price|show_chart', /not why/],
  ],
  [['how bad did stocks fall in 2008', 'show_chart|run_backtest', /2008/]],
  [['what was the covid crash', 'explain_term', /2020/]],
  [['whats a central bank and what does it do', 'explain_term', /central bank/i]],
  [['i dont get what a recession is', 'explain_term', /recession/i]],
  [['what is market cap', 'explain_term', /capitalisation/i]],
  [['whats an ipo', 'explain_term', /first sale/i]],
  [['cfds??', 'explain_term', /CFD|contract/]],
  [['what is a stablecoin', 'explain_term', /stablecoin/i]],
  [['how do i keep my crypto safe', 'explain_term|search_library|words', /key|wallet/i]],
  [['is day trading worth it', 'explain_term|search_library|words', /day trad|advice/i]],
  [['what are bonds for', 'explain_term|search_library', /bond/i]],
  [['what do you think of the s&p', 'show_indicators', /S&P/]],
  [['should i wait before buying', 'words', /no personal advice/]],
  [['im scared of losing everything', 'words|explain_term', /lose|risk|simulated/i]],
  [
    [
      'could i owe money to someone if it goes wrong',
      'words|explain_term|search_library',
      /leverage|borrow|simulated/i,
    ],
  ],
  [['whats the diff between an etf and a mutual fund', 'explain_term', /fund/i]],
  [['how do dividends get paid', 'explain_term|search_library', /dividend/i]],
  [['am i talking to a human', 'words', /program/]],
  [['do you ever make stuff up', 'words', /Check me|make nothing up/]],
  [['what does it cost me', 'words|get_portfolio', /fee|commission/i]],
  [
    ['what is the vix', 'explain_term|get_macro|get_price', /VIX|fear|volatility/i],
    ['simpler', 'explain_term', /vix|volatility|fear/i],
  ],
  [['show me the worst drop of the s&p since 2000', 'run_backtest', /drawdown|-5\d/i]],
  [['close everything', 'get_portfolio', /no open position/i]],
  [['ping me if the s&p drops below 2600', 'set_alert', /2,600/]],
  [['can i see what you bought', 'get_portfolio|list_trades', /position|trade/i]],
  [['what should i learn first', 'words|give_lesson', /first questions|lesson/i]],
  [['quiz me on bonds', 'take_quiz']],
  [['is the dollar strong right now', 'get_macro|get_price|words']],
];

export const lastFrench: readonly Talk[] = [
  [['le s&p il fait quoi', 'get_price', /2\s874,56/]],
  [
    ['cours du sp500 svp', 'get_price', /2\s874,56/],
    ['et il y a une semaine ?', 'get_price|show_chart'],
    ['pk ?', 'get_price|show_chart', /pas pourquoi/],
  ],
  [['la bourse a perdu combien en 2008', 'show_chart|run_backtest', /2008/]],
  [["c'etait quoi le krach du covid", 'explain_term', /2020/]],
  [['une banque centrale ca fait quoi', 'explain_term', /banque centrale/i]],
  [['je comprends pas ce que c est une recession', 'explain_term', /récession/i]],
  [['capitalisation boursiere ca veut dire quoi', 'explain_term', /capitalisation/i]],
  [["c'est quoi une introduction en bourse", 'explain_term', /première vente/i]],
  [['les cfd c koi', 'explain_term', /CFD|contrat/]],
  [['un stablecoin kesako', 'explain_term', /stablecoin/i]],
  [['comment je garde mes cryptos en securite', 'explain_term|search_library|words', /clé|portefeuille/i]],
  [['le day trading ca vaut le coup ?', 'explain_term|search_library|words', /day trad|conseil/i]],
  [['a quoi servent les obligations', 'explain_term|search_library', /obligation/i]],
  [['tu penses quoi du s&p', 'show_indicators', /S&P/]],
  [['je devrais attendre avant d acheter ?', 'words', /conseil personnel/]],
  [["j'ai peur de tout perdre", 'words|explain_term', /perdre|risque|simulé/i]],
  [['je peux devoir de l argent si ca tourne mal ?', 'words|explain_term|search_library', /levier|emprunt|simulé/i]],
  [['difference entre etf et fonds commun', 'explain_term', /fonds/i]],
  [['comment sont verses les dividendes', 'explain_term|search_library', /dividende/i]],
  [['je parle a un humain la ?', 'words', /programme/]],
  [['tu inventes des trucs parfois ?', 'words', /Vérifiez|invente rien/]],
  [['ca me coute combien', 'words|get_portfolio', /frais|commission/i]],
  [
    ["c'est quoi le vix", 'explain_term|get_macro|get_price', /VIX|peur|volatilité/i],
    ['plus simple', 'explain_term', /vix|volatilité|peur/i],
  ],
  [['la plus grosse chute du s&p depuis 2000', 'run_backtest', /repli|−5\d/i]],
  [['ferme tout', 'get_portfolio', /aucune position/i]],
  [['alerte moi si le s&p passe sous 2600', 'set_alert', /2\s600/]],
  [["je peux voir ce que t'as acheté", 'get_portfolio|list_trades', /position|trade/i]],
  [['je devrais apprendre quoi en premier', 'words|give_lesson', /premières questions|leçon/i]],
  [['interroge moi sur les obligations', 'take_quiz']],
  [["l'euro est fort en ce moment ?", 'get_macro|get_price|words', /EUR\/USD|euro/i]],
];
