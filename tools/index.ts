import { checkData } from './check-data.ts';
import { compareStrategies } from './compare-strategies.ts';
import { evaluateVolatility } from './evaluate-volatility.ts';
import { explainDecision } from './explain-decision.ts';
import { explainPrediction } from './explain-prediction.ts';
import { explainTerm } from './explain-term.ts';
import { exportAudit } from './export-audit.ts';
import { exportDecisions } from './export-decisions.ts';
import { exportFeedback } from './export-feedback.ts';
import { findSimilarMarkets } from './find-similar-markets.ts';
import { getCandles } from './get-candles.ts';
import { getMacro } from './get-macro.ts';
import { getNews } from './get-news.ts';
import { getOptions } from './get-options.ts';
import { getPortfolio } from './get-portfolio.ts';
import { getPrice } from './get-price.ts';
import { giveLesson } from './give-lesson.ts';
import { importCandles } from './import-candles.ts';
import { importGlossary } from './import-glossary.ts';
import { judgeStrategy } from './judge-strategy.ts';
import { listFeatures } from './list-features.ts';
import { listModels } from './list-models.ts';
import { listStrategies } from './list-strategies.ts';
import { listTrades } from './list-trades.ts';
import { listUniverse } from './list-universe.ts';
import { monteCarlo } from './monte-carlo.ts';
import { predictSignal } from './predict-signal.ts';
import { predictVolatility } from './predict-volatility.ts';
import { promoteModel } from './promote-model.ts';
import { proposeTrade } from './propose-trade.ts';
import { readConfidence } from './read-confidence.ts';
import { readRegime } from './read-regime.ts';
import { reportImportance } from './report-importance.ts';
import { reportPerformance } from './report-performance.ts';
import { reviewDay } from './review-day.ts';
import { reviewTrade } from './review-trade.ts';
import { rollBackModel } from './roll-back-model.ts';
import { runBacktest } from './run-backtest.ts';
import { searchLibrary } from './search-library.ts';
import { setAlert } from './set-alert.ts';
import { showChart } from './show-chart.ts';
import { showIndicators } from './show-indicators.ts';
import { stressTest } from './stress-test.ts';
import { takeQuiz } from './take-quiz.ts';
import type { Tool } from './tool.ts';
import { trainModel } from './train-model.ts';
import { tuneModel } from './tune-model.ts';
import { verifyAudit } from './verify-audit.ts';
import { walkForward } from './walk-forward.ts';
import { watchRegime } from './watch-regime.ts';
import { whatIf } from './what-if.ts';

/** The tools that ship. One more tool is one more line. */
export const shippedTools: readonly Tool[] = [
  getPrice,
  showChart,
  showIndicators,
  predictVolatility,
  evaluateVolatility,
  readRegime,
  findSimilarMarkets,
  explainTerm,
  searchLibrary,
  takeQuiz,
  setAlert,
  watchRegime,
  reportPerformance,
  exportAudit,
  verifyAudit,
  exportFeedback,
  giveLesson,
  whatIf,
  explainPrediction,
  getPortfolio,
  listTrades,
  reviewTrade,
  reviewDay,
  explainDecision,
  readConfidence,
  runBacktest,
  proposeTrade,
  getCandles,
  getMacro,
  getNews,
  getOptions,
  checkData,
  listFeatures,
  reportImportance,
  listUniverse,
  importCandles,
  importGlossary,
  listStrategies,
  compareStrategies,
  walkForward,
  monteCarlo,
  stressTest,
  judgeStrategy,
  predictSignal,
  trainModel,
  tuneModel,
  listModels,
  promoteModel,
  rollBackModel,
  exportDecisions,
];
