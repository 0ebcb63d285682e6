import { describe, expect, it } from 'vitest';
import { understand } from '../../models/planner/understand.ts';
import { tools, worldFor } from './planner-fixture.ts';

const ask = (text: string) => understand(text, tools, worldFor(text));

describe('a question about what one should do', () => {
  it.each([
    'Should I buy the S&P now?',
    'is it a good time to sell',
    'Dois-je investir mes économies ?',
    'Faut-il vendre le bitcoin ?',
    "Est-ce le bon moment d'acheter ?",
  ])('"%s" gets no advice, no trade and no invented term', text => {
    const understood = ask(text);
    expect(understood).toMatchObject({
      kind: 'declines',
      text: expect.stringMatching(/no personal advice|pas de conseil personnel/),
    });
  });

  it.each(['Should I expect big moves tomorrow?', 'What does a stop loss do?'])('"%s" is answered', text => {
    expect(ask(text).kind).toBe('calls');
  });
});

describe('a call that waits for its instrument', () => {
  const pending = { name: 'propose_trade', args: { side: 'sell', closePosition: true }, missing: ['symbol'] };

  it('is not completed by another question that names one', () => {
    const text = 'price of NVDAA';
    expect(understand(text, tools, worldFor(text), pending)).toEqual({
      kind: 'calls',
      calls: [{ name: 'get_price', args: { symbol: 'NVDAA' } }],
    });
  });

  it('is completed by the instrument alone', () => {
    expect(understand('the S&P', tools, worldFor('the S&P'), pending)).toMatchObject({
      calls: [{ name: 'propose_trade', args: { symbol: 'SPX' } }],
    });
  });
});
