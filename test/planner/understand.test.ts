import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { PendingCall, PlannedCall, PlannerTool } from '../../models/planner/planner-world.ts';
import { understand } from '../../models/planner/understand.ts';
import { ownSentences } from './own-sentences.ts';
import { tools, worldFor } from './planner-fixture.ts';

const ask = (text: string, pending?: PendingCall, last?: PlannedCall) =>
  understand(text, tools, worldFor(text), pending, last);
const one = (name: string, args: Record<string, unknown>) => ({ kind: 'calls', calls: [{ name, args }] });

describe('a call that waits for its size', () => {
  const pending: PendingCall = { name: 'propose_trade', args: { symbol: 'SPX', side: 'buy' }, missing: ['size'] };

  test.each<[string, Record<string, unknown>]>([
    ['10', { quantity: 10 }],
    ['ten', { quantity: 10 }],
    ['10 units', { quantity: 10 }],
    ['$5,000', { notionalUsd: 5000 }],
    ['for 2000 dollars please', { notionalUsd: 2000 }],
    ['2k', { notionalUsd: 2000 }],
    ['5 %', { equityPercent: 5 }],
    ['5 % du compte', { equityPercent: 5 }],
    ['5 000 $', { notionalUsd: 5000 }],
    ['dix unités', { quantity: 10 }],
    ['risk 1% with a stop at 2600', { riskPercent: 1, stop: 2600 }],
    ['5 actions parce que j’y crois', { quantity: 5, thesis: 'j’y crois' }],
  ])('"%s" completes it', (text, more) => {
    expect(ask(text, pending)).toEqual(one('propose_trade', { symbol: 'SPX', side: 'buy', ...more }));
  });

  test.each([
    ['what is the price of gold?', one('get_price', { symbol: 'GLD' })],
    ['show my portfolio', one('get_portfolio', {})],
    ['buy 3 Tesla', one('propose_trade', { symbol: 'TSLA', side: 'buy', quantity: 3 })],
  ])('"%s" drops it', (text, wanted) => {
    expect(ask(text, pending)).toEqual(wanted);
  });

  test('"never mind" drops it, and nothing is called', () => {
    expect(ask('never mind', pending).kind).toBe('declines');
    expect(ask('laisse tomber', pending).kind).toBe('declines');
  });

  test('"everything" closes a position that is sold and is no size for a purchase', () => {
    const sale = { ...pending, args: { symbol: 'SPX', side: 'sell' } };
    expect(ask('everything', sale)).toEqual(one('propose_trade', { symbol: 'SPX', side: 'sell', closePosition: true }));
    expect(ask('tout', sale)).toEqual(one('propose_trade', { symbol: 'SPX', side: 'sell', closePosition: true }));
    expect(ask('everything', pending)).toMatchObject({ kind: 'asks', missing: ['size'] });
  });
});

describe('other calls that wait', () => {
  test('two missing parts are asked for in one question and may come one by one', () => {
    const first = ask('buy something');
    expect(first).toMatchObject({ kind: 'asks', missing: ['symbol', 'size'] });
    const second = ask('the S&P', { name: 'propose_trade', args: { side: 'buy' }, missing: ['symbol', 'size'] });
    expect(second).toMatchObject({ kind: 'asks', call: { args: { side: 'buy', symbol: 'SPX' } }, missing: ['size'] });
  });

  test('an instrument that nobody knows is passed on as it was written', () => {
    const pending: PendingCall = { name: 'propose_trade', args: { side: 'buy', quantity: 3 }, missing: ['symbol'] };
    expect(ask('XYZQ', pending)).toEqual(one('propose_trade', { side: 'buy', quantity: 3, symbol: 'XYZQ' }));
  });

  test.each([
    ['sma cross', 'sma_cross'],
    ['the rsi one', 'rsi_mean_reversion'],
    ['buy and hold', 'buy_and_hold'],
    ['retour à la moyenne', 'rsi_mean_reversion'],
  ])('"%s" names the strategy', (text, strategy) => {
    const pending: PendingCall = { name: 'run_backtest', args: { symbol: 'AAPL' }, missing: ['strategy'] };
    expect(ask(text, pending)).toEqual(one('run_backtest', { symbol: 'AAPL', strategy }));
  });

  test('a file and a term complete theirs', () => {
    expect(ask('data/x.csv', { name: 'import_candles', args: { symbol: 'AAPL' }, missing: ['path'] })).toEqual(
      one('import_candles', { symbol: 'AAPL', path: 'data/x.csv' }),
    );
    expect(ask('drawdown', { name: 'explain_term', args: {}, missing: ['term'] })).toEqual(
      one('explain_term', { term: 'drawdown' }),
    );
  });

  test('the question stands in the language of the person and shows a valid answer', () => {
    const english = ask('Buy Apple');
    const french = ask('Achète du Bitcoin');
    expect(english.kind === 'asks' && english.question).toBe(
      'What size? For example "10 units", "$5,000", "5%" of the account.',
    );
    expect(french.kind === 'asks' && french.question).toBe(
      'Quelle taille ? Par exemple « 10 unités », « 5 000 $ », « 5 % » du compte.',
    );
  });
});

describe('what hangs on the turn before', () => {
  const forecast: PlannedCall = { name: 'predict_volatility', args: { symbol: 'SPX' } };
  const chart: PlannedCall = { name: 'show_chart', args: { symbol: 'AAPL', from: '2010-01-01' } };
  const term: PlannedCall = { name: 'explain_term', args: { term: 'drawdown' } };

  test.each<[string, PlannedCall, string, Record<string, unknown>]>([
    ['and for two days?', forecast, 'predict_volatility', { symbol: 'SPX', days: 2 }],
    ['et pour le Bitcoin ?', forecast, 'predict_volatility', { symbol: 'BTC/USD' }],
    ['and gold?', forecast, 'predict_volatility', { symbol: 'GLD' }],
    ['what about Apple?', forecast, 'predict_volatility', { symbol: 'AAPL' }],
    ['et sur deux jours ?', forecast, 'predict_volatility', { symbol: 'SPX', days: 2 }],
    ['and the chart?', { ...forecast, args: { symbol: 'GLD' } }, 'show_chart', { symbol: 'GLD' }],
    [
      'and its RSI?',
      { ...forecast, args: { symbol: 'GLD' } },
      'show_indicators',
      { symbol: 'GLD', indicators: ['rsi'] },
    ],
    [
      'buy 5 of it',
      { ...forecast, args: { symbol: 'GLD' } },
      'propose_trade',
      { symbol: 'GLD', side: 'buy', quantity: 5 },
    ],
    ['now with MACD', chart, 'show_chart', { symbol: 'AAPL', from: '2010-01-01', indicators: ['macd'] }],
    ['and over two years?', chart, 'show_chart', { symbol: 'AAPL', days: 504 }],
    ['et en 2008 ?', chart, 'show_chart', { symbol: 'AAPL', from: '2008-01-01', to: '2008-12-31' }],
    ['same for gold', chart, 'show_chart', { symbol: 'GLD', from: '2010-01-01' }],
    ['and beta?', term, 'explain_term', { term: 'beta' }],
    ['et pour un expert ?', term, 'explain_term', { term: 'drawdown', level: 'expert' }],
  ])('"%s"', (text, last, name, args) => {
    expect(ask(text, undefined, last)).toEqual(one(name, args));
  });

  test('a whole sentence stands by itself', () => {
    expect(ask('price of gold', undefined, chart)).toEqual(one('get_price', { symbol: 'GLD' }));
    expect(ask('show the chart', undefined, chart)).toEqual(one('show_chart', { symbol: 'SPX' }));
  });

  test('thanks are not a follow-up', () => {
    expect(ask('thanks', undefined, chart).kind).toBe('declines');
  });
});

describe('names that nobody knows', () => {
  test.each([
    ['price of NVDAA', 'get_price', { symbol: 'NVDAA' }],
    ['What is the value of the Nikkei?', 'get_price', { symbol: 'Nikkei' }],
    ['price of dogecoin', 'get_price', { symbol: 'dogecoin' }],
    ['chart of Dow Jones', 'show_chart', { symbol: 'Dow Jones' }],
    ['buy 5 XYZQ', 'propose_trade', { symbol: 'XYZQ', side: 'buy', quantity: 5 }],
    ['le cours de ZZZZ', 'get_price', { symbol: 'ZZZZ' }],
  ])('"%s" passes it on, so that the tool can say that it is unknown', (text, name, args) => {
    expect(ask(text)).toEqual(one(name, args));
  });

  test('capitals alone make no instrument', () => {
    expect(ask('SHOW ME THE CHART PLEASE')).toEqual(one('show_chart', { symbol: 'SPX' }));
  });
});

describe('what nobody asked for', () => {
  test.each([
    "don't buy Apple",
    'should I buy Apple?',
    "n'achète pas d'Apple",
    'dois-je vendre mes Apple ?',
    'I bought a car',
  ])('"%s" proposes no trade', text => {
    const given = ask(text);
    expect(
      given.kind === 'declines' ? [] : given.kind === 'asks' ? [given.call.name] : given.calls.map(({ name }) => name),
    ).not.toContain('propose_trade');
  });

  test('what is declined is declined plainly, with what can be asked, in the language of the person', () => {
    const english = ask('tell me a joke');
    const french = ask('raconte-moi une blague');
    expect(english.kind === 'declines' && english.text).toMatch(
      /offline planner, not a language model.*"What is the price of the S&P 500\?"/s,
    );
    expect(french.kind === 'declines' && french.text).toMatch(
      /planificateur hors ligne.*pas un modèle de langage.*« Quel est le prix du S&P 500 \? »/s,
    );
  });
});

describe('a tool from outside', () => {
  const dividends: PlannerTool = {
    name: 'show_dividends',
    examples: [
      'Show the latest dividends of Apple',
      'dividends on Bitcoin',
      'Quels sont les derniers dividendes de Tesla ?',
      'dividends of the week for gold',
    ],
    input: z.toJSONSchema(
      z.object({
        symbol: z.string().meta({ slot: 'symbol' }),
        count: z.int().max(50).default(5).meta({ slot: 'count' }),
        tone: z.enum(['good', 'bad']).optional(),
      }),
      { io: 'input' },
    ),
  };
  const more = [...tools, dividends];

  test.each<[string, Record<string, unknown>]>([
    ['any dividends of Microsoft?', { symbol: 'MSFT' }],
    ['Montre les derniers dividendes du Bitcoin', { symbol: 'BTC/USD' }],
    ['show 10 dividends on gold', { symbol: 'GLD', count: 10 }],
    ['show good dividends', { symbol: 'SPX', tone: 'good' }],
  ])('four examples are enough for "%s"', (text, args) => {
    expect(understand(text, more, worldFor(text))).toEqual(one('show_dividends', args));
  });

  test('the shipped tools keep their sentences', () => {
    expect(understand('price of gold', more, worldFor(''))).toEqual(one('get_price', { symbol: 'GLD' }));
  });
});

describe('the planner', () => {
  test('gives the same answer whenever it is asked, however often it has learned', () => {
    const once = ownSentences.map(([text]) => understand(text, tools, worldFor(text)));
    const again = [...tools];
    expect(ownSentences.map(([text]) => understand(text, again, worldFor(text)))).toEqual(once);
  });

  test('leaves the glossary closed for a sentence that is not about a term', () => {
    const terms = (): readonly string[] => {
      throw new Error('the glossary was opened');
    };
    const text = 'Show me a chart of Bitcoin over the last six months';
    expect(understand(text, tools, { ...worldFor(text), terms })).toMatchObject({ kind: 'calls' });
  });

  test('reads any text without failing', () => {
    for (const text of [
      '',
      ' ',
      '?',
      '\ue000\ue001',
      'a'.repeat(4000),
      '💰💰',
      '$',
      '% % %',
      '((((',
      '1/0',
      'and and and',
      'et puis ?',
      '\n\t',
      'buy '.repeat(300),
    ]) {
      expect(['calls', 'asks', 'declines']).toContain(ask(text).kind);
    }
  });

  test('takes a few milliseconds for a sentence', () => {
    for (const [text] of ownSentences) ask(text);
    const begin = performance.now();
    for (const [text] of ownSentences) ask(text);
    expect(
      (performance.now() - begin) / ownSentences.length,
      'far above the usual time, for slow machines',
    ).toBeLessThan(10);
  });
});
