import { describe, expect, it } from 'vitest';
import { FeatureCatalogue } from '../../../data/features/feature-catalogue.ts';
import { ShapReport, shapReport } from '../../../models/explain/shap-report.ts';
import { seeded } from '../../kit/seeded.ts';
import { thrownBy } from '../../kit/thrown-by.ts';

const about = { day: '2018-12-31', model: 'trees-1', base: 0.5 };

describe('the report of a day', () => {
  it('holds all 350 features, the greatest size first, and adds up to the output', () => {
    const names = FeatureCatalogue.open().namesOf('training-350');
    const random = seeded(3);
    const phi = Float64Array.from(names, () => random() - 0.5);
    const report = ShapReport.parse(shapReport(about, names, phi));
    expect(report.features.map(({ rank }) => rank)).toEqual(names.map((_, k) => k + 1));
    const sizes = report.features.map(one => Math.abs(one.phi));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    for (const { feature, phi: value } of report.features) expect(value, feature).toBe(phi[names.indexOf(feature)]);
    expect(report.output).toBeCloseTo(
      phi.reduce((sum, value) => sum + value, 0.5),
      12,
    );
  });

  it('refuses values that are too few or no numbers', () => {
    expect(thrownBy(() => shapReport(about, ['a', 'b'], [1])).message).toBe('2 names do not fit 1 SHAP values.');
    expect(thrownBy(() => shapReport(about, ['a', 'b'], [1, Number.NaN])).message).toBe(
      'The SHAP value of "b" is NaN.',
    );
  });
});
