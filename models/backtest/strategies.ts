import { QuaestorError } from '../../config/errors.ts';
import { didYouMeanText, fold } from '../../config/suggest.ts';
import { bollingerReversion } from './bollinger-reversion.ts';
import { buyAndHold } from './buy-and-hold.ts';
import { donchianBreakout } from './donchian-breakout.ts';
import { rsiMeanReversion } from './rsi-mean-reversion.ts';
import { smaCross } from './sma-cross.ts';
import type { Strategy } from './strategy.ts';
import { volatilityTargeting } from './volatility-targeting.ts';

/** The strategies that ship. Others load from `settings.strategies`. */
export const shippedStrategies: readonly Strategy[] = [
  smaCross,
  rsiMeanReversion,
  donchianBreakout,
  bollingerReversion,
  volatilityTargeting,
  buyAndHold,
];

/** @throws QuaestorError `backtest.unknown-strategy` with the known names */
export function strategyNamed(given: string, strategies: readonly Strategy[]): Strategy {
  const wanted = fold(given).replace(/[\s-]+/g, '_');
  const found = strategies.find(one => one.name === wanted || one.nicknames.includes(fold(given)));
  if (found) return found;
  const names = strategies.map(one => one.name);
  const list = names.join(', ');
  const near = didYouMeanText(given, names);
  throw new QuaestorError('backtest.unknown-strategy', {
    en: `Unknown strategy "${given}". Known: ${list}.${near.en}`,
    fr: `Stratégie inconnue « ${given} ». Connues : ${list}.${near.fr}`,
  });
}
