import { describe, expect, it } from 'vitest';
import type { Language } from '../../config/settings.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';
import { freshEnglish, freshFrench } from './fresh-talks.ts';
import { hearTalks } from './newcomer-score.ts';
import { englishTalks, frenchTalks, type Talk } from './newcomer-talks.ts';

const anybody = { people: { defaultRole: 'trader', roles: {} } };

/** Sentences that were tried once before any rule had seen them, and how many of them were understood then. */
const all: readonly [title: string, language: Language, talks: readonly Talk[]][] = [
  ['the first English ones (blind: 36 of 60)', 'en', englishTalks],
  ['the first French ones (blind: 36 of 61)', 'fr', frenchTalks],
  ['the second English ones (blind: 23 of 30)', 'en', freshEnglish],
  ['the second French ones (blind: 20 of 30)', 'fr', freshFrench],
];

describe('what a newcomer says', () => {
  it.each(all)(
    '%s: at least 19 of 20 reach a tool that fits and get a true answer',
    async (_, language, talks) => {
      const { agent } = await testAgent({ settings: testSettings(anybody) });
      const heard = await hearTalks(agent, talks, language);
      const faults = heard.filter(({ fault }) => fault !== '').map(({ text, fault }) => `${text}\n  ${fault}`);
      await agent.parts.close();
      expect(1 - faults.length / heard.length, faults.join('\n')).toBeGreaterThanOrEqual(0.95);
    },
    120_000,
  );
});
