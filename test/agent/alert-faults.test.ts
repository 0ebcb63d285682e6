import { afterEach, describe, expect, it } from 'vitest';
import { newestFindings, qualityAlert, seriesAlert, updateAlert } from '../../agent/alerts/data-alerts.ts';
import type { Told } from '../../agent/alerts/market-alerts.ts';
import { QuaestorError } from '../../config/errors.ts';
import { sliceSeries } from '../../data/candle.ts';
import { alertSettings, alertWorld } from '../kit/alert-world.ts';
import { flatSeries } from '../kit/candles.ts';
import { openFakeOpenAi } from '../kit/fake-openai-server.ts';
import type { FakeProvider } from '../kit/fake-provider.ts';
import { recentHistory } from '../kit/managed-agent.ts';
import { replayedAgent } from '../kit/replayed-agent.ts';
import { say, testAgent } from '../kit/test-agent.ts';

const memory = (): Told => {
  const kept = new Map<string, string>();
  return { get: name => kept.get(name), set: (name, value) => void kept.set(name, value) };
};

describe('a series', () => {
  it('that cannot be read any more is told once with why, and once when it can', () => {
    const told = memory();
    const bad = new QuaestorError('data.bad-candle', { en: 'Row 7 is torn.', fr: 'La ligne 7 est abîmée.' });
    const heard = [undefined, bad, bad, undefined].map(error => seriesAlert('SPX', error, told)?.text.en);
    expect(heard).toEqual([
      undefined,
      'SPX: its candles cannot be read: Row 7 is torn.',
      undefined,
      'SPX: its candles can be read again.',
    ]);
  });

  it('with a missing day among the newest is told of it once, as check_data finds it', () => {
    const whole = recentHistory(80);
    const without = { ...whole, ...cut(whole, whole.length - 3) };
    const told = memory();
    const look = (series: typeof whole) =>
      qualityAlert(
        'SPX',
        newestFindings(series, { calendar: 'NYSE' }, 'memory', { series: () => [], findings: () => [] }),
        told,
      );
    expect(look(sliceSeries(without, 0, without.length - 3))).toBeUndefined();
    expect(look(without)).toMatchObject({
      kind: 'data-fault',
      text: { en: expect.stringContaining('missing candles') },
    });
    expect(look(without)).toBeUndefined();
  });
});

/** A series without one of its candles. */
function cut(series: ReturnType<typeof recentHistory>, gone: number) {
  const rest = (column: Float64Array) => column.filter((_, i) => i !== gone);
  const { openAt, open, high, low, close, volume, length } = series;
  return {
    length: length - 1,
    openAt: rest(openAt),
    open: rest(open),
    high: rest(high),
    low: rest(low),
    close: rest(close),
    volume: rest(volume),
  };
}

describe('a provider', () => {
  it('that fails on update is told once, and once when prices come again', async () => {
    const replayed = await replayedAgent(flatSeries([100, 100]), alertSettings());
    const { look, told } = alertWorld(replayed.agent);
    const { watch } = replayed.agent.parts.alerting;
    const works = replayed.market.update.bind(replayed.market);
    const fails = () => Promise.reject(new QuaestorError('provider.unavailable', 'no answer'));
    const heard: string[][] = [];
    for (const update of [works, fails, fails, works]) {
      replayed.market.update = update;
      await watch.bring();
      await look();
      heard.push(told());
    }
    expect(heard).toEqual([
      [],
      ['❗ Something is wrong: SPX: new prices cannot be brought: no answer'],
      [],
      ['ℹ️ News: SPX: new prices come in again.'],
    ]);
  });

  it('that fails at the first look is told as well', () => {
    expect(updateAlert('SPX', { en: 'no answer', fr: 'pas de réponse' }, memory())?.priority).toBe('error');
  });
});

describe('language models of the chat', () => {
  let server: FakeProvider | undefined;
  afterEach(() => server?.close());

  it('that leave the answer to the planner are told once, and once when one answers again', async () => {
    server = await openFakeOpenAi();
    const llm = {
      chain: ['compatible'],
      breakerFailures: 100,
      compatible: { model: 'test-model', baseUrl: `${server.origin}/v1` },
    };
    const { agent } = await testAgent({ settings: alertSettings({}, { llm }) });
    const { look, told } = alertWorld(agent);
    const heard: string[][] = [];
    const ask = async () => {
      await say(agent, 'What is the price of the S&P 500?', '2', 'telegram');
      await look();
      heard.push(told());
    };
    server.otherwise({ status: 500, message: 'boom' });
    await ask();
    await ask();
    server.otherwise({ text: 'The S&P 500 closed at 2,874.56.' });
    await ask();
    expect(heard).toEqual([
      [expect.stringMatching(/^❗ Something is wrong: No language model answered in a chat/)],
      [],
      [expect.stringMatching(/^ℹ️ News: A language model answers in chats again; none had since 2026-01-05 12:00 UTC/)],
    ]);
  });
});
