import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readHorizon } from '../../models/planner/read-horizon.ts';
import { readSentence } from '../../models/planner/read-sentence.ts';
import { spanOf } from '../../models/planner/read-span-of.ts';
import { type MentionKind, Sentence } from '../../models/planner/sentence.ts';
import { worldFor } from './planner-fixture.ts';

const read = (text: string) => readSentence(text, worldFor(text));
const values = (text: string, kind: MentionKind) => Sentence.all(read(text).sentence, kind).map(({ value }) => value);
const time = (text: string, most = 2600) => spanOf(read(text).sentence, '2020-04-17', most);

describe('days', () => {
  test.each([
    ['price on 2008-10-10', '2008-10-10'],
    ['price on October 10, 2008', '2008-10-10'],
    ['price on the 10th of October 2008', '2008-10-10'],
    ['price on 10 Oct 2008', '2008-10-10'],
    ['le cours du 10 octobre 2008', '2008-10-10'],
    ['le cours du 1er mars 2009', '2009-03-01'],
    ['le cours du 10/03/2009', '2009-03-10'],
    ['the price on 10/03/2009', '2009-10-03'],
    ['the price on 25/03/2009', '2009-03-25'],
    ['le prix du 15 sept 2008', '2008-09-15'],
    ['what was the price yesterday', '2020-04-16'],
    ['le prix avant-hier', '2020-04-15'],
    ['the price a week ago', '2020-04-10'],
    ['the price three months ago', '2020-01-17'],
    ['le prix il y a un an', '2019-04-17'],
    ['le prix il y a dix jours', '2020-04-07'],
    ['the price last friday', '2020-04-10'],
    ['le prix lundi dernier', '2020-04-13'],
    ['the price on March 16', '2020-03-16'],
    ['le prix du 24 décembre', '2019-12-24'],
    ['the price at the end of 2008', '2008-12-31'],
    ['le prix fin 2008', '2008-12-31'],
  ])('%s is %s', (text, day) => {
    expect(values(text, 'when')).toEqual([{ from: day, to: day, precision: 'day' }]);
  });

  test('a day that the calendar does not have is none', () => {
    expect(values('price on 2009-02-30', 'when')).toEqual([]);
  });
});

describe('spans', () => {
  test.each([
    ['chart in 2008', { from: '2008-01-01', to: '2008-12-31' }],
    ['chart in March 2009', { from: '2009-03-01', to: '2009-03-31' }],
    ['chart since 2015', { from: '2015-01-01' }],
    ['chart from 2005 to 2010', { from: '2005-01-01', to: '2010-12-31' }],
    ['chart 2005-2010', { from: '2005-01-01', to: '2010-12-31' }],
    ['chart between 2010 and 2005', { from: '2005-01-01', to: '2010-12-31' }],
    ['chart between January and March 2019', { from: '2019-01-01', to: '2019-03-31' }],
    ['chart until June 2012', { to: '2012-06-30' }],
    ['chart before 2010', { to: '2009-12-31' }],
    ['chart for Q2 2009', { from: '2009-04-01', to: '2009-06-30' }],
    ['chart of the 1990s', { from: '1990-01-01', to: '1999-12-31' }],
    ['chart year to date', { from: '2020-01-01' }],
    ['graphique depuis 2015', { from: '2015-01-01' }],
    ['graphique depuis mars 2009', { from: '2009-03-01' }],
    ['graphique de 2005 à 2010', { from: '2005-01-01', to: '2010-12-31' }],
    ['graphique entre 2005 et 2010', { from: '2005-01-01', to: '2010-12-31' }],
    ['graphique du 1er mars au 30 juin 2009', { from: '2009-03-01', to: '2009-06-30' }],
    ['graphique en 2008', { from: '2008-01-01', to: '2008-12-31' }],
    ["graphique jusqu'en 2012", { to: '2012-12-31' }],
    ['graphique depuis le début de l’année', { from: '2020-01-01' }],
    ['chart of the last month', { candles: 21 }],
    ['chart of the past quarter', { candles: 63 }],
    ['chart over six months', { candles: 126 }],
    ['a one-year chart', { candles: 252 }],
    ['chart 2y', { candles: 504 }],
    ['chart last 60 days', { candles: 60 }],
    ['chart of three weeks', { candles: 15 }],
    ['graphique des 60 derniers jours', { candles: 60 }],
    ['graphique sur un an', { candles: 252 }],
    ['graphique des trois derniers mois', { candles: 63 }],
    ["graphique de l'année dernière", { candles: 252 }],
    ['graphique sur deux trimestres', { candles: 126 }],
    ['chart over 20 years', { from: '2000-04-17' }],
  ])('%s is %o', (text, span) => {
    expect(time(text)).toEqual(span);
  });

  test('a tool that takes only days gets days', () => {
    expect(time('backtest over the last five years', 0)).toEqual({ from: '2015-04-17' });
    expect(time('backtest sur les six derniers mois', 0)).toEqual({ from: '2019-10-17' });
  });
});

describe('horizons', () => {
  test.each([
    ['tomorrow', 1],
    ['the next two days', 2],
    ['the next 48 hours', 2],
    ['in 24 hours', 1],
    ['the day after tomorrow', 2],
    ['over the next couple of days', 2],
    ['demain', 1],
    ['les deux prochains jours', 2],
    ['dans les 48 heures', 2],
    ['après-demain', 2],
    ['sur 2 jours', 2],
    ['the price', undefined],
  ])('%s: %s', (text, days) => {
    expect(readHorizon(read(text).sentence)).toBe(days);
  });
});

describe('sizes', () => {
  test.each<[string, MentionKind, number]>([
    ['buy 5 units of SPX', 'quantity', 5],
    ['buy 5 SPX', 'quantity', 5],
    ['buy twenty-five shares of Apple', 'quantity', 25],
    ['buy two hundred and fifty shares of Apple', 'quantity', 250],
    ['buy a dozen Tesla', 'quantity', 12],
    ['buy half a bitcoin', 'quantity', 0.5],
    ['buy 1,000 shares of Apple', 'quantity', 1000],
    ['buy 2.5 BTC', 'quantity', 2.5],
    ['achète cinq actions Apple', 'quantity', 5],
    ['achète quatre-vingt-dix-sept actions Apple', 'quantity', 97],
    ['achète vingt et un titres Apple', 'quantity', 21],
    ['achète mille deux cents parts de SPY', 'quantity', 1200],
    ['vends 2,5 bitcoins', 'quantity', 2.5],
    ['achète un bitcoin', 'quantity', 1],
    ['achète une action Apple', 'quantity', 1],
    ['buy $5,000 of gold', 'money', 5000],
    ['buy 5000 dollars of gold', 'money', 5000],
    ['put 5k into gold', 'money', 5000],
    ['put $2.5k into gold', 'money', 2500],
    ['put 2 thousand dollars into gold', 'money', 2000],
    ['invest $1.2m in gold', 'money', 1_200_000],
    ["mets 5 000 $ sur l'or", 'money', 5000],
    ["mets 5.000 $ sur l'or", 'money', 5000],
    ["mets deux mille dollars sur l'or", 'money', 2000],
    ["une position longue de 2 000 $ sur l'or", 'money', 2000],
    ['invest 3% of my account in gold', 'percent', 3],
    ['invest five percent in gold', 'percent', 5],
    ["investis 2,5 % de mon compte dans l'or", 'percent', 2.5],
    ["investis cinq pour cent dans l'or", 'percent', 5],
    ['risk 1% of the account on SPX', 'risk-percent', 1],
    ['risk half a percent on gold', 'risk-percent', 0.5],
    ['buy gold risking 0.5%', 'risk-percent', 0.5],
    ['buy gold with 2% risk', 'risk-percent', 2],
    ['risque 1 % sur le S&P', 'risk-percent', 1],
    ['achète en risquant 1,5 % du compte', 'risk-percent', 1.5],
    ['buy gold with a 5% stop', 'stop-percent', 5],
    ['buy gold, stop 3% below', 'stop-percent', 3],
    ['achète avec un stop de 8 %', 'stop-percent', 8],
    ['buy gold with a stop at 120', 'stop', 120],
    ['buy gold, stop loss $2,700.50', 'stop', 2700.5],
    ['achète, stop à 2 650', 'stop', 2650],
    ['buy gold, target 3000', 'target', 3000],
    ['buy gold with a take profit at 3,100', 'target', 3100],
    ['achète avec un objectif à 3 000', 'target', 3000],
  ])('%s: %s %d', (text, kind, value) => {
    expect(values(text, kind)).toEqual([value]);
  });

  test('a share of a position is no share of the account', () => {
    expect(values('sell 50% of my Apple position', 'percent')).toEqual([]);
  });

  test('a price at which to buy is no size', () => {
    expect([...values('buy AAPL at 250', 'quantity'), ...values('buy AAPL at 250', 'money')]).toEqual([]);
  });

  test('euros are not taken for dollars', () => {
    expect(values('mets 5 000 € sur Apple', 'money')).toEqual([]);
  });

  test('any amount is read as it is written, in both ways of writing', () => {
    const amounts = fc.integer({ min: 1, max: 5_000_000 });
    fc.assert(
      fc.property(amounts, amount => {
        const english = amount.toLocaleString('en-US');
        const french = amount.toLocaleString('fr-FR');
        expect(values(`buy $${english} of gold`, 'money'), english).toEqual([amount]);
        expect(values(`achète pour ${french} $ d'or`, 'money'), french).toEqual([amount]);
        expect(values(`buy ${english} shares of Apple`, 'quantity'), english).toEqual([amount]);
        expect(values(`vends ${french} actions Apple`, 'quantity'), french).toEqual([amount]);
        expect(values(`buy 3 SPX with a stop at ${english}`, 'stop'), english).toEqual([amount]);
      }),
      { numRuns: 150 },
    );
  });
});

describe('instruments', () => {
  test.each([
    ['price of the S&P 500', ['SPX']],
    ['S&P etf', ['SPY']],
    ['stocks or bonds', []],
    ["le cours de l'or", ['GLD']],
    ["l'indice de la peur", ['VIX']],
    ["l'indice", ['SPX']],
    ['comment marche le RSI', []],
    ['comment va le marché', ['SPX']],
    ['5000 euro', []],
    ['price of Apple and Tesla', ['AAPL', 'TSLA']],
    ['s&p five hundred', ['SPX']],
  ])('%s: %o', (text, symbols) => {
    expect(values(text, 'symbol')).toEqual(symbols);
  });
});

describe('reasons, averages and files', () => {
  test('a reason is what follows "because", in the letters of the person', () => {
    expect(read('buy 5 SPX because the Fed WILL cut').reason).toBe('the Fed WILL cut');
    expect(read("achète 5 SPX parce que l'économie repart !").reason).toBe("l'économie repart");
    expect(read('achète 5 SPX car je crois au rebond').reason).toBe('je crois au rebond');
  });

  test('a stop after the reason is still a stop', () => {
    const sentence = 'buy 5 SPX because momentum is back, with a stop at 2700';
    expect(read(sentence).reason).toBe('momentum is back');
    expect(values(sentence, 'stop')).toEqual([2700]);
  });

  test.each([
    ['sma cross 20/100', { fast: 20, slow: 100 }],
    ['golden cross with 20 and 100 days', { fast: 20, slow: 100 }],
    ['moving average crossover fast 10 slow 50', { fast: 10, slow: 50 }],
    ['croisement de moyennes 10 et 50 jours', { fast: 10, slow: 50 }],
    ['croisement sma rapide 15 et lente 60', { fast: 15, slow: 60 }],
  ])('%s: %o', (text, averages) => {
    expect(Object.assign({}, ...(values(text, 'averages') as object[]))).toEqual(averages);
  });

  test.each([
    ['import ./btc.csv for Bitcoin', './btc.csv'],
    ['load "my files/Gold 2019.csv" as GLD', 'my files/Gold 2019.csv'],
    ['charge ~/Data/or.csv', '~/Data/or.csv'],
    ['load C:\\data\\spy.csv', 'C:\\data\\spy.csv'],
  ])('%s: %s', (text, path) => {
    expect(values(text, 'path')).toEqual([path]);
  });

  test('a pair of currencies is no file', () => {
    expect(values('price of BTC/USD', 'path')).toEqual([]);
  });
});
