import { describe, expect, it } from 'vitest';
import { noticesOf } from '../../agent/channels/notices.ts';
import { settingsFrom } from '../../config/settings.ts';

const stored = (...symbols: string[]) => ({ symbols: () => symbols });

describe('what is said before the first question', () => {
  it('names the offline planner where no language model is set up, in both languages', () => {
    const [planner, software, advice] = noticesOf(settingsFrom({}), stored('SPX'), {});
    expect(software?.en).toContain('software (AI), not to a person');
    expect(planner?.en).toContain('which is no language model');
    expect(planner?.fr).toContain('planificateur hors ligne');
    expect(advice?.en).toContain('not investment advice');
  });

  it('does not where one is', () => {
    expect(noticesOf(settingsFrom({}), stored('SPX'), { OPENAI_API_KEY: 'sk-test' })).toHaveLength(2);
  });

  it('says that the default instrument has no history yet, where it has none', () => {
    const settings = settingsFrom({ market: { provider: 'ccxt', defaultSymbol: 'BTC/USDT' } });
    const [, missing] = noticesOf(settings, stored('ETH/USDT'), {});
    expect(missing?.en).toBe('There is no history of BTC/USDT here yet: the first question about it downloads it.');
    expect(missing?.fr).toContain("Il n'y a pas encore d'historique de BTC/USDT");
  });
});
