import { describe, expect, it } from 'vitest';
import { Card } from '../../tools/card.ts';
import { say } from '../kit/test-agent.ts';
import { ask, hasBrowser, openWindow, phone, textOf, visit } from './visit.ts';

const buy = {
  calls: [{ name: 'propose_trade', args: { symbol: 'SPX', side: 'buy', quantity: 5, stop: 2700 } }],
};
const proposed = [buy, { text: 'You decide.' }];

describe.skipIf(!hasBrowser)('deciding on the page', () => {
  it('changes a proposal in a form that begins with what it is, and approves the new version', async () => {
    const { page, agent, faults } = await visit(proposed);
    await ask(page, 'Buy five');
    await page.click('.thread .decide.edit');
    const form = page.locator('.thread .edit-form');
    expect(await form.locator('[name=quantity]').inputValue()).toBe('5');
    expect(await form.locator('[name=stop]').inputValue()).toBe('2700');
    await form.locator('[type=submit]').click();
    expect(await textOf(page, '.thread .edit-form .card-error')).toBe('Nothing is changed yet.');
    await form.locator('[name=quantity]').fill('3');
    await form.locator('[name=target]').fill('3200');
    await form.locator('[type=submit]').click();
    await page.locator('.thread .card td', { hasText: '3 × 2,874.56' }).waitFor();
    expect(
      await textOf(page, '.waiting .card tr:has(th:text-is("Quantity")) td'),
      'every copy is the new version',
    ).toBe('3 × 2,874.56');
    expect(agent.parts.desk.find('P-1')).toMatchObject({ version: 2, draft: { target: 3200, stop: 2700 } });
    await page.click('.thread .decide.approve');
    await page.locator('.positions .symbol').waitFor();
    expect(agent.parts.ledger.rows('fill').map(row => row.body.quantity)).toEqual([3]);
    expect(faults).toEqual([]);
  });

  it('says beside the card why the gate refused a change, and the old version still waits', async () => {
    const { page, agent } = await visit(proposed);
    await ask(page, 'Buy five');
    await page.click('.thread .decide.edit');
    await page.fill('.thread [name=quantity]', '5000');
    await page.press('.thread [name=quantity]', 'Enter');
    await page.locator('.thread .desk-note').waitFor();
    expect(await textOf(page, '.thread .desk-note .lead')).toContain('The risk gate refused this');
    expect(await page.locator('.thread .decide.approve').count()).toBe(1);
    expect(agent.parts.desk.find('P-1')).toMatchObject({ version: 1, state: 'pending' });
  });

  it('closes the form with Escape and gives the focus back', async () => {
    const { page } = await visit(proposed);
    await ask(page, 'Buy five');
    await page.click('.thread .decide.edit');
    await page.locator('.thread .edit-form').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('.edit-form').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('decide edit');
  });

  it('asks the check question before a first approval; the right answer opens it', async () => {
    const { page, agent, faults } = await visit(proposed, phone, { over: { desk: { checkQuestion: 'always' } } });
    await ask(page, 'Buy five');
    await page.click('.thread .decide.approve');
    await page.locator('.thread .desk-note .decide.answer').first().waitFor();
    expect(agent.parts.ledger.rows('fill')).toEqual([]);
    const labels = await page.locator('.thread .desk-note .decide.answer').allTextContents();
    expect(labels.length).toBeGreaterThan(1);
    for (const label of labels) {
      if ((await page.locator('.thread .desk-note .decide.answer').count()) === 0) break;
      await page.locator('.thread .desk-note .decide.answer', { hasText: label }).click();
      await page.locator('.thread .decide.approve:enabled').waitFor();
    }
    expect(await textOf(page, '.thread .desk-note')).toContain('Right');
    await page.click('.thread .decide.approve');
    await page.locator('.thread .card.good', { hasText: 'Filled: bought 5 SPX' }).waitFor();
    expect(agent.parts.ledger.rows('fill')).toHaveLength(1);
    expect(faults).toEqual([]);
  });

  it('counts down by the server’s clock; what has expired says so at once and can be proposed again', async () => {
    const { page, wall, agent } = await visit(proposed);
    await ask(page, 'Buy five');
    expect(await textOf(page, '.thread .countdown')).toMatch(/^Expires in (30:00|29:5\d)$/);
    wall.advance(31 * 60_000);
    await page.locator('.thread .decide.again').waitFor();
    expect(await page.locator('.thread .decide.approve').count()).toBe(0);
    await page.click('.thread .decide.again');
    await page.locator('.thread .card h3', { hasText: 'P-2' }).waitFor();
    expect(agent.parts.desk.waiting().map(({ id }) => id)).toEqual(['P-2']);
  });

  it('learns at once of what happens on another channel: a new proposal, and how it ended', async () => {
    const { page, agent, faults } = await visit(proposed);
    await say(agent, 'Buy five', 'owner', 'cli');
    await page.locator('.waiting .decide.approve').waitFor({ timeout: 5000 });
    await say(agent, '/approve P-1', 'owner', 'cli');
    await page.locator('.waiting .card .lead', { hasText: 'Filled: bought 5 SPX' }).waitFor({ timeout: 5000 });
    await page.locator('.positions .symbol').waitFor({ timeout: 5000 });
    expect(faults).toEqual([]);
  });

  it('shows an alert until it is closed', async () => {
    const { page, agent } = await visit([]);
    const card = Card.parse({ title: 'Stop reached', lead: 'SPX fell to its stop.' });
    const tell = (id: string) => agent.parts.delivery.tell({ type: 'alert', owner: { channel: 'web', id }, card });
    await expect
      .poll(async () => {
        tell('somebody-else');
        tell('owner');
        return page.locator('.toast').count();
      })
      .toBeGreaterThan(0);
    expect(await textOf(page, '.toast')).toContain('SPX fell to its stop.');
    while ((await page.locator('.toast').count()) > 1) await page.locator('.toast-close').first().click();
    tell('somebody-else');
    await page.click('.toast-close');
    expect(await page.locator('.toast').count()).toBe(0);
  });

  it('takes a thumb for an answer, and keeps the forecast with it', async () => {
    const forecast = { calls: [{ name: 'predict_volatility', args: { symbol: 'SPX' } }] };
    const { page, agent } = await visit([forecast, { text: 'About 2 %.' }]);
    await ask(page, 'How volatile?');
    await page.locator('.thumb').last().click();
    await page.locator('.rated', { hasText: 'Thank you' }).waitFor();
    expect(await page.locator('.thumb').last().getAttribute('aria-pressed')).toBe('true');
    expect(agent.parts.feedback.labels()).toMatchObject([{ rating: 'bad', rated: { tool: 'predict_volatility' } }]);
  });

  it('keeps two windows alike: what one decides, the other shows', async () => {
    const { page, web } = await visit(proposed);
    const other = await openWindow(web);
    await ask(page, 'Buy five');
    await other.page.locator('.waiting .decide.reject').waitFor({ timeout: 5000 });
    await other.page.click('.waiting .decide.reject');
    await page.locator('.thread .card', { hasText: 'P-1 is rejected' }).waitFor({ timeout: 5000 });
    expect(await page.locator('.decide').count()).toBe(0);
  });
});
