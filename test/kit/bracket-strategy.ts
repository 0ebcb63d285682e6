import { z } from 'zod';
import type { Strategy } from '../../models/backtest/strategy.ts';

const cents = (price: number): number => Math.round(price * 100) / 100;

/** Goes in on both sides with a stop and a target, adds, reduces, flips and closes: every way of trading, by the index. */
const bracket: Strategy = {
  name: 'bracket',
  title: { en: 'Bracket', fr: 'Encadrement' },
  nicknames: [],
  parameters: z.strictObject({ stopPercent: z.number().default(2), targetPercent: z.number().default(3) }),
  decide: (candle, { index, position, waiting, investPercent, parameters, draft }) => {
    const { stopPercent = 2, targetPercent = 3 } = parameters;
    if (waiting) return [];
    if (!position && index % 3 === 0) {
      const side = index % 2 === 0 ? 'buy' : 'sell';
      const away = (percent: number) => cents(candle.close * (1 + ((side === 'buy' ? 1 : -1) * percent) / 100));
      const sizing = { kind: 'equity-percent', amount: investPercent } as const;
      return [
        draft({ side, sizing, stop: away(-stopPercent), target: away(targetPercent), thesis: `candle ${index}` }),
      ];
    }
    if (!position) return [];
    const [on, off] = position.quantity > 0 ? (['buy', 'sell'] as const) : (['sell', 'buy'] as const);
    if (index % 11 === 0) return [draft({ side: off, sizing: { kind: 'close' } })];
    if (index % 13 === 0) return [draft({ side: off, sizing: { kind: 'quantity', amount: 1.25 } })];
    if (index % 17 === 0) return [draft({ side: on, sizing: { kind: 'notional', amount: 500 } })];
    if (index % 19 === 0) {
      return [draft({ side: off, sizing: { kind: 'quantity', amount: cents(Math.abs(position.quantity) * 1.5) } })];
    }
    return index % 23 === 0 ? [draft({ side: on, sizing: { kind: 'notional', amount: 1e6 } })] : [];
  },
};

export default bracket;
