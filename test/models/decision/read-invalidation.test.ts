import { describe, expect, it } from 'vitest';
import { invalidationText } from '../../../models/decision/invalidation-text.ts';
import { readInvalidation } from '../../../models/decision/read-invalidation.ts';

const read = (words: string): string => {
  const answer = readInvalidation(words);
  return answer.kind === 'read' ? invalidationText(answer.invalidation) : answer.why;
};

describe("a person's own words", () => {
  it.each([
    ['a daily close below 2,750', 'close@1d < 2750'],
    ['closes below the 20-EMA on the 4h', 'close@4h < ema_20@4h'],
    ['RSI on the daily above 80 for 3 candles', 'rsi_14@1d > 80 for 3'],
    ['MACD histogram turns negative on the 4h', 'macd_histogram@4h < 0'],
    ['daily close under the 50-day average for 2 days', 'close@1d < sma_50@1d for 2'],
    ['weekly close reclaims $3,000', 'close@1w > 3000'],
    ['price drops below 2700 on the daily and rsi below 30', 'close@1d < 2700 and rsi_14@1d < 30'],
    ['a daily low under 2600 or after 30 days', 'low@1d < 2600 or candles_held@1d >= 30'],
    ['if it loses 2700 on the 4h for 2 consecutive candles', 'close@4h < 2700 for 2'],
    ['clôture quotidienne sous 2 750 pendant 2 jours', 'close@1d < 2750 for 2'],
    ['clôture journalière sous 6 400,5', 'close@1d < 6400.5'],
    ['casse la MM 200 jours', 'close@1d < sma_200@1d'],
    ['la clôture passe sous la moyenne mobile 50 jours', 'close@1d < sma_50@1d'],
    ['RSI(14) quotidien au-dessus de 70', 'rsi_14@1d > 70'],
    ['ferme sous 2600 en hebdo', 'close@1w < 2600'],
    ['le MACD passe négatif sur le 4h', 'macd@4h < 0'],
    ['repasse au-dessus de 3 000 pendant 3 clôtures quotidiennes', 'close@1d > 3000 for 3'],
    ['close@1d < 2750 for 2 or candles_held@1d >= 30', 'close@1d < 2750 for 2 or candles_held@1d >= 30'],
  ])('%s', (words, text) => {
    expect(read(words)).toBe(text);
  });

  it.each([
    ['a close below 2750', 'timeframe-missing'],
    ['closes below the 20 EMA', 'timeframe-missing'],
    ['sous la moyenne', 'not-in-grammar'],
    ['volatility explodes', 'not-in-grammar'],
    ['the daily close does not hold above 2700', 'not-in-grammar'],
    ['ne tient pas au-dessus de 2 700 en journalier', 'not-in-grammar'],
    ['', 'not-in-grammar'],
    ['VWAP lost on the 1h', 'series-not-supplied'],
    ['casse la bande de Bollinger en 4h', 'series-not-supplied'],
  ])('%s: %s', (words, why) => {
    expect(read(words)).toBe(why);
  });

  it('a refusal says what is possible, in both languages', () => {
    const answer = readInvalidation('a close below 2750');
    expect(answer).toMatchObject({
      kind: 'refused',
      text: { en: expect.stringContaining('daily close'), fr: expect.stringContaining('clôture quotidienne') },
    });
  });
});
