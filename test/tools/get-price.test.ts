import { describe, expect, it } from 'vitest';
import { getPrice } from '../../tools/get-price.ts';
import { called, outputOf } from '../kit/tool-call.ts';

type Price = {
  price: number;
  openAt: number;
  previousClose?: number;
  change?: number;
  askedOn?: string;
  yearLow: number;
  yearHigh: number;
};

const priceOn = async (on?: string) => {
  const result = await called(getPrice, { symbol: 'SPX', ...(on === undefined ? {} : { on }) });
  return { price: outputOf<Price>(result), card: result.card };
};

describe('get_price', () => {
  it('gives the last close, with the change on the session before', async () => {
    const { price, card } = await priceOn();
    expect(price).toMatchObject({ price: 2874.560059, previousClose: 2799.550049, openAt: Date.UTC(2020, 3, 17) });
    expect(price.change, '2874.560059 / 2799.550049 - 1').toBeCloseTo(0.0267935949, 9);
    expect(price).not.toHaveProperty('askedOn');
    expect(card.lead).toBe('S&P 500 closed at 2,874.56 on 2020-04-17, up 2.68% on the session before.');
  });

  it('gives the close of a past day', async () => {
    const { price, card } = await priceOn('2020-04-16');
    expect(price.price, 'the sample file, line of 2020-04-16').toBe(2799.550049);
    expect(card.lines).toEqual([]);
  });

  it('on a day without a session gives the one before and says so', async () => {
    const { price, card } = await priceOn('2020-04-12');
    expect(price).toMatchObject({ askedOn: '2020-04-12', openAt: Date.UTC(2020, 3, 9) });
    expect(card.lead).toContain('on 2020-04-09');
    expect(card.lines).toEqual(['The history has no session on 2020-04-12: this is the one before it.']);
    const french = await called(getPrice, { symbol: 'SPX', on: '2020-04-12' }, 'fr');
    expect(french.card.lines[0]).toContain("L'historique n'a pas de séance le 2020-04-12");
  });

  it('up to a week after the end of the history gives its last session, later nothing', async () => {
    expect((await priceOn('2020-04-24')).price).toMatchObject({ price: 2874.560059, askedOn: '2020-04-24' });
    const late = await called(getPrice, { symbol: 'SPX', on: '2020-04-25' });
    expect(late).toMatchObject({ ok: false, error: { code: 'data.no-history' } });
    expect(late.card.lead).toBe('The history of SPX runs from 2000-01-03 to 2020-04-17; "2020-04-25" lies outside.');
  });

  it('before the history gives nothing, and on its first day no change', async () => {
    expect(await called(getPrice, { symbol: 'SPX', on: '2000-01-02' })).toMatchObject({
      ok: false,
      error: { code: 'data.no-history' },
    });
    const { price, card } = await priceOn('2000-01-03');
    expect(price).not.toHaveProperty('change');
    expect(card.lead).toBe('S&P 500 closed at 1,455.22 on 2000-01-03.');
    expect([price.yearLow, price.yearHigh], 'one close is a range of its own').toEqual([1455.219971, 1455.219971]);
  });

  it('says which way it went', async () => {
    expect((await priceOn('2008-10-15')).card.lead, 'from 998.01 to 907.84').toBe(
      'S&P 500 closed at 907.84 on 2008-10-15, down 9.03% on the session before.',
    );
  });

  it('has the closes of 252 sessions between its extremes', async () => {
    const { price } = await priceOn();
    expect([price.yearLow, price.yearHigh], 'the closes of 2020-03-23 and 2020-02-19').toEqual([
      2237.399902, 3386.149902,
    ]);
  });
});
