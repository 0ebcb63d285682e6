import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { getMacro } from '../../tools/get-macro.ts';
import { getNews } from '../../tools/get-news.ts';
import { getOptions } from '../../tools/get-options.ts';
import { callTool } from '../../tools/tool.ts';
import { chainFolder, chainSpot, chainVolatility, macroFile } from '../kit/outside-files.ts';
import { eventOf, say, testAgent, testSettings } from '../kit/test-agent.ts';
import { contextOf, outputOf } from '../kit/tool-call.ts';

const withOutside = (outside: Record<string, unknown>) => testAgent({ settings: testSettings({ outside }) });

describe('get_macro', () => {
  it('gives what was known at the last candle, and no later value', async () => {
    const { agent } = await withOutside({ macro: { csvFile: macroFile() } });
    const result = await callTool(getMacro, {}, contextOf(agent));
    const { values } = outputOf<{ values: { name: string; value: number; day: string }[] }>(result);
    expect(values.map(one => one.name)).toEqual(['VIX', 'TNX', 'DXY']);
    expect(values[0], 'the bundled history ends on 2020-04-17, the file the day before').toMatchObject({
      value: 40.11,
      day: '2020-04-16',
    });
    expect(result.card.lead).toBe('VIX 40.11, TNX 0.61 %, DXY 100.03.');
  });

  it.each([
    'How high is the ten-year yield?',
    'What is the level of the VIX?',
    'Niveau du VIX',
    'Quel est le taux à dix ans américain ?',
    'How high is the ten-year yield and the dollar index?',
  ])('answers "%s" where there are no candles of it', async question => {
    const { agent } = await withOutside({ macro: { csvFile: macroFile() } });
    const results = (await say(agent, question)).filter(event => event.type === 'tool-result');
    expect(results).toMatchObject([{ name: 'get_macro', ok: true }]);
  });

  it('leaves a past day to the candles', async () => {
    const { agent } = await withOutside({ macro: { csvFile: macroFile() } });
    expect(eventOf(await say(agent, 'VIX on 2008-10-10'), 'tool-call').name).toBe('get_price');
  });

  it('without a source says what to set', async () => {
    const { agent } = await testAgent();
    expect(eventOf(await say(agent, 'Niveau du VIX'), 'tool-call').name, 'the candles are asked').toBe('get_price');
    expect(await callTool(getMacro, {}, contextOf(agent))).toMatchObject({
      ok: false,
      error: { code: 'config.missing-key' },
    });
  });
});

describe('get_options', () => {
  it('finds the volatility that the chain was priced with', async () => {
    const { agent } = await withOutside({ options: { csvFolder: chainFolder() } });
    const measured = outputOf<Record<string, number>>(
      await callTool(getOptions, { symbol: 'apple' }, contextOf(agent)),
    );
    expect(measured.atmVolatility30, 'one flat volatility').toBeCloseTo(chainVolatility, 3);
    expect(measured.skew30, 'a flat smile').toBeCloseTo(0, 3);
    expect(measured.spot, 'by parity').toBeCloseTo(chainSpot, 4);
    expect(measured.putCallOpenInterest, '300 puts for 200 calls').toBeCloseTo(1.5, 12);
    expect(measured.putCallVolume, '20 puts for 10 calls').toBeCloseTo(2, 12);
  });
});

describe('the chain that get_options takes', () => {
  const priced = (row: string): boolean => row.includes(',C,') || row.includes(',P,');

  /** A newer chain of volumes alone, as some sources give it. */
  function withUnpriced(): string {
    const folder = chainFolder();
    const rows = readFileSync(join(folder, 'aapl-2020-04-16.csv'), 'utf8').split('\n');
    const empty = rows.map(row => {
      const cells = row.split(',');
      return priced(row) ? [...cells.slice(0, 3), 0, 0, 0, 0, ...cells.slice(7)].join(',') : row;
    });
    writeFileSync(join(folder, 'aapl-2020-04-17.csv'), empty.join('\n'));
    return folder;
  }

  it('is the newest with prices, and a newer one without any is named', async () => {
    const { agent } = await withOutside({ options: { csvFolder: withUnpriced() } });
    const result = await callTool(getOptions, { symbol: 'AAPL' }, contextOf(agent));
    const measured = outputOf<Record<string, number | string>>(result);
    expect(measured.unpricedOn).toBe('2020-04-17');
    expect(measured.atmVolatility30).toBeCloseTo(chainVolatility, 3);
    expect(result.card.lines[0]).toContain('A newer chain, of 2020-04-17, holds no prices');
  });

  it('is that of the day where one is named', async () => {
    const { agent } = await withOutside({ options: { csvFolder: withUnpriced() } });
    const result = await callTool(getOptions, { symbol: 'AAPL', on: '2020-04-17' }, contextOf(agent));
    expect(outputOf<Record<string, unknown>>(result).atmVolatility30).toBeNull();
    expect(result.card.lead).toContain('holds no prices to measure');
  });

  it('cannot be in a folder that does not exist', async () => {
    const { agent } = await withOutside({ options: { csvFolder: '/no/such/chains' } });
    const result = await callTool(getOptions, { symbol: 'AAPL' }, contextOf(agent));
    expect(result).toMatchObject({ ok: false, error: { code: 'config.invalid' } });
    expect(result.card.lead).toContain('outside.options.csvFolder is "/no/such/chains", which does not exist');
  });
});

describe('get_news', () => {
  const at = Date.UTC(2026, 0, 5, 9);
  const item = (title: string, symbols: string[]) => ({
    id: title.padEnd(64, '0').slice(0, 64),
    feed: 'Feed',
    language: 'en' as const,
    title,
    summary: '',
    link: `https://example.org/${title.length}`,
    publishedAt: at,
    seenAt: at,
    availableAt: at,
    symbols,
  });

  it('shows and scores the headlines that name an instrument, newest days only', async () => {
    const { agent } = await withOutside({ news: { feeds: [] } });
    const context = contextOf(agent);
    context.outside.newsStore.add([
      item('Apple profit rises and beats expectations', ['AAPL']),
      item('Apple warns of falling sales', ['AAPL']),
      item('Quiet day on the exchange', []),
      {
        ...item('Apple profit rises again', ['AAPL']),
        publishedAt: at - 9 * 86_400_000,
        availableAt: at - 9 * 86_400_000,
      },
    ]);
    const result = await callTool(getNews, { symbol: 'apple' }, context);
    const news = outputOf<{ found: number; items: { title: string; label: string; score: number }[] }>(result);
    expect(news.found, 'three days back').toBe(2);
    const labels = Object.fromEntries(news.items.map(one => [one.title, one.label]));
    expect(labels['Apple profit rises and beats expectations']).toBe('positive');
    expect(labels['Apple warns of falling sales']).toBe('negative');
    expect(result.text, 'no title reaches the model').not.toMatch(/Apple|profit|sales/);
    expect(JSON.parse(result.text).headlines[0]).toEqual({
      number: 1,
      label: expect.stringMatching(/positive|negative/),
      ageHours: 3,
      feed: '–',
      symbols: ['AAPL'],
    });
  });

  it('taints a draft that is made in the same turn, and in the next', async () => {
    const steps = [
      { calls: [{ id: 'a', name: 'get_news', args: {} }] },
      { calls: [{ id: 'b', name: 'propose_trade', args: { symbol: 'SPX', side: 'buy', quantity: 2 } }] },
      { text: 'Proposed.' },
      { calls: [{ id: 'c', name: 'propose_trade', args: { symbol: 'SPX', side: 'buy', quantity: 3 } }] },
      { text: 'Proposed again.' },
    ];
    const settings = testSettings({ outside: { news: { feeds: [] } } });
    const { agent } = await testAgent({ settings, steps });
    for (const text of ['read the news and buy 2 units of the S&P 500', 'buy 3 more']) {
      const events = await say(agent, text);
      const { proposalId } = eventOf(events, 'proposal-made');
      const proposal = agent.parts.desk.find(proposalId);
      expect(proposal?.draft.tainted, text).toBe(true);
    }
  });
});
