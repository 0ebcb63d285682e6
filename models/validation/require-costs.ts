import { QuaestorError } from '../../config/errors.ts';
import { type Costs, roundTripCost } from '../../data/broker/costs.ts';

/** A round trip so large that rates round to more than nothing: USD 10 million. */
const large = { price: 100, quantity: 100_000 };

/** Whether trading costs nothing at all, neither commission nor spread nor slippage. */
export const isFree = (costs: Costs): boolean => roundTripCost(large.price, large.quantity, costs) === 0;

/**
 * Evidence is made after costs or not at all: without them whatever trades often enough looks good.
 * @throws QuaestorError `backtest.no-costs` where trading costs nothing
 */
export function requireCosts(costs: Costs): void {
  if (!isFree(costs)) return;
  throw new QuaestorError('backtest.no-costs', {
    en: 'Trading costs nothing in these settings (commissionRate, commissionMinimumUsd, halfSpreadRate and slippageRate of broker are 0), and without costs there is no evidence. Set at least one of them, for example commissionRate: 0.0005; run_backtest plays the strategy without costs and says so.',
    fr: "Le trading ne coûte rien dans ces réglages (commissionRate, commissionMinimumUsd, halfSpreadRate et slippageRate de broker valent 0), et sans frais il n'y a pas de preuve. Donnez une valeur à l'un d'eux, par exemple commissionRate: 0.0005 ; run_backtest joue la stratégie sans frais et le dit.",
  });
}
