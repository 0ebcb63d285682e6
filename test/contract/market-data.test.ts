import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Candle, candlesFrom, closedAt, seriesOf } from '../../data/candle.ts';
import { formatCandles } from '../../data/candle-csv.ts';
import { CandleStore } from '../../data/candle-store/candle-store.ts';
import { InstrumentRegistry } from '../../data/instrument-registry.ts';
import { CcxtSource } from '../../data/market/ccxt-source.ts';
import { HistoryMarket } from '../../data/market/history-market.ts';
import { openMarket } from '../../data/market/open-market.ts';
import { SampleSource } from '../../data/market/sample-source.ts';
import { YahooSource } from '../../data/market/yahoo-source.ts';
import { walk } from '../kit/candle-fixture.ts';
import { flatSeries } from '../kit/candles.ts';
import { LiveWorld, openingAt, openLiveWorld } from '../kit/live-world.ts';
import { MovingMarket, memorySource } from '../kit/moving-market.ts';
import { HandClock, temporaryFolder, testSettings } from '../kit/test-agent.ts';
import { marketDataContract } from './market-data.ts';

const all: Candle[] = [...candlesFrom(walk(60, 5), 0)];
const early = all.slice(0, 40);
const lastOf = (candles: readonly Candle[]): number => closedAt(candles.at(-1)?.openAt ?? Number.NaN, '1d');

const storeIn = (folder: string) => new CandleStore(folder);

function sampleMarket(candles: readonly Candle[]) {
  const file = join(temporaryFolder(), 'sample.csv');
  writeFileSync(file, formatCandles(candles));
  return new HistoryMarket(new InstrumentRegistry(), [new SampleSource(file)], 'SPX');
}

function csvMarket(candles: readonly Candle[]) {
  const csvFolder = temporaryFolder();
  writeFileSync(join(csvFolder, 'SPX-1d.csv'), formatCandles(candles));
  const settings = testSettings({ market: { provider: 'csv', csvFolder } });
  return openMarket(settings, new InstrumentRegistry(), storeIn(temporaryFolder()));
}

function importedMarket(candles: readonly Candle[]) {
  const store = storeIn(temporaryFolder());
  store.replace(seriesOf('SPX', '1d', candles), 'csv', []);
  return openMarket(testSettings(), new InstrumentRegistry(), store);
}

const untilMarket = (until: number) => {
  const series = { ...walk(60, 5), symbol: 'SPX' };
  return new HistoryMarket(new InstrumentRegistry(), [memorySource(series)], 'SPX', until);
};

const bundled = () => openMarket(testSettings(), new InstrumentRegistry(), storeIn(temporaryFolder()));

marketDataContract('the bundled history', { open: bundled });
marketDataContract('a sample file', { open: () => sampleMarket(early), openLater: () => sampleMarket(all) });
marketDataContract('a CSV folder', { open: () => csvMarket(early), openLater: () => csvMarket(all) });
marketDataContract('an imported history', { open: () => importedMarket(early), openLater: () => importedMarket(all) });
marketDataContract('a history up to an instant', {
  open: () => untilMarket(lastOf(early)),
  openLater: () => untilMarket(lastOf(all)),
});
marketDataContract('the moving market of the tests', {
  open: () => new MovingMarket({ ...walk(60, 5), symbol: 'SPX' }, 39),
  openLater: () => new MovingMarket({ ...walk(60, 5), symbol: 'SPX' }, 59),
});

let world: LiveWorld;
beforeAll(async () => {
  world = await openLiveWorld();
});
afterAll(() => world.close());

const dayMs = 86_400_000;
type Provider = 'ccxt' | 'yahoo' | 'auto';

/** A market on an empty store that has fetched its default instrument, `days` after the world began. */
async function fetched(provider: Provider, symbol: string, days = 0) {
  Object.assign(world.venue, { nowAt: openingAt + days * dayMs });
  Object.assign(world.yahoo, { nowAt: openingAt + days * dayMs });
  const fresh = new LiveWorld(world.venue, world.yahoo);
  const market = fresh.market(provider, { defaultSymbol: symbol, historyDays: { daily: 150, intraday: 2 } });
  await market.update(symbol);
  return market;
}

/** `auto` where no source can be reached. */
async function unreachable() {
  const settings = testSettings({ market: { provider: 'auto' } });
  const nowhere = { timeoutMs: 1000, clock: world.clock, origin: 'http://127.0.0.1:1' };
  const sources = [new CcxtSource({ ...nowhere, exchange: 'binance' }), new YahooSource(nowhere)];
  const parts = { clock: world.clock, sources };
  const market = openMarket(settings, new InstrumentRegistry(), storeIn(temporaryFolder()), parts);
  await market.update('SPX');
  return market;
}

const replayed = (from: string) => {
  const wall = new HandClock();
  const settings = testSettings({ market: { provider: 'replay', replay: { from, speed: 86_400 } } });
  const market = openMarket(settings, new InstrumentRegistry(), storeIn(temporaryFolder()), { clock: wall });
  wall.advance(500);
  return market;
};

const btcNames = ['btcusdt', 'BTC-USDT', 'Bitcoin in Tether', ' bitcoin en tether '];

marketDataContract('ccxt', {
  open: () => fetched('ccxt', 'BTC/USDT'),
  openLater: () => fetched('ccxt', 'BTC/USDT', 3),
  symbol: 'BTC/USDT',
  names: btcNames,
  clockMoves: true,
});
marketDataContract('yahoo', {
  open: () => fetched('yahoo', 'SPX'),
  openLater: () => fetched('yahoo', 'SPX', 3),
  clockMoves: true,
});
marketDataContract('auto online', {
  open: () => fetched('auto', 'SPX'),
  openLater: () => fetched('auto', 'SPX', 3),
  clockMoves: true,
});
marketDataContract('auto online with coins', {
  open: () => fetched('auto', 'BTC/USDT'),
  symbol: 'BTC/USDT',
  names: btcNames,
  clockMoves: true,
});
marketDataContract('auto fallen back', { open: unreachable, clockMoves: true, cutOff: true });
marketDataContract('replay', {
  open: () => replayed('2008-09-15'),
  openLater: () => replayed('2020-03-16'),
  clockMoves: true,
});

describe('a history up to an instant', () => {
  it('ends with the candle that is closed then, and one millisecond earlier with the one before', () => {
    expect(untilMarket(lastOf(early)).candles('SPX').length).toBe(40);
    expect(untilMarket(lastOf(early) - 1).candles('SPX').length, 'an open candle does not exist yet').toBe(39);
  });

  it('before its first candle there is no history', () => {
    expect(() => untilMarket(0).quote('SPX')).toThrow(expect.objectContaining({ code: 'data.no-history' }));
  });

  it('has no close before its first candle', () => {
    expect(untilMarket(closedAt(all[0]?.openAt ?? 0, '1d')).quote('SPX').previousClose).toBeUndefined();
  });
});

describe('the market of the settings', () => {
  it('shows an import at once, before the bundled history, and never mixes the two', () => {
    const store = storeIn(temporaryFolder());
    const market = openMarket(testSettings(), new InstrumentRegistry(), store);
    expect(market.quote('SPX')).toMatchObject({ price: 2874.560059, provider: 'sample' });
    store.replace(flatSeries([10, 11]), 'csv', []);
    expect(market.quote('SPX')).toMatchObject({ price: 11, provider: 'csv' });
    expect(market.candles('SPX').length).toBe(2);
  });

  it('the bundled history is the S&P 500 from 2000-01-03 to 2020-04-17', () => {
    const series = bundled().candles('SPX');
    expect([series.length, series.openAt[0], series.close[0]]).toEqual([5105, Date.UTC(2000, 0, 3), 1455.219971]);
    expect([series.openAt.at(-1), series.close.at(-1)]).toEqual([Date.UTC(2020, 3, 17), 2874.560059]);
  });

  it('takes in symbols that nobody described, with the conventions of a share', () => {
    const csvFolder = temporaryFolder();
    writeFileSync(join(csvFolder, 'ACME-1d.csv'), formatCandles(early));
    const market = openMarket(
      testSettings({ market: { provider: 'csv', csvFolder } }),
      new InstrumentRegistry(),
      storeIn(temporaryFolder()),
    );
    expect(market.instrument('acme')).toMatchObject({ symbol: 'ACME', assetClass: 'equity', lot: 1, tradable: true });
    expect(market.candles('acme').length).toBe(40);
  });

  it.each([null, '/no/such/folder'])('a csv folder %j stops the start', csvFolder => {
    const settings = testSettings({ market: { provider: 'csv', csvFolder } });
    expect(() => openMarket(settings, new InstrumentRegistry(), storeIn(temporaryFolder()))).toThrow(
      expect.objectContaining({ code: 'config.invalid', message: expect.stringContaining(JSON.stringify(csvFolder)) }),
    );
  });

  it('an empty folder has no history of anything', () => {
    const csvFolder = join(temporaryFolder(), 'empty');
    mkdirSync(csvFolder);
    const market = openMarket(
      testSettings({ market: { provider: 'csv', csvFolder } }),
      new InstrumentRegistry(),
      storeIn(temporaryFolder()),
    );
    expect(market.symbols()).toEqual([]);
    expect(() => market.now()).toThrow(
      expect.objectContaining({ message: expect.stringContaining('With history: –.') }),
    );
  });
});
