import { describe, expect, it } from 'vitest';
import { measureNow } from '../../agent/alerts/measure-now.ts';
import type { AlertRule } from '../../tools/alert-rule.ts';
import { alertSettings, alertWorld } from '../kit/alert-world.ts';
import { flatSeries } from '../kit/candles.ts';
import { recentHistory } from '../kit/managed-agent.ts';
import { type ReplayedAgent, replayedAgent } from '../kit/replayed-agent.ts';
import { answerOf, say, testAgent } from '../kit/test-agent.ts';
import { thrownBy } from '../kit/thrown-by.ts';

const above = (level: number, over: Partial<AlertRule> = {}): AlertRule => ({
  symbol: 'SPX',
  measure: 'price',
  side: 'above',
  level,
  ...over,
});

const rulesOf = ({ agent }: Pick<ReplayedAgent, 'agent'>, id: string) =>
  agent.parts.alerting.rulesOf(agent.person('telegram', id));

describe('a rule', () => {
  it('speaks when its condition comes true, once, and again only after it was false', async () => {
    const replayed = await replayedAgent(flatSeries([100, 101, 102, 99, 101, 101]), alertSettings());
    const { look, told } = alertWorld(replayed.agent);
    expect(rulesOf(replayed, '3').add(above(100))).toEqual({ id: 1, value: 100 });
    const heard: string[][] = [];
    for (let i = 0; i < 6; i += 1) {
      await look();
      await look();
      heard.push(told('3'));
      if (i < 5) await replayed.step();
    }
    const fired = ['⚠️ Attention: SPX: price above 100.00: it is 101.00 now.'];
    expect(heard, '100 is not above 100').toEqual([[], fired, [], [], fired, []]);
    expect(told('1'), 'it is its owner’s alone').toEqual([]);
  });

  it('that holds already is told at the next time, and at its level neither side holds', async () => {
    const replayed = await replayedAgent(flatSeries([100, 100, 99, 101]), alertSettings());
    const { look, told } = alertWorld(replayed.agent);
    rulesOf(replayed, '1').add(above(99));
    rulesOf(replayed, '1').add(above(99, { side: 'below' }));
    const heard: string[][] = [];
    for (let i = 0; i < 4; i += 1) {
      await look();
      heard.push(told().filter(words => words.includes('price')));
      if (i < 3) await replayed.step();
    }
    expect(heard).toEqual([[], [], [], [expect.stringContaining('SPX: price above 99.00: it is 101.00 now.')]]);
  });

  it('survives a restart with what it knew', async () => {
    const { database } = (await testAgent({ settings: alertSettings() })).agent.parts;
    const first = await testAgent({ settings: alertSettings(), database });
    rulesOf(first, '1').add(above(2000));
    const second = await testAgent({ settings: alertSettings(), database });
    const { look, told } = alertWorld(second.agent);
    await look();
    expect(told(), 'it held before the restart').toEqual([]);
    second.agent.parts.alerting.store.setHolds(1, false);
    await look();
    expect(told()).toEqual(['⚠️ Attention: SPX: price above 2,000.00: it is 2,874.56 now.']);
  });

  it('of an instrument without prices stays silent, and says so when it is made', async () => {
    const replayed = await replayedAgent(flatSeries([100, 100]), alertSettings());
    const { look, told } = alertWorld(replayed.agent);
    expect(rulesOf(replayed, '1').add(above(1, { symbol: 'GOLD' })).value).toBeUndefined();
    expect(rulesOf(replayed, '1').add(above(1, { measure: 'rsi' })).value, 'two candles give no RSI').toBeUndefined();
    await look();
    expect(told()).toEqual([]);
  });

  it('that could not be computed when it was made does not speak at its first value', async () => {
    const rises = Array.from({ length: 30 }, (_, i) => 100 + i);
    const replayed = await replayedAgent(flatSeries(rises), alertSettings(), 1);
    const { look, told } = alertWorld(replayed.agent);
    expect(rulesOf(replayed, '3').add(above(50, { measure: 'rsi' })).value).toBeUndefined();
    for (let i = 2; i < rises.length; i += 1) {
      await replayed.step();
      await look();
    }
    expect(replayed.agent.parts.alerting.store.rules()[0]?.holds, 'rises alone: an RSI of 100').toBe(true);
    expect(told('3')).toEqual([]);
  });

  it('is one of thirty at most', async () => {
    const { agent } = await testAgent({ settings: alertSettings() });
    for (let i = 0; i < 30; i += 1) rulesOf({ agent }, '1').add(above(i));
    const { code, text } = thrownBy(() => rulesOf({ agent }, '1').add(above(31)));
    expect(code).toBe('user.bad-request');
    expect(text?.en).toContain('You have 30 alerts');
    expect(rulesOf({ agent }, '2').add(above(31)).id, 'another person has their own').toBe(31);
  });

  it('is listed and removed by its owner, and by nobody else', async () => {
    const { agent } = await testAgent({ settings: alertSettings() });
    rulesOf({ agent }, '1').add(above(2900));
    expect(answerOf(await say(agent, '/alerts remove 1', '2', 'telegram'))).toContain('You have no alert "1"');
    expect(JSON.stringify(await say(agent, '/alerts', '1', 'telegram'))).toContain('SPX: price above 2,900.00');
    expect(answerOf(await say(agent, '/alertes retirer 1', '1', 'telegram'))).toMatch(/Alert 1 is gone|L.alerte 1/);
    expect(agent.parts.alerting.store.rules()).toEqual([]);
  });
});

describe('what a rule watches', () => {
  it('is the price, the change of the day, and the forecast of a year’s volatility in percent', async () => {
    const { market } = await replayedAgent(flatSeries([100, 100, 103]), alertSettings(), 2);
    expect(measureNow(market, 'SPX', 'price')).toBe(103);
    expect(measureNow(market, 'SPX', 'change')).toBeCloseTo(3, 12);
    expect(measureNow(market, 'SPX', 'volatility'), 'too few candles').toBeUndefined();
  });

  it('is an RSI of 100 after rises alone and of 0 after falls alone, by its definition', async () => {
    const rises = Array.from({ length: 40 }, (_, i) => 100 + i);
    for (const [prices, rsi] of [
      [rises, 100],
      [[...rises].reverse(), 0],
    ] as const) {
      const { market } = await replayedAgent(flatSeries(prices), alertSettings(), prices.length - 1);
      expect(measureNow(market, 'SPX', 'rsi')).toBeCloseTo(rsi, 9);
    }
  });

  it('is a forecast that is three times as high in the crash of 2020 as before it', async () => {
    const series = recentHistory(1100);
    const on = (day: string) => series.openAt.indexOf(Date.parse(day));
    const { market } = await replayedAgent(series, alertSettings(), on('2020-02-14'));
    const calm = measureNow(market, 'SPX', 'volatility') ?? Number.NaN;
    market.moveTo(on('2020-03-20'));
    expect(measureNow(market, 'SPX', 'volatility')).toBeGreaterThan(3 * calm);
  });
});
