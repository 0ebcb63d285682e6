import { describe, expect, it } from 'vitest';
import { seriesOf } from '../../data/candle.ts';
import { getPrice } from '../../tools/get-price.ts';
import { testAgent } from '../kit/test-agent.ts';
import { called, contextOf, outputOf } from '../kit/tool-call.ts';

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
    expect(card.lead).toBe('The S&P 500 closed at 2,874.56 on 2020-04-17, up 2.68% on the session before.');
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
    expect(card.lead).toBe('The S&P 500 closed at 1,455.22 on 2000-01-03.');
    expect([price.yearLow, price.yearHigh], 'one close is a range of its own').toEqual([1455.219971, 1455.219971]);
  });

  it('says which way it went', async () => {
    expect((await priceOn('2008-10-15')).card.lead, 'from 998.01 to 907.84').toBe(
      'The S&P 500 closed at 907.84 on 2008-10-15, down 9.03% on the session before.',
    );
  });

  it('has the closes of 252 sessions between its extremes', async () => {
    const { price } = await priceOn();
    expect([price.yearLow, price.yearHigh], 'the closes of 2020-03-23 and 2020-02-19').toEqual([
      2237.399902, 3386.149902,
    ]);
  });
});

describe('get_price where the newest day is not over in the store', () => {
  const hourMs = 3_600_000;
  const startAt = Date.UTC(2024, 5, 17);
  /** Hours of a Monday and of the first four of Tuesday: open n, high n + 2, low n - 1, close n + 1, from n = 100. */
  const hours = Array.from({ length: 28 }, (_, i) => {
    const open = 100 + i;
    return { openAt: startAt + i * hourMs, open, high: open + 2, low: open - 1, close: open + 1, volume: 10 };
  });

  async function withHours() {
    const { agent } = await testAgent();
    const { store } = contextOf(agent);
    store.replace(seriesOf('BTC/USDT', '1h', hours), 'csv', []);
    return agent;
  }

  it('gives the price on which an order is proposed, with what the day has had so far', async () => {
    const agent = await withHours();
    const result = await called(getPrice, { symbol: 'BTC/USDT' }, 'en', agent);
    const price = outputOf<Price>(result);
    expect(price.price).toBe(agent.parts.market.quote('BTC/USDT').price);
    expect(price, 'hours 24 to 27, after a Monday that closed at 124').toMatchObject({
      price: 128,
      open: 124,
      high: 129,
      low: 123,
      volume: 40,
      previousClose: 124,
      openAt: Date.UTC(2024, 5, 18),
    });
    expect(result.card.lead).toContain('stood at 128.00 on 2024-06-18 at 04:00 UTC');
    expect((await called(getPrice, { symbol: 'BTC/USDT' }, 'fr', agent)).card.lead).toContain('à 04:00 UTC');
  });

  it('answers for that day by name, and for the whole one before it', async () => {
    const agent = await withHours();
    const on = async (day: string) =>
      outputOf<Price>(await called(getPrice, { symbol: 'BTC/USDT', on: day }, 'en', agent));
    expect(await on('2024-06-18')).toMatchObject({ price: 128 });
    expect(await on('2024-06-18')).not.toHaveProperty('askedOn');
    expect(await on('2024-06-17')).toMatchObject({ price: 124, openAt: startAt });
  });
});

describe('get_price where only weeks are stored', () => {
  it('gives the close of the last week', async () => {
    const { agent } = await testAgent();
    const weeks = [12, 13].map((close, i) => {
      const openAt = Date.UTC(2024, 5, 3 + 7 * i);
      return { openAt, open: close, high: close, low: close, close, volume: 1 };
    });
    contextOf(agent).store.replace(seriesOf('ETH/USDT', '1w', weeks), 'csv', []);
    const price = outputOf<Price>(await called(getPrice, { symbol: 'ETH/USDT' }, 'en', agent));
    expect(price).toMatchObject({ price: 13, openAt: Date.UTC(2024, 5, 10) });
  });
});
