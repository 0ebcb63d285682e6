import { z } from 'zod';
import type { Text } from '../../config/text.ts';
import { readSeriesName, seriesForms, unitOf } from './market-series.ts';

/** One comparison: a series against a level or another series of its timeframe, on the last `candles` closed candles. */
export const Clause = z
  .strictObject({
    series: z.string(),
    operator: z.enum(['<', '<=', '>', '>=']),
    level: z.number().optional(),
    other: z.string().optional(),
    candles: z.int().min(1).max(20).optional(),
  })
  .superRefine((clause, context) => {
    const fault = faultOf(clause);
    if (fault) context.addIssue({ code: 'custom', message: fault.en, params: { fr: fault.fr } });
  });
export type Clause = z.infer<typeof Clause>;

/** What would prove an idea wrong: any of these groups, each of which needs all of its clauses. Flat: no recursion. */
export const Invalidation = z.array(z.array(Clause).min(1).max(4)).min(1).max(3);
export type Invalidation = z.infer<typeof Invalidation>;

/** True, false, or unknown: a value that is missing or stale neither closes nor reassures. */
export type Truth = boolean | 'unknown';

/** The last `count` closed values of a series, oldest first; undefined when it is absent or stale. */
export type Feed = { last(series: string, count: number): readonly number[] | undefined };

type Written = { series: string; level?: number | undefined; other?: string | undefined };

function faultOf({ series, level, other }: Written): Text | undefined {
  if ((level === undefined) === (other === undefined))
    return { en: 'give exactly one of level and other', fr: 'donnez exactement un des deux : level ou other' };
  const left = readSeriesName(series);
  if (!left) return unknownSeries(series);
  if (other === undefined) return undefined;
  const right = readSeriesName(other);
  if (!right) return unknownSeries(other);
  if (left.timeframe !== right.timeframe)
    return {
      en: `"${series}" and "${other}" must share the timeframe`,
      fr: `« ${series} » et « ${other} » doivent avoir la même unité de temps`,
    };
  return unitOf(left) === unitOf(right)
    ? undefined
    : {
        en: `"${series}" and "${other}" are not of one unit`,
        fr: `« ${series} » et « ${other} » n'ont pas la même unité`,
      };
}

function unknownSeries(name: string): Text {
  const forms = seriesForms.join(', ');
  return {
    en: `unknown series "${name}"; known: ${forms}, each with @ and a timeframe`,
    fr: `série inconnue « ${name} » ; connues : ${forms}, chacune avec @ et une unité de temps`,
  };
}

const compare: Readonly<Record<Clause['operator'], (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function truthOf({ series, operator, level, other, candles = 1 }: Clause, feed: Feed): Truth {
  const left = feed.last(series, candles);
  const right = other === undefined ? new Array<number>(candles).fill(level ?? Number.NaN) : feed.last(other, candles);
  if (left?.length !== candles || right?.length !== candles) return 'unknown';
  if (![...left, ...right].every(Number.isFinite)) return 'unknown';
  return left.every((value, i) => compare[operator](value, right[i] ?? Number.NaN));
}

/** Kleene's strong three-valued logic: one false clause decides a group whatever is unknown, one true group decides all. */
const all = (truths: readonly Truth[]): Truth =>
  truths.includes(false) ? false : truths.includes('unknown') ? 'unknown' : true;
const any = (truths: readonly Truth[]): Truth =>
  truths.includes(true) ? true : truths.includes('unknown') ? 'unknown' : false;

/** The present truth value of an invalidation on closed candles. */
export const invalidated = (invalidation: Invalidation, feed: Feed): Truth =>
  any(invalidation.map(group => all(group.map(clause => truthOf(clause, feed)))));

/** Every series that an invalidation speaks of, once. */
export const seriesIn = (invalidation: Invalidation): string[] => [
  ...new Set(invalidation.flat().flatMap(({ series, other }) => (other === undefined ? [series] : [series, other]))),
];
