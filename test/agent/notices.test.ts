import { describe, expect, it } from 'vitest';
import { noticesOf } from '../../agent/channels/notices.ts';
import { settingsFrom } from '../../config/settings.ts';

describe('what is said before the first question', () => {
  it('names the offline planner where no language model is set up, in both languages', () => {
    const [planner, advice] = noticesOf(settingsFrom({}), {});
    expect(planner?.en).toContain('which is no language model');
    expect(planner?.fr).toContain('planificateur hors ligne');
    expect(advice?.en).toContain('not investment advice');
  });

  it('does not where one is', () => {
    expect(noticesOf(settingsFrom({}), { OPENAI_API_KEY: 'sk-test' })).toHaveLength(1);
  });
});
