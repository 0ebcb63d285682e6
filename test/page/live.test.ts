import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hasBrowser, visit } from './visit.ts';

/** Counts how often the page asks for its stream from now on. */
function asking(page: Page): () => number {
  let times = 0;
  page.on('request', request => {
    if (new URL(request.url()).pathname === '/api/events') times += 1;
  });
  return () => times;
}

describe.skipIf(!hasBrowser)('the stream of an open page', () => {
  it('that is refused is not asked for again at every look, but later each time', async () => {
    const { page } = await visit([]);
    await page.clock.install();
    await page.route(/\/api\/events/, route => route.fulfill({ status: 429, body: '{}' }));
    const times = asking(page);
    await page.reload();
    await expect.poll(times).toBe(1);
    await page.clock.runFor(4000);
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await page.clock.runFor(500);
    expect(times(), 'five seconds to the second').toBe(1);
    await page.clock.runFor(1000);
    await expect.poll(times).toBe(2);
    await page.clock.runFor(9000);
    expect(times(), 'ten to the third').toBe(2);
    await page.clock.runFor(2000);
    await expect.poll(times).toBe(3);
  });

  it('that made room for others rests until the page is looked at, and hears again then', async () => {
    const { page, web, agent } = await visit([]);
    const times = asking(page);
    for (let i = 0; i < 8; i += 1) {
      const response = await fetch(`${web.url}/api/events?language=en`);
      onTestFinished(() => response.body?.cancel().catch(() => undefined));
    }
    await page.waitForTimeout(3500);
    expect(times(), 'it pushes nobody else out').toBe(0);
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect.poll(times, { timeout: 5000 }).toBe(1);
    agent.parts.desk.halt(agent.person('cli', 'owner'), 'test');
    await page.locator('#halted').waitFor({ timeout: 5000 });
  });
});
