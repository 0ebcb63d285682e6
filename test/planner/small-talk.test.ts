import { describe, expect, it } from 'vitest';
import { understand } from '../../models/planner/understand.ts';
import { tools, worldFor } from './planner-fixture.ts';

const ask = (text: string) => understand(text, tools, worldFor(text));

describe('a question which way a market will go', () => {
  it.each([
    'Will the S&P go up next week?',
    'Le marché va-t-il monter demain ?',
    'is the market going to crash',
    'Est-ce que le bitcoin va baisser ?',
  ])('"%s" gets no guess', text => {
    expect(ask(text)).toMatchObject({ kind: 'declines', text: expect.stringMatching(/which way|dans quel sens/) });
  });
});

describe('small talk', () => {
  it.each(['hello', 'thanks!', 'who are you?', 'merci', 'Bonjour !'])('"%s" gets a short answer', text => {
    const given = ask(text);
    expect(given).toMatchObject({ kind: 'declines', text: expect.stringMatching(/"\/help"|«\s\/aide\s»/) });
    expect(given.kind === 'declines' && given.text.length).toBeLessThan(140);
  });

  it('a decline suggests only what works at once', () => {
    const given = ask('tell me a joke');
    expect(given.kind === 'declines' && given.text).not.toMatch(/bitcoin|btc|csv|apple|tesla/i);
  });
});

describe('the end of a span', () => {
  it('stands even after the day of today', () => {
    expect(ask('chart of Bitcoin from 2021-01-01 to 2022-06-30')).toMatchObject({
      calls: [{ args: { from: '2021-01-01', to: '2022-06-30' } }],
    });
  });
});
