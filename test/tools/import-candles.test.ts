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
    expect(result.card.lead).toBe(
      '2 1d candles of BTC/USD from candles.csv are stored, 2020-01-01 to 2020-01-02. They replace what was stored before.',
    );
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
    expect(await called(getPrice, { symbol: 'BTC' }, 'en', agent)).toMatchObject({ ok: false });
    expect((await called(importCandles, { path: fileOf(monthly), symbol: 'BTC' }, 'fr', agent)).card.lead).toContain(
      'pas une unité connue',
    );
    const single = `${header}\n2020-01-01,10,12,9,11,100\n`;
    expect(await called(importCandles, { path: fileOf(single), symbol: 'ETH' }, 'en', agent)).toMatchObject({
      output: { timeframe: '1d' },
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
      expect(await called(importCandles, { path: `~/${basename(path)}`, symbol: 'SPX' })).toMatchObject({ ok: true });
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
    await called(importCandles, { path: fileOf(good), symbol: 'SPX' }, 'en', agent);
    await called(importCandles, { path: fileOf(`${header}\nx`), symbol: 'SPX' }, 'en', agent);
    expect(agent.parts.market.quote('SPX').price).toBe(12);
  });
});
