import { describe, expect, it } from 'vitest';
import { declineText } from '../../models/planner/decline-text.ts';
import type { PlannedCall } from '../../models/planner/planner-world.ts';
import { understand } from '../../models/planner/understand.ts';
import { tools, worldFor } from './planner-fixture.ts';

const ask = (text: string, last?: PlannedCall) => understand(text, tools, worldFor(text), undefined, last);
const call = (name: string, args: Record<string, unknown>) => ({ kind: 'calls', calls: [{ name, args }] });
const similar = (on: string) => call('find_similar_markets', { symbol: 'SPX', on });

describe('what happened', () => {
  const befores: (PlannedCall | undefined)[] = [
    undefined,
    { name: 'get_price', args: { symbol: 'SPX' } },
    { name: 'run_backtest', args: { strategy: 'sma_cross', symbol: 'SPX' } },
    { name: 'explain_term', args: { term: 'drawdown' } },
  ];

  it.each([
    'what happened after days like 2008-10-10?',
    'What happened after days like October 10, 2008?',
    "que s'est-il passé après des jours comme le 10/10/2008 ?",
  ])('"%s" looks for days that were alike, whatever was asked before', text => {
    for (const last of befores) expect(ask(text, last)).toEqual(similar('2008-10-10'));
  });

  it.each([
    ['what happened in march 2020?', call('show_chart', { symbol: 'SPX', from: '2020-03-01', to: '2020-03-31' })],
    ["que s'est-il passé en mars 2020 ?", call('show_chart', { symbol: 'SPX', from: '2020-03-01', to: '2020-03-31' })],
    ['what happened on 2008-10-10?', call('get_price', { symbol: 'SPX', on: '2008-10-10' })],
  ])('"%s"', (text, wanted) => {
    expect(ask(text)).toEqual(wanted);
  });

  it.each(['why did the market fall?', 'pourquoi la bourse a baissé ?', 'why is the S&P 500 falling?'])(
    '"%s" gets no made-up cause',
    text => {
      expect(ask(text)).toMatchObject({ text: expect.stringMatching(/not why|pas pourquoi/) });
    },
  );
});

describe('a bare number', () => {
  it.each([
    ['Monte Carlo of sma cross, 200', 200],
    ['monte carlo du croisement de moyennes sur le S&P 500, 300', 300],
    ['monte carlo of the sma cross with 500', 500],
    ['monte carlo sma cross on the S&P 500 250 times', 250],
  ])('"%s" is the number of runs', (text, runs) => {
    expect(ask(text)).toEqual(call('monte_carlo', { strategy: 'sma_cross', symbol: 'SPX', runs }));
  });

  it('after a Monte Carlo changes the number of its runs', () => {
    const last = { name: 'monte_carlo', args: { strategy: 'sma_cross', symbol: 'SPX', runs: 200 } };
    for (const text of ['and 500?', '500', 'avec 500'])
      expect(ask(text, last), text).toEqual(call('monte_carlo', { ...last.args, runs: 500 }));
  });

  it('a year is none', () => {
    expect(ask('monte carlo sma cross since 2010')).toEqual(
      call('monte_carlo', { strategy: 'sma_cross', symbol: 'SPX', from: '2010-01-01' }),
    );
  });

  it('of days ahead reaches a French forecast', () => {
    expect(ask('volatilité du SPX à 2 jours')).toEqual(call('predict_volatility', { symbol: 'SPX', days: 2 }));
  });
});

describe('going on', () => {
  const price = { name: 'get_price', args: { symbol: 'SPX', on: '2020-04-16' } };

  it.each([
    ['and the week before?', '2020-04-09'],
    ["et la semaine d'avant ?", '2020-04-09'],
    ['a month earlier', '2020-03-16'],
    ["et l'année suivante ?", '2021-04-16'],
    ['and the day after?', '2020-04-17'],
    ['et la veille ?', '2020-04-15'],
  ])('"%s" moves the day of the last answer', (text, on) => {
    expect(ask(text, price)).toEqual(call('get_price', { symbol: 'SPX', on }));
  });

  it('a day that was not said is the newest', () => {
    expect(ask('and the week before?', { name: 'get_price', args: { symbol: 'SPX' } })).toEqual(
      call('get_price', { symbol: 'SPX', on: '2020-04-10' }),
    );
  });

  it.each(['with RSI', 'avec le RSI', 'now with RSI'])('"%s" is added to the chart before it', text => {
    const chart = { name: 'show_chart', args: { symbol: 'SPX' } };
    expect(ask(text, chart)).toEqual(call('show_chart', { symbol: 'SPX', indicators: ['rsi'] }));
  });

  it('a preposition is no part of a term', () => {
    expect(ask("et pour l'or ?", { name: 'explain_term', args: { term: 's&p 500' } })).not.toMatchObject({
      calls: [{ args: { term: "pour l'or" } }],
    });
  });
});

describe('comparisons', () => {
  it.each(['compare the S&P 500 and gold', "compare le S&P 500 et l'or"])('"%s" shows both', text => {
    expect(ask(text)).toMatchObject({
      calls: [
        { name: 'show_chart', args: { symbol: 'SPX' } },
        { name: 'show_chart', args: { symbol: 'GLD' } },
      ],
    });
  });

  it('strategies are played one beside the other', () => {
    expect(ask('compare rsi and sma cross')).toMatchObject({
      calls: [
        { name: 'run_backtest', args: { strategy: 'rsi_mean_reversion' } },
        { name: 'run_backtest', args: { strategy: 'sma_cross' } },
      ],
    });
  });

  it('another wish after them stays one', () => {
    expect(ask('compare SPX and SPY and show my portfolio')).toMatchObject({ calls: [{}, { name: 'get_portfolio' }] });
  });
});

describe('what no tool computes', () => {
  it.each([
    'biggest drop ever',
    'best day ever',
    'average return',
    'highest price of 2019',
    'how many days was it down in 2008',
    'correlation of SPX and gold',
    'la plus forte baisse de l’histoire',
    'rendement moyen',
    'combien de jours de baisse en 2008',
  ])('"%s" is said to be beyond it, with what can be had', text => {
    expect(ask(text)).toMatchObject({ kind: 'declines', text: expect.stringMatching(/2008-10-10/) });
  });

  it.each(['what is 2+2', 'combien font 2+2', 'tu es sûr ?', "t'es nul", 'asdfgh', 'average', '?'])(
    '"%s" calls nothing',
    text => {
      expect(ask(text).kind).toBe('declines');
    },
  );

  it.each([
    ["I'm new here, where do I start?", /first questions/],
    ['what can you do?', /first questions/],
    ['je débute, par où commencer ?', /premières questions/],
    ['where does your data come from?', /last line of every card/],
    ["d'où viennent tes données ?", /dernière ligne de chaque carte/],
    ['quel modèle utilises-tu ?', /comparaisons passées/],
    ['is this real money?', /simulated/],
  ])('"%s" is answered in words', (text, answer) => {
    expect(ask(text)).toMatchObject({ kind: 'declines', text: expect.stringMatching(answer) });
  });

  it('a word of both languages is answered in that of the person', () => {
    for (const language of ['en', 'fr'] as const)
      expect(understand('ok', tools, { ...worldFor(''), language })).toMatchObject({
        text: expect.stringMatching(language === 'fr' ? /^Bien\./ : /^Good\./),
      });
  });

  it('an insult is met politely, a plain no with peace', () => {
    expect(ask("you're an idiot")).toMatchObject({ text: expect.stringMatching(/^I am sorry/) });
    expect(ask('non')).toMatchObject({ text: expect.stringMatching(/rien n'a été fait/) });
  });

  it('what was likely meant is suggested first', () => {
    const text = declineText(
      tools,
      worldFor(''),
      tools.filter(({ name }) => name === 'stress_test'),
    );
    const example = tools.find(({ name }) => name === 'stress_test')?.examples ?? [];
    const first = /Try for example: "([^"]+)"/.exec(text)?.[1] ?? '';
    expect(example).toContain(first);
    expect(text).toContain('What is the price of the S&P 500?');
    const admin = tools.filter(({ effect }) => effect === 'admin');
    expect(declineText(tools, worldFor(''), admin), 'nothing that changes the product').toBe(
      declineText(tools, worldFor('')),
    );
  });
});

describe('everyday words', () => {
  it('two letters are a future in capitals alone', () => {
    expect(ask('quelle es la volatilté du spx demin')).toEqual(call('predict_volatility', { symbol: 'SPX' }));
    expect(ask('price of ES')).toEqual(call('get_price', { symbol: 'ES' }));
  });

  it('what a person owns is no term', () => {
    expect(ask("qu'est-ce que je possède ?")).toEqual(call('get_portfolio', {}));
  });

  it('the regime is asked for, a regime explained', () => {
    expect(ask('what is the regime?')).toEqual(call('read_regime', { symbol: 'SPX' }));
    expect(ask('what is a regime?')).toMatchObject({ calls: [{ name: 'explain_term' }] });
  });
});
