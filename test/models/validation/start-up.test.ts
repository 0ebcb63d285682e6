import { describe, expect, it } from 'vitest';
import type { CandleSeries } from '../../../data/candle.ts';
import { indicators } from '../../../data/features/indicators.ts';
import { sensitivityOf } from '../../../models/validation/sensitivity.ts';
import { type StartUp, startUpOf } from '../../../models/validation/start-up.ts';
import { hasReferenceData, referenceCandles } from '../../kit/reference-data.ts';

const none = new Float64Array();

/** EMA20, RSI14, ATR14, MACD line and ADX14. */
function columnsOf(series: CandleSeries): Record<string, Float64Array> {
  return {
    ema: indicators.ema.compute(series, { period: 20 }).ema ?? none,
    rsi: indicators.rsi.compute(series, { period: 14 }).rsi ?? none,
    atr: indicators.atr.compute(series, { period: 14 }).atr ?? none,
    macd: indicators.macd.compute(series).macdLine ?? none,
    adx: indicators.adx.compute(series, { period: 14 }).adx ?? none,
  };
}

describe('the start-up analysis', () => {
  it.skipIf(!hasReferenceData)('finds the published differences of the last candle of SPY', () => {
    const found = startUpOf(columnsOf, referenceCandles('spy-daily.csv', 'SPY'));
    const of = (column: string, candles: number) =>
      100 *
      ((found.find(one => one.column === column && one.candles === candles) as StartUp | undefined)?.difference ??
        Number.NaN);
    const published: [string, number, number, number][] = [
      ['ema', 20, -0.168, 3],
      ['ema', 40, 0.0762, 4],
      ['ema', 60, 0.00637, 5],
      ['rsi', 20, 19.0, 1],
      ['rsi', 40, 1.51, 2],
      ['rsi', 80, -0.092, 3],
      ['atr', 20, 0.317, 3],
      ['atr', 40, -2.15, 2],
      ['macd', 40, -35.9, 1],
      ['macd', 60, -0.928, 3],
      ['adx', 40, -10.1, 1],
      ['adx', 60, -6.06, 2],
      ['adx', 100, 0.634, 3],
    ];
    for (const [column, candles, percent, digits] of published) {
      expect(of(column, candles), `${column} from ${candles} candles, reference page, section 6`).toBeCloseTo(
        percent,
        digits,
      );
    }
    expect(Math.abs(of('ema', 400))).toBeLessThan(1e-9);
    expect(of('macd', 20), 'no value yet').toBeNaN();
  });
});

describe('a sensitivity map', () => {
  const figures = (mean: number) => ({
    totalReturn: 0,
    drawdown: 0,
    finalEquityUsd: 0,
    trades: 0,
    profitsUsd: new Float64Array(),
    dailyReturns: Float64Array.from([mean - 0.01, mean + 0.01]),
  });
  const grid = [1, 2, 3].flatMap(fast => [10, 20, 30].map(slow => ({ fast, slow })));
  const across = { name: 'fast', values: [1, 2, 3] };
  const down = { name: 'slow', values: [10, 20, 30] };

  it('finds the best pair, and tells a lone peak from a plateau', () => {
    const lone = sensitivityOf(
      across,
      down,
      grid,
      grid.map(({ fast, slow }) => figures(fast === 2 && slow === 20 ? 0.01 : 0.001)),
      252,
    );
    expect(lone.best).toMatchObject({ across: 2, down: 20 });
    expect(lone.plateau).toBeCloseTo(0.1, 10);
    const plateau = sensitivityOf(
      across,
      down,
      grid,
      grid.map(() => figures(0.01)),
      252,
    );
    expect(plateau.plateau).toBeCloseTo(1, 10);
  });

  it('shows nothing where the strategy refuses the pair', () => {
    const some = grid.filter(({ fast }) => fast < 3);
    const map = sensitivityOf(
      across,
      down,
      some,
      some.map(() => figures(0.01)),
      252,
    );
    expect(map.sharpe.map(row => row[2])).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
});
