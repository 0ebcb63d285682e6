import { writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { getPrice } from '../../tools/get-price.ts';
import { importCandles } from '../../tools/import-candles.ts';
import { temporaryFolder, testAgent } from '../kit/test-agent.ts';
import { called } from '../kit/tool-call.ts';

const header = 'time,open,high,low,close,volume';
const good = `${header}\n2020-01-01,10,12,9,11,100\n2020-01-02,11,13,10,12,100\n`;

function fileOf(text: string): string {
  const path = join(temporaryFolder(), 'candles.csv');
  writeFileSync(path, text);
  return path;
}

describe('import_candles', () => {
  it('stores the history, and the next question sees it', async () => {
    const { agent } = await testAgent();
    const result = await called(importCandles, { path: fileOf(good), symbol: 'bitcoin' }, 'en', agent);
    expect(result).toMatchObject({
      ok: true,
      output: {
        symbol: 'BTC/USD',
        timeframe: '1d',
        rows: 2,
        from: Date.UTC(2020, 0, 1),
        to: Date.UTC(2020, 0, 2),
        file: 'candles.csv',
      },
    });
    expect(result.card.lead).toBe('2 daily candles of BTC/USD from candles.csv are stored, 2020-01-01 to 2020-01-02.');
    const again = await called(importCandles, { path: fileOf(good), symbol: 'bitcoin' }, 'en', agent);
    expect(again.card.lead, 'only what was there can be replaced').toMatch(/They replace the 2 imported before\.$/);
    expect(await called(getPrice, { symbol: 'BTC' }, 'en', agent)).toMatchObject({
      ok: true,
      output: { price: 12, provider: 'csv' },
    });
  });

  it('reads the timeframe from the rows, and refuses one that they are not', async () => {
    const hourly = `${header}\n2020-01-01T10:00:00Z,10,12,9,11,100\n2020-01-01T11:00:00Z,11,13,10,12,100\n2020-01-01T12:00:00Z,11,13,10,12,100\n`;
    const monthly = `${header}\n2020-01-01,10,12,9,11,100\n2020-02-01,11,13,10,12,100\n`;
    const { agent } = await testAgent();
    const read = await called(importCandles, { path: fileOf(hourly), symbol: 'BTC' }, 'en', agent);
    expect(read).toMatchObject({ ok: true, output: { timeframe: '1h' } });
    const wrong = await called(importCandles, { path: fileOf(hourly), symbol: 'BTC', timeframe: '1d' }, 'en', agent);
    expect(wrong.card.lead).toContain('are 1h apart, not 1d');
    const priced = await called(getPrice, { symbol: 'BTC' }, 'en', agent);
    expect(priced.card.lead, 'three hours are no day, and have a price').toBe(
      'Bitcoin stood at 12.00 on 2020-01-01 at 13:00 UTC.',
    );
    expect((await called(importCandles, { path: fileOf(monthly), symbol: 'BTC' }, 'fr', agent)).card.lead).toContain(
      'pas une unité connue',
    );
    const single = `${header}\n2020-01-01,10,12,9,11,100\n`;
    expect(await called(importCandles, { path: fileOf(single), symbol: 'ETH' }, 'en', agent)).toMatchObject({
      ok: false,
      error: { code: 'data.bad-file', text: { en: expect.stringContaining('holds one candle') } },
    });
  });

  it('drops a candle that contradicts itself, says so, and keeps the report', async () => {
    const { agent } = await testAgent();
    const broken = `${good}2020-01-03,11,13,10,99,100\n`;
    const result = await called(importCandles, { path: fileOf(broken), symbol: 'bitcoin' }, 'en', agent);
    expect(result).toMatchObject({ ok: true, output: { rows: 2, findings: 1 } });
    expect(result.card.lines.join(' ')).toContain('Findings in the rows: 1. check_data shows');
    const all = await called(importCandles, { path: fileOf(`${header}\n2020-01-03,11,13,10,99,100\n`), symbol: 'BTC' });
    expect(all.card.lead).toMatch(/holds no candle that can stand \(.*outside high and low\)/);
  });

  const index = (price: number, days: readonly string[]) =>
    `${header}\n${days.map(day => `${day},${price},${price},${price},${price},1`).join('\n')}\n`;

  it.each([
    ['at common times', ['2020-04-15', '2020-04-16'], 'on 2020-04-1'],
    ['at the nearest times', ['2021-01-04', '2021-01-05'], 'on 2021-01-04'],
  ])('refuses prices of another instrument, %s, and changes nothing until it is told to', async (_, days, on) => {
    const { agent } = await testAgent();
    const path = fileOf(index(66_000, days));
    const refused = await called(importCandles, { path, symbol: 'SPX' }, 'en', agent);
    expect(refused).toMatchObject({ ok: false, error: { code: 'data.bad-file' } });
    expect(refused.card.lead).toContain(`"candles.csv" does not look like SPX: ${on}`);
    expect(refused.card.lead).toContain('set replace to true');
    expect(agent.parts.market.quote('SPX').price).toBe(2874.560059);
    expect(await called(importCandles, { path, symbol: 'SPX', replace: true }, 'en', agent)).toMatchObject({
      ok: true,
    });
  });

  it('takes prices that differ by less, such as a split of two for one', async () => {
    const { agent } = await testAgent();
    const path = fileOf(index(1400, ['2020-04-15', '2020-04-16']));
    expect(await called(importCandles, { path, symbol: 'SPX' }, 'en', agent)).toMatchObject({ ok: true });
  });

  it('drops candles that start after the wall clock, under a name of their own', async () => {
    const { agent, wall } = await testAgent();
    const day = (days: number) => new Date(wall.now() + days * 86_400_000).toISOString().slice(0, 10);
    const path = fileOf(index(10, [day(-2), day(-1), day(0), day(1), day(2)]));
    const result = await called(importCandles, { path, symbol: 'ETH' }, 'en', agent);
    expect(result).toMatchObject({ ok: true, output: { rows: 2, findings: 2 } });
    const found = agent.parts.contextFor(agent.person('test', 'owner'), new AbortController().signal, () => '').store;
    expect(found.findings('ETH/USD', '1d', 'csv')).toMatchObject([
      { fault: 'unclosed', remedy: 'dropped', count: 1 },
      { fault: 'future', remedy: 'dropped', count: 2 },
    ]);
  });

  it('says of a folder that it is one, and takes no days for a file', async () => {
    const folder = await called(importCandles, { path: temporaryFolder(), symbol: 'SPX' });
    expect(folder.card.lead).toMatch(/is a folder\. Name one file in it\.$/);
    const part = await called(importCandles, { path: fileOf(good), symbol: 'ETH', from: '2020-01-02' });
    expect(part.card.lead).toContain('A file is imported whole');
  });

  it('takes in a symbol that nobody described', async () => {
    const { agent } = await testAgent();
    expect(await called(importCandles, { path: fileOf(good), symbol: 'acme' }, 'en', agent)).toMatchObject({
      ok: true,
      output: { symbol: 'ACME' },
    });
    expect(await called(getPrice, { symbol: 'ACME' }, 'en', agent)).toMatchObject({ ok: true });
  });

  it('takes a path in the home folder', async () => {
    const home = process.env.HOME;
    const path = fileOf(good);
    process.env.HOME = dirname(path);
    try {
      expect(await called(importCandles, { path: `~/${basename(path)}`, symbol: 'ETH' })).toMatchObject({ ok: true });
    } finally {
      process.env.HOME = home;
    }
  });

  it.each([
    [
      'a broken row',
      `${header}\n2020-01-01,10,12,9,11,100\n2020-01-02,11,13,10,x,100\n`,
      'data.bad-candle',
      /line 3, column "close": "x" is not a positive price/,
    ],
    ['a wrong header', 'a,b\n', 'data.bad-candle', /line 1, column "header"/],
    ['no candle', `${header}\n`, 'data.bad-file', /holds no candle\./],
  ])('with %s stores nothing and takes in no symbol', async (_what, text, code, message) => {
    const { agent } = await testAgent();
    const result = await called(importCandles, { path: fileOf(text), symbol: 'ACME' }, 'en', agent);
    expect(result).toMatchObject({ ok: false, error: { code } });
    expect(result.card.lead).toMatch(message);
    expect(await called(getPrice, { symbol: 'ACME' }, 'en', agent)).toMatchObject({
      ok: false,
      error: { code: 'data.unknown-symbol' },
    });
  });

  it('with a name that cannot be a symbol stores nothing', async () => {
    expect(await called(importCandles, { path: fileOf(good), symbol: '../../etc' })).toMatchObject({
      ok: false,
      error: { code: 'data.unknown-symbol' },
    });
  });

  it('a broken file leaves the history that was there', async () => {
    const { agent } = await testAgent();
    await called(importCandles, { path: fileOf(good), symbol: 'SPX', replace: true }, 'en', agent);
    await called(importCandles, { path: fileOf(`${header}\nx`), symbol: 'SPX', replace: true }, 'en', agent);
    expect(agent.parts.market.quote('SPX').price).toBe(12);
  });
});
