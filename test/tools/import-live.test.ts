import { afterEach, describe, expect, it } from 'vitest';
import type { AgentEvent } from '../../agent/events.ts';
import { CcxtSource } from '../../data/market/ccxt-source.ts';
import { checkData } from '../../tools/check-data.ts';
import { getCandles } from '../../tools/get-candles.ts';
import { importCandles } from '../../tools/import-candles.ts';
import { type FakeExchange, openFakeExchange, venueCandle } from '../kit/fake-exchange-server.ts';
import { HandClock, testAgent } from '../kit/test-agent.ts';
import { called, contextOf, outputOf } from '../kit/tool-call.ts';

const nowAt = Date.UTC(2024, 1, 10, 12, 30);
let venue: FakeExchange | undefined;

afterEach(() => venue?.close());

/** An agent whose exchange is a server on loopback that speaks Binance's protocol. */
async function agentAtVenue() {
  const opened = await openFakeExchange(nowAt);
  opened.mostRows = 100;
  venue = opened;
  const wall = new HandClock(nowAt);
  const source = new CcxtSource({ exchange: 'binance', timeoutMs: 5000, clock: wall, origin: opened.origin });
  const { agent } = await testAgent({ wall, live: () => source });
  return { agent, venue: opened };
}

const request = { provider: 'ccxt', symbol: 'BTC/USDT', timeframe: '1h', from: '2024-02-01' };

describe('import_candles from an exchange', () => {
  it('stores every closed candle and not the running one, says how far it has come, and goes on later', async () => {
    const { agent, venue: exchange } = await agentAtVenue();
    const events: AgentEvent[] = [];
    const person = agent.person('test', 'owner', 'en');
    const call = { id: 'c', name: 'import_candles', args: request };
    const passed = await agent.parts.door.pass(call, person, contextOf(agent), event => events.push(event));
    const hours = (nowAt - Date.UTC(2024, 1, 1)) / 3_600_000;
    expect(passed.output, '228 hours are over at 12:30').toMatchObject({
      provider: 'ccxt:binance',
      rows: Math.floor(hours),
      stored: Math.floor(hours),
      findings: 0,
    });
    const shares = events.flatMap(event => (event.type === 'tool-progress' ? [event.share] : []));
    expect(shares.length, 'pages of 100').toBeGreaterThanOrEqual(3);
    expect(shares, 'it only grows').toEqual([...shares].sort((a, b) => a - b));
    exchange.nowAt += 2 * 3_600_000;
    const again = await called(importCandles, request, 'en', agent);
    expect(outputOf<{ rows: number }>(again).rows, 'the two that closed since').toBe(2);
  });

  it('is read and checked by the other tools', async () => {
    const { agent } = await agentAtVenue();
    await called(importCandles, request, 'en', agent);
    const candles = outputOf<{ candles: unknown[]; provider: string }>(
      await called(getCandles, { symbol: 'BTC/USDT', timeframe: '1h', count: 1 }, 'en', agent),
    );
    expect(candles.provider).toBe('ccxt:binance');
    expect(candles.candles[0]).toEqual(venueCandle(Date.UTC(2024, 1, 10, 11), '1h'));
    const checked = outputOf<{ rows: number; findings: unknown[]; calendar: string }>(
      await called(checkData, { symbol: 'BTC/USDT' }, 'en', agent),
    );
    expect(checked).toMatchObject({ rows: 228, findings: [], calendar: '24/7' });
  });

  it('refuses a symbol that the exchange does not list, in French as well', async () => {
    const { agent } = await agentAtVenue();
    const unknown = await called(importCandles, { ...request, symbol: 'NOPE/USDT' }, 'fr', agent);
    expect(unknown).toMatchObject({ ok: false, error: { code: 'data.unknown-symbol' } });
    expect(agent.parts.market.symbols()).not.toContain('NOPE/USDT');
  });

  it('from a file needs the path of one', async () => {
    const { agent } = await agentAtVenue();
    const refused = await called(importCandles, { ...request, provider: 'csv', path: undefined }, 'en', agent);
    expect(refused.card.lead).toBe('An import from csv needs the path of a file.');
  });
});
