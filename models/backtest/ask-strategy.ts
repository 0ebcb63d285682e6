import { asQuaestorError, QuaestorError } from '../../config/errors.ts';
import type { Candle } from '../../data/candle.ts';
import { Draft } from '../risk/draft.ts';
import type { Strategy, StrategyState } from './strategy.ts';

const Drafts = Draft.array();

/** @throws Error in one line that says what is wrong with which field */
function checked(drafts: unknown, symbol: string): readonly Draft[] {
  const parsed = Drafts.safeParse(drafts);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      ({ path, message }) => `${path.map(String).join('.') || 'drafts'}: ${message}`,
    );
    throw new Error(`it must return a list of drafts, made with state.draft(...); ${faults.slice(0, 4).join('; ')}`);
  }
  const other = parsed.data.find(draft => draft.symbol !== symbol);
  if (other) throw new Error(`it was asked about ${symbol} and drafted ${other.symbol}`);
  return parsed.data;
}

/** The drafts of a strategy on a candle, checked. @throws QuaestorError `backtest.bad-strategy` naming it and the candle */
export function askStrategy(strategy: Strategy, candle: Candle, state: StrategyState): readonly Draft[] {
  try {
    const drafts = strategy.decide(candle, state);
    return Array.isArray(drafts) && drafts.length === 0 ? drafts : checked(drafts, state.symbol);
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
