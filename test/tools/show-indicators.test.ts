import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { IndicatorName, indicators } from '../../data/features/indicators.ts';
import { SampleSource } from '../../data/market/sample-source.ts';
import { importCandles } from '../../tools/import-candles.ts';
import { showIndicators } from '../../tools/show-indicators.ts';
import { temporaryFolder, testAgent } from '../kit/test-agent.ts';
import { called, outputOf } from '../kit/tool-call.ts';

describe('show_indicators', () => {
  it('uses the period that was asked for and names it', async () => {
    const { card } = await called(showIndicators, { symbol: 'SPX', indicators: ['rsi', 'sma', 'macd'], period: 50 });
    expect(card.lead).toMatch(/^The RSI 50 of /);
    expect(card.table?.rows.map(([name]) => name).slice(0, 3)).toEqual(['RSI 50', 'SMA 50', 'MACD']);
    expect(card.lines).toHaveLength(1);
  });

  it('keeps the usual periods otherwise', async () => {
    const { card } = await called(showIndicators, { symbol: 'SPX', indicators: ['sma'] });
    expect(card.lead).toContain('SMA 20');
  });

  it.each(['en', 'fr'] as const)('names every indicator that there is, each column once (%s)', async language => {
    const names: string[] = [];
    for (const name of IndicatorName.options) {
      const result = await called(showIndicators, { symbol: 'SPX', indicators: [name] }, language);
      const { readings } = outputOf<{ readings: { column: string; value: number | null }[] }>(result);
      expect(readings.map(({ column }) => column)).toEqual(indicators[name].columns);
      for (const { value } of readings) expect([name, value]).toEqual([name, expect.any(Number)]);
      names.push(...(result.card.table?.rows.map(([shown]) => shown ?? '') ?? []));
    }
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain(language === 'en' ? 'True range' : 'Amplitude vraie');
  });

  it.each([
    ['en', 'OBV: counted from the first candle.'],
    ['fr', 'OBV\u202F: compté depuis la première bougie.'],
  ] as const)('says of a cumulative line where it is counted from (%s)', async (language, line) => {
    const { card } = await called(showIndicators, { symbol: 'SPX', indicators: ['obv', 'rsi'] }, language);
    expect(card.lines).toEqual([line]);
  });

  it.each([
    ['en', ['rsi', 'macd'], ['TA-Lib conventions']],
    ['en', ['supertrend'], ['Olivier Seban, Supertrend']],
    ['en', ['force_index', 'adx', 'sma'], ['Elder, Trading for a Living, 1993', 'TA-Lib conventions']],
    ['fr', ['donchian', 'cci'], ['Richard Donchian, règle des quatre semaines', 'Conventions de TA-Lib']],
  ] as const)('in %s, %j come from %j', async (language, names, sources) => {
    const { card } = await called(showIndicators, { symbol: 'SPX', indicators: [...names] }, language);
    expect(card.sources).toEqual(sources);
  });

  it('shows the value of the last candle and the one before, as the indicator computes them', async () => {
    const result = await called(showIndicators, { symbol: 'SPX', indicators: ['obv'] });
    const { readings } = outputOf<{ readings: { value: number; before: number }[] }>(result);
    // On-balance volume adds or takes away the whole volume of the last session.
    const volume = new SampleSource().read('SPX', '1d')?.volume.at(-1);
    expect(Math.abs((readings[0]?.value ?? 0) - (readings[0]?.before ?? 0))).toBe(volume);
  });

  it.each([
    ['en', undefined, 'Session before'],
    ['en', '1d', 'Session before'],
    ['en', '1w', 'Candle before'],
    ['fr', '1w', 'Bougie précédente'],
  ] as const)('in %s with %s candles the last column is "%s"', async (language, timeframe, title) => {
    const { card } = await called(showIndicators, { symbol: 'SPX', indicators: ['sma'], timeframe }, language);
    expect(card.table?.columns.at(-1)).toBe(title);
  });

  it.each([
    ['en', 'Bitcoin has no RSI: its price has not moved in the last 14 candles.'],
    ['fr', "Le Bitcoin est sans RSI\u202F: son prix n'a pas bougé sur les 14 dernières bougies."],
  ] as const)('says of a price that stood still that it has no RSI (%s)', async (language, lead) => {
    const days = Array.from({ length: 40 }, (_, i) => new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10));
    const price = (i: number): string => (i < 20 ? String(140 - i) : '120');
    const rows = days.map((day, i) => `${day},${price(i)},${price(i)},${price(i)},${price(i)},100`);
    const path = join(temporaryFolder(), 'flat.csv');
    writeFileSync(path, `time,open,high,low,close,volume\n${rows.join('\n')}\n`);
    const { agent } = await testAgent();
    await called(importCandles, { path, symbol: 'BTC' }, 'en', agent);
    const { card } = await called(showIndicators, { symbol: 'BTC', indicators: ['rsi', 'sma'] }, language, agent);
    expect(card.lead).toBe(lead);
    expect(card.table?.rows[0]?.[1], 'no number stands for none').toBe('–');
  });
});
