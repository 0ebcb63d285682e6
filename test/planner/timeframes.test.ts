import { describe, expect, it } from 'vitest';
import { Timeframe } from '../../data/candle.ts';
import type { PlannedCall } from '../../models/planner/planner-world.ts';
import { understand } from '../../models/planner/understand.ts';
import { tools, worldFor } from './planner-fixture.ts';

const ask = (text: string, last?: PlannedCall) => understand(text, tools, worldFor(text), undefined, last);
const call = (name: string, args: Record<string, unknown>) => ({ kind: 'calls', calls: [{ name, args }] });
const rsi = (timeframe: Timeframe, symbol = 'BTC/USDT') =>
  call('show_indicators', { symbol, indicators: ['rsi'], timeframe });

describe('a timeframe in a question about an indicator', () => {
  it.each(Timeframe.options)('"%s" is passed on as a code', timeframe => {
    expect(ask(`RSI of BTC/USDT on the ${timeframe} candles`)).toEqual(rsi(timeframe));
    expect(ask(`RSI of BTC/USDT ${timeframe}`)).toEqual(rsi(timeframe));
  });

  it.each([
    ['4h RSI of BTC/USDT', '4h'],
    ['4-hour RSI of BTC/USDT', '4h'],
    ['four hour RSI of BTC/USDT', '4h'],
    ['RSI of BTC/USDT on the four-hour chart', '4h'],
    ['RSI of BTC/USDT, H4', '4h'],
    ['RSI du BTC/USDT en 4h', '4h'],
    ['RSI du BTC/USDT sur 4 heures', '4h'],
    ['RSI du BTC/USDT en quatre heures', '4h'],
    ['hourly RSI of BTC/USDT', '1h'],
    ['RSI of BTC/USDT on the one hour chart', '1h'],
    ['60 minute RSI of BTC/USDT', '1h'],
    ['RSI du BTC/USDT en horaire', '1h'],
    ['Quel est le RSI du BTC/USDT en heures ?', '1h'],
    ['RSI du BTC/USDT sur une heure', '1h'],
    ['15 minute RSI of BTC/USDT', '15m'],
    ['fifteen minutes RSI of BTC/USDT', '15m'],
    ['RSI du BTC/USDT en 15 min', '15m'],
    ['RSI du BTC/USDT en quinze minutes', '15m'],
    ['half-hour RSI of BTC/USDT', '30m'],
    ['RSI of BTC/USDT, M5', '5m'],
    ['one minute RSI of BTC/USDT', '1m'],
    ['weekly RSI of BTC/USDT', '1w'],
    ['RSI hebdomadaire du BTC/USDT', '1w'],
    ['daily RSI of BTC/USDT', '1d'],
    ['RSI journalier du BTC/USDT', '1d'],
  ] as const)('"%s"', (text, timeframe) => {
    expect(ask(text)).toEqual(rsi(timeframe));
  });

  it('stands beside a period without taking its number', () => {
    expect(ask('RSI 7 of BTC/USDT on 4h')).toEqual(
      call('show_indicators', { symbol: 'BTC/USDT', indicators: ['rsi'], period: 7, timeframe: '4h' }),
    );
  });

  it('may be named again for the same question', () => {
    const last: PlannedCall = { name: 'show_indicators', args: { symbol: 'SPX', indicators: ['rsi'] } };
    expect(ask('and on 4h?', last)).toEqual(rsi('4h', 'SPX'));
  });
});

describe('a timeframe of a nickname, a chart, candles or a check', () => {
  it.each([
    ['What is the 4 hour RSI of bitcoin', rsi('4h', 'BTC/USD')],
    ['Show a chart of BTC/USDT 1h', call('show_chart', { symbol: 'BTC/USDT', timeframe: '1h' })],
    ['15-minute chart of BTC/USDT', call('show_chart', { symbol: 'BTC/USDT', timeframe: '15m' })],
    ['Graphique hebdomadaire du S&P 500', call('show_chart', { symbol: 'SPX', timeframe: '1w' })],
    [
      'Give me the raw candles of BTC/USDT 4h, the last 5',
      call('get_candles', { symbol: 'BTC/USDT', timeframe: '4h', count: 5 }),
    ],
    [
      'list the last 5 hourly candles of BTC/USDT',
      call('get_candles', { symbol: 'BTC/USDT', timeframe: '1h', count: 5 }),
    ],
    [
      'liste les 5 dernières bougies 4h de BTC/USDT',
      call('get_candles', { symbol: 'BTC/USDT', timeframe: '4h', count: 5 }),
    ],
    ['list the last 5 candles of SPY', call('get_candles', { symbol: 'SPY', count: 5 })],
    ['data quality report for BTC/USDT 1h', call('check_data', { symbol: 'BTC/USDT', timeframe: '1h' })],
    [
      'Importe le fichier ./eth.csv pour ETH/USDT en 1h',
      call('import_candles', { symbol: 'ETH/USDT', path: './eth.csv', timeframe: '1h' }),
    ],
  ])('"%s"', (text, wanted) => {
    expect(ask(text)).toEqual(wanted);
  });
});

describe('a length of time that is no timeframe', () => {
  it.each([
    ['chart of SPX over the last 3 months', call('show_chart', { symbol: 'SPX', days: 63 })],
    ['chart SPX 3m', call('show_chart', { symbol: 'SPX', days: 63 })],
    ['chart of SPX over one week', call('show_chart', { symbol: 'SPX', days: 5 })],
    ['chart of the last 60 days of SPX', call('show_chart', { symbol: 'SPX', days: 60 })],
    ['how volatile will SPX be in 48 hours', call('predict_volatility', { symbol: 'SPX', days: 2 })],
    ['SPX volatility forecast over 24 hours', call('predict_volatility', { symbol: 'SPX' })],
  ])('"%s"', (text, wanted) => {
    expect(ask(text)).toEqual(wanted);
  });

  it.each([
    ['37 minute RSI of BTC/USDT', '37 minute'],
    ['RSI 7 of BTC/USDT on the 37 minute chart', '37 minute'],
    ['Show a chart of BTC/USDT in 5-hour candles', '5-hour'],
    ['RSI of BTC/USDT on 3-day candles', '3-day'],
    ['RSI mensuel du BTC/USDT', 'mensuel'],
  ])('"%s" is declined with those that exist', (text, found) => {
    const given = ask(text);
    expect(given).toMatchObject({ kind: 'declines', text: expect.stringContaining(found) });
    expect(given).toMatchObject({ text: expect.stringContaining(Timeframe.options.join(', ')) });
  });
});

describe('a period that no indicator has', () => {
  it.each([
    ['RSI 100000 of the S&P 500', '100000'],
    ['RSI -5 of the S&P 500', '-5'],
    ['RSI 0 of the S&P 500', '0'],
    ['RSI 14.5 of the S&P 500', '14.5'],
    ['chart of SPX with a 1000 day moving average', '1000'],
    ['RSI 5000 du S&P 500', '5000'],
  ])('"%s" is declined with the valid ones', (text, period) => {
    expect(ask(text)).toMatchObject({
      kind: 'declines',
      text: expect.stringMatching(new RegExp(`${period} .*2 (?:to|à) 400`)),
    });
  });

  it('the width of Bollinger bands is none', () => {
    expect(ask('Bollinger 20,2 of SPX')).toEqual(
      call('show_indicators', { symbol: 'SPX', indicators: ['bollinger'], period: 20 }),
    );
  });
});
