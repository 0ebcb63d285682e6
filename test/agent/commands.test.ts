import { describe, expect, it } from 'vitest';
import { argumentsOf } from '../../agent/tool-arguments.ts';
import { shippedTools } from '../../tools/index.ts';
import type { Tool } from '../../tools/tool.ts';
import { answerOf, eventOf, say, testAgent, testSettings } from '../kit/test-agent.ts';

const toolNamed = (name: string): Tool => {
  const tool = shippedTools.find(one => one.name === name);
  if (!tool) throw new Error(name);
  return tool;
};

describe('commands', () => {
  it('need no language model', async () => {
    const { agent, model } = await testAgent({ steps: [] });
    for (const text of [
      '/help',
      '/aide',
      '/status',
      '/etat',
      '/memory',
      '/proposals',
      '/price',
      '/volatilite SPX 2',
      '/portfolio',
      '/trades',
      '/explain drawdown',
      '/new',
    ]) {
      const events = await say(agent, text);
      expect(
        events.some(event => event.type === 'error'),
        text,
      ).toBe(false);
      expect(answerOf(events).length, text).toBeGreaterThan(5);
    }
    model.assertFinished();
  });

  it('an unknown one is answered with the nearest', async () => {
    const { agent } = await testAgent();
    const events = await say(agent, '/portfolo');
    expect(eventOf(events, 'error').text).toBe(
      'There is no command "/portfolo". Did you mean "portfolio"? /help lists all of them.',
    );
  });

  it('/language switches what follows, for this person on this channel', async () => {
    const { agent } = await testAgent();
    expect(answerOf(await say(agent, '/language fr'))).toBe('Je réponds en français désormais.');
    expect(answerOf(await say(agent, '/price'))).toMatch(/S&P 500 a clôturé à 2.874,56/);
    expect(answerOf(await say(agent, '/price', 'trader'))).toContain('closed at 2,874.56');
    expect(eventOf(await say(agent, '/langue xx'), 'error').text).toContain('/langue fr');
  });

  it('/new forgets the conversation and keeps the ledger', async () => {
    const { agent, model } = await testAgent({ steps: [{ text: 'a' }, { text: 'b' }] });
    await say(agent, 'one');
    const rows = agent.parts.ledger.rows().length;
    await say(agent, '/new');
    await say(agent, 'two');
    expect(model.requests[1]?.messages.map(message => message.text).slice(1)).toEqual(['two']);
    expect(agent.parts.ledger.rows()).toHaveLength(rows);
  });

  it('/approve without an id takes the only proposal and says which wait otherwise', async () => {
    const call = { calls: [{ name: 'propose_trade', args: { symbol: 'SPX', side: 'buy', quantity: 1 } }] };
    const { agent } = await testAgent({ steps: [call, { text: 'p' }, call, { text: 'p' }, call, { text: 'p' }] });
    expect(eventOf(await say(agent, '/approve'), 'error').text).toContain('Waiting: none');
    await say(agent, 'buy one');
    expect(answerOf(await say(agent, '/approve'))).toContain('Filled: bought 1 SPX');
    await say(agent, 'buy one');
    await say(agent, 'buy one');
    expect(eventOf(await say(agent, '/approve'), 'error').text).toContain('Waiting: P-2, P-3');
    expect(eventOf(await say(agent, '/reject p-2'), 'proposal-changed').state).toBe('rejected');
    expect((await say(agent, '/propositions')).filter(event => event.type === 'proposal-made')).toHaveLength(1);
  });

  it('/decide lets the strategy of the settings propose, once on each candle', async () => {
    const settings = testSettings({ cycle: { strategy: 'buy_and_hold' } });
    const { agent } = await testAgent({ settings });
    const events = await say(agent, '/decide');
    expect(eventOf(events, 'proposal-made').card.title).toBe('P-1: buy S&P 500');
    expect(answerOf(await say(agent, '/decide')), 'hold is silence').toBe('buy_and_hold made no draft: hold.');
    expect(eventOf(await say(agent, '/decide', 'reader'), 'error').code).toBe('tool.forbidden');
    const { agent: without } = await testAgent();
    expect(eventOf(await say(without, '/decide'), 'error').code).toBe('config.missing-key');
  });

  it('/decide shows why the gate refused what the strategy drafted', async () => {
    const settings = testSettings({ cycle: { strategy: 'buy_and_hold', investPercent: 90 } });
    const { agent } = await testAgent({ settings });
    expect(eventOf(await say(agent, '/decider'), 'tool-result').card?.lead).toContain('the limit is 25.0%');
  });

  it('a bare stop, approve or reject is the command, and a bare yes is told what is enough', async () => {
    const call = { calls: [{ name: 'propose_trade', args: { symbol: 'SPX', side: 'buy', quantity: 1 } }] };
    const { agent } = await testAgent({ steps: [{ text: 'Yes to what?' }, call, { text: 'p' }] });
    expect(answerOf(await say(agent, 'yes')), 'nothing waits: an ordinary message').toBe('Yes to what?');
    await say(agent, 'buy one');
    expect(answerOf(await say(agent, 'Oui'))).toContain('write: approve P-1');
    expect(agent.parts.ledger.rows('fill'), 'a yes trades nothing').toEqual([]);
    expect(answerOf(await say(agent, 'Approuve P-1'))).toContain('Filled');
    expect(answerOf(await say(agent, 'STOP!'))).toContain('Trading is stopped');
  });

  it('a stop is handled while a slow answer is under way', async () => {
    const { agent } = await testAgent({ steps: [{ hang: true }] });
    const abort = new AbortController();
    const slow = agent.hear(
      { channel: 'test', personId: 'owner', text: 'slow', signal: abort.signal },
      () => undefined,
    );
    expect(answerOf(await say(agent, '/stop'))).toContain('Trading is stopped');
    abort.abort();
    await slow;
    expect(agent.parts.desk.halted()).toBe(true);
  });
});

describe('words after a command', () => {
  it.each([
    ['predict_volatility', 'SPX 2', { symbol: 'SPX', days: 2 }],
    ['predict_volatility', '2', { days: 2 }],
    ['get_price', 'BTC 2018-01-05', { symbol: 'BTC', on: '2018-01-05' }],
    ['show_chart', 'SPX days=30 indicators=rsi,macd', { symbol: 'SPX', days: 30, indicators: ['rsi', 'macd'] }],
    ['run_backtest', 'sma_cross SPX fast=10 slow=50', { strategy: 'sma_cross', symbol: 'SPX', fast: 10, slow: 50 }],
    ['explain_term', 'implied volatility', { term: 'implied volatility' }],
    ['explain_term', '', {}],
    ['list_trades', '5', { limit: 5 }],
    ['get_portfolio', 'whatever', {}],
  ])('%s takes "%s"', (name, words, expected) => {
    expect(argumentsOf(toolNamed(name), words)).toEqual(expected);
  });
});
