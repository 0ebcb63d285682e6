import { describe, expect, it } from 'vitest';
import { showIndicators } from '../../tools/show-indicators.ts';
import { called } from '../kit/tool-call.ts';

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
});
