import { describe, expect, it } from 'vitest';
import { brakeNames } from '../../../config/settings.ts';
import { enforcedRules, ruleWords } from '../../../models/risk/rule-words.ts';
import { rules } from '../../../models/risk/rules.ts';
import { testSettings } from '../../kit/test-agent.ts';

const on = {
  eventWindow: { beforeMinutes: 30, afterMinutes: 15, impact: 'high' },
  maxSpreadShare: 0.001,
  minimumRewardToRisk: 1.5,
  minimumMoveToCost: 2,
  minimumHoldMinutes: 90,
  sessionsOnly: true,
};

describe('the rules as a prompt states them', () => {
  it('are those of the gate, each with words and no other', () => {
    expect(Object.keys(ruleWords).sort()).toEqual(Object.keys(rules).sort());
    const settings = testSettings({ risk: on });
    expect(enforcedRules(settings)).toHaveLength(settings.risk.rules.length);
  });

  it('leave out what is switched off', () => {
    const settings = testSettings();
    const off = brakeNames.filter(name => settings.risk[name] === null).length;
    expect(off).toBeGreaterThan(3);
    expect(enforcedRules(settings)).toHaveLength(settings.risk.rules.length - off);
  });

  it('carry the limit of the settings', () => {
    const lines = enforcedRules(testSettings({ risk: { maxPositionShare: 0.123, maxTradesPerDay: 7 } })).join('\n');
    expect(lines).toContain('max-position: at most 12.3 % of equity in one instrument');
    expect(lines).toContain('trades-per-day: at most 7 positions opened a day');
  });
});
