import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Agent } from '../../agent/agent.ts';
import { alertCard } from '../../agent/alerts/alert-card.ts';
import { colours } from '../../agent/channels/card-paint.ts';
import { EmailChannel } from '../../agent/channels/email.ts';
import { turnPrinter } from '../../agent/channels/turn-printer.ts';
import { openWeb } from '../../agent/web/web.ts';
import type { Clock } from '../../config/clock.ts';
import { discordPage, mailPage, telegramPage, terminalPage } from './channel-pages.ts';
import { openDiscordWorld } from './fake-discord-world.ts';
import { MailServer } from './mail-server.ts';
import { smallPng } from './small-png.ts';
import { ann, telegramWorld } from './telegram-world.ts';
import { testAgent, testSettings } from './test-agent.ts';

const mostBytes = 120_000;

const questions = [
  'How volatile will the S&P 500 be tomorrow?',
  'Buy 5 units of the S&P 500 with a stop at 2700 and a target of 3200 because volatility is falling',
] as const;

async function openTestAgent(): Promise<{ agent: Agent; wall: Clock }> {
  const roles = { owner: 'admin', [`telegram:${ann.id}`]: 'admin', [`discord:${ann.id}`]: 'admin' };
  const { agent, wall } = await testAgent({ settings: testSettings({ web: { port: 0 }, people: { roles } }) });
  // The notices of a first contact are not what the picture is about.
  for (const channel of ['telegram', 'discord']) {
    await agent.hear({ channel, personId: String(ann.id), text: '/status' }, () => undefined);
  }
  return { agent, wall };
}

/** What a private chat holds after both questions, as the page of a client that shows it. */
async function onTelegram(): Promise<string[]> {
  const { agent } = await openTestAgent();
  const world = await telegramWorld(agent);
  const pages: string[] = [];
  for (const question of questions) {
    const known = world.fake.chat(ann.id).length;
    world.fake.say(question, ann);
    await world.settled();
    pages.push(telegramPage(question, world.fake.chat(ann.id).slice(known), world.fake.calls));
  }
  await world.close();
  await agent.parts.close();
  return pages;
}

async function onDiscord(): Promise<string[]> {
  const { agent, wall } = await openTestAgent();
  const world = await openDiscordWorld(agent);
  const person = world.person(String(ann.id));
  const pages: string[] = [];
  for (const question of questions) {
    pages.push(discordPage(question, await world.answered(() => person.say(question)), wall.now()));
  }
  await world.close();
  await agent.parts.close();
  return pages;
}

async function onTerminal(): Promise<string[]> {
  const { agent } = await openTestAgent();
  let text = '';
  const write = (part: string) => {
    text += part;
  };
  for (const question of ['What is the price of the S&P 500?', questions[1]]) {
    write(`› ${question}\n`);
    const printer = turnPrinter(write, 'en', true, { paint: colours, rates: true });
    await agent.hear({ channel: 'terminal', personId: 'owner', text: question }, event => printer.print(event));
    write('\n');
  }
  await agent.parts.close();
  return [terminalPage(text.trimEnd())];
}

/** An alert of a rule that somebody made, as an e-mail. */
async function byMail(): Promise<string[]> {
  const { agent } = await openTestAgent();
  const server = await new MailServer().open();
  const url = 'https://quaestor.example.org/rate/';
  const links = {
    question: 'Was this right?',
    good: { label: 'Yes', url: `${url}yes` },
    bad: { label: 'No', url: `${url}no` },
  };
  const channel = new EmailChannel({ url: server.url, from: 'quaestor@example.org', linksFor: () => links });
  const body = {
    priority: 'warning' as const,
    kind: 'volatility',
    key: 'picture',
    symbol: 'SPX',
    ratedId: 'picture',
    text: {
      en: 'SPX, 2020-04-17: the volatility of the next day is forecast at 35.3% a year, which is high.',
      fr: 'SPX, 2020-04-17 : la volatilité du lendemain est prévue à 35,3 % par an, ce qui est élevé.',
    },
  };
  await channel.send('you@example.org', { card: alertCard([{ body }], 'en', agent.parts.market), language: 'en' });
  const pages = server.mails.map(({ email }) => mailPage(email));
  await channel.close();
  await server.close();
  await agent.parts.close();
  return pages;
}

type Picture = { name: string; draw(page: Page): Promise<Buffer>; width: number; height?: number };

/** Pages of payloads, each cut to what stands in it. */
const drawn = (channel: string, pages: readonly string[], width: number): Picture[] =>
  pages.map((html, i) => ({
    name: `${channel}-${i === 0 ? 'answer' : 'proposal'}`,
    width,
    draw: async page => {
      await page.setContent(html);
      return page.locator('main').screenshot();
    },
  }));

/** The web page itself, after the proposal. */
const ofPage = (url: string, width: number, height: number): Picture => ({
  name: `web-${width}`,
  width,
  height,
  draw: async page => {
    await page.goto(url);
    await page.fill('#question', questions[1]);
    await page.press('#question', 'Enter');
    const approve = page.locator('#thread').getByRole('button', { name: 'Approve' });
    await approve.waitFor();
    await page.waitForFunction(() => !document.querySelector('.send.running, .text.writing'));
    await approve.scrollIntoViewIfNeeded();
    await page.waitForTimeout(1000);
    return page.screenshot();
  },
});

/** One picture; a page of its own for each, so that they share nothing. */
async function take(browser: Browser, { name, width, height = 900, draw }: Picture, folder: string): Promise<void> {
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: 1, colorScheme: 'light' });
  const page = await context.newPage();
  const shot = await draw(page);
  await page.goto('about:blank');
  const png = await smallPng(page, shot);
  await context.close();
  writeFileSync(join(folder, `${name}.png`), png);
  process.stdout.write(`${name}.png ${png.length} bytes\n`);
  if (png.length > mostBytes) throw new Error(`${name}.png has ${png.length} bytes; at most ${mostBytes} are wanted.`);
}

/** The pictures of the README, from what the channels really send: `npx tsx test/kit/channel-pictures.ts FOLDER`. */
async function main([folder]: readonly string[]): Promise<void> {
  if (folder === undefined) throw new Error('Say where the pictures go: npx tsx test/kit/channel-pictures.ts FOLDER');
  mkdirSync(folder, { recursive: true });
  const pictures = [
    ...drawn('telegram', await onTelegram(), 460),
    ...drawn('discord', await onDiscord(), 640),
    ...drawn('terminal', await onTerminal(), 860),
    ...drawn('email', await byMail(), 640),
  ];
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  for (const picture of pictures) await take(browser, picture, folder);
  for (const [width, height] of [
    [1280, 1080],
    [390, 844],
  ] as const) {
    const { agent } = await openTestAgent();
    const web = await openWeb(agent);
    await take(browser, ofPage(web.url, width, height), folder);
    await web.close();
    await agent.parts.close();
  }
  await browser.close();
}

await main(process.argv.slice(2));
process.exit(0);
