import { roundToStep } from '../../config/decimal.ts';
import type { Invalidation } from './invalidation.ts';
import { readSeriesName, unitOf } from './market-series.ts';

/** Digits of a level that is no price: an oscillator is not read finer. */
const significant = 6;

/** An invalidation as it is kept and shown: levels of prices stand on the instrument's tick, others have six digits. */
export const onTick = (invalidation: Invalidation, tick: number): Invalidation =>
  invalidation.map(group =>
    group.map(clause => {
      const { series, level } = clause;
      const name = readSeriesName(series);
      if (level === undefined || !name) return clause;
      const rounded = unitOf(name) === 'price' ? roundToStep(level, tick) : Number(level.toPrecision(significant));
      return { ...clause, level: rounded };
    }),
  );
