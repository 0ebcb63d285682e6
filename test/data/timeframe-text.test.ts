import { describe, expect, it } from 'vitest';
import { Timeframe } from '../../data/candle.ts';
import { candlesText } from '../../data/timeframe-text.ts';

describe('candles as people call them', () => {
  it.each([
    ['1d', 'daily candles', 'bougies quotidiennes'],
    ['1w', 'weekly candles', 'bougies hebdomadaires'],
    ['1h', 'hourly candles', "bougies d'une heure"],
    ['15m', '15-minute candles', 'bougies de 15 minutes'],
    ['4h', '4-hour candles', 'bougies de 4 heures'],
  ] as const)('%s', (timeframe, en, fr) => {
    expect(candlesText(timeframe)).toEqual({ en, fr });
  });

  it('no length is written as its code', () => {
    for (const timeframe of Timeframe.options) {
      const { en, fr } = candlesText(timeframe);
      expect([en, fr].join(' ')).not.toMatch(/\d[mhdw](?![a-z])/);
    }
  });
});
