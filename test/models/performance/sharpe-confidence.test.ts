import { describe, expect, it } from 'vitest';
import { kurtosisOf, mean, sampleDeviation, skewnessOf } from '../../../models/performance/moments.ts';
import {
  deflatedSharpe,
  expectedMaximum,
  minimumBacktest,
  minimumTrackRecord,
  probabilisticSharpe,
} from '../../../models/performance/sharpe-confidence.ts';
import { reasons } from '../../../models/performance/statistic.ts';
import { hasReferenceData } from '../../kit/reference-data.ts';
import { smaGrid } from './sma-grid.ts';

const normal = { skewness: 0, kurtosis: 3 };
/** Digits after the point at which 1e-9 is told. */
const nine = 9;

describe('confidence in a Sharpe ratio', () => {
  it.each([
    [10, 1.57459830134575],
    [45, 2.2356401777664],
    [100, 2.5306028932016904],
  ])('the best of %i worthless trials is expected at %f standard deviations', (trials, value) => {
    expect(
      expectedMaximum(trials).value,
      'formula of Bailey and Lopez de Prado 2014; reference collection, section 4',
    ).toBeCloseTo(value, 12);
  });

  it('PSR of a monthly ratio of 1.585 a year over 24 months, skewness -2.448, kurtosis 10.164, is .91323430688486', () => {
    const fund = { sharpe: 1.585 / Math.sqrt(12), skewness: -2.448, kurtosis: 10.164 };
    expect(probabilisticSharpe(fund, 24).value, 'Bailey and Lopez de Prado 2012, raw kurtosis').toBeCloseTo(
      0.91323430688486,
      12,
    );
    expect(
      probabilisticSharpe({ ...fund, kurtosis: fund.kurtosis - 3 }, 24).value,
      'what passing excess kurtosis would give',
    ).toBeCloseTo(0.91984101093, nine);
  });

  it('DSR of 2.5 a year over 1,250 days as the best of 100 trials is .90039683444939', () => {
    const found = { sharpe: 2.5 / Math.sqrt(250), skewness: -3, kurtosis: 10 };
    const { threshold, probability } = deflatedSharpe(found, 1250, { trials: 100, deviation: Math.sqrt(0.5 / 250) });
    expect(threshold.value, 'Bailey and Lopez de Prado 2014, numerical example').toBeCloseTo(0.1131720018651324, 12);
    expect(probability.value).toBeCloseTo(0.90039683444939, 12);
  });

  it.each([
    ['annual 2 against 1, daily, 250 days', 250, 2.7311878017],
    ['annual 2 against 1, weekly', 52, 2.8288335869],
    ['annual 2 against 1, daily, 252 days', 252, 2.7309842752],
  ])('minimum track record, %s', (_, periods, years) => {
    const root = Math.sqrt(periods);
    const needed = minimumTrackRecord({ sharpe: 2 / root, ...normal }, 1 / root);
    expect((needed.value ?? Number.NaN) / periods, 'Bailey and Lopez de Prado 2012').toBeCloseTo(years, nine);
  });

  it('minimum track record of a monthly fund, 3 against 2.5, skewness -.72, kurtosis 5.78, is 27.352920196 years', () => {
    const fund = { sharpe: 3 / Math.sqrt(12), skewness: -0.72, kurtosis: 5.78 };
    const needed = minimumTrackRecord(fund, 2.5 / Math.sqrt(12));
    expect((needed.value ?? Number.NaN) / 12, 'Bailey and Lopez de Prado 2012').toBeCloseTo(27.352920196, nine);
  });

  it('45 trials show an annual ratio of 1 by luck on 4.998 years, which stay under the bound of 7.613', () => {
    const { years, boundYears } = minimumBacktest(1, 45);
    expect(years.value, 'Bailey, Borwein, Lopez de Prado and Zhu 2014').toBeCloseTo(4.9980870044434, nine);
    expect(boundYears.value).toBeCloseTo(7.6133249795, nine);
  });

  it('a track record as long as the minimum has exactly the confidence asked for', () => {
    const measured = { sharpe: 0.08, skewness: -0.5, kurtosis: 6 };
    const needed = minimumTrackRecord(measured, 0.02, 0.9).value ?? Number.NaN;
    expect(probabilisticSharpe(measured, needed, 0.02).value, 'the two formulas invert each other').toBeCloseTo(
      0.9,
      12,
    );
  });

  it('what is undefined is null with its reason', () => {
    const measured = { sharpe: 0.1, ...normal };
    expect(probabilisticSharpe(measured, 1)).toEqual({ value: null, reason: reasons.tooFewReturns });
    expect(probabilisticSharpe({ sharpe: 1, skewness: 3, kurtosis: 1 }, 10), 'variance 1 - 3').toEqual({
      value: null,
      reason: reasons.impossibleMoments,
    });
    expect(minimumTrackRecord(measured, 0.1)).toEqual({ value: null, reason: reasons.notAboveBenchmark });
    expect(expectedMaximum(1)).toEqual({ value: null, reason: reasons.oneTrial });
    expect(deflatedSharpe(measured, 100, { trials: 1, deviation: 0.1 }).probability).toEqual({
      value: null,
      reason: reasons.oneTrial,
    });
    expect(minimumBacktest(0, 10).years).toEqual({ value: null, reason: reasons.notAboveBenchmark });
    expect(minimumBacktest(1, 1)).toEqual({
      years: { value: null, reason: reasons.oneTrial },
      boundYears: { value: null, reason: reasons.oneTrial },
    });
  });

  it.skipIf(!hasReferenceData)(
    'the best of 19 SMA crosses on SPY, (10, 200), has a deflated Sharpe ratio of .9781193635',
    () => {
      const { names, columns } = smaGrid();
      const ratios = Float64Array.from(columns, column => mean(column) / sampleDeviation(column));
      const best = ratios.indexOf(Math.max(...ratios));
      const returns = columns[best] ?? new Float64Array();
      const measured = { sharpe: ratios[best] ?? 0, skewness: skewnessOf(returns), kurtosis: kurtosisOf(returns) };
      expect(names[best], 'reference collection, section 5').toBe('10/200');
      expect(measured.sharpe).toBeCloseTo(0.03774164445036, 12);
      expect(measured.skewness).toBeCloseTo(-0.6323966084, nine);
      expect(measured.kurtosis).toBeCloseTo(10.6104298152, nine);
      const trials = { trials: columns.length, deviation: sampleDeviation(ratios) };
      const { threshold, probability } = deflatedSharpe(measured, returns.length, trials);
      expect(probabilisticSharpe(measured, returns.length).value).toBeCloseTo(0.9974308126, nine);
      expect(threshold.value).toBeCloseTo(0.0105454632, nine);
      expect(probability.value).toBeCloseTo(0.9781193635, nine);
      expect((minimumTrackRecord(measured).value ?? Number.NaN) / 252, 'in years of 252 days').toBeCloseTo(7.7469, 4);
    },
  );
});
