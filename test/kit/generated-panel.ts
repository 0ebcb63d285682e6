import type { Candidate } from '../../data/universe/rank-universe.ts';
import { seeded } from './seeded.ts';

const dayMs = 86_400_000;

/** Weekdays from 2010-01-04 on (UTC ms). */
export const weekdays = (count: number): Float64Array => {
  const days: number[] = [];
  for (let at = Date.UTC(2010, 0, 4); days.length < count; at += dayMs) {
    if (new Date(at).getUTCDay() % 6 !== 0) days.push(at);
  }
  return Float64Array.from(days);
};

/**
 * Random walks with drifts, volatilities and volumes of their own. A quarter of them is listed late, a quarter is
 * delisted early, some of these after a crash.
 */
export function generatedPanel(instruments: number, days: number, seed: number): Candidate[] {
  const random = seeded(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: instruments }, (_, k) => {
    const listed = random() < 0.25 ? Math.floor(random() * days * 0.7) : 0;
    const delisted = random() < 0.25 ? Math.floor(days * (0.3 + 0.7 * random())) : days;
    const [drift, sigma, size] = [0.0008 * normal(), 0.004 + 0.03 * random(), 10 ** (4 + 4 * random())];
    const close = new Float64Array(days).fill(Number.NaN);
    const dollarVolume = close.slice();
    let price = 10 + 90 * random();
    for (let i = listed; i < delisted; i += 1) {
      price *= Math.exp(drift + sigma * normal());
      close[i] = price;
      dollarVolume[i] = size * (0.5 + random());
    }
    return { symbol: `S${String(k).padStart(3, '0')}`, close, dollarVolume };
  });
}
