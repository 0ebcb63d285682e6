import { asQuaestorError, QuaestorError } from '../../config/errors.ts';
import type { Candle } from '../../data/candle.ts';
import { Draft } from '../risk/draft.ts';
import type { Strategy, StrategyState } from './strategy.ts';

/** The drafts of a strategy on a candle, checked. @throws QuaestorError `backtest.bad-strategy` naming it and the candle */
export function askStrategy(strategy: Strategy, candle: Candle, state: StrategyState): readonly Draft[] {
  try {
    const drafts = strategy.decide(candle, state);
    return Array.isArray(drafts) && drafts.length === 0 ? drafts : Draft.array().parse(drafts);
  } catch (thrown) {
    const { name } = strategy;
    const { index } = state;
    const reason = asQuaestorError(thrown).message;
    throw new QuaestorError(
      'backtest.bad-strategy',
      {
        en: `The strategy "${name}" failed at candle ${index}: ${reason}`,
        fr: `La stratégie « ${name} » a échoué à la bougie ${index} : ${reason}`,
      },
      { strategy: name, index },
      thrown,
    );
  }
}
