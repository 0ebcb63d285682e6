import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../config/english.ts';
import { translateTo } from '../../config/text.ts';
import { shippedInstruments } from '../../data/shipped-instruments.ts';

describe('names of instruments in an English sentence', () => {
  it.each([
    ['Volatility of S&P 500, the next trading day', 'Volatility of the S&P 500, the next trading day'],
    ['I expect S&P 500 to have', 'I expect the S&P 500 to have'],
    ['S&P 500 closed at 2,874.56. S&P 500 is calm.', 'The S&P 500 closed at 2,874.56. The S&P 500 is calm.'],
    ['On 2008-10-10, S&P 500 looked so.', 'On 2008-10-10, the S&P 500 looked so.'],
    ['Now: S&P 500 is in a bear market', 'Now: The S&P 500 is in a bear market'],
    ['Options on SPDR S&P 500 ETF', 'Options on the SPDR S&P 500 ETF'],
    ['Volatility of Bitcoin, more than of Apple', 'Volatility of Bitcoin, more than of Apple'],
    ['correlation of S&P 500 with VIX volatility index', 'correlation of the S&P 500 with the VIX volatility index'],
  ])('"%s" is printed "%s"', (written, printed) => {
    expect(inEnglish(written)).toBe(printed);
    expect(inEnglish(inEnglish(written)), 'once is enough').toBe(printed);
    expect(translateTo('en')({ en: written, fr: '' })).toBe(printed);
  });

  it.each(['S&P 500 (SPX)', 'S&P 500', 'The price of the S&P 500', 'the history of SPX'])(
    '"%s" is a label or has its article already',
    text => {
      expect(inEnglish(text)).toBe(text);
    },
  );

  it('every shipped index, rate and future takes its article', () => {
    const spoken = shippedInstruments.filter(({ name }) => /index|future|yield|ETF|S&P|CAC/.test(name.en));
    expect(spoken.length).toBeGreaterThan(5);
    for (const { name } of spoken) expect(inEnglish(`Volatility of ${name.en}`)).toBe(`Volatility of the ${name.en}`);
  });
});
