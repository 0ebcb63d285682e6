import { correlatedExposure, freeCash, maxGrossExposure, maxLeverage, maxNetExposure, maxPosition } from './limits.ts';
import { cooldown, drawdownLadder, killSwitch, maxDailyLoss } from './loss-rules.ts';
import { eventWindow, instrumentTradable, priceKnown, spread, staleData, tradingHours } from './market-rules.ts';
import { expectedMove, rewardToRisk } from './merit-rules.ts';
import {
  minimumNotional,
  priceBand,
  quantityStep,
  reduceOnly,
  stopBeyondLiquidation,
  stopSide,
} from './order-rules.ts';
import { minimumHold, opensPerHour, reEntryPause, tradesPerDay } from './pace-rules.ts';
import { regimeRisk } from './regime-rules.ts';
import type { Rule } from './rule.ts';

/** Every rule by the name that settings use. */
export const rules: Readonly<Record<string, Rule>> = {
  'kill-switch': killSwitch,
  'instrument-tradable': instrumentTradable,
  'price-known': priceKnown,
  'stale-data': staleData,
  'trading-hours': tradingHours,
  'event-window': eventWindow,
  spread,
  'price-band': priceBand,
  'quantity-step': quantityStep,
  'minimum-notional': minimumNotional,
  'stop-side': stopSide,
  'stop-beyond-liquidation': stopBeyondLiquidation,
  'reward-to-risk': rewardToRisk,
  'expected-move': expectedMove,
  'reduce-only': reduceOnly,
  'minimum-hold': minimumHold,
  're-entry-pause': reEntryPause,
  cooldown,
  'trades-per-day': tradesPerDay,
  'opens-per-hour': opensPerHour,
  'max-position': maxPosition,
  'regime-risk': regimeRisk,
  'max-gross-exposure': maxGrossExposure,
  'max-net-exposure': maxNetExposure,
  'max-leverage': maxLeverage,
  'correlated-exposure': correlatedExposure,
  'max-daily-loss': maxDailyLoss,
  'drawdown-ladder': drawdownLadder,
  'free-cash': freeCash,
};
