import { describe, expect, it } from 'vitest';
import { askedLanguage } from '../../models/planner/asked-language.ts';
import { type AskedBack, asksBack } from '../../models/planner/asks-back.ts';
import type { PendingCall, PlannedCall, Turn, Understanding } from '../../models/planner/planner-world.ts';
import { understand } from '../../models/planner/understand.ts';
import { tools, worldFor } from './planner-fixture.ts';

const turnOf = (said: string, ...calls: PlannedCall[]): Turn => ({
  calls,
  said,
  again: world => ({ kind: 'declines', text: world.language === 'fr' ? 'redit' : 'said again' }),
});
const replyTo = (text: string, turn: Turn, pending?: PendingCall): Understanding =>
  understand(text, tools, worldFor(text), pending, turn.calls.at(-1), turn);

const price: PlannedCall = { name: 'get_price', args: { symbol: 'SPX', on: '2020-04-16' } };
const forecast: PlannedCall = { name: 'predict_volatility', args: { symbol: 'GLD' } };
const backtest: PlannedCall = {
  name: 'run_backtest',
  args: { strategy: 'sma_cross', symbol: 'SPX', from: '2010-01-01', fast: 20, slow: 50 },
};
const term = (level?: string): PlannedCall => ({
  name: 'explain_term',
  args: { term: 'drawdown', ...(level ? { level } : {}) },
});
const order: PlannedCall = { name: 'propose_trade', args: { symbol: 'SPX', side: 'buy', quantity: 1 } };

describe('a question about the answer before', () => {
  it.each<[AskedBack, readonly string[]]>([
    [
      'why',
      [
        'why?',
        'Why is that?',
        'but why',
        'pourquoi ?',
        'Et pourquoi ça ?',
        'are you sure?',
        'tu es sûr ?',
        'explain',
        'how do you know?',
        'comment le sais-tu ?',
        'sur quoi te bases-tu ?',
      ],
    ],
    [
      'meaning',
      [
        'what does that mean?',
        "I don't understand",
        'huh?',
        "qu'est-ce que ça veut dire ?",
        'je ne comprends pas',
        'hein ?',
      ],
    ],
    ['simpler', ['simpler please', 'in simple words', 'plus simple', 'explique ça plus simplement', 'too complicated']],
    ['more', ['more detail', 'tell me more', 'plus de détails', "dis-m'en plus"]],
    ['example', ['give me an example', 'an example?', 'donne-moi un exemple', 'par exemple ?']],
    [
      'verdict',
      ['was that good?', 'is it better than doing nothing?', "c'est bien ou pas ?", 'est-ce mieux que ne rien faire ?'],
    ],
  ])('is heard as %s', (kind, sentences) => {
    for (const sentence of sentences) expect(asksBack(sentence), sentence).toBe(kind);
  });

  it.each([
    'why is the volatility forecast of Bitcoin so high?',
    'explain drawdown',
    'what does VaR mean?',
    'show me a chart',
    'what is a good Sharpe ratio?',
    'pourquoi le modèle prévoit-il cela pour le SPX ?',
  ])('"%s" stands by itself', sentence => {
    expect(asksBack(sentence)).toBeUndefined();
  });
});

describe('"why?"', () => {
  it('after a forecast shows its drivers, for the same instrument', () => {
    expect(replyTo('why?', turnOf('', forecast))).toEqual({
      kind: 'calls',
      calls: [{ name: 'explain_prediction', args: { symbol: 'GLD' } }],
    });
  });

  it('after a forecast for two days says that the drivers are those of one', () => {
    const two = { ...forecast, args: { symbol: 'SPX', days: 2 } };
    expect(replyTo('why?', turnOf('', two))).toMatchObject({ before: expect.stringContaining('one day') });
  });

  it('after a price shows the same price again and claims no cause', () => {
    expect(replyTo('pourquoi ?', turnOf('', price))).toMatchObject({
      calls: [price],
      quiet: true,
      before: expect.stringContaining('pas pourquoi'),
    });
  });

  it('after any other reading shows what the answer rests on', () => {
    const regime = { name: 'read_regime', args: { symbol: 'SPX' } };
    expect(replyTo('why?', turnOf('', regime))).toMatchObject({ calls: [regime], quiet: true });
    expect(replyTo('why?', turnOf('', regime, price))).toMatchObject({ calls: [regime, price] });
  });

  it('after the drivers says that there is no more', () => {
    const drivers = { name: 'explain_prediction', args: { symbol: 'SPX' } };
    expect(replyTo('why?', turnOf('', drivers))).toMatchObject({ kind: 'declines' });
  });

  it('after mere words says that nothing was computed', () => {
    expect(replyTo('why?', turnOf('Hello!'))).toMatchObject({ text: expect.stringContaining('Nothing was computed') });
  });

  it.each(['why?', 'in French?', 'more', 'was that good?'])('"%s" never repeats an order', text => {
    expect(replyTo(text, turnOf('I propose to buy.', order))).toMatchObject({ kind: 'declines' });
    expect(replyTo(text, turnOf('', price, order))).toMatchObject({ kind: 'declines' });
    const promoted = { name: 'promote_model', args: { symbol: 'SPX', version: 1 } };
    expect(replyTo(text, turnOf('', promoted))).toMatchObject({ kind: 'declines' });
  });

  it('to a question of the planner repeats the question', () => {
    const pending = { name: 'propose_trade', args: { symbol: 'SPX', side: 'buy' }, missing: ['size'] };
    expect(replyTo('why?', turnOf('What size?'), pending)).toMatchObject({ kind: 'asks', missing: ['size'] });
    expect(replyTo('en français ?', turnOf('What size?'), pending)).toMatchObject({
      question: expect.stringContaining('Quelle taille'),
    });
  });
});

describe('the words of an answer', () => {
  it('are explained by the terms that it used, names of instruments apart', () => {
    const said = 'For the next trading day I expect S&P 500 to have a daily volatility of 2.04%.';
    expect(replyTo('what does that mean?', turnOf(said, forecast))).toEqual({
      kind: 'calls',
      calls: [{ name: 'explain_term', args: { term: 'volatility' } }],
    });
  });

  it('a term goes one level down or up, and says where there is no further one', () => {
    expect(replyTo('simpler', turnOf('', term('expert')))).toMatchObject({ calls: [term('intermediate')] });
    expect(replyTo('more detail', turnOf('', term()))).toMatchObject({ calls: [term('intermediate')] });
    expect(replyTo('plus simple', turnOf('', term()))).toMatchObject({
      calls: [term()],
      before: expect.stringMatching(/simplest|la plus simple/),
    });
    expect(replyTo('more detail', turnOf('', term('expert')))).toMatchObject({
      before: expect.stringContaining('most detailed'),
    });
  });

  it('a strategy that was tried is judged with the same settings', () => {
    expect(replyTo('was that good?', turnOf('', backtest))).toMatchObject({
      calls: [{ name: 'judge_strategy', args: { strategy: 'sma_cross', symbol: 'SPX', from: '2010-01-01' } }],
    });
  });

  it('an example after a reading is a sentence that its tool understands', () => {
    const given = replyTo('donne-moi un exemple', turnOf('', price));
    expect(given).toMatchObject({ kind: 'declines', text: expect.stringContaining('Quel est le prix du S&P 500') });
  });
});

describe('another language', () => {
  it.each([
    ['in French?', 'en', 'fr'],
    ['en français ?', 'en', 'fr'],
    ['and in english please', 'fr', 'en'],
    ['say that in French', 'en', 'fr'],
    ['redis-le en anglais', 'fr', 'en'],
    ['traduis', 'fr', 'en'],
    ['translate it', 'en', 'fr'],
    ['same in French', 'en', 'fr'],
    ['auf Deutsch?', 'en', undefined],
    ['in German', 'en', 'other'],
    ['en espagnol ?', 'fr', 'other'],
    ['What is the French market?', 'en', undefined],
    ['translate hello into french', 'en', undefined],
  ] as const)('"%s" to somebody who speaks %s asks for %s', (text, now, wanted) => {
    expect(askedLanguage(text, now)).toBe(wanted);
  });

  it('repeats the calls of the answer and says how to keep the language', () => {
    expect(replyTo('in French?', turnOf('', price, forecast))).toEqual({
      kind: 'calls',
      calls: [price, forecast],
      after: expect.stringContaining('/langue fr'),
    });
  });

  it('says mere words again', () => {
    expect(replyTo('en français ?', turnOf('Hello!'))).toMatchObject({
      text: expect.stringMatching(/^redit .*\/langue fr/),
    });
  });

  it('is English or French', () => {
    expect(replyTo('in German?', turnOf('', price))).toMatchObject({
      text: expect.stringContaining('English and French only'),
    });
  });
});
