import { describe, expect, it } from 'vitest';
import { measureNow } from '../../agent/alerts/measure-now.ts';
import { ruleAlerts } from '../../agent/alerts/rule-watch.ts';
import type { Route } from '../../models/regime/regime.ts';
import type { AccountRule, MarketRule } from '../../tools/alert-rule.ts';
import { alertSettings, alertWorld } from '../kit/alert-world.ts';
import { flatSeries } from '../kit/candles.ts';
import { recentHistory } from '../kit/managed-agent.ts';
import { type ReplayedAgent, replayedAgent } from '../kit/replayed-agent.ts';
import { answerOf, say, testAgent } from '../kit/test-agent.ts';
import { thrownBy } from '../kit/thrown-by.ts';

const above = (level: number, over: Partial<MarketRule> = {}): MarketRule => ({
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

describe('a rule of the account', () => {
  // 90 units of 100 in 10,000: a fall to 94 costs 540, which is 5.4 % of the day's beginning and of the highest value.
  const free = { commissionRate: 0, commissionMinimumUsd: 0, halfSpreadRate: 0, slippageRate: 0 };
  const settings = () =>
    alertSettings(
      {},
      {
        broker: { ...free, startingCashUsd: 10_000 },
        risk: { maxPositionShare: 1, maxDailyLossShare: 10, regimeScale: null },
      },
    );
  const rule = (measure: AccountRule['measure'], side: AccountRule['side'], level: number): AccountRule => ({
    measure,
    side,
    level,
  });

  it('watches its value, its drawdown and the loss of the day', async () => {
    const replayed = await replayedAgent(flatSeries([100, 100, 94]), settings());
    const { look, told } = alertWorld(replayed.agent);
    await replayed.approve(replayed.propose({ sizing: { kind: 'quantity', amount: 90 } }));
    await replayed.step();
    const rules = rulesOf(replayed, '2');
    expect(rules.add(rule('drawdown', 'above', 5)).value).toBe(0);
    expect(rules.add(rule('equity', 'below', 9500)).value).toBe(10_000);
    expect(rules.add(rule('day-loss', 'above', 6)).value).toBe(0);
    expect(rules.add(rule('day-loss', 'above', 5)).value).toBe(0);
    await look();
    told('2');
    await replayed.step();
    await look();
    const heard = told('2').join(' ');
    expect(heard).toContain('Account: drawdown above 5.0%: it is 5.4% now.');
    expect(heard).toContain('Account: value below $9,500.00: it is $9,460.00 now.');
    expect(heard).toContain('Account: loss of the day above 5.0%: it is 5.4% now.');
    expect(heard).not.toContain('6.0%');
  });

  it('is refused to a stranger, who may watch prices', async () => {
    const { agent } = await testAgent({ settings: alertSettings() });
    expect(thrownBy(() => rulesOf({ agent }, '99').add(rule('equity', 'below', 1))).code).toBe('tool.forbidden');
    expect(thrownBy(() => rulesOf({ agent }, '99').now({ measure: 'drawdown' })).code).toBe('tool.forbidden');
    expect(rulesOf({ agent }, '99').add(above(2900)).id).toBe(1);
  });

  it('is asked for in plain words, and never taken for a price', async () => {
    const { agent } = await testAgent({ settings: alertSettings() });
    const asked = (text: string, id = '1') => say(agent, text, id, 'telegram').then(answerOf);
    expect(await asked('alert me if my drawdown passes 5 %')).toContain('Account: drawdown above 5.0%');
    expect(await asked('alerte-moi si mon repli dépasse 5 %')).toMatch(
      /Compte\s: repli depuis le plus haut au-dessus de/,
    );
    expect(await asked('warn me when the portfolio falls below 5'), 'no such fall is meant').toContain('is far from');
    expect(await asked('alert me if my daily loss passes 500')).toContain('between 0 and 100 %');
    expect(await asked('alert me if my drawdown passes 5 %', '99')).toContain('/link');
    expect(agent.parts.alerting.store.rules(), 'the same wish twice is one rule').toHaveLength(1);
  });
});

describe('a rule of the regime', () => {
  it('speaks at each change, to its owner alone, and not of what it cannot read', async () => {
    const { agent } = await testAgent({ settings: alertSettings() });
    const { desk, market, alerting } = agent.parts;
    const { store } = alerting;
    const owner = { channel: 'telegram', id: '3' };
    const id = store.addRule(owner, { symbol: 'SPX', measure: 'regime' });
    const read: readonly (Route | undefined)[] = ['trend', 'trend', undefined, 'defensive', 'defensive', 'trend'];
    const heard = read.map(route =>
      ruleAlerts({ store, market, accountOf: () => desk.risk('SPX'), routeOf: () => route }),
    );
    expect(heard.map(found => found.map(({ alert, to }) => [alert.text.en, to]))).toEqual([
      [],
      [],
      [],
      [['SPX: the market regime changed from trend to defensive, as you asked to be told.', [owner]]],
      [],
      [['SPX: the market regime changed from defensive to trend, as you asked to be told.', [owner]]],
    ]);
    store.removeRule(owner, id);
    store.prune();
    expect(store.mark(`rule/${id}`), 'what it stood at goes with it').toBeUndefined();
  });

  it('is asked for in plain words', async () => {
    const { agent } = await testAgent({ settings: alertSettings() });
    expect(answerOf(await say(agent, 'tell me when the S&P changes regime', '3', 'telegram'))).toContain(
      'SPX: a change of the market regime',
    );
    expect(answerOf(await say(agent, 'préviens-moi quand le S&P change de régime', '3', 'telegram'))).toMatch(
      /SPX\s: un changement de régime de marché/,
    );
    expect(agent.parts.alerting.store.rules().map(({ body }) => body)).toEqual([{ symbol: 'SPX', measure: 'regime' }]);
  });
});

describe('a rule on an instrument without history', () => {
  it('is kept, and says what is missing and how it can be had', async () => {
    const { agent } = await testAgent({ settings: alertSettings() });
    const text = JSON.stringify(
      await say(agent, "tell me when BTC's volatility forecast passes 80 %", '1', 'telegram'),
    );
    expect(text).toMatch(/There are no daily candles of .{0,4}BTC/);
    expect(text).toContain('import_candles');
    expect(text).toContain('The alert is kept and watches as soon as there are prices.');
    expect(agent.parts.alerting.store.rules()[0]?.body).toMatchObject({ measure: 'volatility', level: 80 });
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
