/**
 * Sums that a person can do on paper, each a closed form. Shares are fractions (0.2 for 20 %), amounts US dollars.
 */

/** Amount to buy so that a stop that far away loses the risked share of the account: A r / d. */
export const positionNotional = (accountUsd: number, riskShare: number, stopShare: number): number =>
  (accountUsd * riskShare) / stopShare;

/** What a fall takes from an amount: A x. */
export const lossAt = (amountUsd: number, dropShare: number): number => amountUsd * dropShare;

/** Gain that makes a fall good: 1 / (1 - d) - 1. Infinite after a total loss. */
export const recoveryGain = (drawdownShare: number): number => 1 / (1 - drawdownShare) - 1;

/** An amount after years of compound growth: A (1 + r)^n. */
export const compounded = (amountUsd: number, yearlyShare: number, years: number): number =>
  amountUsd * (1 + yearlyShare) ** years;

/** Volatility over a longer period of independent days: sigma sqrt(n). */
export const scaledVolatility = (dailyShare: number, days: number): number => dailyShare * Math.sqrt(days);

/** Share of winning trades at which gains and losses cancel, for a gain of b times the loss: 1 / (1 + b). */
export const breakEvenProbability = (rewardToRisk: number): number => 1 / (1 + rewardToRisk);

/**
 * Adverse move of the price at which a leveraged position has used up its margin down to the maintenance margin:
 * 1 / L - m for a share m of the position's value at entry.
 */
export const liquidationMove = (leverage: number, maintenanceShare: number): number => 1 / leverage - maintenanceShare;

/** What is left of an amount after paying a share of it at each trade: A (1 - f)^n. */
export const afterFees = (amountUsd: number, feeShare: number, trades: number): number =>
  amountUsd * (1 - feeShare) ** trades;
