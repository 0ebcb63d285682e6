import { describe, expect, it } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import { dataAlert, drawdownAlert, type Told } from '../../agent/alerts/market-alerts.ts';
import { attempt } from '../../config/attempt.ts';
import { closedAt, dayOf } from '../../data/candle.ts';
import { VolatilityForecast } from '../../models/volatility/forecaster.ts';
import { LogHar } from '../../models/volatility/log-har.ts';
import { onCloseScale } from '../../models/volatility/prediction.ts';
import { alertSettings, alertWorld } from '../kit/alert-world.ts';
import { dailySeries } from '../kit/candles.ts';
import { managedAgent, recentHistory } from '../kit/managed-agent.ts';
import { replayedAgent } from '../kit/replayed-agent.ts';

const memory = (): Told => {
  const kept = new Map<string, string>();
  return { get: name => kept.get(name), set: (name, value) => void kept.set(name, value) };
};

/** The regime and the kind of volatility at each close, by the models themselves. */
function readAt({ parts }: Agent) {
  const series = parts.market.candles('SPX', '1d');
  const last = series.openAt.at(-1) ?? Number.NaN;
  const forecaster = new LogHar();
  forecaster.fit(series, closedAt(last, '1d'));
  const { regime } = onCloseScale(forecaster.predict(1), series);
  const { label } = regime;
  return { on: dayOf(last), route: attempt(() => parts.models.route(series)), label, extreme: label === 'extreme' };
}

describe('a replayed market', () => {
  // The last 45 closes of the bundled S&P 500 history, the crash of 2020 among them.
  it('tells each change of regime once, and high and extreme volatility when they begin to be forecast', async () => {
    const series = recentHistory(1100);
    const start = series.length - 45;
    const replayed = await replayedAgent(series, alertSettings({ repeatHours: 1 }), start);
    const { look, told, chat } = alertWorld(replayed.agent);
    const days = [readAt(replayed.agent)];
    await look();
    expect(told(), 'the first look says nothing').toEqual([]);
    for (let i = start + 1; i < series.length; i += 1) {
      await replayed.step();
      await look();
      days.push(readAt(replayed.agent));
    }
    const begun = days.slice(1).map((day, i) => ({ ...day, before: days[i] }));
    const changed = begun.filter(({ route, before }) => route !== before?.route).map(({ on }) => on);
    const extreme = begun.filter(day => day.extreme && !day.before?.extreme).map(({ on }) => on);
    const words = told().join('\n');
    const dated = (pattern: RegExp) => [...words.matchAll(pattern)].map(([, on]) => on);
    expect(dated(/SPX: the market regime changed from [^(]*\((\S+)\)/g)).toEqual(changed);
    expect(dated(/SPX: extreme volatility is forecast for the next day, \d+% a year \((\S+)\)/g)).toEqual(extreme);
    const high = begun
      .filter(({ label, before }) => label === 'high' && before?.label !== 'high' && !before?.extreme)
      .map(({ on }) => on);
    expect(dated(/SPX: high volatility is forecast for the next day, \d+% a year \((\S+)\)/g)).toEqual(high);
    expect(changed.length + extreme.length, 'the crash of 2020 did both').toBeGreaterThanOrEqual(2);
    expect(extreme.length).toBeGreaterThanOrEqual(1);

    const actions = chat.sent.flatMap(({ message }) => message.card?.actions ?? []);
    const rate = actions.find(({ kind, rating }) => kind === 'rate' && rating === 'bad');
    await replayed.agent.tap({ verb: 'rate', ratedId: rate?.ratedId ?? '', rating: 'bad' }, 'telegram', '1', () => {});
    const [label] = replayed.agent.parts.feedback.labels();
    expect(label, 'the forecast that it tells of is kept with its judgement').toMatchObject({
      rating: 'bad',
      rated: { tool: 'predict_volatility', output: { symbol: 'SPX', days: 1 } },
    });
    expect(dayOf(VolatilityForecast.loose().parse(label?.rated.output).asOfOpenAt)).toBe(
      [...high, ...extreme].sort()[0],
    );
  });
});

describe('the drawdown of the account', () => {
  const at = (price: number) => [price, price, price, price] as const;

  it('is told at each step of the ladder, down and up', async () => {
    const free = { commissionRate: 0, commissionMinimumUsd: 0, halfSpreadRate: 0, slippageRate: 0 };
    const risk = { maxPositionShare: 1, maxDailyLossShare: 10, regimeScale: null };
    const settings = alertSettings({}, { broker: { ...free, startingCashUsd: 10_000 }, risk });
    // 90 units of 100 in 10,000: at 87 the account is 11.7 % below its peak, at 82 it is 16.2 %.
    const prices = [100, 100, 87, 82, 99];
    const replayed = await replayedAgent(dailySeries(prices.map(at)), settings);
    const { look, told } = alertWorld(replayed.agent);
    await replayed.approve(replayed.propose({ sizing: { kind: 'quantity', amount: 90 } }));
    await replayed.step();
    await look();
    told();
    const heard: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      await replayed.step();
      await look();
      heard.push(...told());
    }
    expect(heard).toEqual([
      '⚠️ Attention: The account is in a drawdown that calls for attention.',
      '⚠️ Attention: The account is in a drawdown: no new risk is taken.',
      'ℹ️ News: The account is out of its drawdown.',
    ]);
  });

  it('that cannot be computed changes nothing', async () => {
    const replayed = await replayedAgent(dailySeries([at(100), at(100)]), alertSettings());
    const told = memory();
    const view = replayed.agent.parts.desk.risk('SPX');
    expect(drawdownAlert(view, told)).toBeUndefined();
    expect(drawdownAlert({ ...view, peakEquityUsd: Number.NaN }, told)).toBeUndefined();
    expect(told.get('drawdown')).toBe('none');
  });
});

describe('a source of prices', () => {
  const dayMs = 86_400_000;
  const openAt = Date.UTC(2020, 3, 17);
  const quoted = (now: number) => ({
    now: () => now,
    quote: () => ({
      symbol: 'SPX',
      price: 1,
      previousClose: 1,
      openAt,
      asOfAt: openAt + dayMs,
      provider: 'test',
    }),
  });

  it('that falls silent is told once, at the first instant beyond the days of the settings, and when it is back', () => {
    const told = memory();
    const look = (days: number, ms = 0) => dataAlert('SPX', quoted(openAt + days * dayMs + ms), 5, told);
    expect(look(1)).toBeUndefined();
    expect(look(5), 'exactly as old as is allowed').toBeUndefined();
    expect(look(5, 1)).toMatchObject({
      priority: 'error',
      text: {
        en: 'SPX: no fresh prices arrive since 2020-04-17. No new risk is taken on it.',
        fr: "SPX : plus de prix frais depuis le 2020-04-17. Aucun risque nouveau n'y est pris.",
      },
    });
    expect(look(6)).toBeUndefined();
    expect(look(1)).toMatchObject({ priority: 'info', text: { en: 'SPX: prices are fresh again.' } });
  });

  it('that throws is silent as well', () => {
    const told = memory();
    expect(dataAlert('SPX', quoted(openAt), 5, told)).toBeUndefined();
    const broken = {
      now: () => openAt,
      quote: () => {
        throw new Error('down');
      },
    };
    expect(dataAlert('SPX', broken, 5, told)?.text.en).toBe('SPX: no fresh prices arrive. No new risk is taken on it.');
  });
});

describe('language models that stop answering', () => {
  it('are told once, and once more when one answers again', async () => {
    const broken = new Error('connection refused');
    const hold = '{"decisions":[]}';
    // A scripted decider has no second link: an error is an outage.
    const managed = await managedAgent([hold, broken, broken, hold], {
      over: { people: { roles: { 'telegram:1': 'admin' } }, alerts: { groupSeconds: 0 } },
    });
    const { look, told } = alertWorld(managed.agent);
    const heard: string[] = [];
    for (let i = 0; i < 4; i += 1) {
      await managed.agent.parts.cycle.decide(managed.agent.person('telegram', '1'));
      await look();
      heard.push(...told().filter(words => words.includes('language model')));
      await managed.step();
      managed.wall.advance(3_600_000);
    }
    expect(heard).toEqual([
      expect.stringMatching(/^❗ Something is wrong: No language model answers \(.*connection refused/),
      expect.stringMatching(/^ℹ️ News: A language model answers again; none had since 2026-01-05 13:00 UTC\.$/),
    ]);
  });
});
