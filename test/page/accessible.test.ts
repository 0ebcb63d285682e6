import { describe, expect, it } from 'vitest';
import { openWeb } from '../../agent/web/web.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';
import { findings } from './findings.ts';
import { ask, desktop, goTo, hasBrowser, openWindow, phone, sidewaysPixels } from './visit.ts';

const questions = {
  en: ['How volatile will the S&P 500 be tomorrow?', 'Buy 5 units of the S&P 500 with a stop at 2700'],
  fr: ['Quelle volatilité pour le S&P 500 demain ?', 'Achète 5 unités du S&P 500 avec un stop à 2700'],
} as const;

const cases = (['en', 'fr'] as const).flatMap(language =>
  (['light', 'dark'] as const).flatMap(colorScheme =>
    [desktop, phone].map(viewport => ({ language, colorScheme, viewport, width: viewport.width })),
  ),
);

describe.skipIf(!hasBrowser)('axe finds nothing serious, and nothing stands out sideways', () => {
  it.each(cases)('in $language, $colorScheme, at $width pixels', async ({ language, colorScheme, viewport }) => {
    const settings = testSettings({ language, web: { port: 0 } });
    const { agent } = await testAgent({ settings });
    const web = await openWeb(agent);
    const { page, faults } = await openWindow(web, { viewport, colorScheme, locale: language });
    const looked: Record<string, unknown> = {};
    const look = async (view: string) => {
      looked[view] = [...(await findings(page)), await sidewaysPixels(page)];
    };
    await page.locator('.welcome .chip').first().waitFor();
    await look('welcome');
    for (const question of questions[language]) await ask(page, question);
    await page.locator('.thread .decide.edit').click();
    await page.locator('.thread .edit-form').waitFor();
    await look('chat');
    for (const view of ['history', 'account', 'glossary', 'quiz', 'settings']) {
      await goTo(page, view);
      await look(view);
    }
    await page.goto(`${web.url}/#glossary/sharpe-ratio`);
    await page.locator('.entry h3').waitFor();
    await look('entry');
    await page.goto(`${web.url}/login`);
    await look('login');
    await web.close();
    expect(Object.values(looked), JSON.stringify(looked)).toEqual(Object.keys(looked).map(() => [0]));
    expect(faults).toEqual([]);
  });
});
