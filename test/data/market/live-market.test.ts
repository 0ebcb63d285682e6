import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asQuaestorError, type QuaestorError } from '../../../config/errors.ts';
import { candlesFrom, closedAt, dayOf } from '../../../data/candle.ts';
import { runningCandle, venueCandle } from '../../kit/fake-exchange-server.ts';
import { runningDay, splitOn, yahooDay } from '../../kit/fake-yahoo-server.ts';
import { LiveWorld, openingAt, openLiveWorld } from '../../kit/live-world.ts';
import { temporaryFolder } from '../../kit/test-agent.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const today = Date.UTC(2024, 5, 18);

let world: LiveWorld;
beforeEach(async () => {
  world = await openLiveWorld();
});
afterEach(() => world.close());

async function faultOf(work: Promise<unknown>): Promise<QuaestorError> {
  try {
    await work;
  } catch (thrown) {
    return asQuaestorError(thrown);
  }
  throw new Error('nothing was thrown');
}

const chartsAsked = (): number => world.yahoo.asked().length;

describe('a market that is live', () => {
  it('brings history the first time, then only what came since', async () => {
    const market = world.market('ccxt', { defaultSymbol: 'BTC/USDT' });
    expect(await market.update('BTC/USDT')).toEqual({
      symbol: 'BTC/USDT',
      timeframe: '1d',
      provider: 'ccxt:binance',
      rows: 150,
      live: runningCandle(today, '1d'),
    });
    world.advance(2 * dayMs);
    expect(await market.update('BTC/USDT')).toMatchObject({ rows: 2, live: runningCandle(today + 2 * dayMs, '1d') });
    const series = market.candles('BTC/USDT');
    expect([...candlesFrom(series, 150)]).toEqual([venueCandle(today, '1d'), venueCandle(today + dayMs, '1d')]);
    const starts = world.venue.asked('klines').map(one => Number(one.get('startTime')));
    expect(starts.at(-1), 'behind the last stored candle').toBe(today);
  });

  it('never stores the running candle, though the clock of this machine is hours fast', async () => {
    world.clock.advance(12 * hourMs);
    const market = world.market('ccxt', { defaultSymbol: 'BTC/USDT' });
    await market.update('BTC/USDT');
    expect(market.candles('BTC/USDT').openAt.at(-1)).toBe(today - dayMs);
  });

  it('has the newest closed candles, though the clock of this machine is hours slow', async () => {
    world.clock.advance(-20 * hourMs);
    const market = world.market('ccxt', { defaultSymbol: 'BTC/USDT' });
    await market.update('BTC/USDT');
    expect(market.candles('BTC/USDT').openAt.at(-1)).toBe(today - dayMs);
    expect(market.now(), 'what is closed is not in the future').toBeGreaterThanOrEqual(closedAt(today - dayMs, '1d'));
  });

  it('quotes the running candle as such until it is over, then the last closed one', async () => {
    const market = world.market('yahoo');
    await market.update('SPX');
    const live = { openAt: today, ...runningDay(today) };
    const closed = yahooDay(today - dayMs).close;
    expect(market.quote('SPX')).toMatchObject({ price: live.close, live, openAt: today, previousClose: closed });
    world.clock.advance(8 * hourMs);
    expect(market.quote('SPX'), 'still the same day').toHaveProperty('live');
    world.clock.advance(hourMs);
    const later = market.quote('SPX');
    expect(later).toMatchObject({ price: closed, openAt: today - dayMs, asOfAt: closedAt(today - dayMs, '1d') });
    expect(later, 'nobody knows what it ended with').not.toHaveProperty('live');
  });

  it('asks once for what several ask for at a time, and again after five seconds', async () => {
    const market = world.market('yahoo');
    const updates = await Promise.all([market.update('SPX'), market.update('SPX'), market.update('S&P 500')]);
    expect(updates.map(one => one.rows > 0)).toEqual([true, false, false]);
    expect(chartsAsked()).toBe(1);
    world.advance(4999);
    await market.update('SPX');
    expect(chartsAsked()).toBe(1);
    world.advance(1);
    await market.update('SPX');
    expect(chartsAsked()).toBe(2);
  });

  it('tells how far it is', async () => {
    world.venue.mostRows = 40;
    const seen: number[] = [];
    const market = world.market('ccxt', { defaultSymbol: 'BTC/USDT' });
    await market.update('BTC/USDT', '1d', { onProgress: progress => seen.push(progress.rows) });
    expect(seen).toEqual([40, 80, 120, 150]);
  });

  it('makes longer candles from those that the source has', async () => {
    const market = world.market('yahoo');
    expect(await market.update('SPX', '2h')).toMatchObject({ timeframe: '2h' });
    expect(world.yahoo.asked()[0]?.query.get('interval')).toBe('1h');
    const [hours, pairs] = [market.candles('SPX', '1h'), market.candles('SPX', '2h')];
    expect(pairs.length).toBeGreaterThan(0);
    expect(pairs.length).toBeLessThan(hours.length);
  });

  it('takes in an instrument that only the source knows', async () => {
    const market = world.market('ccxt', { defaultSymbol: 'BTC/USDT' });
    expect(() => market.instrument('SOL/USDT')).toThrow(expect.objectContaining({ code: 'data.unknown-symbol' }));
    expect(await market.update('solusdt')).toMatchObject({ symbol: 'SOL/USDT', rows: 150 });
    expect(market.instrument('SOL/USDT')).toMatchObject({ assetClass: 'crypto', tick: 0.01, lot: 0.001 });
    expect(market.quote('SOL/USDT').provider).toBe('ccxt:binance');
  });

  it('fails with the error of its source, after three tries, and serves nothing else instead', async () => {
    const market = world.market('yahoo');
    world.yahoo.fault({ status: 503 }, { status: 503 }, { status: 503 });
    expect(await faultOf(market.update('SPX'))).toMatchObject({ code: 'provider.unavailable' });
    expect(world.waits).toEqual([2000, 4000]);
    expect(() => market.quote('SPX')).toThrow(expect.objectContaining({ code: 'data.no-history' }));
  });

  it('stops when it is told to', async () => {
    const market = world.market('yahoo');
    world.yahoo.fault('hang');
    const controller = new AbortController();
    const update = market.update('SPX', '1d', { signal: controller.signal });
    setImmediate(() => controller.abort(new Error('stop')));
    expect((await faultOf(update)).message).toBe('stop');
  });

  it('reports what is missing between two pages', async () => {
    const market = world.market('yahoo');
    await market.update('SPX');
    world.yahoo.nowAt = Date.UTC(2024, 5, 21, 22);
    world.clock.advance(4 * dayMs);
    const dropped = yahooPageWithout(Date.UTC(2024, 5, 18));
    world.yahoo.fault({ status: 200, body: dropped });
    await market.update('SPX');
    const gaps = world.store.findings('SPX', '1d', 'yahoo').filter(one => one.fault === 'gap');
    expect(gaps.map(one => [dayOf(one.fromAt), one.count])).toContainEqual(['2024-06-18', 1]);
  });

  /** One page as Yahoo would send it, with a single candle: the day after the missing one, which was a trading day. */
  function yahooPageWithout(missing: number): string {
    const day = missing + 2 * dayMs;
    const at = (day + 13.5 * hourMs) / 1000;
    const period = { timezone: 'EDT', start: at, end: at + 23_400, gmtoffset: -14_400 };
    const { open, high, low, close, volume } = yahooDay(day);
    const meta = {
      ...{ currency: 'USD', symbol: '^GSPC', exchangeName: 'SNP', instrumentType: 'INDEX', firstTradeDate: 0 },
      ...{ regularMarketTime: at + 23_400, gmtoffset: -14_400, timezone: 'EDT' },
      ...{ exchangeTimezoneName: 'America/New_York', regularMarketPrice: 1, priceHint: 2 },
      ...{ currentTradingPeriod: { pre: period, regular: period, post: period } },
      ...{ dataGranularity: '1d', range: '', validRanges: ['1d'] },
    };
    const quote = { open: [open], high: [high], low: [low], close: [close], volume: [volume] };
    const result = { meta, timestamp: [at], indicators: { quote: [quote], adjclose: [{ adjclose: [close] }] } };
    return JSON.stringify({ chart: { result: [result], error: null } });
  }
});

describe('a split', () => {
  it('brings the whole series anew on the new scale, once, with a line in the quality report', async () => {
    const before = splitOn - 3 * dayMs + 23 * hourMs;
    Object.assign(world.yahoo, { nowAt: before });
    world.clock.advance(before - openingAt);
    const market = world.market('yahoo', { defaultSymbol: 'AAPL' });
    await market.update('AAPL');
    world.advance(2 * dayMs);
    await market.update('AAPL');
    const { length } = market.candles('AAPL');
    world.advance(16 * hourMs);
    const asked = chartsAsked();
    expect((await market.update('AAPL')).rows, 'all of it, while the day of the split still runs').toBe(length);
    expect(chartsAsked() - asked, 'for what is new, then for everything').toBe(2);
    const lines = world.store.findings('AAPL', '1d', 'yahoo').filter(one => one.remedy === 'repaired');
    expect(lines.map(one => [one.fault, one.detail])).toEqual([
      ['split', expect.stringContaining('4 new shares for one')],
    ]);
    world.advance(hourMs);
    expect((await market.update('AAPL')).rows, 'once').toBe(0);
    world.advance(dayMs);
    expect((await market.update('AAPL')).rows, 'only what is new').toBe(1);
    expect(market.candles('AAPL').length).toBe(length + 1);
  });
});

describe('auto', () => {
  it('asks the venue for coins and Yahoo for the rest, and keeps each under the name of its source', async () => {
    const market = world.market('auto');
    const updates = [await market.update('BTC/USDT'), await market.update('SPX'), await market.update('BTC/USD')];
    expect(updates.map(one => one.provider)).toEqual(['ccxt:binance', 'yahoo', 'yahoo']);
    expect(
      world.store.series().map(one => `${one.provider} ${one.symbol}`),
      'the venue has no BTC/USD',
    ).toEqual(expect.arrayContaining(['ccxt:binance BTC/USDT', 'yahoo SPX', 'yahoo BTC/USD']));
    expect(market.quote('SPX')).not.toHaveProperty('notice');
  });

  it('takes in a share that nobody described from Yahoo, without a question to the venue', async () => {
    expect(await world.market('auto').update('brk.b')).toMatchObject({ symbol: 'BRK.B', provider: 'yahoo' });
    expect(world.venue.requests).toEqual([]);
    expect(world.registry.find('Berkshire Hathaway Inc.')?.symbol).toBe('BRK.B');
  });

  it('falls back to the bundled history, and says so with the reason and the day, in both languages', async () => {
    world.yahoo.fault({ status: 503, body: 'down for maintenance' });
    const market = world.market('auto');
    const update = await market.update('SPX');
    expect(update).toMatchObject({ provider: 'sample', rows: 0 });
    expect(update.notice?.en).toMatch(/^Not live: shown is the bundled history, as of 2020-04-17\. yahoo .*HTTP 503/);
    expect(update.notice?.fr).toMatch(/^Pas en direct : voici l'historique fourni, au 2020-04-17\. yahoo .*HTTP 503/);
    expect(market.quote('SPX')).toMatchObject({ price: 2874.560059, provider: 'sample', notice: update.notice });
    expect(world.waits, 'nobody is kept waiting').toEqual([]);
  });

  it('does not ask a source again within a minute of its failure, for whatever symbol', async () => {
    const market = world.market('auto');
    world.yahoo.fault({ status: 503 });
    await market.update('SPX');
    for (const symbol of ['SPX', 'AAPL', 'NFLX']) await market.update(symbol).catch(() => undefined);
    world.advance(59_000);
    await market.update('SPX');
    expect(chartsAsked()).toBe(1);
    world.advance(1000);
    expect(await market.update('SPX')).toMatchObject({ provider: 'yahoo' });
    expect(chartsAsked()).toBe(2);
  });

  it('waits for one source that does not answer, and not for the next one too', async () => {
    world.venue.fault('exchangeInfo', 'hang');
    const update = await world.market('auto', {}, 200).update('BTC/USD').catch(asQuaestorError);
    expect(update).toMatchObject({ code: 'provider.timeout' });
    expect(chartsAsked()).toBe(0);
  });

  it('lets a source rest for as long as it asked', async () => {
    const market = world.market('auto');
    world.yahoo.fault({ status: 429, body: 'Too Many Requests', headers: { 'retry-after': '300' } });
    await market.update('SPX');
    world.advance(299_000);
    await market.update('SPX');
    expect(chartsAsked()).toBe(1);
  });

  it('once live, serves no candle of the bundled history any more', async () => {
    const market = world.market('auto');
    world.yahoo.fault({ status: 503 });
    await market.update('SPX');
    expect(market.candles('SPX').length).toBe(5105);
    world.advance(60_000);
    await market.update('SPX');
    expect(dayOf(market.candles('SPX').openAt[0] ?? 0), '150 days before').toBe('2024-01-22');
    expect(market.quote('SPX')).toMatchObject({ provider: 'yahoo', live: runningDay(today) });
    expect(market.quote('SPX')).not.toHaveProperty('notice');
  });

  it('cut off later, serves what it has of the live source and says as of when', async () => {
    const folder = temporaryFolder();
    await new LiveWorld(world.venue, world.yahoo, folder).market('auto').update('SPX');
    const later = new LiveWorld(world.venue, world.yahoo, folder);
    later.advance(dayMs);
    world.yahoo.fault('cut-off');
    const market = later.market('auto');
    const { notice, provider } = await market.update('SPX');
    expect(provider).toBe('yahoo');
    expect(notice?.en).toMatch(/^Not live: shown is stored candles of yahoo, as of 2024-06-17\./);
    expect(market.quote('SPX').price).toBe(yahooDay(today - dayMs).close);
  });

  it('before anything was asked says that it has not asked', () => {
    expect(world.market('auto').quote('SPX').notice?.en).toMatch(/Live prices have not been fetched yet/);
  });

  it('fails with the reason where there is nothing else to show', async () => {
    world.yahoo.fault({ status: 503 });
    expect(await faultOf(world.market('auto').update('AAPL'))).toMatchObject({ code: 'provider.unavailable' });
  });

  it('shows an import before the bundled history, and never as live', async () => {
    const market = world.market('auto');
    await market.update('BTC/USDT');
    world.store.replace({ ...market.candles('BTC/USDT'), symbol: 'SPX' }, 'csv', []);
    world.yahoo.fault({ status: 503 });
    await market.update('SPX');
    expect(market.quote('SPX')).toMatchObject({ provider: 'csv', notice: { en: expect.stringContaining('csv') } });
  });
});
