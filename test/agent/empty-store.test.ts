import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenedWeb, openWeb } from '../../agent/web/web.ts';
import { type LiveWorld, openLiveWorld } from '../kit/live-world.ts';
import { answerOf, eventOf, say, testAgent, testSettings } from '../kit/test-agent.ts';
import { webClient } from '../kit/web-client.ts';

const today = '2024-06-18';

let world: LiveWorld;
let web: OpenedWeb | undefined;
beforeEach(async () => {
  world = await openLiveWorld();
});
afterEach(async () => {
  await web?.close();
  web = undefined;
  await world.close();
});

async function freshAgent(provider: 'ccxt' | 'yahoo', defaultSymbol: string) {
  const settings = testSettings({ market: { provider, defaultSymbol }, web: { port: 0 } });
  return testAgent({ settings, market: world.market(provider, { defaultSymbol }) });
}

// SOL/USDT is known to the venue alone.
describe.each([
  ['ccxt', 'BTC/USDT'],
  ['ccxt', 'SOL/USDT'],
  ['yahoo', 'AAPL'],
] as const)('an agent on %s with %s and an empty store', (provider, symbol) => {
  it('starts at the wall clock and downloads the history with the first question', async () => {
    const { agent } = await freshAgent(provider, symbol);
    expect(agent.asOf()).toBe(today);
    expect(agent.parts.market.symbols()).toEqual([]);
    const events = await say(agent, `What is the price of ${symbol}?`);
    expect(eventOf(events, 'tool-result')).toMatchObject({ name: 'get_price', ok: true });
    expect(answerOf(events)).toMatch(/closed at|stands at/);
    expect(agent.parts.market.symbols()).toEqual([symbol]);
  });

  it('gives the page its state: the cash, and that there is no price yet', async () => {
    const { agent } = await freshAgent(provider, symbol);
    web = await openWeb(agent);
    const response = await webClient(web.url).get('/api/state');
    expect(response.status).toBe(200);
    const state = await response.json();
    expect(state).toMatchObject({ asOf: today, account: { cashUsd: 100_000, equityUsd: 100_000, positions: [] } });
    expect(state.account.priced).toBeUndefined();
    expect(state.portfolio.footnote).toContain('No price is stored yet.');
  });

  it('answers what needs no price before any request', async () => {
    const { agent } = await freshAgent(provider, symbol);
    expect(answerOf(await say(agent, 'Show my portfolio'))).toContain('$100,000.00 in cash');
    expect(answerOf(await say(agent, 'What is a stop loss?')).length).toBeGreaterThan(20);
    expect(world.venue.requests.length + world.yahoo.requests.length).toBe(0);
  });
});
