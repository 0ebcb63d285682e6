import { describe, expect, it } from 'vitest';
import { FeatureCatalogue } from '../../../data/features/feature-catalogue.ts';
import { projectFeatures } from '../../../models/hybrid/feature-projection.ts';
import { learnStandard, standardise } from '../../../models/hybrid/standardise.ts';
import { seeded } from '../../kit/seeded.ts';
import { thrownBy } from '../../kit/thrown-by.ts';

const catalogue = FeatureCatalogue.open();
const all = catalogue.namesOf('training-350');
const some = catalogue.namesOf('inference-150-static');

const random = seeded(12);
const history = Float32Array.from({ length: 60 * all.length }, () => random() * 4 - 2);
const standard = learnStandard(
  all,
  history,
  Int32Array.from({ length: 60 }, (_, row) => row),
);
const full = standardise(standard, history).values;

/** The columns of the history that a selection names, in its order. */
const selected = (names: readonly string[]) =>
  Float32Array.from({ length: 60 * names.length }, (_, i) => {
    const name = names[i % names.length] ?? '';
    return history[Math.floor(i / names.length) * all.length + all.indexOf(name)] ?? Number.NaN;
  });

describe('projection of 150 features into a network of 350', () => {
  const values = projectFeatures(standard, some, selected(some));

  it('puts every given feature in its place, standardised as in training', () => {
    for (const name of some) {
      const place = all.indexOf(name);
      expect(values[7 * 350 + place], name).toBe(full[7 * 350 + place]);
    }
  });

  it('stands the other 200 at the mean of the fold', () => {
    const others = all.filter(name => !some.includes(name));
    expect(others.length).toBe(200);
    for (const name of others) expect(values[7 * 350 + all.indexOf(name)], name).toBe(0);
  });

  it('changes nothing when all 350 are given, in whatever order', () => {
    const turned = [...all].reverse();
    expect(projectFeatures(standard, turned, selected(turned))).toEqual(full);
  });

  it('refuses a feature that the network does not know or that is given twice', () => {
    const unknown = thrownBy(() => projectFeatures(standard, ['rsi_41'], Float32Array.of(1)));
    expect([unknown.code, unknown.message]).toEqual([
      'data.unknown-feature',
      'The network knows no feature "rsi_41" among its 350. Did you mean "rsi_14"?',
    ]);
    expect(thrownBy(() => projectFeatures(standard, ['rsi_14', 'rsi_14'], Float32Array.of(1, 1))).message).toBe(
      'Feature "rsi_14" is given twice: give each once.',
    );
  });
});
