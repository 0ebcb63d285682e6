import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type CandleSeries, candlesFrom, seriesOf, sliceSeries } from '../../data/candle.ts';
import { InstrumentRegistry } from '../../data/instrument-registry.ts';
import type { Ledger } from '../../data/ledger.ts';
import { SampleSource } from '../../data/market/sample-source.ts';
import { runBacktest } from '../../models/backtest/engine.ts';
import { rsiMeanReversion } from '../../models/backtest/rsi-mean-reversion.ts';
import { smaCross } from '../../models/backtest/sma-cross.ts';
import type { Strategy } from '../../models/backtest/strategy.ts';
import { Gate } from '../../models/risk/gate.ts';
import bracket from '../kit/bracket-strategy.ts';
import { walk } from '../kit/candle-fixture.ts';
import { replayedAgent } from '../kit/replayed-agent.ts';
import { testSettings } from '../kit/test-agent.ts';

const bracketFile = fileURLToPath(new URL('../kit/bracket-strategy.ts', import.meta.url));

/** Order, fill and trade rows without the names that each road gives. */
const compared = (ledger: Ledger): unknown[] =>
  ledger.rows('order', 'fill', 'trade').map(({ kind, body }) => {
    const { clientOrderId: _order, decisionId: _decision, ...rest } = body as Record<string, unknown>;
    return { kind, ...rest };
  });

/** The bundled history from the summer of 2008 on: falls, gaps and rallies, 400 candles. */
function crisis(): CandleSeries {
  const whole = new SampleSource().read('SPX', '1d');
  if (!whole) throw new Error('no sample');
  const first = whole.openAt.findIndex(at => at >= Date.UTC(2008, 5, 2));
  return sliceSeries(whole, first, first + 400);
}

const asSpx = (series: CandleSeries): CandleSeries => seriesOf('SPX', '1d', [...candlesFrom(series, 0)]);

type Road = { strategy: Strategy; parameters: Record<string, number>; series: CandleSeries };

function settingsFor({ strategy, parameters }: Road) {
  return testSettings({
    cycle: { strategy: strategy.name, symbol: 'SPX', parameters, investPercent: 20 },
    strategies: strategy === bracket ? [bracketFile] : [],
    risk: { maxDailyLossShare: 0.01, regimeScale: null },
  });
}

/** The paper cycle: each candle closes, waiting orders fill, the strategy decides, every proposal is approved at once. */
async function paperRoad(road: Road): Promise<Ledger> {
  const { agent, step, approve } = await replayedAgent(road.series, settingsFor(road));
  const person = agent.person('test', 'owner');
  for (let i = 0; i < road.series.length; i += 1) {
    if (i > 0) await step();
    for (const made of (await agent.parts.cycle.decide(person)).strategy?.proposed ?? [])
      if (made.kind === 'proposed') await approve(made);
  }
  expect(agent.parts.ledger.verify()).toBeGreaterThan(0);
  return agent.parts.ledger;
}

async function backtestRoad(road: Road) {
  const settings = settingsFor(road);
  return runBacktest({
    strategy: road.strategy,
    parameters: road.parameters,
    markets: [{ series: road.series, instrument: new InstrumentRegistry().resolve('SPX') }],
    gate: new Gate(settings.risk.rules),
    limits: settings.risk,
    costs: settings.broker,
    cashUsd: settings.broker.startingCashUsd,
    investPercent: settings.cycle.investPercent,
  });
}

describe('the same decisions on two roads', () => {
  const roads: [string, Road][] = [
    ['brackets through the crisis of 2008', { strategy: bracket, parameters: {}, series: crisis() }],
    [
      'tight brackets on a random walk',
      { strategy: bracket, parameters: { stopPercent: 0.5, targetPercent: 0.7 }, series: asSpx(walk(250, 31)) },
    ],
    [
      'an SMA cross through the crisis of 2008',
      { strategy: smaCross, parameters: { fast: 5, slow: 20 }, series: crisis() },
    ],
    [
      'RSI mean reversion on a random walk',
      { strategy: rsiMeanReversion, parameters: { period: 5, entry: 40 }, series: asSpx(walk(250, 32)) },
    ],
  ];

  it.each(roads)(
    '%s: the backtest and the paper cycle write the same orders, fills and trades',
    async (_name, road) => {
      const backtest = await backtestRoad(road);
      const paper = await paperRoad(road);
      const rows = compared(backtest.ledger);
      expect(rows.length, 'there is something to compare').toBeGreaterThan(12);
      expect(compared(paper)).toEqual(rows);
    },
  );

  it('the brackets make stops, targets, flips, refusals and an exit that is ambiguous', async () => {
    const result = await backtestRoad({ strategy: bracket, parameters: {}, series: crisis() });
    const tight = await backtestRoad({
      strategy: bracket,
      parameters: { stopPercent: 0.5, targetPercent: 0.7 },
      series: crisis(),
    });
    const reasons = new Set(result.ledger.rows('fill').map(row => row.body.reason));
    expect(reasons, 'else the comparison proves little').toEqual(new Set(['order', 'stop', 'target']));
    expect(new Set(result.trades.map(trade => trade.direction))).toEqual(new Set(['long', 'short']));
    expect(Object.keys(result.refusals)).toContain('max-position');
    expect(tight.trades.some(trade => trade.worstProfitUsd !== undefined)).toBe(true);
  });
});
