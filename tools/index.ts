import { checkData } from './check-data.ts';
import { compareStrategies } from './compare-strategies.ts';
import { explainTerm } from './explain-term.ts';
import { getCandles } from './get-candles.ts';
import { getMacro } from './get-macro.ts';
import { getNews } from './get-news.ts';
import { getOptions } from './get-options.ts';
import { getPortfolio } from './get-portfolio.ts';
import { getPrice } from './get-price.ts';
import { importCandles } from './import-candles.ts';
import { judgeStrategy } from './judge-strategy.ts';
import { listFeatures } from './list-features.ts';
import { listStrategies } from './list-strategies.ts';
import { listTrades } from './list-trades.ts';
import { listUniverse } from './list-universe.ts';
import { monteCarlo } from './monte-carlo.ts';
import { predictVolatility } from './predict-volatility.ts';
import { proposeTrade } from './propose-trade.ts';
import { readRegime } from './read-regime.ts';
import { runBacktest } from './run-backtest.ts';
import { showChart } from './show-chart.ts';
import { showIndicators } from './show-indicators.ts';
import { stressTest } from './stress-test.ts';
import type { Tool } from './tool.ts';
import { walkForward } from './walk-forward.ts';

/** The tools that ship. One more tool is one more line. */
export const shippedTools: readonly Tool[] = [
  getPrice,
  showChart,
  showIndicators,
  predictVolatility,
  readRegime,
  explainTerm,
  getPortfolio,
  listTrades,
  runBacktest,
  proposeTrade,
  getCandles,
  getMacro,
  getNews,
  getOptions,
  checkData,
  listFeatures,
  listUniverse,
  importCandles,
  listStrategies,
  compareStrategies,
  walkForward,
  monteCarlo,
  stressTest,
  judgeStrategy,
];
