import type { Candle } from '../candle.ts';
import type { Position } from '../portfolio.ts';

export type ProtectiveExit = {
  reason: 'stop' | 'target';
  /** Price before costs. */
  level: number;
  /** Both levels lay inside the candle and their order cannot be known: the stop was taken. */
  ambiguous: boolean;
};

/** The same candle seen from a short: prices mirrored, so that one rule serves both sides. */
const mirrored = (candle: Candle): Candle => ({
  ...candle,
  open: -candle.open,
  high: -candle.low,
  low: -candle.high,
  close: -candle.close,
});

function longExit(stop: number | undefined, target: number | undefined, candle: Candle): ProtectiveExit | undefined {
  if (stop !== undefined && candle.open <= stop) return { reason: 'stop', level: candle.open, ambiguous: false };
  const stopped = stop !== undefined && candle.low <= stop;
  const reached = target !== undefined && candle.high > target;
  if (target !== undefined && candle.open > target) return { reason: 'target', level: target, ambiguous: false };
  if (stopped) return { reason: 'stop', level: stop, ambiguous: reached };
  return reached ? { reason: 'target', level: target, ambiguous: false } : undefined;
}

/**
 * The stop and target rules of one candle. A gap through the stop fills at the open; a stop inside the candle fills at
 * its level, equality triggers; a target must be penetrated and fills at its level, a favourable gap included; when
 * both lie inside the candle the stop comes first and the exit is marked ambiguous.
 */
export function protectiveExit(
  position: Pick<Position, 'quantity' | 'stop' | 'target'>,
  candle: Candle,
): ProtectiveExit | undefined {
  if (position.quantity > 0) return longExit(position.stop, position.target, candle);
  const minus = (level: number | undefined) => (level === undefined ? undefined : -level);
  const exit = longExit(minus(position.stop), minus(position.target), mirrored(candle));
  return exit && { ...exit, level: -exit.level };
}
