import { describe, expect, it } from 'vitest';
import type { Language } from '../../config/settings.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';
import { freshEnglish, freshFrench } from './fresh-talks.ts';
import { heldOutEnglish, heldOutFrench } from './held-out-talks.ts';
import { lastEnglish, lastFrench } from './last-talks.ts';
import { hearTalks } from './newcomer-score.ts';
import { englishTalks, frenchTalks, type Talk } from './newcomer-talks.ts';
import { tuningEnglish, tuningFrench } from './tuning-talks.ts';

const anybody = { people: { defaultRole: 'trader', roles: {} } };

type Row = readonly [title: string, language: Language, talks: readonly Talk[], floor: number];

/** Sentences that were tried once before any rule had seen them, and how many of them were understood then. */
const all: readonly Row[] = [
  ['the first English ones (blind: 36 of 60)', 'en', englishTalks, 0.95],
  ['the first French ones (blind: 36 of 61)', 'fr', frenchTalks, 0.95],
  ['the second English ones (blind: 23 of 30)', 'en', freshEnglish, 0.95],
  ['the second French ones (blind: 20 of 30)', 'fr', freshFrench, 0.95],
  ['the English ones for tuning (blind: 19 of 34)', 'en', tuningEnglish, 0.95],
  ['the French ones for tuning (blind: 15 of 32)', 'fr', tuningFrench, 0.95],
  ['the English ones held out (blind: 24 of 32)', 'en', heldOutEnglish, 0.9],
  ['the French ones held out (blind: 24 of 34)', 'fr', heldOutFrench, 0.9],
  ['the last English ones (by who knew the rules: 28 of 33)', 'en', lastEnglish, 0.8],
  ['the last French ones (by who knew the rules: 22 of 33)', 'fr', lastFrench, 0.63],
];

describe('what a newcomer says', () => {
  it.each(all)(
    '%s: reaches a tool that fits and gets a true answer',
    async (title, language, talks, floor) => {
      const { agent } = await testAgent({ settings: testSettings(anybody) });
      const heard = await hearTalks(agent, talks, language);
      const faults = heard.filter(({ fault }) => fault !== '').map(({ text, fault }) => `${text}\n  ${fault}`);
      await agent.parts.close();
      const right = heard.length - faults.length;
      console.info([`${title}: ${right} of ${heard.length}`, ...faults].join('\n'));
      expect(right / heard.length, faults.join('\n')).toBeGreaterThanOrEqual(floor);
    },
    120_000,
  );
});
