import { describe, expect, it } from 'vitest';
import { commandOf } from '../../agent/bare-word.ts';
import type { PlannedCall, Turn } from '../../models/planner/planner-world.ts';
import { understand } from '../../models/planner/understand.ts';
import { tools, worldFor } from './planner-fixture.ts';

const turnOf = (call: PlannedCall): Turn => ({
  calls: [call],
  said: '',
  again: () => ({ kind: 'declines', text: '' }),
});
const ask = (text: string, last?: PlannedCall) =>
  understand(text, tools, worldFor(text), undefined, last, last && turnOf(last));
const call = (name: string, args: Record<string, unknown>) => ({ kind: 'calls', calls: [{ name, args }] });

describe('a supposition', () => {
  it.each([
    ['If the market crashes 35%, what happens to my $12,000?', { example: 'fall', amountUsd: 12000, percent: 35 }],
    ['Si je perds 30 % de mon argent, que me reste-t-il ?', { example: 'fall', percent: 30 }],
    ['say i lose half, how much do i need to gain to get it back', { example: 'recovery', percent: 50 }],
    ['imagine que je perde un quart de 800 dollars', { example: 'fall', amountUsd: 800, percent: 25 }],
    ['100 dollars at 5% for 10 years', { example: 'growth', amountUsd: 100, percent: 5, years: 10 }],
    ['100 euros a 5% pendant 10 ans ca fait combien', { example: 'growth', amountUsd: 100, percent: 5, years: 10 }],
  ])('"%s" is one sum', (text, args) => {
    expect(ask(text)).toEqual(call('what_if', args));
  });

  it.each(['if it falls 10% buy 5 SPX', 'si ça baisse de 10 % achète 5 SPX'])(
    '"%s" is an order on a condition',
    text => {
      expect(ask(text)).toMatchObject({
        kind: 'declines',
        text: expect.stringMatching(/market orders|ordres au marché/),
      });
    },
  );
});

describe('one trade of several', () => {
  const last = { name: 'review_trade', args: { number: 3 } };

  it.each([
    ['review trade 3', { number: 3 }],
    ['Review the first trade', { number: 1 }],
    ['how did my second trade go', { number: 2 }],
    ['look back on the trade before last', { back: 2 }],
    ['Review my last trade', {}],
    ['review trade number 12', { number: 12 }],
    ['reviens sur le trade 2', { number: 2 }],
    ['fais le bilan de mon avant-dernier trade', { back: 2 }],
  ])('"%s"', (text, args) => {
    expect(ask(text)).toEqual(call('review_trade', args));
  });

  it.each([
    ['and the first one?', { number: 1 }],
    ['et le deuxième ?', { number: 2 }],
    ["et l'avant-dernier ?", { back: 2 }],
  ])('"%s" after a review is another one', (text, args) => {
    expect(ask(text, last)).toEqual(call('review_trade', args));
  });
});

describe('going on with an answer', () => {
  const regime = { name: 'read_regime', args: { symbol: 'SPX' } };
  const price = { name: 'get_price', args: { symbol: 'SPX' } };
  const chart = { name: 'show_chart', args: { symbol: 'SPX', indicators: ['sma'] } };

  it.each([
    'how long has it lasted?',
    'since when?',
    'how long?',
    'ça dure depuis quand ?',
    'depuis combien de temps ?',
  ])('"%s" after a regime tells since when', text => {
    expect(ask(text, regime)).toEqual(call('read_regime', { symbol: 'SPX' }));
    expect(ask(text, price), 'a price has no beginning').toMatchObject({
      ...call('read_regime', { symbol: 'SPX' }),
      quiet: true,
    });
  });

  it.each(['put the rsi on it', 'add the RSI', 'rajoute le rsi', 'mets le RSI dessus'])(
    '"%s" adds to a chart',
    text => {
      expect(ask(text, chart)).toEqual(call('show_chart', { symbol: 'SPX', indicators: ['sma', 'rsi'] }));
    },
  );

  it('an order after a chart adds nothing to it', () => {
    expect(ask('add 5 SPX', chart)).toMatchObject({ calls: [{ name: 'propose_trade' }] });
  });
});

describe('a word', () => {
  it.each(['risk?', 'risque ?', 'what is risk?', "c'est quoi le risque ?"])(
    '"%s" is told by what measures it',
    text => {
      expect(ask(text)).toMatchObject({
        calls: [
          { name: 'explain_term', args: { term: 'volatility' } },
          { name: 'explain_term', args: { term: 'drawdown' } },
        ],
        before: expect.stringMatching(/how far they fall|la chute/),
      });
    },
  );

  it.each([
    ['lesson about bonds', 'bond'],
    ['a lesson about cats', 'cats'],
    ['un cours sur les obligations', 'obligation'],
    ['une leçon sur les chats', 'chats'],
  ])('"%s" is a lesson about that and about nothing else', (text, term) => {
    expect(ask(text)).toEqual(call('give_lesson', { term }));
  });

  it('in another form than the glossary has it leads to its entry', () => {
    expect(ask('why do people diversify')).toEqual(call('explain_term', { term: 'diversification' }));
  });

  it.each(['Tutorial on stop losses', 'un tuto sur le stop loss'])('"%s" is a lesson and no brake', text => {
    expect(commandOf(text)).toBeUndefined();
    expect(ask(text)).toMatchObject({ calls: [{ name: 'give_lesson' }] });
  });

  it.each([
    ['how do i stop everything', /\/stop/],
    ['how do i turn the bot off', /\/stop/],
    ['comment on arrete tout', /\/stop/],
    ['can i trust you', /source/],
    ["t'es fiable ?", /source/],
  ])('"%s" is a question about the product', (text, answer) => {
    expect(ask(text)).toMatchObject({ kind: 'declines', text: expect.stringMatching(answer) });
  });

  it.each(['why do bonds fall when rates rise', 'pourquoi les obligations baissent quand les taux montent'])(
    '"%s" asks how things hang together, not for the cause of a move',
    text => {
      expect(ask(text)).toMatchObject(call('explain_term', { question: text }));
    },
  );
});

describe('an alert', () => {
  it.each([
    ['alert me if the s&p drops below 2,500', { symbol: 'SPX', side: 'below', level: 2500 }],
    ['Avertis-moi si le RSI du S&P 500 tombe sous 30', { symbol: 'SPX', measure: 'rsi', side: 'below', level: 30 }],
  ])('"%s" watches the last number, which is none of a name', (text, args) => {
    expect(ask(text)).toEqual(call('set_alert', args));
  });

  it('without a level asks for it', () => {
    expect(ask('alert me when the S&P 500 falls below')).toMatchObject({ kind: 'asks', missing: ['level'] });
  });
});
