import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatCandles } from '../../data/candle-csv.ts';
import { checkData } from '../../tools/check-data.ts';
import { showIndicators } from '../../tools/show-indicators.ts';
import { temporaryFolder, testAgent, testSettings } from '../kit/test-agent.ts';
import { called } from '../kit/tool-call.ts';

const hourMs = 3_600_000;
const startAt = Date.UTC(2024, 5, 3);

/** An agent on a folder with 100 hours of a pair, of which `missing` every third are not there. */
async function onFolder(missing = 0) {
  const csvFolder = temporaryFolder();
  const hours = Array.from({ length: 100 }, (_, i) => ({
    openAt: startAt + i * hourMs,
    open: 100,
    high: 101,
    low: 99,
    close: 100 + (i % 2) / 2,
    volume: 1,
  })).filter((_, i) => i % 3 !== 1 || i > 3 * missing);
  writeFileSync(join(csvFolder, 'BTC-USDT-1h.csv'), formatCandles(hours));
  const market = { provider: 'csv', csvFolder, defaultSymbol: 'BTC/USDT' };
  return (await testAgent({ settings: testSettings({ market }) })).agent;
}

describe('check_data', () => {
  it('looks at the most detailed candles of a folder of files', async () => {
    const result = await called(checkData, { symbol: 'BTC/USDT' }, 'en', await onFolder());
    expect(result).toMatchObject({ ok: true, output: { timeframe: '1h', rows: 100, provider: 'csv' } });
  });

  it.each([
    [13, '1 more is not shown here.', "1 autre n'est pas affiché ici."],
    [14, '2 more are not shown here.', '2 autres ne sont pas affichés ici.'],
  ])('says how many of %i gaps are not in its table', async (gaps, en, fr) => {
    const agent = await onFolder(gaps);
    expect((await called(checkData, { symbol: 'BTC/USDT' }, 'en', agent)).card.lines).toEqual([en]);
    const french = (await called(checkData, { symbol: 'BTC/USDT' }, 'fr', agent)).card;
    expect(french.lines).toEqual([fr]);
    expect(french.table?.rows[0]).toContain('bougies manquantes');
    expect(french.table?.columns.at(-1)).toBe('Détail (en anglais)');
  });
});

describe('a timeframe shorter than what is stored', () => {
  it('is refused with the shortest that there is', async () => {
    const asked = { symbol: 'BTC/USDT', timeframe: '30m' };
    const agent = await onFolder();
    const { lead } = (await called(showIndicators, asked, 'en', agent)).card;
    expect(lead).toContain('no 30-minute candles of "BTC/USDT" here: the shortest that are stored are hourly candles.');
    expect(lead).not.toContain('Did you mean');
    expect((await called(showIndicators, asked, 'fr', agent)).card.lead).toContain("sont des bougies d'une heure.");
  });
});
