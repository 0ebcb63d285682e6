import { describe, expect, it } from 'vitest';
import type { PlannedCall } from '../../models/planner/planner-world.ts';
import { understand } from '../../models/planner/understand.ts';
import { tools, worldFor } from './planner-fixture.ts';

const ask = (text: string, last?: PlannedCall) => understand(text, tools, worldFor(text), undefined, last);

describe('the period of an indicator', () => {
  it.each([
    ['what is the 200 day moving average of the S&P', [{ symbol: 'SPX', indicators: ['sma'], period: 200 }]],
    ['RSI 7 of the S&P 500', [{ symbol: 'SPX', indicators: ['rsi'], period: 7 }]],
    ['ADX 20 of the S&P 500', [{ symbol: 'SPX', indicators: ['adx'], period: 20 }]],
    ['Donchian sur 55 jours du S&P 500', [{ symbol: 'SPX', indicators: ['donchian'], period: 55 }]],
    ['graphique du S&P avec moyenne mobile 50', [{ symbol: 'SPX', indicators: ['sma'], period: 50 }]],
    ['chart of the S&P over the last 60 days with RSI', [{ symbol: 'SPX', days: 60, indicators: ['rsi'] }]],
    [
      'SMA 50 and SMA 200 of the S&P',
      [
        { symbol: 'SPX', indicators: ['sma'], period: 50 },
        { symbol: 'SPX', indicators: ['sma'], period: 200 },
      ],
    ],
  ])('"%s" is passed on', (text, args) => {
    expect(ask(text)).toMatchObject({ kind: 'calls', calls: args.map(one => ({ args: one })) });
  });
});

describe('a day that nobody can read', () => {
  it.each(['price of the S&P on 2020-02-31', 'chart of the S&P since 31/02/2019', 'price of the S&P on Easter 2019'])(
    '"%s" is declined with the day',
    text =>
      expect(ask(text)).toMatchObject({ kind: 'declines', text: expect.stringMatching(/2020-02-31|31\/02|Easter/) }),
  );

  it('Christmas is a day', () => {
    expect(ask('price of the S&P on Christmas 2019')).toMatchObject({ calls: [{ args: { on: '2019-12-25' } }] });
  });
});

describe('what moves the last call', () => {
  const price: PlannedCall = { name: 'get_price', args: { symbol: 'SPX', on: '2009-03-09' } };
  const test: PlannedCall = {
    name: 'run_backtest',
    args: { symbol: 'SPX', strategy: 'sma_cross', fast: 20, slow: 100 },
  };
  it.each([
    ['and the day after?', price, { symbol: 'SPX', on: '2009-03-10' }],
    ['et la veille ?', price, { symbol: 'SPX', on: '2009-03-08' }],
    ['now with 10 and 50', test, { symbol: 'SPX', strategy: 'sma_cross', fast: 10, slow: 50 }],
    ['and over two days?', { name: 'predict_volatility', args: { symbol: 'SPX' } }, { symbol: 'SPX', days: 2 }],
  ])('"%s"', (text, last, args) => {
    expect(ask(text, last)).toEqual({ kind: 'calls', calls: [{ name: last.name, args }] });
  });
});
