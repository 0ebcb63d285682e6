import { z } from 'zod';
import { at } from '../../data/at.ts';
import { type CandleSeries, dayOf } from '../../data/candle.ts';
import { type RegimePath, regimePath } from './regime-path.ts';

/** What a strategy wants to know. */
export const Route = z.enum(['trend', 'range', 'defensive']);
export type Route = z.infer<typeof Route>;

/** What people call it. */
export const Mood = z.enum(['bull', 'bear', 'volatile']);
export type Mood = z.infer<typeof Mood>;

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const Stay = z.object({ route: Route, mood: Mood, from: Day, days: z.int().min(1) });

/** The regime of an instrument at the close of its last candle, and how it came about. */
export const Regime = z.object({
  symbol: z.string(),
  /** `openAt` of the last candle used. */
  asOfOpenAt: z.int(),
  route: Route,
  mood: Mood,
  /** Candles since the route last changed; `atLeast` where the reading does not reach back to the change. */
  days: z.int().min(1),
  atLeast: z.boolean(),
  /** State of the jump model of returns and downside risk, and how far it is from changing (1: far). */
  jump: z.object({ state: z.enum(['rising', 'falling']), margin: z.number().min(0).max(1) }),
  turbulent: z.boolean(),
  /** Second opinion: chance of the wider of two normal states. */
  volatileChance: z.number().min(0).max(1),
  /** Standard normal where there is no trend; its sign is the direction. */
  trendStrength: z.number(),
  /** True from the strength at which a trend begins until the one at which it ends. */
  trending: z.boolean(),
  /** Stays in the same route and mood, the newest last. */
  history: z.array(Stay),
});
export type Regime = z.infer<typeof Regime>;

/** On disagreement the more defensive opinion counts. */
export function routeAt(path: RegimePath, row: number): Route {
  if (path.falling[row] || path.turbulent[row] || at(path.volatileChance, row) >= 0.5) return 'defensive';
  return path.trending[row] ? 'trend' : 'range';
}

/** A falling market is a bear, whatever its swings; a rising one with wide swings is volatile. */
export function moodAt(path: RegimePath, row: number): Mood {
  if (path.falling[row]) return 'bear';
  return path.turbulent[row] || at(path.volatileChance, row) >= 0.5 ? 'volatile' : 'bull';
}

/**
 * The route at the last candle alone: the one that `lastRegime` gives, in a fifth of its time.
 * @throws QuaestorError as `regimePath`
 */
export const lastRoute = (series: CandleSeries): Route =>
  routeAt(regimePath(series, series.length - 1), series.length - 1);

/** Candles that a reading looks back for changes. */
const shown = 504;

/**
 * Reads the regime at the last candle of a series of closed daily candles.
 * @throws QuaestorError as `regimePath`
 */
export function lastRegime(series: CandleSeries): Regime {
  const { symbol, openAt, length } = series;
  const path = regimePath(series, Math.max(0, length - shown));
  const last = length - 1;
  const history: z.infer<typeof Stay>[] = [];
  for (let row = path.first; row < length; row += 1) {
    const [route, mood, before] = [routeAt(path, row), moodAt(path, row), history.at(-1)];
    if (before?.route === route && before.mood === mood) before.days += 1;
    else history.push({ route, mood, from: dayOf(at(openAt, row)), days: 1 });
  }
  let since = last;
  while (since > path.first && routeAt(path, since - 1) === routeAt(path, last)) since -= 1;
  return {
    symbol,
    asOfOpenAt: at(openAt, last),
    route: routeAt(path, last),
    mood: moodAt(path, last),
    days: length - since,
    atLeast: since === path.first,
    jump: { state: path.falling[last] ? 'falling' : 'rising', margin: at(path.fallingMargin, last) },
    turbulent: path.turbulent[last] === 1,
    volatileChance: at(path.volatileChance, last),
    trendStrength: at(path.trendStrength, last),
    trending: path.trending[last] === 1,
    history,
  };
}
