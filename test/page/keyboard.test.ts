import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { Card } from '../../tools/card.ts';
import { ask, goTo, hasBrowser, phone, settled, textOf, visit } from './visit.ts';

const buy = { calls: [{ name: 'propose_trade', args: { symbol: 'SPX', side: 'buy', quantity: 5, stop: 2700 } }] };
const proposed = [buy, { text: 'You decide.' }];

/** What has the focus, by its id or its name, and whether one sees that it has; undefined where nothing has. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (!(at instanceof HTMLElement) || at === document.body) return undefined;
    const probe = document.createElement('i');
    probe.style.color = 'var(--accent)';
    document.body.append(probe);
    const accent = getComputedStyle(probe).color;
    probe.remove();
    const frame = at.closest('.field');
    // The field of the question shows it by its frame, everything else by a ring.
    const seen =
      at.id === 'question'
        ? frame !== null && getComputedStyle(frame).borderTopColor === accent
        : getComputedStyle(at).boxShadow !== 'none' || at.id === 'skip';
    return { name: at.id || at.getAttribute('aria-label') || (at.textContent ?? '').trim(), seen };
  });

const nameOf = async (page: Page) => (await focused(page))?.name;

/** The names of what the Tab key stops at from here to the end of the page; each has to be seen. */
async function stops(page: Page, most = 40): Promise<string[]> {
  const names: string[] = [];
  for (let i = 0; i < most; i += 1) {
    await page.keyboard.press('Tab');
    // The frame of the question takes its colour within a moment.
    await expect
      .poll(async () => (await focused(page))?.seen ?? true, { message: `the stop after ${names.at(-1)} is seen` })
      .toBe(true);
    const name = await nameOf(page);
    if (name === undefined || names.includes(name)) break;
    names.push(name);
  }
  return names;
}

describe.skipIf(!hasBrowser)('the keyboard alone', () => {
  it('reaches everything in the order in which it stands, and each stop is seen', async () => {
    const { page } = await visit([]);
    await page.focus('#skip');
    const names = await stops(page);
    expect(names.slice(0, 10)).toEqual([
      'EN, English',
      'FR, français',
      'theme',
      'Chat',
      'History',
      'Account',
      'Glossary',
      'Quiz',
      'Settings',
      'thread',
    ]);
    const chips = await page.locator('.welcome .chip').allTextContents();
    expect(names.slice(10)).toEqual([...chips, 'question']);
    await page.focus('#skip');
    await page.keyboard.press('Enter');
    expect(await nameOf(page)).toBe('question');
  });

  it('keeps the focus in the field from the first question on', async () => {
    const { page } = await visit([{ hang: true }]);
    await page.fill('#question', 'Hello');
    await page.keyboard.press('Enter');
    await page.locator('.send.running').waitFor();
    await page.keyboard.type('What I type next');
    expect(await page.inputValue('#question')).toBe('What I type next');
    await page.keyboard.press('Escape');
    await settled(page);
  });

  it('opens the sheet of the phone, stays in it, and comes back with Escape', async () => {
    const { page } = await visit(proposed, phone);
    await ask(page, 'Buy five');
    await page.focus('#summary');
    await page.keyboard.press('Enter');
    expect(await nameOf(page)).toBe('panel');
    const names = await stops(page);
    expect(names, 'nothing behind the sheet').toEqual(['Approve P-1', 'Reject P-1', 'Edit P-1']);
    await page.focus('.panel .decide.reject');
    await page.keyboard.press('Escape');
    expect(await nameOf(page)).toBe('summary');
    await page.locator('.panel').waitFor({ state: 'hidden' });
    await page.focus('#question');
    expect(await nameOf(page), 'what was behind it can be reached again').toBe('question');
  });

  it('closes with Escape what is open before it stops an answer', async () => {
    const { page } = await visit([{ hang: true }], phone);
    await page.fill('#question', 'Think forever');
    await page.keyboard.press('Enter');
    await page.locator('.send.running').waitFor();
    await page.click('#summary');
    await page.keyboard.press('Escape');
    await page.locator('.panel').waitFor({ state: 'hidden' });
    expect(await page.locator('.send.running').count(), 'the answer is still written').toBe(1);
    await page.keyboard.press('Escape');
    await settled(page);
  });

  it('decides, and the focus stays on the card that says what became of it', async () => {
    const { page } = await visit(proposed);
    await ask(page, 'Buy five');
    await page.focus('.thread .decide.approve');
    await page.keyboard.press('Enter');
    await page.locator('.thread .card.good').waitFor();
    const inCard = () => page.evaluate(() => document.activeElement?.closest('.proposal') !== null);
    expect(await inCard()).toBe(true);
  });

  it('changes the level of a term, removes an alert, closes a message: the focus is not lost', async () => {
    const { page, agent, web } = await visit([]);
    for (const level of [2700, 2600])
      agent.parts.alerting.store.addRule(owner, { symbol: 'SPX', measure: 'price', side: 'below', level });
    await page.goto(`${web.url}/#glossary/sharpe-ratio`);
    await page.locator('.entry h3').waitFor();
    await page.focus('.entry .segments button:last-child');
    await page.keyboard.press('Enter');
    expect(await nameOf(page)).toBe(await textOf(page, '.entry .segments button'));
    await goTo(page, 'settings');
    await page.focus('.rows button');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.settings-view .rows li button').count()).toBe(1);
    expect(await nameOf(page)).toMatch(/^Delete: /);
    const card = Card.parse({ title: 'Stop reached', lead: 'SPX fell to its stop.' });
    await expect
      .poll(async () => {
        agent.parts.delivery.tell({ type: 'alert', owner, card });
        return page.locator('.toast-close').count();
      })
      .toBeGreaterThan(0);
    await page.focus('.settings-view .rows button');
    await page.locator('.toast-close').first().focus();
    while ((await page.locator('.toast-close').count()) > 0) await page.keyboard.press('Enter');
    expect(await nameOf(page), 'back where it was').toMatch(/^Delete: /);
  });
});

const owner = { channel: 'web', id: 'owner' };
