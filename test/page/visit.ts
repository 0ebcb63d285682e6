import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import type { Brought } from '../../agent/open-agent.ts';
import { type OpenedWeb, openWeb } from '../../agent/web/web.ts';
import type { ScriptedStep } from '../kit/scripted-model.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const hasBrowser = existsSync(executablePath);
if (!hasBrowser) process.stderr.write(`The page is not tested in a browser: ${executablePath} is absent.\n`);

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let browser: Promise<Browser> | undefined;

export const desktop = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };

/** A window on a served page, with what its console said was wrong. */
export async function openWindow(web: OpenedWeb, options: BrowserContextOptions = {}) {
  browser ??= chromium.launch({ executablePath, args });
  const context = await (await browser).newContext({ viewport: desktop, colorScheme: 'light', ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', message => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('pageerror', error => faults.push(String(error)));
  await page.goto(web.url);
  return { page, faults };
}

/** A page on a real agent whose language model follows the steps. */
export async function visit(
  steps: readonly ScriptedStep[],
  viewport = desktop,
  { over = {}, ...brought }: Brought & { over?: Record<string, unknown> } = {},
) {
  const settings = testSettings({ ...over, web: { port: 0 } });
  const { agent, model, wall } = await testAgent({ settings, steps, ...brought });
  const web = await openWeb(agent);
  onTestFinished(() => web.close());
  const { page, faults } = await openWindow(web, { viewport });
  await page.locator('.equity').waitFor({ state: 'attached' });
  return { agent, model, wall, page, faults, web };
}

/** Nothing runs and nothing is being written. */
export const settled = (page: Page) =>
  page.waitForFunction(() => !document.querySelector('.send.running, .text.writing'));

export async function ask(page: Page, text: string): Promise<void> {
  await page.fill('#question', text);
  await page.press('#question', 'Enter');
  await page.locator('.asked', { hasText: text }).last().waitFor();
  await settled(page);
}

/** Goes to a view of the rail and waits until its content is there. */
export async function goTo(page: Page, view: string): Promise<void> {
  await page.click(`.rail a[href="#${view}"]`);
  await page.locator(view === 'chat' ? '#chat:not([hidden])' : `.${view}-view`).waitFor();
}

export const textOf = async (page: Page, selector: string): Promise<string> =>
  ((await page.locator(selector).last().textContent()) ?? '').trim();

export const sidewaysPixels = (page: Page) =>
  page.evaluate(() => {
    const thread = document.querySelector('#thread');
    return document.documentElement.scrollWidth - innerWidth + (thread ? thread.scrollWidth - thread.clientWidth : 0);
  });
