import { CandleStore } from '../../data/candle-store/candle-store.ts';
import { InstrumentRegistry } from '../../data/instrument-registry.ts';
import { CcxtSource } from '../../data/market/ccxt-source.ts';
import { LiveMarket } from '../../data/market/live-market.ts';
import type { LiveSource } from '../../data/market/live-source.ts';
import { openMarket } from '../../data/market/open-market.ts';
import { YahooSource } from '../../data/market/yahoo-source.ts';
import { type FakeExchange, openFakeExchange } from './fake-exchange-server.ts';
import { type FakeYahoo, openFakeYahoo } from './fake-yahoo-server.ts';
import { HandClock, temporaryFolder, testSettings } from './test-agent.ts';

/** Tuesday 2024-06-18, 11:40 in New York. */
export const openingAt = Date.UTC(2024, 5, 18, 15, 40);

/** Loopback venues with one clock, and the markets of the settings over them. */
export class LiveWorld {
  readonly clock = new HandClock(openingAt);
  readonly registry = new InstrumentRegistry();
  readonly store: CandleStore;
  readonly waits: number[] = [];
  readonly venue: FakeExchange;
  readonly yahoo: FakeYahoo;

  constructor(venue: FakeExchange, yahoo: FakeYahoo, folder = temporaryFolder()) {
    this.venue = venue;
    this.yahoo = yahoo;
    this.store = new CandleStore(folder, this.clock);
  }

  /** Moves every clock on. */
  advance(ms: number): void {
    this.clock.advance(ms);
    this.venue.nowAt += ms;
    this.yahoo.nowAt += ms;
  }

  sources(timeoutMs: number): { ccxt: LiveSource; yahoo: LiveSource } {
    const { clock } = this;
    return {
      ccxt: new CcxtSource({ exchange: 'binance', timeoutMs, clock, origin: this.venue.origin }),
      yahoo: new YahooSource({ timeoutMs, clock, origin: this.yahoo.origin }),
    };
  }

  market(provider: 'ccxt' | 'yahoo' | 'auto', over: Record<string, unknown> = {}, timeoutMs = 5000): LiveMarket {
    const { ccxt, yahoo } = this.sources(timeoutMs);
    const sources = { ccxt: [ccxt], yahoo: [yahoo], auto: [ccxt, yahoo] }[provider];
    const market = { provider, historyDays: { daily: 150, intraday: 2 }, ...over };
    const opened = openMarket(testSettings({ market }), this.registry, this.store, {
      clock: this.clock,
      sleep: ms => Promise.resolve(this.waits.push(ms)),
      sources,
    });
    if (opened instanceof LiveMarket) return opened;
    throw new Error(`${provider} is not live`);
  }

  async close(): Promise<void> {
    await Promise.all([this.venue.close(), this.yahoo.close()]);
  }
}

export const openLiveWorld = async (): Promise<LiveWorld> =>
  new LiveWorld(await openFakeExchange(openingAt), await openFakeYahoo(openingAt));
