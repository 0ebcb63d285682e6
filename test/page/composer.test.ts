import { describe, expect, it } from 'vitest';
import { openWeb } from '../../agent/web/web.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';
import { findings } from './findings.ts';
import { desktop, hasBrowser, openWindow, phone, settled, sidewaysPixels, textOf, visit } from './visit.ts';

const chosen = '.command[aria-selected=true] .command-name';

describe.skipIf(!hasBrowser)('a question while an answer is being written', () => {
  it('waits above the field and is asked when the answer is there; one can be taken back', async () => {
    const { page, model, faults } = await visit([{ hang: true }, { text: 'Second.' }, { text: 'Third.' }]);
    const send = async (text: string) => {
      await page.fill('#question', text);
      await page.press('#question', 'Enter');
    };
    await send('First?');
    await page.locator('.send.running').waitFor();
    for (const text of ['Second?', 'Never?', 'Third?']) await send(text);
    expect(await page.inputValue('#question')).toBe('');
    expect(await page.locator('.queued-text').allTextContents()).toEqual(['Second?', 'Never?', 'Third?']);
    expect(await textOf(page, '#queued p')).toBe('Asked as soon as this answer is there:');
    await page.click('.take-back[aria-label="Take back: Never?"]');
    expect(await page.inputValue('#question')).toBe('Never?');
    await page.fill('#question', '');
    await page.click('#send');
    await page.locator('.answer .text', { hasText: 'Third.' }).waitFor();
    await settled(page);
    expect(await page.locator('.asked').allTextContents()).toEqual(['You: First?', 'You: Second?', 'You: Third?']);
    expect(await page.locator('#queued').isVisible()).toBe(false);
    model.assertFinished();
    expect(faults).toEqual([]);
  });

  it('can be sent with a button on a touch screen, and stopping stays at hand', async () => {
    const { page } = await visit([{ hang: true }, { text: 'Second.' }], phone);
    await page.fill('#question', 'First?');
    await page.press('#question', 'Enter');
    await page.locator('.send.running').waitFor();
    expect(await page.locator('#later').isVisible(), 'with nothing written there is nothing to send').toBe(false);
    await page.fill('#question', 'Second?');
    await page.click('#later');
    expect(await textOf(page, '.queued-text')).toBe('Second?');
    expect(await sidewaysPixels(page)).toBe(0);
    await page.click('#send');
    await page.locator('.answer .text', { hasText: 'Second.' }).waitFor();
  });

  it('is given back when nobody answers any more', async () => {
    const { page, web } = await visit([{ hang: true }]);
    await page.fill('#question', 'First?');
    await page.press('#question', 'Enter');
    await page.locator('.send.running').waitFor();
    await page.fill('#question', 'Second?');
    await page.press('#question', 'Enter');
    await web.close();
    await page.locator('.problem').waitFor();
    expect(await page.inputValue('#question')).toBe('Second?');
    expect(await page.locator('#queued').isVisible()).toBe(false);
  });
});

describe.skipIf(!hasBrowser)('the list of commands', () => {
  it.each([desktop, phone])('opens at a slash and is axe-clean at $width pixels', async viewport => {
    const { page, faults } = await visit([], viewport);
    await page.focus('#question');
    await page.keyboard.type('/');
    await page.locator('.command').first().waitFor();
    expect(await page.locator('.command').count()).toBeGreaterThan(40);
    expect(await textOf(page, '#commands-said')).toMatch(/^Commands: \d+$/);
    expect(await page.getAttribute('#question', 'aria-activedescendant')).toBe('command-0');
    expect([await findings(page), await sidewaysPixels(page)]).toEqual([[], 0]);
    const box = await page.locator('#commands').boundingBox();
    expect(box?.y).toBeGreaterThan(0);
    expect(faults).toEqual([]);
  });

  it('narrows as one types, is walked through with the arrows and taken with Enter, then sent with Enter', async () => {
    const { page } = await visit([]);
    await page.focus('#question');
    await page.keyboard.type('/por');
    await page.locator('.command').first().waitFor();
    expect(await page.locator('.command-name').allTextContents()).toEqual(['/portfolio']);
    await page.fill('#question', '/st');
    await expect
      .poll(() => page.locator('.command-name').allTextContents())
      .toEqual(['/status', '/stop', '/strategies']);
    await page.keyboard.press('ArrowUp');
    expect(await textOf(page, chosen)).toBe('/strategies');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.inputValue('#question')).toBe('/status ');
    expect(await page.locator('#commands').isVisible()).toBe(false);
    await page.keyboard.press('Enter');
    await page.locator('.card h3', { hasText: 'Status' }).waitFor();
  });

  it('sends a whole name at once, in either language, and closes with Escape until another text begins', async () => {
    const { page } = await visit([{ hang: true }]);
    await page.focus('#question');
    await page.keyboard.type('/aide');
    await page.locator('.command').first().waitFor();
    expect(await textOf(page, chosen), 'in the reader’s language').toBe('/help');
    await page.keyboard.press('Enter');
    await page.locator('.card h3', { hasText: 'What you can ask' }).waitFor();
    await page.fill('#question', '/po');
    await page.locator('.command').first().waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('#commands').isVisible()).toBe(false);
    expect(await page.inputValue('#question')).toBe('/po');
    await page.keyboard.type('r');
    await page.locator('.command').first().waitFor();
    await page.keyboard.type(' ');
    await page.locator('#commands').waitFor({ state: 'hidden' });
  });

  it('is taken by a tap, in French where the page is', async () => {
    const { page } = await visit([], phone, { over: { language: 'fr' } });
    await page.click('[data-language="fr"]');
    await page.locator('#notice', { hasText: 'pas un conseil' }).waitFor();
    await page.focus('#question');
    await page.keyboard.type('/portef');
    await page.locator('.command', { hasText: '/portefeuille' }).click();
    expect(await page.inputValue('#question')).toBe('/portefeuille ');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('question');
  });
});

describe.skipIf(!hasBrowser)('the language of a first visit', () => {
  it.each([
    ['fr-CA', 'en', 'fr'],
    ['en-GB', 'fr', 'en'],
    ['de-DE', 'fr', 'fr'],
  ])('a browser in %s, with settings in %s, reads %s', async (locale, language, read) => {
    const { agent } = await testAgent({ settings: testSettings({ language, web: { port: 0 } }) });
    const web = await openWeb(agent);
    const { page } = await openWindow(web, { locale });
    await page.locator('.equity').waitFor({ state: 'attached' });
    expect(await page.getAttribute('html', 'lang')).toBe(read);
    await web.close();
  });

  it('lasts until a language is chosen, on this page or any other channel', async () => {
    const { agent } = await testAgent({ settings: testSettings({ web: { port: 0 } }) });
    const web = await openWeb(agent);
    const { page } = await openWindow(web, { locale: 'fr' });
    await page.locator('#notice', { hasText: 'pas un conseil' }).waitFor();
    await page.click('[data-language="en"]');
    await page.locator('#notice', { hasText: 'not investment advice' }).waitFor();
    await page.reload();
    await page.locator('.equity').waitFor({ state: 'attached' });
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    expect(agent.person('web', 'owner').language).toBe('en');
    await web.close();
  });
});
