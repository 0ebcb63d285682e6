import { type CandleSeries, seriesOf } from '../../../data/candle.ts';
import { seeded } from '../../kit/seeded.ts';

/** The law ln v(t+1) = intercept + slopes on the regressors of log-HAR at t + noise x standard normal. */
export type Law = {
  intercept: number;
  lnDay: number;
  lnWeek: number;
  lnMonth: number;
  leverage: number;
  noise: number;
};

export const usualLaw: Law = { intercept: -0.1, lnDay: 0.3, lnWeek: 0.3, lnMonth: 0.25, leverage: 0.4, noise: 0.6 };

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Daily candles whose range proxy follows the law exactly: the return is a random share of the day's sigma, and the
 * range, which holds the close before, is solved for from v = 1e4 (R^2 / 2 - (2 ln 2 - 1) c^2).
 */
export function simulate(length: number, seed: number, law: Law): CandleSeries {
  const random = seeded(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const past: number[] = [];
  let [close, change] = [100, 0];
  const candles = Array.from({ length }, (_, i) => {
    const month = mean(past.slice(-22));
    const fall = Math.max(-change, 0) / Math.sqrt(month);
    const logs = law.lnDay * Math.log(past.at(-1) ?? 1) + law.lnWeek * Math.log(mean(past.slice(-5)));
    const next = law.intercept + logs + law.lnMonth * Math.log(month) + law.leverage * fall + law.noise * normal();
    const variance = past.length < 22 ? Math.exp(normal() / 2) : Math.exp(next);
    if (i > 0) past.push(variance);
    change = (random() < 0.5 ? -1 : 1) * (0.1 + random()) * Math.sqrt(variance);
    const open = close;
    close = open * Math.exp(change / 100);
    const range = Math.sqrt(2 * (variance / 1e4 + (2 * Math.LN2 - 1) * (change / 100) ** 2));
    const beyond = Math.exp((range - Math.abs(change / 100)) / 2);
    const high = Math.max(open, close) * beyond;
    const low = Math.min(open, close) / beyond;
    return { openAt: Date.UTC(1980, 0, 1 + i), open, high, low, close, volume: 1 };
  });
  return seriesOf('WORLD', '1d', candles);
}
