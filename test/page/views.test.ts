import { describe, expect, it, onTestFinished } from 'vitest';
import { openWeb } from '../../agent/web/web.ts';
import { translateTo } from '../../config/text.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';
import { ask, goTo, hasBrowser, openWindow, phone, textOf, visit } from './visit.ts';

const buy = {
  calls: [{ name: 'propose_trade', args: { symbol: 'SPX', side: 'buy', quantity: 5, stop: 2700 } }],
};

describe.skipIf(!hasBrowser)('the views beside the conversation', () => {
  it('keep an old conversation readable when a new one begins; a deleted one is gone', async () => {
    const { page, agent, faults } = await visit([{ text: 'First answer.' }, { text: 'Second answer.' }]);
    await ask(page, 'First question');
    await goTo(page, 'history');
    await page.click('.history-view .decide.approve');
    await page.locator('.welcome').waitFor();
    await ask(page, 'Second question');
    expect(await page.locator('.thread .asked').count()).toBe(1);
    await goTo(page, 'history');
    await page.locator('.talk').nth(1).waitFor();
    expect(await page.locator('.talk-title').allTextContents()).toEqual(['Second question', 'First question']);
    await page.locator('.talk').nth(1).click();
    await page.locator('.thread .text', { hasText: 'First answer.' }).waitFor();
    await page.reload();
    await page.locator('.thread .text', { hasText: 'First answer.' }).waitFor();
    await goTo(page, 'history');
    await page.click('[aria-label="Delete: Second question"]');
    await page.click('[aria-label="Delete for good? Second question"]');
    await page.locator('.talk').nth(1).waitFor({ state: 'detached' });
    expect(
      agent.parts.database
        .prepare("select count(*) from conversation_message where person_id like 'owner@%'")
        .pluck()
        .get(),
    ).toBe(0);
    expect(faults).toEqual([]);
  });

  it('browse the glossary: search in both languages, by letter, three levels, the other language, what is related', async () => {
    const { page, faults } = await visit([]);
    await goTo(page, 'glossary');
    await page.fill('.search', 'ecart-type');
    await page.locator('.terms li:visible').first().waitFor();
    expect(await page.locator('.terms li:visible').count()).toBeLessThan(12);
    await page.fill('.search', 'no such term');
    expect(await textOf(page, '.glossary-view [role=status]')).toBe('No term is called that.');
    await page.click('.letters button:has-text("S")');
    const starts = await page.locator('.terms li:visible a').allTextContents();
    expect(starts.every(term => term.startsWith('S'))).toBe(true);
    await page.click('.terms a:text-is("Sharpe ratio")');
    await page.locator('.entry h3').waitFor();
    const beginner = await textOf(page, '.entry .meaning');
    await page.click('.entry .segments button:has-text("Expert")');
    expect(await textOf(page, '.entry .meaning')).not.toBe(beginner);
    await page.click('.entry-bar .quiet');
    expect(await textOf(page, '.entry h3')).toBe('Ratio de Sharpe');
    expect(await page.locator('.entry [lang=fr]').count()).toBe(1);
    expect(await textOf(page, '.entry pre')).toContain('Sharpe');
    await page.locator('.related a').first().click();
    await page.waitForFunction(() => document.querySelector('.entry h3')?.textContent !== 'Ratio de Sharpe');
    await page.goBack();
    await page.locator('.entry h3', { hasText: 'Sharpe' }).waitFor();
    expect(faults).toEqual([]);
  });

  it('ask a quiz question, take an answer by its letter, and go on', async () => {
    const { page, faults } = await visit([]);
    await goTo(page, 'quiz');
    expect(await page.locator('.option').count()).toBe(4);
    await page.selectOption('#quiz-topic', 'risk');
    await page.locator('.option').first().focus();
    await page.keyboard.press('b');
    await page.locator('.quiz .next').waitFor();
    expect(await textOf(page, '.quiz .card')).toContain('Box');
    await page.keyboard.press('Enter');
    await page.locator('.option').first().waitFor();
    expect(faults).toEqual([]);
  });

  it('follow the account while they are open', async () => {
    const { page, agent, faults } = await visit([buy, { text: 'You decide.' }]);
    await ask(page, 'Buy five');
    await goTo(page, 'account');
    expect(await page.locator('.account-view .card').count()).toBe(3);
    const [proposal] = agent.parts.desk.waiting();
    const { id = '', version = 0, nonce = '' } = proposal ?? {};
    await agent.tap({ verb: 'approve', proposalId: id, version, nonce }, 'cli', 'owner', () => undefined);
    await page.locator('.account-view td', { hasText: translateTo('en').number(2875.43) }).waitFor({ timeout: 5000 });
    expect(faults).toEqual([]);
  });

  it('show the account from the first moment: why there is no curve yet, and after the first fill start and now', async () => {
    const { page, agent, faults } = await visit([buy, { text: 'You decide.' }]);
    await goTo(page, 'account');
    expect(await textOf(page, '.account-view')).toContain('The curve of equity begins with the first trade');
    expect(await page.locator('.account-view .chart-box').count()).toBe(0);
    await goTo(page, 'chat');
    await ask(page, 'Buy five');
    await page.click('.thread .decide.approve');
    await page.locator('.positions .symbol').waitFor();
    await goTo(page, 'account');
    await page.locator('.account-view .chart-box canvas').waitFor();
    const t = translateTo('en');
    const { equityUsd } = agent.parts.scenes.account(t).figures ?? { equityUsd: Number.NaN };
    const label = (await page.locator('.account-view .chart-box').getAttribute('aria-label')) ?? '';
    expect(label, 'the market’s clock stands at the day of the fill').toContain('Start – 2020-04-17');
    expect(label).toContain(`from 100,000.00 USD to ${t.number(equityUsd)} USD`);
    expect(await textOf(page, '.account-view')).not.toContain('The curve of equity begins');
    expect(faults).toEqual([]);
  });

  it.each([360, 390])(
    'show at %i pixels each row of the account as a small card: nothing scrolls sideways',
    async width => {
      const sell = { calls: [{ name: 'propose_trade', args: { symbol: 'SPX', side: 'sell', quantity: 2 } }] };
      const steps = [buy, { text: 'You decide.' }, sell, { text: 'You decide.' }];
      const { page } = await visit(steps, { width, height: 780 });
      for (const [i, question] of ['Buy five', 'Sell two'].entries()) {
        await ask(page, question);
        await page.click('.thread .decide.approve');
        await page.locator('.thread .card.good').nth(i).waitFor();
      }
      await goTo(page, 'account');
      const tables = page.locator('.account-view .table');
      expect(await tables.count(), 'what is held, the days and the trades').toBe(3);
      expect(await tables.evaluateAll(all => all.map(one => one.scrollWidth - one.clientWidth))).toEqual([0, 0, 0]);
      const portfolio = page.getByRole('table').first();
      expect(
        await portfolio.getByRole('columnheader').allTextContents(),
        'a table still, for those who hear it',
      ).toEqual(['Instrument', 'Quantity', 'Entry', 'Price', 'Value', 'Profit']);
      const row = portfolio.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'SPX' }) });
      expect(await row.getByRole('cell').count()).toBe(5);
      const box = await row.boundingBox();
      expect(box?.height, 'its cells stand one below the other').toBeGreaterThan(100);
      const hidden = await row
        .getByRole('cell')
        .evaluateAll(
          cells =>
            cells.filter(cell => cell.getBoundingClientRect().right > innerWidth || cell.clientWidth === 0).length,
        );
      expect(hidden).toBe(0);
    },
  );

  it('log the browser out: the way in stands there again, and the old cookie is worth nothing', async () => {
    const secrets = { QUAESTOR_WEB_TOKEN: 'a-long-secret-token' };
    const { agent } = await testAgent({ settings: testSettings({ web: { port: 0 } }) });
    const web = await openWeb(agent, secrets);
    onTestFinished(() => web.close());
    const { page } = await openWindow(web);
    await page.fill('#token', secrets.QUAESTOR_WEB_TOKEN);
    await page.click('[type=submit]');
    await page.locator('.equity').waitFor({ state: 'attached' });
    const cookies = await page.context().cookies();
    const other = await page.context().newPage();
    await other.goto(web.url);
    await other.locator('.equity').waitFor({ state: 'attached' });
    await goTo(page, 'settings');
    await page.click('.settings-view button:has-text("Log out")');
    await page.locator('#token').waitFor();
    await other.locator('#token').waitFor({ timeout: 5000 });
    await page.context().addCookies(cookies);
    await page.goto(web.url);
    expect(await page.locator('#token').count()).toBe(1);
  });

  it('choose language, level and colours, remove an alert, give a link code and forget the person', async () => {
    const { page, agent, faults } = await visit([{ text: 'Kept.' }], phone);
    await ask(page, 'Remember this');
    const owner = { channel: 'web', id: 'owner' };
    agent.parts.alerting.store.addRule(owner, { symbol: 'SPX', measure: 'price', side: 'below', level: 2800 });
    await goTo(page, 'settings');
    await page.click('.settings-view button:has-text("Expert")');
    await page.click('.settings-view button:has-text("Dark")');
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    await page.click('[aria-label="Delete: SPX: price below 2,800.00"]');
    await page.locator('.rows li').waitFor({ state: 'detached' });
    expect(agent.parts.alerting.store.rules(owner)).toEqual([]);
    await page.click('button:has-text("Get a code")');
    await page.locator('.said p').first().waitFor();
    expect(await textOf(page, '.said')).toMatch(/\/link [A-Z0-9]{4}-[A-Z0-9]{4}/);
    expect(await textOf(page, '.replay'), 'no replay here').toContain('sample');
    await page.click('.settings-view button:has-text("Français")');
    await page.locator('h2', { hasText: 'Réglages' }).waitFor();
    expect(await page.locator('.segments [aria-pressed=true]').allTextContents()).toEqual([
      'Français',
      'Expert',
      'Sombre',
    ]);
    await page.click('.danger');
    await page.click('.danger');
    await page.locator('.setting [role=status]', { hasText: 'supprimés' }).waitFor();
    expect(agent.parts.conversations.load(owner)).toEqual([]);
    await goTo(page, 'chat');
    await page.locator('.welcome').waitFor();
    expect(faults).toEqual([]);
  });

  it('run the clock of a replay: pause, speed, and on to a later day', async () => {
    const over = { market: { provider: 'replay', replay: { from: '2020-02-03', speed: 1 } } };
    const { page, faults } = await visit([], undefined, { over });
    await goTo(page, 'settings');
    expect(await textOf(page, '.replay time')).toBe('2020-02-03');
    await page.click('.replay button:has-text("Pause")');
    await page.locator('.replay button:has-text("Run")').waitFor();
    await page.selectOption('#replay-speed', '86400');
    await page.fill('#replay-day', '2020-03-02');
    await page.click('.replay button:has-text("Go")');
    await page.locator('.replay time', { hasText: '2020-03-02' }).waitFor();
    await page.locator('.clock', { hasText: '2020-0' }).waitFor();
    expect(await page.inputValue('#replay-speed')).toBe('86400');
    await page.fill('#replay-day', '2020-02-03');
    await page.click('.replay button:has-text("Go")');
    await page.locator('.replay .card-error', { hasText: 'goes forward only' }).waitFor();
    expect(
      faults.filter(fault => !fault.includes('400')),
      'the refusal itself is no fault',
    ).toEqual([]);
  });

  it('are reached by keyboard; their titles are read, and / goes back to the question', async () => {
    const { page } = await visit([]);
    await page.focus('.rail a[href="#quiz"]');
    await page.keyboard.press('Enter');
    await page.locator('.quiz-view h2').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Quiz');
    expect(await page.getAttribute('.rail a[href="#quiz"]', 'aria-current')).toBe('page');
    await page.keyboard.press('/');
    await page.locator('#chat:not([hidden])').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('question');
  });
});

describe('an agent of the tests', () => {
  it('plays the replay that its settings ask for', async () => {
    const settings = testSettings({ market: { provider: 'replay' } });
    expect((await testAgent({ settings })).agent.parts.market.name).toBe('replay');
  });
});
