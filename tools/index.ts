import { checkData } from './check-data.ts';
import { explainTerm } from './explain-term.ts';
import { getCandles } from './get-candles.ts';
import { getMacro } from './get-macro.ts';
import { getNews } from './get-news.ts';
import { getOptions } from './get-options.ts';
import { getPortfolio } from './get-portfolio.ts';
import { getPrice } from './get-price.ts';
import { importCandles } from './import-candles.ts';
import { listFeatures } from './list-features.ts';
import { listTrades } from './list-trades.ts';
import { listUniverse } from './list-universe.ts';
import { predictVolatility } from './predict-volatility.ts';
import { proposeTrade } from './propose-trade.ts';
import { runBacktest } from './run-backtest.ts';
import { showChart } from './show-chart.ts';
import { showIndicators } from './show-indicators.ts';
import type { Tool } from './tool.ts';

/** The tools that ship. One more tool is one more line. */
export const shippedTools: readonly Tool[] = [
  getPrice,
  showChart,
  showIndicators,
  predictVolatility,
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
];
