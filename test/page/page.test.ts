import { describe, expect, it } from 'vitest';
import { ask, hasBrowser, settled, sidewaysPixels, textOf, visit } from './visit.ts';

const chart = { calls: [{ name: 'show_chart', args: { symbol: 'SPX', indicators: ['bollinger'] } }] };
const buy = {
  calls: [
    { name: 'propose_trade', args: { symbol: 'SPX', side: 'buy', quantity: 5, stop: 2700, thesis: '<b>cheap</b>' } },
  ],
};

describe.skipIf(!hasBrowser)('the page in a browser', () => {
  it('welcomes with example questions, one of which starts the conversation', async () => {
    const { page, faults, model } = await visit([{ text: 'It closed at **2,874.56**.' }]);
    expect(await page.locator('.welcome .chip').count()).toBe(6);
    expect(await textOf(page, '#notice')).toContain('not investment advice');
    await page.locator('.welcome .chip').first().click();
    await page.locator('.meta').waitFor();
    await settled(page);
    expect(await textOf(page, '.answer .text')).toBe('It closed at 2,874.56.');
    expect(await textOf(page, '.answer strong')).toBe('2,874.56');
    expect(await page.locator('.welcome').count()).toBe(0);
    model.assertFinished();
    expect(faults).toEqual([]);
  });

  it('shows the streamed answer, its card, and a chart on a canvas', async () => {
    const { page, faults } = await visit([chart, { text: 'Here is the chart you asked for.' }]);
    await ask(page, 'Chart the S&P 500');
    expect(await textOf(page, '.answer .text')).toBe('Here is the chart you asked for.');
    expect(await textOf(page, '.card h3')).toBe('S&P 500 (SPX)');
    expect(await textOf(page, '.card .lead'), 'a lead that the answer did not say is shown').toContain('went from');
    await page.locator('.chart-box canvas').waitFor();
    const box = await page.locator('.chart-box canvas').boundingBox();
    expect(box?.width).toBeGreaterThan(500);
    await page.hover('.chart-box');
    await page.click('#theme');
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    expect(faults).toEqual([]);
  });

  it('turns every copy of a proposal into its end state, and the account changes', async () => {
    const { page, faults, agent } = await visit([buy, { text: 'I propose to buy. You decide.' }]);
    const before = await textOf(page, '.equity');
    await ask(page, 'Buy five');
    await page.locator('.waiting .approve').waitFor();
    expect(await page.locator('.decide.approve').count(), 'in the chat and in the panel').toBe(2);
    expect(await textOf(page, '.thread .card'), 'a reason is text, not markup').toContain('<b>cheap</b>');
    await page.click('.thread .decide.approve');
    await page.locator('.positions .symbol').waitFor();
    expect(await page.locator('.decide').count()).toBe(0);
    expect(await textOf(page, '.thread .card .lead')).toContain('Filled: bought 5 SPX');
    expect(await textOf(page, '.waiting .card .lead')).toContain('Filled: bought 5 SPX');
    expect(await textOf(page, '.equity')).not.toBe(before);
    expect(agent.parts.ledger.rows('fill')).toHaveLength(1);
    expect(faults).toEqual([]);
  });

  it('says on the card why a decision failed', async () => {
    const { page, agent } = await visit([buy, { text: 'You decide.' }]);
    // A page that hears of nothing: another channel decides, and the old button is still there.
    await page.route(/\/api\/events/, () => undefined);
    await page.reload();
    await ask(page, 'Buy five');
    await page.locator('.waiting .approve').waitFor();
    const [proposal] = agent.parts.desk.waiting();
    const { id = '', version = 0, nonce = '' } = proposal ?? {};
    await agent.tap({ verb: 'reject', proposalId: id, version, nonce }, 'web', 'owner', () => undefined);
    await page.click('.thread .decide.approve');
    await page.locator('.thread .card-error').waitFor();
    expect(await textOf(page, '.thread .card-error')).toContain(id);
  });

  it('speaks French after one tap, and keeps what was said before over a reload', async () => {
    const { page, faults } = await visit([{ text: 'Hello.' }], { width: 390, height: 844 });
    await ask(page, 'Hi');
    await page.click('[data-language="fr"]');
    await page.locator('#notice', { hasText: 'pas un conseil' }).waitFor();
    expect(await page.getAttribute('#question', 'placeholder')).toBe('Posez une question…');
    expect(await page.getAttribute('html', 'lang')).toBe('fr');
    await page.reload();
    await page.locator('.turn.past').first().waitFor();
    const past = await page.locator('.turn.past').allTextContents();
    expect(past.map(text => text.trim())).toEqual(['Vous\u202f: Hi', 'Hello.']);
    expect(await page.getAttribute('html', 'lang'), 'the language is remembered').toBe('fr');
    expect(faults).toEqual([]);
  });

  it.each([360, 390])('scrolls nothing sideways at %i pixels, with the panel as a sheet', async width => {
    const { page, faults } = await visit([chart, { text: 'Chart.' }, buy, { text: 'You decide.' }], {
      width,
      height: 780,
    });
    expect(await sidewaysPixels(page)).toBe(0);
    await ask(page, 'Chart the S&P 500');
    await page.locator('.chart-box canvas').waitFor();
    await ask(page, 'Buy five');
    await ask(page, '/portfolio');
    await ask(page, '/help');
    expect(await sidewaysPixels(page)).toBe(0);
    expect(await page.locator('.panel').isVisible()).toBe(false);
    await page.click('#summary');
    await page.locator('.waiting .approve').waitFor();
    expect(await sidewaysPixels(page)).toBe(0);
    await page.keyboard.press('Escape');
    await page.locator('.panel').waitFor({ state: 'hidden' });
    expect(faults).toEqual([]);
  });

  it.each([
    [1280, 400],
    [390, 340],
  ])('gives a chart with a pane of volume its room: at %i pixels %i in height', async (width, height) => {
    const { page, faults } = await visit([chart, { text: 'Chart.' }], { width, height: 800 });
    await ask(page, 'Chart the S&P 500');
    await page.locator('.chart-box canvas').waitFor();
    expect((await page.locator('.chart-box').boundingBox())?.height).toBe(height);
    expect(faults).toEqual([]);
  });

  it('treats what a model writes as text: no markup, no image, no script address', async () => {
    const text =
      '<b>bold</b> <img src=x onerror=alert(1)> ![i](https://example.com/i.png) [ok](https://example.com) [no](javascript:alert(1))';
    const { page, faults } = await visit([{ text }]);
    await ask(page, 'Hi');
    expect(await page.locator('.answer img').count()).toBe(0);
    expect(await page.locator('.answer .text b').count()).toBe(0);
    expect(await textOf(page, '.answer .text')).toContain('bold');
    expect(await textOf(page, '.answer .text')).not.toMatch(/onerror|</);
    expect(
      await page.locator('.answer a[href]').count(),
      "a model's addresses are taken out before they are shown",
    ).toBe(0);
    expect(await textOf(page, '.answer .text')).not.toContain('javascript:');
    expect(faults).toEqual([]);
  });

  it('stops an answer that takes too long, and a command overtakes it', async () => {
    const { page } = await visit([{ hang: true }, { text: 'Later.' }]);
    await page.fill('#question', 'Think forever');
    await page.press('#question', 'Enter');
    await page.locator('.send.running').waitFor();
    await page.fill('#question', '/stop');
    await page.press('#question', 'Enter');
    await page.locator('#halted').waitFor();
    await page.click('#send');
    await page.waitForFunction(() => !document.querySelector('.send.running'));
    expect(await page.locator('.turn .meta').first().textContent()).toBe('Stopped.');
    await page.press('#question', 'ArrowUp');
    expect(await page.inputValue('#question')).toBe('/stop');
    await page.reload();
    await page.locator('.turn.past .meta', { hasText: 'Stopped.' }).waitFor();
    expect(await page.locator('.turn.past.human').first().textContent()).toBe('You: Think forever');
  });

  it('shows the cards again after a reload, with a proposal in its state of now', async () => {
    const steps = [chart, { text: 'Chart.' }, buy, { text: 'You decide.' }];
    const { page, faults, agent } = await visit(steps);
    await ask(page, 'Chart the S&P 500');
    await ask(page, '/portfolio');
    await ask(page, 'Buy five');
    await page.locator('.waiting .approve').waitFor();
    await page.reload();
    await page.locator('.thread .chart-box canvas').first().waitFor();
    expect(await page.locator('.turn.past.human').allTextContents()).toEqual([
      'You: Chart the S&P 500',
      'You: /portfolio',
      'You: Buy five',
    ]);
    expect(await page.locator('.thread .card h3').allTextContents()).toEqual([
      'S&P 500 (SPX)',
      'Portfolio (paper account)',
      'P-1: buy S&P 500',
    ]);
    const label = (await page.locator('.chart-box').first().getAttribute('aria-label')) ?? '';
    expect(label.match(/2020-04-17/g), 'the days once').toHaveLength(1);
    expect(label).toContain('2,874.56');
    await page.click('.waiting [aria-label="Approve P-1"]');
    await page.locator('.thread .note', { hasText: 'P-1: Filled: bought 5 SPX' }).waitFor();
    expect(await page.locator('.decide').count(), 'the copy in the chat is decided too').toBe(0);
    expect(agent.parts.ledger.rows('fill')).toHaveLength(1);
    await page.reload();
    await page.locator('.thread .card.good').waitFor();
    expect(await page.locator('.decide').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('shows the account first, then the three newest proposals and the others on demand', async () => {
    const one = { calls: [{ name: 'propose_trade', args: { symbol: 'SPX', side: 'buy', quantity: 1, stop: 2700 } }] };
    const steps = ['1', '2', '3', '4', '5'].flatMap(text => [one, { text }]);
    const { page } = await visit(steps);
    for (const number of ['first', 'second', 'third', 'fourth', 'fifth'])
      await ask(page, `Buy 1 SPX, for the ${number} time`);
    await page.locator('.queue .more').waitFor();
    expect(await textOf(page, '.queue .more')).toBe('Show all (5)');
    const titles = await page.locator('.waiting .card:visible h3').allTextContents();
    expect(titles.map(title => title.slice(0, 3))).toEqual(['P-5', 'P-4', 'P-3']);
    await page.click('.queue .more');
    expect(await page.locator('.waiting .card:visible').count()).toBe(5);
    const first = await page.locator('.panel > section').first().getAttribute('class');
    expect(first).toBe('account');
    expect(await page.locator('.thread .card details summary').first().textContent()).toMatch(/22 rules passed$/);
  });

  it('takes no more than the server reads, says so when a paste was cut, and folds a long question', async () => {
    const { page } = await visit([{ text: 'Long.' }]);
    await page.evaluate(() => {
      const source = document.createElement('textarea');
      source.value = 'A line that says little.\n'.repeat(400);
      document.body.append(source);
      source.select();
    });
    await page.keyboard.press('Control+c');
    await page.focus('#question');
    await page.keyboard.press('Control+v');
    expect((await page.inputValue('#question')).length).toBe(8000);
    expect(await textOf(page, '#room')).toContain('was cut');
    expect(await textOf(page, '#room')).toContain('8,000 / 8,000');
    await page.press('#question', 'Enter');
    await settled(page);
    expect((await textOf(page, '.asked')).length).toBeLessThan(800);
    await page.click('.asked .fold');
    expect((await textOf(page, '.asked')).length).toBeGreaterThan(7900);
    expect(await page.locator('#room').isVisible()).toBe(false);
  });

  it('says when nobody answers any more', async () => {
    const { page, web } = await visit([]);
    await web.close();
    await page.fill('#question', 'Hi');
    await page.press('#question', 'Enter');
    await page.locator('#banner button').waitFor();
    expect(await textOf(page, '#banner')).toContain('Connection lost, retrying');
    expect(await textOf(page, '.problem')).toContain('Try again');
  });
});
