import {
  body,
  bottom,
  type Candles,
  colour,
  farDistance,
  isLong,
  lowerShadow,
  meanBody,
  nearDistance,
  tinyLength,
  top,
  upperShadow,
} from './candle-shape.ts';
import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { noParameters } from './rows-parameter.ts';

/**
 * A candlestick pattern of TA-Lib 0.4.0 (CDL...): 100 bullish, -100 bearish, 0 none.
 * @param first TA-Lib's first row with a value
 * @param sign 1, -1 or 0 at a row
 */
const pattern = <const Name extends string>(
  name: Name,
  first: number,
  sign: (candles: Candles, row: number) => number,
) =>
  defineKernel({
    name,
    inputs: ['open', 'high', 'low', 'close'],
    outputs: ['value'],
    schema: noParameters,
    lookback: () => 12,
    warmUp: () => first,
    open({ inputs, outputs: { value } }) {
      const { open, high, low, close } = inputs;
      let carriedRun = 0;
      return (from, to) => {
        let run = carriedRun;
        for (let i = from; i < to; i += 1) {
          run = Number.isFinite(here(open, i) + here(high, i) + here(low, i) + here(close, i)) ? run + 1 : 0;
          value[i] = run > first ? 100 * sign(inputs, i) : Number.NaN;
        }
        carriedRun = run;
      };
    },
  });

const when = (found: boolean, sign: number): number => (found ? sign : 0);

/** A small body with a long lower and no upper shadow. */
const hangs = (c: Candles, i: number): boolean =>
  lowerShadow(c, i) > body(c, i) && body(c, i) < meanBody(c, i) && upperShadow(c, i) < tinyLength(c, i);

/** A body that lies strictly inside the one before. */
const inside = (c: Candles, i: number): boolean => top(c, i) < top(c, i - 1) && bottom(c, i) > bottom(c, i - 1);

/** A long body, a small one that gaps away from it in its direction, and a body of the other colour deep into the first. */
const star = (c: Candles, i: number, side: 1 | -1): boolean => {
  const first = i - 2;
  const middle = i - 1;
  const gaps = side < 0 ? top(c, middle) < bottom(c, first) : bottom(c, middle) > top(c, first);
  const reach = (here(c.close, i) - here(c.close, first)) * -side;
  return (
    gaps &&
    colour(c, first) === side &&
    colour(c, i) === -side &&
    isLong(c, first) &&
    !isLong(c, middle) &&
    isLong(c, i) &&
    reach > 0.3 * body(c, first)
  );
};

/** The open of a white candle after another: above its open and not far above its close, with a body not far shorter. */
const marchesOn = (c: Candles, i: number): boolean =>
  here(c.open, i) > here(c.open, i - 1) &&
  here(c.open, i) <= here(c.close, i - 1) + nearDistance(c, i - 1) &&
  body(c, i) > body(c, i - 1) - farDistance(c, i - 1);

const soldier = (c: Candles, i: number): boolean => colour(c, i) > 0 && upperShadow(c, i) < tinyLength(c, i);

const crow = (c: Candles, i: number): boolean => colour(c, i) < 0 && lowerShadow(c, i) < tinyLength(c, i);

/** The open inside the black body before, the close below its close. */
const sinksOn = (c: Candles, i: number): boolean =>
  here(c.open, i) < here(c.open, i - 1) &&
  here(c.open, i) > here(c.close, i - 1) &&
  here(c.close, i) < here(c.close, i - 1);

const engulfs = (c: Candles, i: number): boolean => top(c, i) > top(c, i - 1) && bottom(c, i) < bottom(c, i - 1);

/** The close lies beyond the middle of the body before, yet within it. */
const pastMiddle = (c: Candles, i: number): boolean =>
  Math.abs(here(c.close, i) - here(c.close, i - 1)) > 0.5 * body(c, i - 1) &&
  here(c.close, i) > bottom(c, i - 1) &&
  here(c.close, i) < top(c, i - 1);

/** Patterns of one to four candles, read at the close of the last one. Sources and settings: TA-Lib 0.4.0, CDL functions. */
export const candlePatternKernels = [
  pattern('doji', 10, (c, i) => when(body(c, i) <= tinyLength(c, i), 1)),
  pattern('engulfing', 2, (c, i) => when(colour(c, i) !== colour(c, i - 1) && engulfs(c, i), colour(c, i))),
  pattern('hammer', 11, (c, i) => when(hangs(c, i) && bottom(c, i) <= here(c.low, i - 1) + nearDistance(c, i - 1), 1)),
  pattern('hanging_man', 11, (c, i) =>
    when(hangs(c, i) && bottom(c, i) >= here(c.high, i - 1) - nearDistance(c, i - 1), -1),
  ),
  pattern('shooting_star', 11, (c, i) =>
    when(
      upperShadow(c, i) > body(c, i) &&
        bottom(c, i) > top(c, i - 1) &&
        body(c, i) < meanBody(c, i) &&
        lowerShadow(c, i) < tinyLength(c, i),
      -1,
    ),
  ),
  pattern('harami', 11, (c, i) => when(inside(c, i) && isLong(c, i - 1) && !isLong(c, i), -colour(c, i - 1))),
  pattern('marubozu', 10, (c, i) =>
    when(isLong(c, i) && upperShadow(c, i) < tinyLength(c, i) && lowerShadow(c, i) < tinyLength(c, i), colour(c, i)),
  ),
  pattern('spinning_top', 10, (c, i) =>
    when(upperShadow(c, i) > body(c, i) && lowerShadow(c, i) > body(c, i) && body(c, i) < meanBody(c, i), colour(c, i)),
  ),
  pattern('dark_cloud_cover', 11, (c, i) =>
    when(
      colour(c, i - 1) > 0 &&
        colour(c, i) < 0 &&
        here(c.open, i) > here(c.high, i - 1) &&
        pastMiddle(c, i) &&
        isLong(c, i - 1),
      -1,
    ),
  ),
  pattern('piercing', 11, (c, i) =>
    when(
      colour(c, i - 1) < 0 &&
        colour(c, i) > 0 &&
        here(c.open, i) < here(c.low, i - 1) &&
        pastMiddle(c, i) &&
        isLong(c, i - 1) &&
        isLong(c, i),
      1,
    ),
  ),
  pattern('morning_star', 12, (c, i) => when(star(c, i, -1), 1)),
  pattern('evening_star', 12, (c, i) => when(star(c, i, 1), -1)),
  pattern('three_white_soldiers', 12, (c, i) =>
    when(
      here(c.close, i) > here(c.close, i - 1) &&
        here(c.close, i - 1) > here(c.close, i - 2) &&
        soldier(c, i) &&
        soldier(c, i - 1) &&
        soldier(c, i - 2) &&
        marchesOn(c, i) &&
        marchesOn(c, i - 1) &&
        isLong(c, i),
      1,
    ),
  ),
  pattern('three_black_crows', 13, (c, i) =>
    when(
      colour(c, i - 3) > 0 &&
        crow(c, i) &&
        crow(c, i - 1) &&
        crow(c, i - 2) &&
        here(c.high, i - 3) > here(c.close, i - 2) &&
        sinksOn(c, i) &&
        sinksOn(c, i - 1),
      -1,
    ),
  ),
] as const;
