import { attempt } from '../../config/attempt.ts';
import { at } from '../../data/at.ts';
import { roundTripCost } from '../../data/broker/costs.ts';
import { calendarOf } from '../../data/calendar/calendar-of.ts';
import { type CandleSeries, closedAt, lastClosedIndex, type Timeframe } from '../../data/candle.ts';
import type { Position } from '../../data/portfolio.ts';
import type { Signal } from '../../models/decision/decision-answer.ts';
import { readSeriesName, valuesOf } from '../../models/decision/market-series.ts';
import type { FrameSnapshot, HeldSnapshot, InstrumentSnapshot } from '../../models/decision/snapshot.ts';
import type { ToolContext } from '../../tools/tool-context.ts';
import { modelLines } from './model-lines.ts';
import { planStateOf } from './plan-state.ts';

/** What stands in the prompt of each timeframe, and so what an exit plan may speak of. */
const shownSeries = [
  'close',
  'volume',
  'ema_20',
  'ema_50',
  'macd',
  'macd_histogram',
  'rsi_7',
  'rsi_14',
  'atr_3',
  'atr_14',
  'candles_held',
];
/** As many values as a condition over several candles may ask for. */
const keptValues = 20;
const hourMs = 3_600_000;

function frameOf(
  timeframe: Timeframe,
  candles: CandleSeries,
  now: number,
  openedAt: number | undefined,
): FrameSnapshot | undefined {
  const last = lastClosedIndex(candles, now);
  if (last < 0) return undefined;
  const closed = closedAt(at(candles.openAt, last), timeframe);
  const since = openedAt === undefined ? undefined : lastClosedIndex(candles, openedAt);
  const series: FrameSnapshot['series'] = [];
  for (const name of shownSeries) {
    const known = readSeriesName(`${name}@${timeframe}`);
    if (!known) continue;
    const values = [...valuesOf(known, candles, since ?? last).subarray(Math.max(0, last + 1 - keptValues), last + 1)];
    const warm = values.slice(values.findLastIndex(value => !Number.isFinite(value)) + 1);
    if (warm.length > 0) series.push({ name, values: warm });
  }
  return { timeframe, closedAt: closed, ageHours: (now - closed) / hourMs, series };
}

const allowedWith = (held: number): Signal[] =>
  held === 0 ? ['hold', 'enter_long', 'enter_short'] : ['hold', 'close'];

/** What is wrong with the prices of an instrument, as far as it is known without asking anybody. */
function flagsOf(
  frames: readonly FrameSnapshot[],
  timeframes: readonly Timeframe[],
  priced: boolean,
  staleDays: number,
): string[] {
  const missing = timeframes.filter(one => !frames.some(frame => frame.timeframe === one));
  return [
    ...(priced ? [] : ['no price']),
    ...missing.map(one => `no closed candle of ${one}`),
    ...frames.flatMap(({ timeframe, ageHours, series }) => [
      ...(timeframe !== '1w' && ageHours > staleDays * 24 ? [`${timeframe} is stale`] : []),
      ...(!series.some(({ name }) => name === 'rsi_14') ? [`${timeframe} has too few candles for its indicators`] : []),
    ]),
  ];
}

/** How a position is protected, by whom, and how far the price is from it. */
function heldSnapshot({ stop }: Position, price: number | undefined, atr: number | undefined): HeldSnapshot {
  if (stop === undefined) return { stop: null, stopAtr: null, protection: 'none' };
  const distance = price === undefined || !atr ? null : Math.abs(price - stop) / atr;
  return { stop, stopAtr: distance, protection: 'desk' };
}

/** One instrument as the next decision sees it: closed candles only, each with its age; what is not known is null. */
export async function instrumentSnapshot(
  context: ToolContext,
  symbol: string,
  position: Position | undefined,
): Promise<InstrumentSnapshot> {
  const { market, settings } = context;
  const { timeframes } = settings.cycle.manager;
  const instrument = market.instrument(symbol);
  const now = market.now(symbol);
  const quote = attempt(() => market.quote(symbol));
  const frames = timeframes.flatMap(timeframe => {
    const candles = attempt(() => market.candles(symbol, timeframe));
    return candles ? (frameOf(timeframe, candles, now, position?.openedAt) ?? []) : [];
  });
  const plan = position && planStateOf(context, position);
  const atr = frames[0]?.series.find(({ name }) => name === 'atr_14')?.values.at(-1);
  const { lines, regime } = await modelLines(context, symbol);
  return {
    symbol: instrument.symbol,
    name: instrument.name.en,
    tick: instrument.tick,
    price: quote?.price ?? null,
    priceAgeHours: quote ? (now - quote.asOfAt) / hourMs : null,
    open: calendarOf(instrument.calendar).isOpen(now),
    allowed: allowedWith(position?.quantity ?? 0),
    cost: quote ? roundTripCost(quote.price, 1, { ...settings.broker, commissionMinimumUsd: 0 }) : null,
    atr: atr ?? null,
    held: position?.quantity ?? 0,
    ...(position ? { position: heldSnapshot(position, quote?.price, atr) } : {}),
    frames,
    models: lines,
    regime: regime ?? null,
    flags: flagsOf(frames, timeframes, quote !== undefined, settings.market.staleAfterDays),
    planBroken: plan === undefined || plan === 'in words only' ? null : plan,
  };
}
