import { stakes } from './break-even.ts';
import type { Decision } from './decision-answer.ts';
import { readSeriesName, unitOf } from './market-series.ts';
import { type SaidFigure, type SaidUnit, saidFigures } from './said-figures.ts';
import { type InstrumentSnapshot, type Snapshot, shownValues } from './snapshot.ts';

/** A figure that a decision may speak of, without its sign; `any` may be said of anything. */
export type KnownFigure = { readonly value: number; readonly unit: SaidUnit };

/** Lines of a snapshot in words. */
export const linesOf = ({ breadth, memory, lessons, digest, enforced, instruments }: Snapshot): string[] => [
  ...breadth,
  ...memory,
  ...lessons,
  ...digest,
  ...enforced,
  ...instruments.flatMap(({ models, regime, flags }) => [...models, regime ?? '', ...flags]),
];

const all = (unit: SaidUnit, ...values: readonly (number | null | undefined)[]): KnownFigure[] =>
  values.flatMap(value =>
    value === null || value === undefined || !Number.isFinite(value) ? [] : [{ value: Math.abs(value), unit }],
  );

/** What a series is of; the length of its window is a figure of its own. */
function unitOfSeries(name: string): SaidUnit {
  const [family = ''] = name.split('_');
  if (family === 'rsi' || family === 'macd' || family === 'atr' || family === 'volume') return family;
  return unitOf({ name }) === 'price' ? 'price' : 'any';
}

function ofInstrument({ price, cost, atr, tick, held, position, frames }: InstrumentSnapshot): KnownFigure[] {
  const shown = frames.flatMap(({ series }) => series.map(one => ({ ...one, values: one.values.slice(-shownValues) })));
  const averages = shown.filter(({ name }) => name.startsWith('ema')).flatMap(({ values }) => values.at(-1) ?? []);
  return [
    ...all('price', price, position?.stop),
    ...all('atr', atr),
    ...all('any', cost, tick, held, position?.stopAtr, ...frames.map(({ ageHours }) => ageHours)),
    ...shown.flatMap(({ name, values }) => [
      ...all(unitOfSeries(name), ...values),
      ...all('any', Number(/\d+/.exec(name)?.[0])),
    ]),
    // How far the price stands from an average is one step from two figures that were shown.
    ...(price === null ? [] : averages.flatMap(one => all('percent', 100 * (price / one - 1)))),
  ];
}

/** A distance from the price as people say it: in money, in percent, in average true ranges. */
const distances = (level: number, { price, atr }: InstrumentSnapshot): KnownFigure[] =>
  price === null
    ? []
    : [
        ...all('price', level - price),
        ...all('percent', 100 * (level / price - 1)),
        ...(atr === null ? [] : all('any', (level - price) / atr)),
      ];

function ofDecision(decision: Decision, instrument: InstrumentSnapshot | undefined): KnownFigure[] {
  const { stopLoss: stop, profitTarget: target, confidence, invalidation = [] } = decision;
  const clauses = invalidation.flat();
  const levels = [stop, target].flatMap(level => level ?? []);
  const prices = clauses.flatMap(({ series, level }) => {
    const name = readSeriesName(series);
    return level !== undefined && name && unitOfSeries(name.name) === 'price' ? [level] : [];
  });
  const { price = null, cost = null } = instrument ?? {};
  const bet = { price: price ?? Number.NaN, stop: stop ?? Number.NaN, target: target ?? Number.NaN };
  const ratios = [stakes({ ...bet, cost: cost ?? Number.NaN }), stakes({ ...bet, cost: 0 })];
  return [
    ...all('price', ...levels),
    ...clauses.flatMap(({ series, level, candles }) => [
      ...all(unitOfSeries(series.split('@')[0] ?? ''), level),
      ...all('any', candles),
    ]),
    ...(instrument ? [...levels, ...prices].flatMap(level => distances(level, instrument)) : []),
    ...all('any', confidence, ...ratios.map(({ reward, risk }) => reward / risk)),
    ...(confidence === undefined ? [] : all('percent', 100 * confidence)),
  ];
}

/**
 * Every figure that a decision's words may hold: what the model was shown, the levels that it names itself, and what
 * follows from these in one step, such as how far its stop stands from the price.
 */
export function snapshotFigures(snapshot: Snapshot, decision: Decision): KnownFigure[] {
  const { minimumRewardToRisk, stopAtr, minimumTargetToCost, riskPercent } = snapshot.limits;
  return [
    ...snapshot.instruments.flatMap(ofInstrument),
    ...linesOf(snapshot)
      .flatMap(saidFigures)
      .flatMap(({ value, unit }) => all(unit === 'percent' ? 'percent' : 'any', value)),
    ...all('any', minimumRewardToRisk, stopAtr.least, stopAtr.most, minimumTargetToCost, snapshot.session.call),
    ...all('percent', riskPercent),
    ...ofDecision(
      decision,
      snapshot.instruments.find(({ symbol }) => symbol === decision.symbol),
    ),
  ];
}

/** Up to so many of something may be said of anything. */
const mostCounted = 12;
/** Where textbooks put the borders of the RSI: it may be said to stand on the side on which it stands. */
const rsiBorders = [20, 30, 50, 70, 80];

/** Rounded or cut off at the last digit written; after "about" rounded to any digit, by one percent at most. */
function isRounding({ value, step, about }: SaidFigure, known: number): boolean {
  const off = known - value;
  const most = step <= 0.01 * value ? step : step / 2;
  const near = 1e-9 * Math.max(1, value);
  if (off >= -step / 2 - near && off < most + near) return true;
  const zeros = /0*$/.exec(String(value))?.[0].length ?? 0;
  return about && Number.isInteger(value) && Math.abs(off) <= Math.min(10 ** zeros / 2, 0.01 * value);
}

const isBorder = ({ value, unit, side }: SaidFigure, figures: readonly KnownFigure[]): boolean =>
  unit === 'rsi' &&
  side !== undefined &&
  rsiBorders.includes(value) &&
  figures.some(known => known.unit === 'rsi' && (side === 'above' ? known.value > value : known.value < value));

/**
 * Whether a figure of one unit may stand for one of another. A whole number of which nothing is said may be a price or a
 * count: as a rounding of some oscillator or share it would stand for almost anything.
 */
function fits({ unit, whole }: SaidFigure, known: SaidUnit): boolean {
  if (unit === known || (known === 'any' && unit === 'count')) return true;
  if (unit === 'price') return known === 'any';
  return unit === 'any' && (!whole || known === 'price');
}

/** Whether a figure in a decision's words is one that the model was given, or follows from one. */
export const isGiven = (said: SaidFigure, figures: readonly KnownFigure[]): boolean =>
  (said.whole && said.value <= mostCounted) ||
  isBorder(said, figures) ||
  figures.some(({ value, unit }) => fits(said, unit) && isRounding(said, value));
