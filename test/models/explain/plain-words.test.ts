import { describe, expect, it } from 'vitest';
import { FeatureCatalogue } from '../../../data/features/feature-catalogue.ts';
import { plainWords } from '../../../models/explain/plain-words.ts';
import { thrownBy } from '../../kit/thrown-by.ts';

const forecast = {
  names: ['har_week', 'rsi_14', 'doji', 'headlines'],
  phi: [0.3, -0.45, 0, 0.05],
  values: [1.25, 38.5, 0, Number.NaN],
  base: 1000,
};
const meanings = { headlines: { en: 'What the headlines of the day say.', fr: 'Ce que disent les titres du jour.' } };

describe('drivers in plain words', () => {
  const { summary, lines, chart } = plainWords(forecast, { meanings, top: 2, decimals: 2 });

  it('tell the forecast, its mean, and how much of the movement they cover', () => {
    expect(summary.en).toBe('The forecast is 999.90, its mean 1,000.00. What moved it most, 94% of all movement:');
    expect(summary.fr).toBe(
      "La prévision est de 999,90, sa moyenne de 1\u202f000,00. Ce qui l'a le plus déplacée, soit 94\u00a0% de tous les mouvements\u202F:",
    );
  });

  const bare = (meaning = '') => meaning.replace(/\.$/, '');
  const french = (meaning = '') => bare(meaning).replaceAll(' :', '\u202F:').replaceAll(' ;', '\u00a0;');

  it('name the greatest first, with sign, size, value and meaning in both languages', () => {
    const { features } = FeatureCatalogue.open();
    const [rsi, week] = ['rsi_14', 'har_week'].map(name => features.find(row => row.name === name)?.meaning);
    expect(lines).toEqual([
      {
        en: `Lowered by 0.45: ${bare(rsi?.en)} (rsi_14 = 38.50).`,
        fr: `Abaissée de 0,45\u202F: ${french(rsi?.fr)} (rsi_14 = 38,50).`,
      },
      {
        en: `Raised by 0.30: ${bare(week?.en)} (har_week = 1.25).`,
        fr: `Relevée de 0,30\u202F: ${french(week?.fr)} (har_week = 1,25).`,
      },
    ]);
  });

  it('tell ln variance as volatility: a phi of 2 ln 1.2 is a fifth more', () => {
    const [up, down] = [2 * Math.log(1.2), 2 * Math.log(0.5)];
    const told = plainWords(
      { names: ['har_week', 'rsi_14'], phi: [up, down], values: [1, 50], base: 2 * Math.log(1.5) },
      { scale: 'log-variance', decimals: 0 },
    );
    expect(told.summary.en).toContain('The forecast is 0.90%, its mean 1.50%.');
    expect(told.lines.map(({ en }) => en.split(':')[0])).toEqual(['Lowered by 50.0%', 'Raised by 20.0%']);
  });

  it('are ready for a picture', () => {
    expect(chart).toEqual({ names: ['rsi_14', 'har_week'], values: [-0.45, 0.3] });
  });

  it('tell of a block of text by the meaning that is given, without a value, and leave out who did nothing', () => {
    const all = plainWords(forecast, { meanings, decimals: 2 });
    expect(all.lines[2]?.en).toBe('Raised by 0.05: What the headlines of the day say (headlines).');
    expect(all.chart.names, 'no doji').toEqual(['rsi_14', 'har_week', 'headlines']);
  });

  it('say so when nothing moved the forecast', () => {
    const { summary: still, lines: none } = plainWords({ ...forecast, phi: [0, 0, 0, 0] });
    expect(still.en).toBe('The forecast is 1,000.000, its mean: no feature moved it.');
    expect(none).toEqual([]);
  });

  it('refuse a name without a meaning', () => {
    const error = thrownBy(() => plainWords({ ...forecast, names: ['har_weak', 'rsi_14', 'doji', 'doji'] }));
    expect([error.code, error.message]).toEqual([
      'data.unknown-feature',
      'No meaning is known of "har_weak" among 350 features. Did you mean "har_week"?',
    ]);
  });
});
