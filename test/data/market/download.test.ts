import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { standingClock } from '../../../config/clock.ts';
import { asQuaestorError, QuaestorError } from '../../../config/errors.ts';
import { type Candle, candlesFrom } from '../../../data/candle.ts';
import { CandleStore } from '../../../data/candle-store/candle-store.ts';
import { InstrumentRegistry } from '../../../data/instrument-registry.ts';
import { CcxtSource } from '../../../data/market/ccxt-source.ts';
import { type DownloadOptions, type DownloadProgress, download } from '../../../data/market/download.ts';
import type { CandlePage, LiveSource, PageRequest } from '../../../data/market/live-source.ts';
import { candleOf, type RawRow, rawCandles } from '../../../data/market/raw-rows.ts';
import { listedAt, openFakeExchange, runningCandle, venueCandle } from '../../kit/fake-exchange-server.ts';
import { MemorySink } from '../../kit/memory-sink.ts';
import { temporaryFolder } from '../../kit/test-agent.ts';

const hourMs = 3_600_000;
const instrument = new InstrumentRegistry().resolve('BTC/USDT');
const at = (n: number): number => listedAt + n * hourMs;
const row = (n: number, close = 1): RawRow => [at(n), 1, 2, 0.5, close, 10];

/** A source that plays a script: pages, and errors to throw. */
function scripted(...steps: (CandlePage | QuaestorError)[]): LiveSource & { asked: PageRequest[] } {
  const asked: PageRequest[] = [];
  return {
    name: 'script',
    timeframes: ['1h'],
    asked,
    fits: () => true,
    describe: () => Promise.resolve(undefined),
    page: request => {
      asked.push(request);
      const step = steps.shift();
      if (step === undefined) throw new Error('nobody expected another page');
      return step instanceof QuaestorError ? Promise.reject(step) : Promise.resolve(step);
    },
  };
}

const page = (rows: RawRow[], nextAt?: number, serverAt = at(1000)): CandlePage => ({
  rows: rawCandles(rows),
  serverAt,
  nextAt,
});

async function run(source: LiveSource, sink = new MemorySink(), over: DownloadOptions = {}) {
  const waits: number[] = [];
  const seen: DownloadProgress[] = [];
  const sleep = (ms: number) => {
    waits.push(ms);
    return Promise.resolve();
  };
  const request = { instrument, timeframe: '1h', fromAt: at(0), untilAt: at(10) } as const;
  const onProgress = (progress: DownloadProgress) => seen.push(progress);
  const outcome = await download(source, request, sink, { sleep, onProgress, ...over }).catch((thrown: unknown) =>
    asQuaestorError(thrown),
  );
  return { outcome, waits, seen, sink };
}

const limited = (retryAfterMs?: number) =>
  new QuaestorError('provider.rate-limited', 'slow down', retryAfterMs === undefined ? {} : { retryAfterMs });
const down = new QuaestorError('provider.unavailable', 'down');

describe('a download', () => {
  it('hands each page over as soon as it is complete, and says how far it is', async () => {
    const { outcome, seen, sink } = await run(scripted(page([row(0), row(1)], at(2)), page([row(2)], at(5)), page([])));
    expect(outcome).toEqual({ rows: 3, live: undefined, serverAt: at(1000) });
    expect(sink.pages).toEqual([[row(0), row(1)], [row(2)]]);
    expect(seen).toEqual([
      { done: 2, total: 10, rows: 2, fromAt: at(0), atAt: at(2) },
      { done: 5, total: 10, rows: 3, fromAt: at(0), atAt: at(5) },
      { done: 10, total: 10, rows: 3, fromAt: at(0), atAt: at(10) },
    ]);
  });

  it('asks for what comes behind the last candle that is kept', async () => {
    const sink = new MemorySink();
    sink.accept(rawCandles([row(0), row(1), row(2)]));
    const source = scripted(page([row(3)]));
    const { outcome } = await run(source, sink);
    expect(source.asked.map(one => one.fromAt)).toEqual([at(3)]);
    expect([sink.rows.length, outcome]).toEqual([4, expect.objectContaining({ rows: 1 })]);
  });

  it('asks for nothing when everything is there', async () => {
    const sink = new MemorySink();
    sink.accept(rawCandles([row(9)]));
    expect((await run(scripted(), sink)).outcome).toEqual({ rows: 0, live: undefined, serverAt: undefined });
  });

  it('drops what overlaps and what comes twice; two values of one candle go on, for the quality check to judge', async () => {
    const { sink } = await run(scripted(page([row(0), row(1), row(1)], at(2)), page([row(1), row(2), row(2, 1.5)])));
    expect(sink.rows).toEqual([row(0), row(1), row(2), row(2, 1.5)]);
  });

  it('ends when a page leads nowhere', async () => {
    for (const nextAt of [at(0), at(-1), Number.NaN]) {
      const source = scripted(page([row(0)], nextAt));
      expect((await run(source)).outcome).toMatchObject({ rows: 1 });
    }
  });

  it('gives the running candle apart, and stores it never: neither at its first nor at its last millisecond', async () => {
    for (const [serverAt, closed] of [
      [at(2), false],
      [at(3) - 1, false],
      [at(3), true],
    ] as const) {
      const { outcome, sink } = await run(scripted(page([row(1), row(2)], undefined, serverAt)));
      expect(sink.rows.length, `at ${serverAt - at(2)} ms`).toBe(closed ? 2 : 1);
      expect(outcome).toMatchObject({ live: closed ? undefined : candleOf(row(2)), serverAt });
    }
  });

  it('keeps a candle of the future out altogether', async () => {
    const { outcome, sink } = await run(scripted(page([row(1), row(7)], undefined, at(2) + 5)));
    expect([sink.rows, outcome]).toEqual([[row(1)], { rows: 1, live: undefined, serverAt: at(2) + 5 }]);
  });
});

describe('a page that fails', () => {
  it('is asked for again after 2 and 4 seconds, three times in all', async () => {
    expect(await run(scripted(down, down, page([row(0)])))).toMatchObject({
      outcome: { rows: 1 },
      waits: [2000, 4000],
    });
    expect(await run(scripted(down, down, down))).toMatchObject({ outcome: down, waits: [2000, 4000] });
  });

  it('has three tries of its own, however often another failed', async () => {
    const steps = [down, page([row(0)], at(1)), down, down, page([row(1)], at(2)), page([row(2)])];
    expect(await run(scripted(...steps))).toMatchObject({ outcome: { rows: 3 }, waits: [2000, 2000, 4000] });
  });

  it('waits as long as the source asks for, where that is longer', async () => {
    const { waits } = await run(scripted(limited(60_000), limited(1000), page([row(0)])));
    expect(waits).toEqual([60_000, 4000]);
  });

  it('is given up where the source asks for more than five minutes', async () => {
    expect(await run(scripted(limited(300_001)))).toMatchObject({
      outcome: { code: 'provider.rate-limited' },
      waits: [],
    });
  });

  it.each(['provider.refused', 'data.unknown-symbol', 'config.invalid'] as const)('with %s is final', async code => {
    expect(await run(scripted(new QuaestorError(code, 'no')))).toMatchObject({ outcome: { code }, waits: [] });
  });

  it('leaves the pages before it where they are', async () => {
    const { sink } = await run(scripted(page([row(0)], at(1)), new QuaestorError('provider.refused', 'no')));
    expect(sink.rows).toEqual([row(0)]);
  });

  it('is not waited for once the download was stopped', async () => {
    const controller = new AbortController();
    const sleep = () => {
      controller.abort(new Error('stop'));
      return Promise.resolve();
    };
    const { outcome, sink } = await run(scripted(page([row(0)], at(1)), down), new MemorySink(), {
      signal: controller.signal,
      sleep,
    });
    expect([outcome, sink.rows]).toMatchObject([{ message: 'stop' }, [row(0)]]);
  });
});

const candles = (count: number): Candle[] => Array.from({ length: count }, (_, n) => venueCandle(at(n), '1h'));

describe('a download from a venue', () => {
  it('has every closed candle once, through pages, limits and faults', async () => {
    const venue = await openFakeExchange(at(95) + 1000);
    venue.mostRows = 10;
    venue.fault('klines', { status: 429, headers: { 'retry-after': '9' } }, 'truncated', { status: 503 });
    const source = new CcxtSource({
      exchange: 'binance',
      timeoutMs: 5000,
      clock: standingClock(0),
      origin: venue.origin,
    });
    const waits: number[] = [];
    const sink = new MemorySink();
    const faults = { attempts: 4, sleep: (ms: number) => Promise.resolve(waits.push(ms)) };
    const request = { instrument, timeframe: '1h', fromAt: at(0), untilAt: at(500) } as const;
    const { live } = await download(source, request, sink, faults);
    expect(sink.rows.map(candleOf)).toEqual(candles(95));
    expect(live).toEqual(runningCandle(at(95), '1h'));
    expect(waits).toEqual([9000, 4000, 8000]);
    await venue.close();
  });

  it('killed in the middle and started again has every candle once, and asks for none a second time', async () => {
    const venue = await openFakeExchange(at(95));
    venue.mostRows = 10;
    const folder = temporaryFolder();
    const child = fileURLToPath(new URL('./download-child.ts', import.meta.url));
    const start = () =>
      spawn(process.execPath, ['--import', 'tsx', child, venue.origin, folder, String(at(0)), String(at(95))], {
        stdio: ['ignore', 'inherit', 'inherit'],
      });
    const first = start();
    venue.heard = kind => {
      if (kind !== 'klines' || venue.asked('klines').length < 5) return;
      venue.heard = undefined;
      venue.fault('klines', 'hang');
      first.kill('SIGKILL');
    };
    expect((await once(first, 'exit'))[1], 'killed while it waited for its fifth page').toBe('SIGKILL');
    const stored = (): Candle[] => {
      const series = new CandleStore(folder).readFrom('ccxt:binance', 'BTC/USDT', '1h');
      return series ? [...candlesFrom(series, 0)] : [];
    };
    expect(stored()).toEqual(candles(40));
    expect((await once(start(), 'exit'))[0]).toBe(0);
    expect(stored()).toEqual(candles(95));
    const starts = venue.asked('klines').map(one => Number(one.get('startTime')));
    expect(starts.slice(5), 'the second run starts behind the last stored candle').toEqual(
      [40, 50, 60, 70, 80, 90].map(at),
    );
    await venue.close();
  });
});
