import { describe, expect, it } from 'vitest';
import { type Feed, Invalidation, invalidated, type Truth } from '../../../models/decision/invalidation.ts';
import { invalidationText, invalidationWords, parseInvalidation } from '../../../models/decision/invalidation-text.ts';
import { onTick } from '../../../models/decision/on-tick.ts';
import { seeded } from '../../kit/seeded.ts';

const feedOf = (columns: Record<string, number[]>): Feed => ({
  last: (series, count) => {
    const values = columns[series]?.slice(-count);
    return values?.length === count ? values : undefined;
  },
});

const one = (series: string, operator: '<' | '<=' | '>' | '>=', level: number, candles?: number): Invalidation => [
  [{ series, operator, level, ...(candles === undefined ? {} : { candles }) }],
];

describe('an invalidation', () => {
  it('compares the last closed value with a level, at the border too', () => {
    const feed = feedOf({ 'close@1d': [101, 100] });
    expect(invalidated(one('close@1d', '<', 100), feed)).toBe(false);
    expect(invalidated(one('close@1d', '<=', 100), feed)).toBe(true);
    expect(invalidated(one('close@1d', '>', 99.5), feed)).toBe(true);
    expect(invalidated(one('close@1d', '>=', 100.5), feed)).toBe(false);
  });

  it('asks for every one of n candles', () => {
    const feed = feedOf({ 'close@1d': [98, 102, 97, 96] });
    expect(invalidated(one('close@1d', '<', 100, 2), feed)).toBe(true);
    expect(invalidated(one('close@1d', '<', 100, 3), feed), 'the third candle back closed at 102').toBe(false);
    expect(invalidated(one('close@1d', '<', 100, 5), feed), 'five candles are not there').toBe('unknown');
  });

  it('compares candle by candle with another series', () => {
    const feed = feedOf({ 'close@1d': [10, 9], 'ema_20@1d': [9.5, 9.6], 'rsi_14@1d': [50, Number.NaN] });
    const below = (candles: number): Invalidation => [
      [{ series: 'close@1d', operator: '<', other: 'ema_20@1d', candles }],
    ];
    expect(invalidated(below(1), feed)).toBe(true);
    expect(invalidated(below(2), feed)).toBe(false);
    expect(invalidated(one('rsi_14@1d', '>', 1), feed), 'a value that is not there').toBe('unknown');
  });

  const truths: Truth[] = [true, false, 'unknown'];
  const columns = { 'close@1d': [1], 'open@1d': [0] };
  const clauseThatIs: Record<string, Invalidation[number][number]> = {
    true: { series: 'close@1d', operator: '>', level: 0 },
    false: { series: 'open@1d', operator: '>', level: 0 },
    unknown: { series: 'high@1d', operator: '>', level: 0 },
  };
  const clause = (truth: Truth) => clauseThatIs[String(truth)] ?? { series: '', operator: '<' as const };
  // Kleene's strong logic of 1938: false < unknown < true, "and" is the least, "or" the greatest.
  const rank = (truth: Truth) => (truth === true ? 2 : truth === 'unknown' ? 1 : 0);
  const least = (a: Truth, b: Truth) => (rank(a) < rank(b) ? a : b);
  const greatest = (a: Truth, b: Truth) => (rank(a) > rank(b) ? a : b);

  it.each(truths.flatMap(a => truths.map(b => [a, b] as const)))('joins %s and %s, and by or', (a, b) => {
    expect(invalidated([[clause(a), clause(b)]], feedOf(columns))).toBe(least(a, b));
    expect(invalidated([[clause(a)], [clause(b)]], feedOf(columns))).toBe(greatest(a, b));
  });

  it.each([
    ['both a level and another series', { series: 'close@1d', operator: '<', level: 1, other: 'open@1d' }],
    ['neither', { series: 'close@1d', operator: '<' }],
    ['two timeframes', { series: 'close@1d', operator: '<', other: 'ema_20@4h' }],
    ['a price with an oscillator', { series: 'close@1d', operator: '<', other: 'rsi_14@1d' }],
    ['a series without a timeframe', { series: 'close', operator: '<', level: 1 }],
    ['a series that nobody computes', { series: 'vwap@1d', operator: '<', level: 1 }],
    ['a period out of range', { series: 'ema_1@1d', operator: '<', level: 1 }],
    ['no candles', { series: 'close@1d', operator: '<', level: 1, candles: 0 }],
  ])('refuses %s', (_, written) => {
    expect(Invalidation.safeParse([[written]]).success).toBe(false);
  });
});

describe('the text of an invalidation', () => {
  const random = seeded(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const anyClause = () => {
    const frame = pick(['1d', '4h', '1w']);
    const right =
      random() < 0.5
        ? { level: Number((random() * 10 ** pick([-6, 0, 5])).toPrecision(7)) }
        : { other: `ema_${pick([2, 20, 400])}@${frame}` };
    const candles = random() < 0.5 ? {} : { candles: pick([2, 5, 20]) };
    return {
      series: `${pick(['close', 'open', 'sma_50'])}@${frame}`,
      operator: pick(['<', '<=', '>', '>='] as const),
      ...right,
      ...candles,
    };
  };

  it('comes back as it was: 500 at random', () => {
    for (let i = 0; i < 500; i += 1) {
      const invalidation: Invalidation = Array.from({ length: pick([1, 2, 3]) }, () =>
        Array.from({ length: pick([1, 2, 4]) }, anyClause),
      );
      expect(parseInvalidation(invalidationText(invalidation))).toEqual(invalidation);
    }
  });

  it('is not what a person wrote freely', () => {
    for (const words of ['', 'a close below 2750', 'close@1d < abc', 'close@1d = 5', 'close@1d < 5 or']) {
      expect(parseInvalidation(words), words).toBeUndefined();
    }
  });

  it('says it in words, in both languages', () => {
    const words = invalidationWords([
      [
        { series: 'close@1d', operator: '<', level: 2750.5, candles: 2 },
        { series: 'rsi_14@1d', operator: '>=', level: 70 },
      ],
      [{ series: 'candles_held@1d', operator: '>=', level: 30 }],
      [{ series: 'close@4h', operator: '<', other: 'ema_20@4h' }],
    ]);
    expect(words.en).toBe(
      'the daily close below 2,750.5, 2 candles in a row and the daily RSI of 14 candles at or above 70; or held for 30 candles (daily) or more; or the 4-hour close below the 4-hour 20-candle exponential average',
    );
    expect(words.fr).toContain('la clôture (1 jour) sous 2\u202F750,5, 2 bougies de suite et le RSI');
    expect(words.fr).toContain('; ou détenu depuis 30 bougies (1 jour) ou plus ; ou la clôture (4 heures) sous');
  });
});

describe('the levels of an invalidation', () => {
  it('stand on the tick where they are prices, and have six digits where they are not', () => {
    const given: Invalidation = [
      [
        { series: 'close@1d', operator: '<', level: 3063.63565 },
        { series: 'ema_20@1d', operator: '<', level: 3010.12 },
        { series: 'rsi_14@1d', operator: '<', level: 41.23456789 },
      ],
      [{ series: 'close@1d', operator: '<', other: 'ema_50@1d' }],
    ];
    expect(onTick(given, 0.25)).toEqual([
      [
        { series: 'close@1d', operator: '<', level: 3063.75 },
        { series: 'ema_20@1d', operator: '<', level: 3010 },
        { series: 'rsi_14@1d', operator: '<', level: 41.2346 },
      ],
      given[1],
    ]);
  });
});
