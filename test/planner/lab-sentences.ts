import type { OwnSentence } from './own-sentence.ts';

const sma = { symbol: 'SPY', strategy: 'sma_cross' };
const rsi = { symbol: 'SPY', strategy: 'rsi_mean_reversion' };
const bollinger = { symbol: 'SPY', strategy: 'bollinger_reversion' };
const donchian = { symbol: 'SPY', strategy: 'donchian_breakout' };
const targeting = { symbol: 'SPY', strategy: 'volatility_targeting' };
const agent = { symbol: 'SPX', strategy: 'agent' };

/** What people set of a strategy and of its trial: no number that they say is lost. */
export const labSentences: readonly OwnSentence[] = [
  // windows of a walk-forward
  [
    'walk-forward of the SMA cross on SPY, train 3 years test 6 months',
    ['walk_forward', { ...sma, train_years: 3, test_years: 0.5 }],
  ],
  [
    'walk-forward of RSI mean reversion on SPY, training on 3 years and testing on 2 years',
    ['walk_forward', { ...rsi, train_years: 3, test_years: 2 }],
  ],
  [
    'walk forward test of RSI mean reversion on SPY, 2 years of training and 6 months of test',
    ['walk_forward', { ...rsi, train_years: 2, test_years: 0.5 }],
  ],
  [
    'walk-forward du croisement de moyennes sur SPY, apprentissage 3 ans, test 6 mois',
    ['walk_forward', { ...sma, train_years: 3, test_years: 0.5 }],
  ],
  [
    "walk-forward du croisement de moyennes sur SPY avec 3 ans d'apprentissage et 2 ans de test",
    ['walk_forward', { ...sma, train_years: 3, test_years: 2 }],
  ],
  [
    'walk-forward of RSI on SPY train_years 4 test_years 2',
    ['walk_forward', { ...rsi, train_years: 4, test_years: 2 }],
  ],
  ['test an SMA cross on SPY over the last 6 months', ['run_backtest', { ...sma, from: '2019-10-17' }]],
  // runs and their seed
  ['Monte Carlo of the SMA cross on SPY with 200 runs', ['monte_carlo', { ...sma, runs: 200 }]],
  ['Monte Carlo of RSI on SPY, 5k runs and seed 7', ['monte_carlo', { ...rsi, runs: 5000, seed: 7 }]],
  ['Monte-Carlo du croisement sur SPY, 50 passages, graine 3', ['monte_carlo', { ...sma, runs: 50, seed: 3 }]],
  ['Monte-Carlo de la stratégie RSI sur SPY, 500 simulations', ['monte_carlo', { ...rsi, runs: 500 }]],
  [
    'judge the SMA cross on SPY, train 3 years, test 2 years, 200 runs',
    ['judge_strategy', { ...sma, train_years: 3, test_years: 2, runs: 200 }],
  ],
  [
    'juge le croisement de moyennes sur SPY avec 200 passages, entraînement sur 4 ans',
    ['judge_strategy', { ...sma, train_years: 4, runs: 200 }],
  ],
  // both sides of the market
  ['backtest sma cross on SPY with shorts allowed', ['run_backtest', { ...sma, short: 1 }]],
  ['backtest the SMA cross on SPY long and short', ['run_backtest', { ...sma, short: 1 }]],
  ['backtest RSI mean reversion on SPY with shorts', ['run_backtest', { ...rsi, short: 1 }]],
  ['stress test a Donchian breakout on SPY on both sides', ['stress_test', { ...donchian, short: 1 }]],
  ['backtest the SMA cross on SPY without shorts', ['run_backtest', { ...sma, short: 0 }]],
  ['backteste un croisement de moyennes sur SPY avec ventes à découvert', ['run_backtest', { ...sma, short: 1 }]],
  ['backteste un croisement de moyennes sur SPY des deux côtés', ['run_backtest', { ...sma, short: 1 }]],
  ['backteste un croisement de moyennes sur SPY sans vente à découvert', ['run_backtest', { ...sma, short: 0 }]],
  ['short Apple', ['propose_trade', { symbol: 'AAPL', side: 'sell' }, ['size']]],
  ["C'est quoi la vente à découvert ?", ['explain_term', { term: 'vente à découvert' }]],
  // volatility targeting
  ['volatility targeting at 15 % on SPY', ['run_backtest', { ...targeting, target: 15 }]],
  ['backtest volatility targeting on SPY with a target of 12 %', ['run_backtest', { ...targeting, target: 12 }]],
  [
    'backtest volatility targeting at 15 % on SPY with 2 % stops',
    ['run_backtest', { ...targeting, target: 15, stop_percent: 2 }],
  ],
  ['backtest volatility targeting on SPY with 15 % stops', ['run_backtest', { ...targeting, stop_percent: 15 }]],
  ['backteste le ciblage de volatilité à 15 % sur SPY', ['run_backtest', { ...targeting, target: 15 }]],
  [
    'backteste le ciblage de volatilité sur SPY, volatilité cible de 12 %, marge de 5 points',
    ['run_backtest', { ...targeting, target: 12, band: 5 }],
  ],
  [
    'backteste le ciblage de volatilité sur SPY de 2005 à 2010',
    ['run_backtest', { ...targeting, from: '2005-01-01', to: '2010-12-31' }],
  ],
  // the bare word of an indicator is a strategy where one is tried
  ['backtest bollinger on SPY', ['run_backtest', bollinger]],
  ['backtest bollinger with 3 deviations on SPY', ['run_backtest', { ...bollinger, deviations: 3 }]],
  ['bollinger with 3 deviations on SPY', ['run_backtest', { ...bollinger, deviations: 3 }]],
  ['backtest bollinger 25,3 on SPY', ['run_backtest', { ...bollinger, period: 25, deviations: 3 }]],
  ['backteste bollinger avec 2,5 écarts-types sur SPY', ['run_backtest', { ...bollinger, deviations: 2.5 }]],
  ['walk-forward des bandes de Bollinger sur SPY', ['walk_forward', bollinger]],
  ['stress test bollinger on SPY', ['stress_test', bollinger]],
  ['Monte Carlo of donchian on SPY', ['monte_carlo', donchian]],
  ['juge donchian sur SPY', ['judge_strategy', donchian]],
  ['bollinger on SPY', ['show_indicators', { symbol: 'SPY', indicators: ['bollinger'] }]],
  ['Donchian sur SPY', ['show_indicators', { symbol: 'SPY', indicators: ['donchian'] }]],
  [
    'chart SPY with bollinger and backtest the RSI strategy on SPY',
    ['show_chart', { symbol: 'SPY', indicators: ['bollinger'] }],
    ['run_backtest', rsi],
  ],
  // where a strategy goes in and out
  ['backtest RSI below 25 out above 60 on SPY', ['run_backtest', { ...rsi, entry: 25, exit: 60 }]],
  ['RSI below 25 out above 60 on SPY', ['run_backtest', { ...rsi, entry: 25, exit: 60 }]],
  ['backtest RSI on SPY, buy below 20, sell above 70', ['run_backtest', { ...rsi, entry: 20, exit: 70 }]],
  ['backteste le RSI sous 25, sortie au-dessus de 60 sur SPY', ['run_backtest', { ...rsi, entry: 25, exit: 60 }]],
  [
    'backteste le RSI(7) sur SPY : achète sous 20, vends au-dessus de 70',
    ['run_backtest', { ...rsi, period: 7, entry: 20, exit: 70 }],
  ],
  [
    'backteste le retour à la moyenne RSI sur SPY, entrée 25 et sortie 60',
    ['run_backtest', { ...rsi, entry: 25, exit: 60 }],
  ],
  ['is the RSI of SPY below 25?', ['show_indicators', { symbol: 'SPY', indicators: ['rsi'] }]],
  ['20/10 donchian on SPY', ['run_backtest', { ...donchian, entry: 20, exit: 10 }]],
  ['backtest a 55/20 Donchian breakout on SPY', ['run_backtest', { ...donchian, entry: 55, exit: 20 }]],
  ['backtest a 55-day Donchian breakout on SPY', ['run_backtest', { ...donchian, entry: 55 }]],
  ['backteste la cassure de Donchian 55/20 sur SPY', ['run_backtest', { ...donchian, entry: 55, exit: 20 }]],
  ['backtest the SMA cross on SPY entry 25', ['run_backtest', { ...sma, entry: 25 }]],
  ['backteste le RSI sur SPY avec une période de 7', ['run_backtest', { ...rsi, period: 7 }]],
  // decisions of the ledger
  ['backtest the agent on the S&P 500', ['run_backtest', agent]],
  ['replay your decisions on SPX', ['run_backtest', agent]],
  ["rejoue les décisions de l'agent sur SPX", ['run_backtest', agent]],
  ["backteste l'agent sur le S&P 500", ['run_backtest', agent]],
  // stop and target in one candle
  [
    'backtest SMA cross on SPY with drill-down and 2 % stops',
    ['run_backtest', { ...sma, stop_percent: 2, order_of_events: 'drill-down' }],
  ],
  [
    'backteste le croisement sur SPY avec des stops à 2 %, ordre adaptatif',
    ['run_backtest', { ...sma, stop_percent: 2, order_of_events: 'adaptive' }],
  ],
];
