import { describe, expect, it } from 'vitest';
import { sliceSeries } from '../../../data/candle.ts';
import { LogHar } from '../../../models/volatility/log-har.ts';
import { predictVariance } from '../../../models/volatility/prediction.ts';
import { usualContestants } from '../../../models/volatility/usual-contestants.ts';
import { simulate, usualLaw } from './har-world.ts';

const world = simulate(620, 19, usualLaw);
const daily = usualContestants({ days: 1 }).filter(({ refitDays }) => refitDays === 1);

describe('a prediction', () => {
  it.each(daily.map(({ forecaster }) => forecaster.name))(
    'of %s, which learns anew every day, is the same from one walk as from a fresh fit',
    name => {
      for (const days of [1, 2] as const) {
        const open = () => {
          const found = usualContestants({ days }).find(({ forecaster }) => forecaster.name === name);
          if (!found) throw new Error(`no ${name}`);
          return found.forecaster;
        };
        const [walked, fresh] = [true, false].map(oneWalk => predictVariance(world, days, open, oneWalk));
        expect(walked?.record, 'the same record').toEqual(fresh?.record);
        expect(walked?.forecast.asOfOpenAt, 'at the last candle').toBe(world.openAt.at(-1));
        expect(walked?.forecast.variance, 'up to rounding').toBeCloseTo(fresh?.forecast.variance ?? 0, 9);
        for (const [k, { sigmaDaily }] of (walked?.forecast.quantiles ?? []).entries()) {
          expect(sigmaDaily, `quantile ${k}`).toBeCloseTo(fresh?.forecast.quantiles[k]?.sigmaDaily ?? 0, 9);
        }
      }
    },
  );

  it('on a series too short for a record is the forecast alone', () => {
    const short = sliceSeries(world, 0, 160);
    const { record, forecast } = predictVariance(short, 1, () => new LogHar(), true);
    expect(record).toBeUndefined();
    expect(forecast.asOfOpenAt).toBe(short.openAt.at(-1));
  });
});
