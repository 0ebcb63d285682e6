import { describe, expect, test } from 'vitest';
import type { PlannedCall } from '../../models/planner/planner-world.ts';
import { understand } from '../../models/planner/understand.ts';
import { tools, worldFor } from './planner-fixture.ts';

const ask = (text: string, last?: PlannedCall) => understand(text, tools, worldFor(text), undefined, last);
const sma = { symbol: 'SPY', strategy: 'sma_cross' };

describe('a setting that hangs on the turn before', () => {
  test.each<[string, string, Record<string, unknown>]>([
    ['and with shorts?', 'run_backtest', { short: 1 }],
    ['et avec ventes à découvert ?', 'run_backtest', { short: 1 }],
    ['now with 200 runs', 'monte_carlo', { runs: 200 }],
    ['et avec 500 simulations ?', 'monte_carlo', { runs: 500 }],
    ['with drill-down', 'run_backtest', { order_of_events: 'drill-down' }],
    ['Adaptive order', 'run_backtest', { order_of_events: 'adaptive' }],
    ['avec ordre adaptatif', 'run_backtest', { order_of_events: 'adaptive' }],
  ])('"%s" changes the %s', (text, name, more) => {
    expect(ask(text, { name, args: sma })).toEqual({ kind: 'calls', calls: [{ name, args: { ...sma, ...more } }] });
  });

  test.each(['backtest the agent on SPY', "rejoue les décisions de l'agent sur SPY"])(
    '"%s" is a question of its own',
    text => {
      const wanted = { name: 'run_backtest', args: { symbol: 'SPY', strategy: 'agent' } };
      for (const last of [
        { name: 'run_backtest', args: sma },
        { name: 'explain_term', args: { term: 'drawdown' } },
      ])
        expect(ask(text, last)).toEqual({ kind: 'calls', calls: [wanted] });
    },
  );
});

describe('a setting that the tool does not have', () => {
  test.each([
    ['backtest the sma cross on SPY with 200 runs', 'run_backtest cannot take "200 runs"', 'monte_carlo'],
    ['test the SMA cross on SPY, train 2 years', 'run_backtest cannot take "train 2 years"', 'walk_forward'],
    ['compare all strategies on SPY with shorts', 'compare_strategies cannot take "with shorts"', 'run_backtest'],
    ['chart SPY with bollinger and 3 deviations', 'show_chart cannot take "3 deviations"', 'run_backtest'],
    [
      'backteste le croisement sur SPY avec 200 passages',
      'run_backtest ne peut pas prendre « 200 passages »',
      'monte_carlo',
    ],
    [
      'compare les stratégies sur SPY avec ventes à découvert',
      'compare_strategies ne peut pas prendre',
      'run_backtest',
    ],
  ])('"%s" is answered with what can take it', (text, said, taker) => {
    const given = ask(text);
    expect(given.kind).toBe('declines');
    expect(given.kind === 'declines' && given.text).toContain(said);
    expect(given.kind === 'declines' && given.text).toContain(taker);
  });

  test('long only is how every tool plays', () => {
    expect(ask('compare all strategies on SPY, long only')).toEqual({
      kind: 'calls',
      calls: [{ name: 'compare_strategies', args: { symbol: 'SPY' } }],
    });
  });
});

describe('an order beside a level', () => {
  test.each([
    'buy 10 Apple if the RSI is below 30',
    'buy Apple when RSI below 25 and sell above 60',
    'achète Apple si le RSI passe sous 30',
    'my strategy: buy 5 Apple when RSI below 30',
    'ma stratégie : achète 5 Apple sur RSI sous 30',
    'backtest the RSI strategy on SPY and sell 5 Apple at 60',
    'buy Apple at 60 and backtest RSI below 25 out above 60 on SPY',
  ])('"%s" proposes nothing', text => {
    const given = ask(text);
    const calls =
      given.kind === 'calls' ? given.calls : given.kind === 'asks' ? [...(given.first ?? []), given.call] : [];
    expect(calls.map(({ name }) => name)).not.toContain('propose_trade');
  });
});
