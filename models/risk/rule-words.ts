import type { Settings } from '../../config/settings.ts';

type Limits = Settings['risk'];
type Words = (limits: Limits, market: { staleAfterDays: number }) => string | undefined;

const percent = (share: number): string => `${Number((share * 100).toPrecision(4))} %`;
const when = <T>(limit: T | null, say: (limit: T) => string): string | undefined =>
  limit === null ? undefined : say(limit);

/**
 * What each rule of the gate enforces, in one English line with its present limit; undefined while its setting is off. A
 * prompt states no other rule as enforced.
 */
export const ruleWords: Readonly<Record<string, Words>> = {
  'kill-switch': () => 'while the kill switch is on, only orders that reduce pass',
  'instrument-tradable': () => 'the instrument can be traded',
  'price-known': () => 'the price is known',
  'stale-data': (_, { staleAfterDays }) => `no new risk on a price older than ${staleAfterDays} days`,
  'trading-hours': ({ sessionsOnly }) => when(sessionsOnly, () => 'new risk only while the market is open'),
  'event-window': ({ eventWindow }) =>
    when(
      eventWindow,
      one =>
        `no entry from ${one.beforeMinutes} minutes before to ${one.afterMinutes} after events of ${one.impact} impact`,
    ),
  spread: ({ maxSpreadShare }) => when(maxSpreadShare, limit => `bid to ask at most ${percent(limit)}`),
  'price-band': ({ priceBandShare }) =>
    when(priceBandShare, limit => `limit and trigger prices within ${percent(limit)} of the quote`),
  'quantity-step': () => 'quantities are whole lots',
  'minimum-notional': ({ minimumNotionalUsd }) => `an order is worth at least ${minimumNotionalUsd} USD`,
  'stop-side': () => 'stop and target stand on their right side of the price',
  'stop-beyond-liquidation': () => 'the stop comes before a liquidation',
  'reward-to-risk': ({ minimumRewardToRisk }) =>
    when(minimumRewardToRisk, limit => `after costs the target brings at least ${limit} times what the stop loses`),
  'expected-move': ({ minimumMoveToCost }) =>
    when(minimumMoveToCost, limit => `the expected move is at least ${limit} times what the round trip costs`),
  'reduce-only': () => 'an order that closes never turns the position around',
  'minimum-hold': ({ minimumHoldMinutes }) =>
    when(minimumHoldMinutes, limit => `what was opened is kept for ${limit} minutes, stops and targets apart`),
  're-entry-pause': ({ reEntryPauseMinutes }) =>
    when(reEntryPauseMinutes, limit => `${limit} minutes between a close and the next entry of an instrument`),
  cooldown: ({ cooldown }) =>
    when(
      cooldown,
      one =>
        `after ${one.losses} losses in a row within ${one.lookbackHours} hours, no new risk for ${one.pauseHours} hours`,
    ),
  'trades-per-day': ({ maxTradesPerDay }) => when(maxTradesPerDay, limit => `at most ${limit} positions opened a day`),
  'opens-per-hour': ({ maxOpensPerHour }) =>
    when(maxOpensPerHour, limit => `at most ${limit} positions opened an hour`),
  'max-position': ({ maxPositionShare }) => `at most ${percent(maxPositionShare)} of equity in one instrument`,
  'regime-risk': ({ regimeScale }) =>
    when(
      regimeScale,
      one =>
        `of that limit ${percent(one.trend)} in a trend, ${percent(one.range)} in a range, ${percent(one.defensive)} in a defensive regime`,
    ),
  'max-gross-exposure': ({ maxGrossExposureShare }) =>
    `all positions together at most ${percent(maxGrossExposureShare)} of equity`,
  'max-net-exposure': ({ maxNetExposureShare }) =>
    when(maxNetExposureShare, limit => `long against short at most ${percent(limit)} of equity`),
  'max-leverage': ({ maxLeverage }) => when(maxLeverage, limit => `leverage at most ${limit}`),
  'correlated-exposure': ({ correlatedExposure }) =>
    when(
      correlatedExposure,
      one => `at most ${percent(one.share)} of equity in instruments that correlate by more than ${one.correlation}`,
    ),
  'max-daily-loss': ({ maxDailyLossShare }) =>
    `no new risk once the day has lost ${percent(maxDailyLossShare)} of equity`,
  'drawdown-ladder': ({ drawdownLadder }) =>
    when(
      drawdownLadder,
      one =>
        `below the highest equity: warning at ${percent(one.warn)}, no new risk at ${percent(one.noNewRisk)}, everything closed at ${percent(one.flatten)}`,
    ),
  'free-cash': () => 'no order beyond the free cash',
};

/** The rules that are on, in the order in which they are checked. */
export const enforcedRules = ({ risk, market }: Pick<Settings, 'risk' | 'market'>): string[] =>
  risk.rules.flatMap(name => {
    const said = ruleWords[name]?.(risk, market);
    return said === undefined ? [] : [`${name}: ${said}`];
  });
