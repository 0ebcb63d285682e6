import { describe, expect, it } from 'vitest';
import type { CandleSeries } from '../../data/candle.ts';
import { checkSeries } from '../../data/check-series.ts';
import { walk } from '../kit/candle-fixture.ts';
import { thrownBy } from '../kit/thrown-by.ts';

const series = walk(50, 1);
const changed = (name: 'openAt' | 'open' | 'high' | 'low' | 'close' | 'volume', value: number): CandleSeries => {
  const column = series[name].slice();
  column[7] = value;
  return { ...series, [name]: column };
};

describe('candles that cannot be played', () => {
  it.each([
    ['close', Number.NaN],
    ['open', Number.NaN],
    ['high', Number.NaN],
    ['high', Number.POSITIVE_INFINITY],
    ['low', Number.NaN],
    ['low', 0],
    ['low', -3],
    ['close', 1e9],
    ['open', 1e-9],
    ['volume', Number.NaN],
    ['volume', -1],
    ['openAt', 0],
    ['openAt', Number.NaN],
  ] as const)('%s %d is refused with its row', (name, value) => {
    const error = thrownBy(() => checkSeries(changed(name, value)));
    expect(error.code).toBe('data.bad-candle');
    expect(error.message).toContain('The candle 7 of WALK');
    expect(error.text?.fr).toContain('La bougie 7 de WALK');
  });

  it('candles as they should be pass, and so does a time without any', () => {
    checkSeries(series);
    const openAt = series.openAt.map((at, i) => (i < 20 ? at : at + 30 * 86_400_000));
    checkSeries({ ...series, openAt });
  });
});
