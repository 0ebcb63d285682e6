import { describe, expect, it } from 'vitest';
import { closedAt, sliceSeries } from '../../../data/candle.ts';
import { LogHar } from '../../../models/volatility/log-har.ts';
import { logHarPath } from '../../../models/volatility/log-har-path.ts';
import { fastestCpuMs } from '../../kit/cpu-time.ts';
import { simulate, usualLaw } from './har-world.ts';

const world = simulate(1400, 7, usualLaw);
const open = (days: 1 | 2) => new LogHar({ horizons: [days] });

describe('the path of log-HAR', () => {
  it.each([1, 2] as const)('says at each row what log-HAR fitted there says, %i day(s)', days => {
    const path = logHarPath(world, days);
    for (const row of [142 + days, 700, 1150, 1399]) {
      const model = open(days);
      model.fit(world, closedAt(world.openAt[row] ?? 0, '1d'));
      const { logMean, variance, residualQuantiles } = model.logForecast(days);
      expect(path.logMean[row], `row ${row}`).toBeCloseTo(logMean, 10);
      expect(path.logVariance[row], `row ${row}`).toBeCloseTo(Math.log(variance), 10);
      for (const [k, residual] of residualQuantiles.entries()) {
        expect(path.residuals[row * 7 + k], `row ${row}, quantile ${k}`).toBeCloseTo(residual, 9);
      }
    }
    expect(path.logMean[140 + days], 'a row before the first forecast').toBeNaN();
  });

  it('is changed by later candles in its outcomes alone', () => {
    const [whole, part] = [logHarPath(world, 2), logHarPath(sliceSeries(world, 0, 900), 2)];
    for (const name of ['logMean', 'logVariance'] as const) {
      expect(whole[name].slice(0, 900), name).toEqual(part[name]);
    }
    expect(whole.residuals.slice(0, 900 * 7), 'residuals').toEqual(part.residuals);
    expect(part.outcome[897], 'two days have passed').toBe(whole.outcome[897]);
    expect(part.outcome[898], 'one day has passed').toBeNaN();
  });

  it('starts where an outside column has been there for long enough', () => {
    const vix = { knownAt: world.openAt.slice(300), values: world.openAt.slice(300).map((_, i) => 20 + Math.sin(i)) };
    const { logMean } = logHarPath(world, 1, { vix });
    expect(logMean[420], '120 outcomes from row 300 on are known at row 420').not.toBeNaN();
    expect(logMean[419], 'one short').toBeNaN();
  });

  it('refits log-HAR over 4,000 days with a window of 1,000 in at most 0.5 s', () => {
    const long = simulate(5022, 2, usualLaw);
    const refitAll = () => {
      const model = open(1);
      const refit = model.refitter(long);
      for (let row = 1022; row < 5022; row += 1) {
        refit(closedAt(long.openAt[row] ?? 0, '1d'));
        model.predict(1);
      }
    };
    expect(fastestCpuMs(5, refitAll)).toBeLessThan(500);
  });
});
