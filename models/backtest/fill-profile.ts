import { Gate } from '../risk/gate.ts';

/**
 * How a backtest sizes and ends, and the rules of its gate where the account's own do not apply. Profiles exist to be
 * compared with other engines; none of them can be named outside a backtest.
 */
export type FillProfile = {
  readonly name: 'quaestor' | 'backtesting.py';
  /** `decision`: the gate sizes on the close that was decided on | `fill`: on the open that fills. */
  readonly sizedOn: 'decision' | 'fill';
  /** Where a position that is still open is closed: not at all, at the last close, or at the last open. */
  readonly atEnd: 'report' | 'last-close' | 'last-open';
  /** The gate that the profile brings along; without one the account's rules hold. */
  readonly gate?: Gate;
};

/** The fill contract of this engine. */
export const ownProfile: FillProfile = { name: 'quaestor', sizedOn: 'decision', atEnd: 'report' };

/** As ours, with whatever is open closed at the last close. */
export const closedAtEnd: FillProfile = { ...ownProfile, atEnd: 'last-close' };

/**
 * The conventions of backtesting.py 0.6: orders are sized on the open that fills them, from all free margin, and the
 * last trade is closed at the last open. Its gate asks for a quantity and nothing else, so `Gate.open` refuses it for an account.
 */
export const backtestingPy: FillProfile = {
  name: 'backtesting.py',
  sizedOn: 'fill',
  atEnd: 'last-open',
  gate: new Gate(['quantity-step']),
};
